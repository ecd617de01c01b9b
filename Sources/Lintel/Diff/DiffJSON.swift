package struct DiffJSON {
  package let text: String
  package init(_ diff: Diff) { text = "" }
}
