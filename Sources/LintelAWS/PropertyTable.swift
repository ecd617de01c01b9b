/// Reads the text tables of resource types: one property a line, its parts indented below it by two spaces.
///
///     NAME SHAPE [replacement|some|deployment|later] [required] [attribute]
///
/// What CloudFormation keeps beside a resource's properties, such as its update policy, is an `attribute`.
/// SHAPE is `string`, `integer`, `number`, `boolean`, `document`, `object`, or one of these in `list(…)`, `set(…)` or
/// `map(…)`. Text, because Swift's literals of this size take the compiler minutes.
package enum PropertyTable {
  private struct Line {
    let indentation: Int
    let words: [Substring]

    var depth: Int { indentation / 2 }
    var text: String { words.joined(separator: " ") }
  }

  /// What parses of a table; of one without problems that is all of it.
  package static func parse(_ table: String) -> [PropertyDescription] {
    var lines = lines(of: table)[...]
    return properties(&lines, depth: 0)
  }

  /// What is wrong with a table; a test asserts that nothing is.
  package static func problems(in table: String) -> [String] {
    var problems: [String] = []
    /// The lines that the current one stands below.
    var above: [Line] = []
    /// The names that stand beside each of those and beside the current line.
    var names: [Set<Substring>] = [[]]
    let lines = lines(of: table)
    for (index, line) in lines.enumerated() {
      let isShape = line.words.count >= 2 && shape(line.words[1], parts: []) != nil
      if !isShape { problems.append("no shape: \(line.text)") }
      if line.indentation % 2 != 0 { problems.append("indented by an odd number: \(line.text)") }
      if line.depth > above.count { problems.append("indented too far: \(line.text)") }
      for word in line.words.dropFirst(2)
      where !["required", "attribute"].contains(word) && UpdateEffect(rawValue: String(word)) == nil {
        problems.append("unknown word '\(word)': \(line.text)")
      }
      above.removeLast(max(0, above.count - line.depth))
      names.removeLast(max(0, names.count - above.count - 1))
      if !names[above.count].insert(line.words[0]).inserted { problems.append("twice: \(line.text)") }
      let hasParts = index + 1 < lines.count && lines[index + 1].depth > line.depth
      if isShape, hasParts != holdsParts(line.words[1]) {
        problems.append("\(hasParts ? "parts of no object" : "object without parts"): \(line.text)")
      }
      above.append(line)
      names.append([])
    }
    return problems
  }

  private static func lines(of table: String) -> [Line] {
    table.utf8.split(separator: UInt8(ascii: "\n")).map { line in
      let words = line.split(separator: UInt8(ascii: " ")).map(Substring.init)
      return Line(indentation: line.prefix { $0 == UInt8(ascii: " ") }.count, words: words)
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
          isRequired: line.words.dropFirst(2).contains("required"),
          isAttribute: line.words.dropFirst(2).contains("attribute")))
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

  private static func holdsParts(_ shape: Substring) -> Bool {
    shape.prefix { $0 != ")" }.hasSuffix("object")
  }
}
