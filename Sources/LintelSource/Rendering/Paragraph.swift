/// Prose set for a terminal.
package enum Paragraph {
  /// A text in lines of at most `width` cells, each with a margin; its line breaks are kept.
  ///
  /// A word that is longer than a line has a line of its own.
  package static func lines(_ text: String, width: Int, margin: Int = 0) -> [String] {
    let blanks = String(repeating: " ", count: margin)
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph -> [String] in
      var lines: [String] = []
      var line = ""
      for word in paragraph.split(separator: " ") {
        if line.isEmpty {
          line = String(word)
        } else if cells(line) + 1 + cells(word) + margin <= width {
          line += " " + word
        } else {
          lines.append(blanks + line)
          line = String(word)
        }
      }
      lines.append(line.isEmpty ? "" : blanks + line)
      return lines
    }
  }

  /// A term, and what is said of it in a column beside it, or below it where there is no room.
  package static func entry(_ term: String, _ text: String, column: Int, width: Int) -> [String] {
    guard column + 24 <= width else { return ["  " + term] + lines(text, width: width, margin: 6) }
    let head = "  " + term
    var beside = lines(text, width: width, margin: column)
    guard cells(head) < column - 1, let first = beside.first else { return [head] + beside }
    beside[0] = head + String(repeating: " ", count: column - cells(head)) + first.dropFirst(column)
    return beside
  }

  /// The cells of a terminal that a text takes.
  private static func cells(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    var terminal = TerminalText()
    return text.unicodeScalars.reduce(0) { $0 + (terminal.measure($1) ?? 0) }
  }
}
