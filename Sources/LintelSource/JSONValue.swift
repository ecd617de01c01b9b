/// A JSON text before it is written: members keep their order.
package indirect enum JSONValue: Sendable {
  case string(String)
  case integer(Int)
  /// A number in its decimal spelling.
  case number(String)
  case boolean(Bool)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// The text, indented by two spaces.
  ///
  /// What fits on a line and holds no map but the innermost stands on one line.
  package func text(width: Int = 100) -> String {
    var output = ""
    write(to: &output, indent: 0, column: 0, width: width)
    output += "\n"
    return output
  }

  private func write(to output: inout String, indent: Int, column: Int, width: Int) {
    if let line = line(upTo: width - column) {
      output += line
      return
    }
    let margin = String(repeating: " ", count: indent + 2)
    switch self {
    case .array(let items):
      output += "["
      for (index, item) in items.enumerated() {
        output += (index == 0 ? "\n" : ",\n") + margin
        item.write(to: &output, indent: indent + 2, column: indent + 2, width: width)
      }
      output += "\n" + margin.dropLast(2) + "]"
    case .object(let members):
      output += "{"
      for (index, member) in members.enumerated() {
        var name = ""
        appendJSONString(member.0, to: &name)
        output += (index == 0 ? "\n" : ",\n") + margin + name + ": "
        member.1.write(
          to: &output, indent: indent + 2, column: indent + 4 + name.utf8.count, width: width)
      }
      output += "\n" + margin.dropLast(2) + "}"
    default: output += scalar
    }
  }

  /// The whole value on one line, if it is short and flat enough.
  private func line(upTo width: Int) -> String? {
    switch self {
    case .array(let items) where items.isEmpty: return "[]"
    case .object(let members) where members.isEmpty: return "{}"
    case .array(let items):
      guard depth <= 3 || width > 1000 else { return nil }
      let parts = items.compactMap { $0.line(upTo: width) }
      let line = "[" + parts.joined(separator: ", ") + "]"
      return parts.count == items.count && line.utf8.count <= width ? line : nil
    case .object(let members):
      guard depth <= 3 || width > 1000 else { return nil }
      var parts: [String] = []
      for (name, value) in members {
        guard let line = value.line(upTo: width) else { return nil }
        var part = ""
        appendJSONString(name, to: &part)
        parts.append(part + ": " + line)
      }
      let line = "{ " + parts.joined(separator: ", ") + " }"
      return line.utf8.count <= width ? line : nil
    default: return scalar
    }
  }

  private var depth: Int {
    switch self {
    case .array(let items): 1 + (items.map(\.depth).max() ?? 0)
    case .object(let members): 1 + (members.map(\.1.depth).max() ?? 0)
    default: 0
    }
  }

  private var scalar: String {
    switch self {
    case .string(let text):
      var output = ""
      appendJSONString(text, to: &output)
      return output
    case .integer(let integer): return String(integer)
    case .number(let number): return number
    case .boolean(let boolean): return boolean ? "true" : "false"
    case .array, .object: return ""
    }
  }
}
