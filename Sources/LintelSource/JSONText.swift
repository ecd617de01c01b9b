/// Appends a text as a JSON string, quotes included.
///
/// Quotes, backslashes, control characters and format characters, which turn the writing direction or are not seen, are
/// escaped; everything else stays as it is, slashes too.
package func appendJSONString(_ text: some StringProtocol, to output: inout String) {
  output += "\""
  if text.utf8.allSatisfy(isPlain) {
    output += text
    output += "\""
    return
  }
  var rest = text[...]
  while let index = rest.unicodeScalars.firstIndex(where: needsEscape) {
    output += rest[..<index]
    appendEscape(rest.unicodeScalars[index], to: &output)
    rest = rest[rest.unicodeScalars.index(after: index)...]
  }
  output += rest
  output += "\""
}

/// The same as UTF-8.
func appendJSONString(_ text: String, to output: inout [UInt8]) {
  let start = output.count
  output.append(UInt8(ascii: "\""))
  let isWhole = text.utf8.withContiguousStorageIfAvailable { bytes in
    guard bytes.allSatisfy(isPlain) else { return false }
    output.append(contentsOf: bytes)
    return true
  }
  if isWhole ?? false {
    output.append(UInt8(ascii: "\""))
    return
  }
  output.removeLast(output.count - start)
  var quoted = ""
  appendJSONString(text, to: &quoted)
  output += quoted.utf8
}

/// Whether a byte needs no escape whatever stands beside it; the first bytes of what `needsEscape` names do not say.
private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case ..<0x20, 0x22, 0x5C, 0x7F, 0xC2, 0xD8, 0xDB, 0xDC, 0xE0...0xE2, 0xEF, 0xF3: false
  default: true
  }
}

private func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case ..<0x20, 0x22, 0x5C, 0x7F..<0xA0: true
  // What is not seen: marks, embeddings and isolates of the writing direction, line separators, tags; joiners are part of emoji.
  case 0xAD, 0x600...0x605, 0x61C, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x180E, 0x200B, 0x200E...0x200F, 0x2028...0x202E,
    0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
    true
  default: false
  }
}

private func appendEscape(_ scalar: Unicode.Scalar, to output: inout String) {
  switch scalar.value {
  case 0x22: output += "\\\""
  case 0x5C: output += "\\\\"
  case 0x08: output += "\\b"
  case 0x09: output += "\\t"
  case 0x0A: output += "\\n"
  case 0x0C: output += "\\f"
  case 0x0D: output += "\\r"
  default:
    for unit in String(scalar).utf16 {
      let digits = String(unit, radix: 16)
      output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}

/// Writes JSON, indented by two spaces, members in the order in which they are given.
package struct JSONPrinter {
  package private(set) var text = ""
  private var depth = 0
  /// Whether the innermost object or array has no member yet.
  private var isEmpty = true
  /// Whether a member's name was just written, so that its value follows on the same line.
  private var isAfterName = false

  package init() {}

  /// The whole text with a line break behind it: every string in it is escaped.
  package var printable: PrintableText { PrintableText(madeSafe: text + "\n") }

  package mutating func string(_ value: String) {
    begin()
    appendJSONString(value, to: &text)
  }

  package mutating func number(_ value: Int) {
    begin()
    text += String(value)
  }

  package mutating func boolean(_ value: Bool) {
    begin()
    text += value ? "true" : "false"
  }

  package mutating func null() {
    begin()
    text += "null"
  }

  /// The name of the next member; its value must follow.
  package mutating func name(_ name: String) {
    begin()
    appendJSONString(name, to: &text)
    text += ": "
    isAfterName = true
  }

  /// A member that is a text.
  package mutating func member(_ name: String, _ value: String) {
    self.name(name)
    string(value)
  }

  package mutating func object(_ members: (inout JSONPrinter) -> Void) {
    nest("{", "}", members)
  }

  package mutating func array<Elements: Sequence>(
    _ elements: Elements, _ element: (inout JSONPrinter, Elements.Element) -> Void
  ) {
    nest("[", "]") { printer in
      for value in elements { element(&printer, value) }
    }
  }

  private mutating func nest(_ open: String, _ close: String, _ body: (inout JSONPrinter) -> Void) {
    begin()
    text += open
    depth += 1
    isEmpty = true
    body(&self)
    depth -= 1
    if !isEmpty { breakLine() }
    text += close
    isEmpty = false
  }

  /// What stands before a value: a comma and a new line, unless it follows a name or is the whole text.
  private mutating func begin() {
    if isAfterName {
      isAfterName = false
    } else if depth > 0 {
      if !isEmpty { text += "," }
      breakLine()
    }
    isEmpty = false
  }

  private mutating func breakLine() {
    text += "\n" + String(repeating: "  ", count: depth)
  }
}
