/// A JSON text before it is written: members keep their order.
package enum JSONValue: Sendable {
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
    var output: [UInt8] = []
    write(to: &output, indent: 0, column: 0, width: width)
    output.append(UInt8(ascii: "\n"))
    return String(decoding: output, as: UTF8.self)
  }

  private func write(to output: inout [UInt8], indent: Int, column: Int, width: Int) {
    if appendLine(to: &output, width: width - column) { return }
    switch self {
    case .array(let items):
      for (index, item) in items.enumerated() {
        output.append(index == 0 ? UInt8(ascii: "[") : UInt8(ascii: ","))
        JSONValue.newline(to: &output, indent + 2)
        item.write(to: &output, indent: indent + 2, column: indent + 2, width: width)
      }
      JSONValue.newline(to: &output, indent)
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      for (index, member) in members.enumerated() {
        output.append(index == 0 ? UInt8(ascii: "{") : UInt8(ascii: ","))
        JSONValue.newline(to: &output, indent + 2)
        let start = output.count
        appendJSONString(member.0, to: &output)
        let length = output.count - start
        JSONValue.append(":", " ", to: &output)
        member.1.write(to: &output, indent: indent + 2, column: indent + 4 + length, width: width)
      }
      JSONValue.newline(to: &output, indent)
      output.append(UInt8(ascii: "}"))
    default: appendWhole(to: &output, limit: .max)
    }
  }

  private static func newline(to output: inout [UInt8], _ indent: Int) {
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
  }

  /// Appends the whole value on one line, if it is short and flat enough.
  private func appendLine(to output: inout [UInt8], width: Int) -> Bool {
    switch self {
    case .array(let items) where items.isEmpty: output += "[]".utf8
    case .object(let members) where members.isEmpty: output += "{}".utf8
    case .array, .object:
      guard width > 1000 || isFlat(3) else { return false }
      let start = output.count
      if !appendWhole(to: &output, limit: width > .max - start ? .max : start + width) {
        output.removeLast(output.count - start)
        return false
      }
    default: appendWhole(to: &output, limit: .max)
    }
    return true
  }

  /// Appends the value without a line's end, and says whether no more bytes are there than the limit.
  @discardableResult
  private func appendWhole(to output: inout [UInt8], limit: Int) -> Bool {
    switch self {
    case .array(let items):
      output.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { JSONValue.append(",", " ", to: &output) }
        guard item.appendWhole(to: &output, limit: limit) else { return false }
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members) where members.isEmpty: output += "{}".utf8
    case .object(let members):
      for (index, member) in members.enumerated() {
        JSONValue.append(index == 0 ? "{" : ",", " ", to: &output)
        appendJSONString(member.0, to: &output)
        JSONValue.append(":", " ", to: &output)
        guard member.1.appendWhole(to: &output, limit: limit) else { return false }
      }
      JSONValue.append(" ", "}", to: &output)
    case .string(let text): appendJSONString(text, to: &output)
    case .integer(let integer): output += String(integer).utf8
    case .number(let number): output += number.utf8
    case .boolean(let boolean): output += boolean ? "true".utf8 : "false".utf8
    }
    return output.count <= limit
  }

  /// Two bytes: the text of a literal would go through the standard library's collections.
  private static func append(_ first: Unicode.Scalar, _ second: Unicode.Scalar, to output: inout [UInt8]) {
    output.append(UInt8(ascii: first))
    output.append(UInt8(ascii: second))
  }

  /// Whether no more than so many arrays and objects stand in each other.
  private func isFlat(_ levels: Int) -> Bool {
    switch self {
    case .array(let items): levels > 0 && items.allSatisfy { $0.isFlat(levels - 1) }
    case .object(let members): levels > 0 && members.allSatisfy { $0.1.isFlat(levels - 1) }
    default: true
    }
  }
}
