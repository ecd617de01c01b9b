import LintelSpec

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
    return page.text
  }

  private static func section(_ name: String, _ entry: ObjectShape) -> String {
    var page = MarkdownPage(title: name, summary: entry.summary)
    page.add(entry, at: "")
    page.addNested()
    return page.text
  }
}

/// Ways of writing that pages share.
private enum Markdown {
  /// Words as code, all of them: `a`, `b` and `c`.
  static func list(_ words: [String], joinedBy conjunction: String) -> String {
    let code = words.map { "`\($0)`" }
    guard code.count > 1, let last = code.last else { return code.first ?? "" }
    return "\(code.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
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
        ["`\(field.key)`", field.shape.words, field.isRequired ? "required" : field.defaultText ?? "", field.summary]
      })
    for keys in object.exactlyOne {
      paragraph("Exactly one of \(Markdown.list(keys, joinedBy: "and")) has to be there.")
    }
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

extension Shape {
  /// What a field takes, for the column of a table.
  fileprivate var words: String {
    switch self {
    case .string(_, let least, let most): Self.phrase("text", [Self.length(least, most)])
    case .integer(let range): Self.phrase("number", [Self.words(for: range)])
    case .number: "number"
    case .boolean: "`true` or `false`"
    case .choice(let words): Markdown.list(words, joinedBy: "or")
    case .reference(let section): "id in <doc:\(section)>"
    case .object: "map (below)"
    case .list(let item, let count): "\(Self.phrase("list", [Self.words(for: count, isCount: true)])) of \(item.plural)"
    case .map(let keys, let item): "map by \(Self.key(keys)) of \(item.plural)"
    case .anyOf(let shapes): shapes.map(\.words).joined(separator: ", or ")
    case .deferred(.string(_, let least, let most)):
      Self.phrase("text", [Self.length(least, most), "may be known only when deploying"])
    case .deferred(let shape): "\(shape.words), or `${parameters.x}`"
    case .section(let name, _): "map by id of entries: <doc:\(name)>"
    case .environments: "map by name of changes"
    case .defaults: "map by section of fields"
    case .anything: "anything"
    }
  }

  /// The same of several.
  private var plural: String {
    switch self {
    case .integer(let range): Self.phrase("numbers", [Self.words(for: range)])
    case .number: "numbers"
    case .reference(let section): "ids in <doc:\(section)>"
    case .object: "maps (below)"
    default: words
    }
  }

  /// The maps with known keys in a field, and where they stand.
  fileprivate func objects(at path: String) -> [(path: String, object: ObjectShape)] {
    switch self {
    case .object(let object): [(path, object)]
    case .list(let item, _): item.objects(at: "\(path)[]")
    case .map(let keys, let item): item.objects(at: "\(path).<\(Self.key(keys))>")
    case .anyOf(let shapes): shapes.flatMap { $0.objects(at: path) }
    case .deferred(let shape): shape.objects(at: path)
    default: []
    }
  }

  private static func key(_ pattern: String) -> String { pattern == Grammar.identifierPattern ? "id" : "name" }

  /// A noun and what limits it: `text (1 to 20 characters)`.
  private static func phrase(_ noun: String, _ details: [String?]) -> String {
    let details = details.compactMap(\.self)
    return details.isEmpty ? noun : "\(noun) (\(details.joined(separator: "; ")))"
  }

  private static func length(_ least: Int, _ most: Int?) -> String? { most.map { "\(least) to \($0) characters" } }

  private static func words(for range: ClosedRange<Int>, isCount: Bool = false) -> String? {
    switch (range.lowerBound, range.upperBound) {
    case (0, .max): nil
    case (0, let most) where isCount: "at most \(most)"
    case (let least, .max): "at least \(least)"
    case (let least, let most): "\(least) to \(most)"
    }
  }
}
