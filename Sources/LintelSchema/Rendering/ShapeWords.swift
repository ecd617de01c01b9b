import LintelSpec

/// How code and links are written in a description of a field.
enum ReferenceStyle {
  case markdown, terminal

  func code(_ text: String) -> String { self == .markdown ? "`\(text)`" : text }

  func link(_ page: String) -> String { self == .markdown ? "<doc:\(page)>" : page }

  /// Words as code, all of them: `a`, `b` and `c`.
  func list(_ words: [String], joinedBy conjunction: String) -> String {
    let code = words.map(code)
    guard code.count > 1, let last = code.last else { return code.first ?? "" }
    return "\(code.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
  }
}

extension Shape {
  /// What a field takes, in words.
  func words(_ style: ReferenceStyle) -> String {
    switch self {
    case .string(_, let least, let most): Self.phrase("text", [Self.length(least, most)])
    case .integer(let range): Self.phrase("number", [Self.words(for: range)])
    case .number: "number"
    case .boolean: "\(style.code("true")) or \(style.code("false"))"
    case .choice(let words): style.list(words, joinedBy: "or")
    case .reference(let section): "id in \(style.link(section))"
    case .object: "map (below)"
    case .list(let item, let count, _):
      "\(Self.phrase("list", [Self.words(for: count, isCount: true)])) of \(item.plural(style))"
    case .map(let keys, let item): "map by \(Self.key(keys)) of \(item.plural(style))"
    case .anyOf(let shapes): shapes.map { $0.words(style) }.joined(separator: ", or ")
    case .deferred(.string(_, let least, let most)):
      Self.phrase("text", [Self.length(least, most), "may be known only when deploying"])
    case .deferred(let shape): "\(shape.words(style)), or \(style.code("${parameters.x}"))"
    case .orLookup(let shape, _): shape.words(style)
    case .section(let name, _): "map by id of entries: \(style.link(name))"
    case .environments: "map by name of changes"
    case .defaults: "map by section of fields"
    case .anything: "anything"
    }
  }

  /// The same of several.
  private func plural(_ style: ReferenceStyle) -> String {
    switch self {
    case .integer(let range): Self.phrase("numbers", [Self.words(for: range)])
    case .number: "numbers"
    case .reference(let section): "ids in \(style.link(section))"
    case .object: "maps (below)"
    default: words(style)
    }
  }

  /// The maps with known keys in a field, and where they stand.
  func objects(at path: String) -> [(path: String, object: ObjectShape)] {
    switch self {
    case .object(let object): [(path, object)]
    case .list(let item, _, _): item.objects(at: "\(path)[]")
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

extension ObjectShape {
  /// Which keys have to be there, of a map of two forms; nil of others.
  func formWords(_ style: ReferenceStyle) -> String? {
    guard !forms.isEmpty else { return nil }
    let words = forms.map { style.list($0.required, joinedBy: "and") }
    return "Either \(words.joined(separator: " have to be there, or ")): the keys of the two exclude each other."
  }
}
