/// The language as pages of Markdown: one for the top-level keys, one a section.
package enum ReferencePage {
  /// The pages and their file names, in the order of the description.
  package static func pages(of root: ObjectShape) -> [(path: String, text: String)] {
    let sections = root.fields.compactMap { field -> (path: String, text: String)? in
      guard case .section(let name, let entry) = field.shape else { return nil }
      return ("\(name).md", section(name, entry))
    }
    return [("Specification.md", specification(root))] + sections
  }

  // MARK: Pages

  private static func specification(_ root: ObjectShape) -> String {
    let sections = root.fields.filter { if case .section = $0.shape { true } else { false } }
    var headers = root
    headers.fields = root.fields.filter { if case .section = $0.shape { false } else { true } }
    var page = MarkdownPage(title: "Top-level keys", summary: root.summary)
    page.add(headers, at: "")
    page.heading("Sections")
    page.paragraph("A section maps ids to entries.")
    page.table(["Section", "Holds"], sections.map { ["<doc:\($0.key)>", $0.summary] })
    page.addNested()
    page.topics("Sections", sections.map(\.key))
    return page.text
  }

  private static func section(_ name: String, _ entry: ObjectShape) -> String {
    var page = MarkdownPage(title: name, summary: entry.summary)
    page.add(entry, at: "")
    page.addNested()
    return page.text
  }
}

/// A page as it grows: what is nested waits until what holds it is written.
private struct MarkdownPage {
  private(set) var text: String
  private var pending: [(path: String, object: ObjectShape)] = []

  init(title: String, summary: String) {
    text = "# \(title)\n\n\(summary)\n"
  }

  mutating func heading(_ title: String) { text += "\n## \(title)\n" }

  mutating func paragraph(_ sentence: String) { text += "\n\(sentence)\n" }

  /// Puts other pages below this one: DocC links only to pages that have a place.
  mutating func topics(_ title: String, _ pages: [String]) {
    heading("Topics")
    text += "\n### \(title)\n\n" + pages.map { "- <doc:\($0)>\n" }.joined()
  }

  mutating func table(_ titles: [String], _ rows: [[String]]) {
    text += "\n" + row(titles) + row(titles.map { _ in "---" })
    for cells in rows { text += row(cells.map(escaped)) }
  }

  /// The fields of a map, and what has to be said of several of them.
  ///
  /// `path`: where the map stands in an entry; empty for the entry itself.
  mutating func add(_ object: ObjectShape, at path: String) {
    table(
      ["Key", "Type", "Without it", "Meaning"],
      object.fields.map { field in
        [
          "`\(field.key)`", field.shape.words(.markdown), field.isRequired ? "required" : field.defaultText ?? "",
          field.summary,
        ]
      })
    for keys in object.exactlyOne {
      paragraph("Exactly one of \(ReferenceStyle.markdown.list(keys, joinedBy: "and")) has to be there.")
    }
    for keys in object.atMostOne {
      paragraph("\(ReferenceStyle.markdown.list(keys, joinedBy: "and")) exclude each other.")
    }
    if let words = object.formWords(.markdown) { paragraph(words) }
    for field in object.fields {
      pending += field.shape.objects(at: path.isEmpty ? field.key : "\(path).\(field.key)")
    }
  }

  /// Writes what is nested, each map below the one that holds it.
  mutating func addNested() {
    while !pending.isEmpty {
      let (path, object) = pending.removeFirst()
      let later = pending
      pending = []
      heading("`\(path)`")
      paragraph(object.summary)
      add(object, at: path)
      pending += later
    }
  }

  private func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }

  /// A vertical bar would end the cell, in code as elsewhere.
  private func escaped(_ cell: String) -> String {
    cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
