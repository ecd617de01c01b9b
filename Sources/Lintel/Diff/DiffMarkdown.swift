package struct DiffMarkdown {
  package let text: String
  package init(_ diff: Diff) { text = "" }
}
