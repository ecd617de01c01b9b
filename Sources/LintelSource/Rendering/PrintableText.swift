/// Text that may reach a terminal: no control character but line breaks, nothing that turns the writing direction.
///
/// What the program's own source says is taken as it is, everything that is put into it becomes one safe line. Whatever
/// prints takes this type and no other, so a new message cannot forget to make a name safe:
///
/// ```swift
/// Failure("cannot open '\(path)'")     // whatever the path holds
/// ```
package struct PrintableText: Hashable, Sendable {
  /// The text itself.
  package private(set) var text: String

  /// A text that is one line: line breaks and tabs become `\n`, `\r` and `\t`, other dangers `<U+202E>`.
  package init(_ text: some StringProtocol) {
    self.text = TerminalText.visible(String(text))
  }

  /// A text of several lines, each made safe.
  package init(lines text: String) {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A }) {
      self.text = text
    } else {
      // By code points: a carriage return and a line feed are one character.
      self.text = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        .map { TerminalText.visible(String($0)) }.joined(separator: "\n")
    }
  }

  /// Text of which every part was made safe one by one: only for the printers of this module.
  init(madeSafe text: String) {
    self.text = text
  }

  package var isEmpty: Bool { text.isEmpty }

  /// How many code points it has.
  package var count: Int { text.unicodeScalars.count }

  /// So many blanks.
  package static func blanks(_ count: Int) -> PrintableText {
    PrintableText(madeSafe: String(repeating: " ", count: max(0, count)))
  }

  /// Without the line break at the end.
  package var withoutLastBreak: PrintableText {
    text.utf8.last == UInt8(ascii: "\n") ? PrintableText(madeSafe: String(text.dropLast())) : self
  }

  package static func + (left: PrintableText, right: PrintableText) -> PrintableText {
    PrintableText(madeSafe: left.text + right.text)
  }

  package static func += (left: inout PrintableText, right: PrintableText) {
    left.text += right.text
  }
}

extension PrintableText: CustomStringConvertible {
  package var description: String { text }
}

extension PrintableText: ExpressibleByStringInterpolation {
  /// Text of the program's own source; nothing that is known only when running can come here.
  package init(stringLiteral text: StaticString) {
    self.text = text.description
  }

  package init(stringInterpolation: StringInterpolation) {
    text = stringInterpolation.text
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: StaticString) {
      text += literal.description
    }

    package mutating func appendInterpolation(_ text: PrintableText) {
      self.text += text.text
    }

    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text += TerminalText.visible(value.description)
    }
  }
}

extension Sequence<PrintableText> {
  package func joined(separator: PrintableText = "") -> PrintableText {
    PrintableText(madeSafe: lazy.map(\.text).joined(separator: separator.text))
  }
}
