import LintelSource

/// Words of a shell command.
package enum ShellWord {
  /// A word that the shell takes as it is, quoted where it has to be.
  ///
  /// What controls a terminal is written as bytes, and a line's end too: lines of a script are indented.
  package static func quoted(_ text: String) -> String {
    let isPlain =
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
    if isPlain { return text }
    if hasControls(text) { return escaped(text) }
    return inSingleQuotes(text)
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
