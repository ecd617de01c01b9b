/// Reads the text tables of resource types: one property a line, its parts indented below it.
///
///     NAME SHAPE [replacement|some] [required]
///
/// SHAPE is `string`, `integer`, `number`, `boolean`, `document`, `object`, or one of these in `list(…)`, `set(…)` or
/// `map(…)`. Text, because Swift's literals of this size take the compiler minutes.
package enum PropertyTable {
  private struct Line {
    let depth: Int
    let words: [Substring]
  }

  package static func parse(_ table: String) -> [PropertyDescription] {
    var lines = lines(of: table)[...]
    return properties(&lines, depth: 0)
  }

  /// What is wrong with a table; a test asserts that nothing is.
  package static func problems(in table: String) -> [String] {
    var problems: [String] = []
    var previous = -1
    for line in lines(of: table) {
      let text = line.words.joined(separator: " ")
      if line.words.count < 2 || shape(line.words[1], parts: []) == nil { problems.append("no shape: \(text)") }
      if line.depth > previous + 1 { problems.append("indented too far: \(text)") }
      for word in line.words.dropFirst(2) where word != "required" && UpdateEffect(rawValue: String(word)) == nil {
        problems.append("unknown word '\(word)': \(text)")
      }
      previous = line.depth
    }
    return problems
  }

  private static func lines(of table: String) -> [Line] {
    table.split(separator: "\n").map { line in
      Line(depth: line.prefix { $0 == " " }.count / 2, words: line.split(separator: " "))
    }
  }

  private static func properties(_ lines: inout ArraySlice<Line>, depth: Int) -> [PropertyDescription] {
    var properties: [PropertyDescription] = []
    while let line = lines.first, line.depth >= depth {
      lines.removeFirst()
      let parts = self.properties(&lines, depth: line.depth + 1)
      guard line.words.count >= 2, let shape = shape(line.words[1], parts: parts) else { continue }
      let effect = line.words.dropFirst(2).lazy.compactMap { UpdateEffect(rawValue: String($0)) }.first
      properties.append(
        PropertyDescription(
          name: String(line.words[0]), shape: shape, effect: effect ?? .noInterruption,
          isRequired: line.words.dropFirst(2).contains("required")))
    }
    return properties
  }

  private static func shape(_ word: Substring, parts: [PropertyDescription]) -> PropertyShape? {
    switch word {
    case "string": return .string
    case "integer": return .integer
    case "number": return .number
    case "boolean": return .boolean
    case "document": return .document
    case "object": return .object(parts)
    default: break
    }
    guard let open = word.firstIndex(of: "("), word.hasSuffix(")"),
      let item = shape(word[word.index(after: open)...].dropLast(), parts: parts)
    else { return nil }
    switch word[..<open] {
    case "list": return .list(of: item)
    case "set": return .set(of: item)
    case "map": return .map(of: item)
    default: return nil
    }
  }
}
