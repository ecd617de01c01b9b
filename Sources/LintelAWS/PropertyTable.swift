import LintelSource

/// Reads the text tables of resource types: one property a line, its parts indented below it by two spaces.
///
///     NAME SHAPE [= DEFAULT] [RANGE | CHOICES] [WORD…] [--OPTION] [ARGUMENT] [=> EXPRESSION]
///
/// SHAPE is `string`, `integer`, `number`, `boolean`, `base64`, `document`, `object`, or one of these in `list(…)`,
/// `set(…)` or `map(…)`; `base64` is text that AWS wants encoded so. DEFAULT is what AWS takes where nothing is said; `null` is nothing at all. A part whose name begins with a
/// small letter is no member but a value of the first member, and its shape that of the value beside it: an attribute
/// by its key. RANGE is `1...4000`, what AWS takes of a number; CHOICES is `on|off`, what it takes of text. Text, because
/// Swift's literals of this size take the compiler minutes.
///
/// These words say what AWS's type says:
///
/// | Word | Says |
/// | --- | --- |
/// | `later`, `deployment`, `some`, `replacement` | what a change does, unless it interrupts nothing |
/// | `required` | it is there wherever what holds it is |
/// | `attribute` | CloudFormation keeps it beside the properties: an update policy |
///
/// The others say where the CLI deviates from what the name gives: `HealthCheckPath` is the option `--health-check-path`
/// of the call that makes the resource and, unless a change replaces it, of the one that changes it, and the member
/// `HealthCheckPath` of the answer.
///
/// | Word | Says |
/// | --- | --- |
/// | `--settings` | the option has another name |
/// | `Value={}` | the option's argument is the value with something around it |
/// | `=> State.Name` | the value stands elsewhere in the answer, in JMESPath |
/// | `updateOnly` | the call that makes the resource does not take it |
/// | `writeOnly` | no answer shows it |
/// | `unmanaged` | no call has it, because nothing of a spec becomes it: the row states AWS's default for rules |
/// | `initially 1` | what the call that makes the resource says where nothing is stated |
/// | `json` | objects are options as JSON, not as shorthand |
/// | `flag` | the option takes no value, and begins with `--no-` for false |
/// | `toggle` | the option `--enable-…` takes no value, and begins with `--disable-` for false |
/// | `exact` | what the spec does not state is not there either |
/// | `commas` | a set is one word with commas between the items, in option and answer |
/// | `name` | the answer has an ARN that ends in the value |
/// | `filled` | AWS fills it in: it is compared only where something is stated |
/// | `moment` | the answer has a time as a number or as text, after the CLI's version |
package enum PropertyTable {
  private struct Line {
    let indentation: Int
    let words: [String]
    let expression: String?

    var depth: Int { indentation / 2 }
    var text: String { (words + (expression.map { ["=>", $0] } ?? [])).joined(separator: " ") }
  }

  /// The properties of a table, as far as it parses; of one without problems that is all of it.
  package static func parse(_ table: String) -> [PropertyDescription] {
    var lines = lines(of: table)[...]
    return properties(&lines, depth: 0)
  }

  /// Mistakes in a table; a test asserts that there are none.
  package static func problems(in table: String) -> [String] {
    var problems: [String] = []
    /// The lines that the current one stands below.
    var above: [Line] = []
    /// The names that stand beside each of those and beside the current line.
    var names: [Set<String>] = [[]]
    let lines = lines(of: table)
    for (index, line) in lines.enumerated() {
      let isShape = line.words.count >= 2 && shape(line.words[1], parts: []) != nil
      if !isShape { problems.append("no shape: \(line.text)") }
      if line.indentation % 2 != 0 { problems.append("indented by an odd number: \(line.text)") }
      if line.depth > above.count { problems.append("indented too far: \(line.text)") }
      var row = Row(line.words.dropFirst(2))
      problems += row.problems.map { "\($0): \(line.text)" }
      row.use.expression = line.expression
      if line.depth > 0,
        row.use
          != PropertyUse(
            form: row.use.form, comparison: row.use.comparison, isFilled: row.use.isFilled)
      {
        problems.append("only whole properties deviate: \(line.text)")
      }
      if let value = row.defaultValue, isShape, !isValue(value, of: line.words[1]) {
        problems.append("no default of that shape: \(line.text)")
      }
      if row.range != nil, line.words[1] != "integer" { problems.append("range of no integer: \(line.text)") }
      if !row.choices.isEmpty, line.words[1] != "string" { problems.append("choices of no string: \(line.text)") }
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
    table.pieces(between: "\n").map { line in
      let (text, expression) = line.halves(around: " => ") ?? (line, nil)
      return Line(
        indentation: line.utf8.prefix { $0 == UInt8(ascii: " ") }.count, words: text.pieces(between: " "),
        expression: expression)
    }
  }

  private static func properties(_ lines: inout ArraySlice<Line>, depth: Int) -> [PropertyDescription] {
    var properties: [PropertyDescription] = []
    while let line = lines.first, line.depth >= depth {
      lines.removeFirst()
      let parts = self.properties(&lines, depth: line.depth + 1)
      let members = parts.filter { !$0.isKey }
      guard line.words.count >= 2, let shape = shape(line.words[1], parts: members) else { continue }
      var row = Row(line.words.dropFirst(2))
      row.use.expression = line.expression
      properties.append(
        PropertyDescription(
          name: line.words[0], shape: shape, effect: row.effect, isRequired: row.isRequired,
          isAttribute: row.isAttribute, defaultValue: row.defaultValue, range: row.range, choices: row.choices,
          keys: parts.filter(\.isKey), use: row.use))
    }
    return properties
  }

  /// The words behind a shape.
  private struct Row {
    var effect = UpdateEffect.noInterruption
    var isRequired = false
    var isAttribute = false
    var defaultValue: String?
    var range: ClosedRange<Int>?
    var choices: [String] = []
    var use = PropertyUse()
    var problems: [String] = []

    init(_ words: ArraySlice<String>) {
      var words = words
      while let word = words.popFirst() {
        switch word {
        case "required": isRequired = true
        case "attribute": isAttribute = true
        case "updateOnly": use.isUpdateOnly = true
        case "writeOnly": use.isWriteOnly = true
        case "unmanaged": use.isManaged = false
        case "json": use.form = .json
        case "flag": use.form = .flag
        case "toggle": use.form = .toggle
        case "commas":
          use.form = .commas
          use.comparison = .commas
        case "exact": use.comparison = .exact
        case "name": use.comparison = .name
        case "filled": use.isFilled = true
        case "moment": use.comparison = .moment
        case "=", "initially":
          guard let value = words.popFirst() else {
            problems.append("no value behind '\(word)'")
            continue
          }
          if word == "=" { defaultValue = value } else { use.initialValue = value }
        default:
          if let effect = UpdateEffect(rawValue: word), effect != .noInterruption {
            self.effect = effect
          } else if word.utf8.starts(with: "--".utf8) {
            use.option = word
          } else if word.utf8.last == UInt8(ascii: "}"), word.hasSuffix("{}") {
            use.prefix = String(word.dropLast(2))
          } else if let range = PropertyTable.range(word) {
            self.range = range
          } else if word.contains("|") {
            choices = word.pieces(between: "|")
          } else {
            problems.append("unknown word '\(word)'")
          }
        }
      }
    }
  }

  private static func range(_ word: String) -> ClosedRange<Int>? {
    guard let (least, most) = word.halves(around: "..."), let least = Int(least), let most = Int(most),
      least <= most
    else { return nil }
    return least...most
  }

  private static func isValue(_ value: String, of shape: String) -> Bool {
    switch shape {
    case _ where value == "null": true
    // One word stands for a list of that word.
    case "string", "list(string)": true
    case "integer": Int(value) != nil
    case "number": Double(value) != nil
    case "boolean": ["true", "false"].contains(value)
    default: false
    }
  }

  private static func shape(_ word: String, parts: [PropertyDescription]) -> PropertyShape? {
    switch word {
    case "string": return .string
    case "integer": return .integer
    case "number": return .number
    case "boolean": return .boolean
    case "base64": return .base64
    case "document": return .document
    case "object": return .object(parts)
    default: break
    }
    guard let (name, rest) = word.halves(around: "("), rest.hasSuffix(")"),
      let item = shape(String(rest.dropLast()), parts: parts)
    else { return nil }
    switch name {
    case "list": return .list(of: item)
    case "set": return .set(of: item)
    case "map": return .map(of: item)
    default: return nil
    }
  }

  private static func holdsParts(_ shape: String) -> Bool {
    shape.prefix { $0 != ")" }.hasSuffix("object")
  }
}
