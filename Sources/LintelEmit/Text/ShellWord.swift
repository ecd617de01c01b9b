import LintelSource

/// Words of a shell command.
package enum ShellWord {
  /// A word that the shell takes as it is, quoted where it has to be.
  ///
  /// What controls a terminal is written as bytes, and a line's end too: lines of a script are indented.
  package static func quoted(_ text: String) -> String {
    if isPlain(text) { return text }
    if hasControls(text) { return escaped(text) }
    return readsBetterInDoubleQuotes(text) ? inDoubleQuotes(text) : inSingleQuotes(text)
  }

  /// Whether the shell takes a text as it is, without quotes.
  static func isPlain(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
          UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "@"):
          true
        default: false
        }
      }
  }

  /// Whether a text has single quotes, and nothing that double quotes would expand, or that would need many backslashes.
  ///
  /// A quote behind a backslash looks like a mistake between single quotes (shellcheck's SC1003). What people paste into
  /// a shell has its history put in place of an exclamation mark.
  private static func readsBetterInDoubleQuotes(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.contains(UInt8(ascii: "'")), !bytes.contains(where: "$`!".utf8.contains) else { return false }
    return !bytes.contains(UInt8(ascii: "\"")) || text.utf8Offset(of: "\\'") != nil
  }

  private static func inDoubleQuotes(_ text: String) -> String {
    "\"" + text.substituting("\\", with: "\\\\").substituting("\"", with: "\\\"") + "\""
  }

  /// Text that may have several lines, in single quotes.
  package static func inSingleQuotes(_ text: String) -> String {
    // Scalar by scalar: a quote with a combining mark behind it is another character to Swift, and a quote to the shell.
    "'" + text.substituting("'", with: "'\\''") + "'"
  }

  package static func hasControls(_ text: String) -> Bool {
    // Controls are ASCII, or stand behind the byte 0xC2.
    text.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 } && text.unicodeScalars.contains(where: isControl)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 0x20 && scalar != "\t") || (0x7F..<0xA0).contains(scalar.value)
  }

  /// In bash's form with escapes, each control character as its bytes.
  private static func escaped(_ text: String) -> String {
    var quoted = "$'"
    for scalar in text.unicodeScalars {
      if scalar == "'" || scalar == "\\" {
        quoted += "\\"
        quoted.unicodeScalars.append(scalar)
      } else if isControl(scalar) {
        for byte in String(scalar).utf8 {
          let digits = String(byte, radix: 8)
          quoted += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }
      } else {
        quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "'"
  }
}
