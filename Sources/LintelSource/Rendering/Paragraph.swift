/// Prose set for a terminal.
package enum Paragraph {
  /// A text in lines of at most `width` cells, each with a margin; its line breaks are kept.
  ///
  /// A word that is longer than a line has a line of its own.
  ///
  /// - Parameters:
  ///   - text: What is set.
  ///   - width: How many cells a line has.
  ///   - margin: How many blanks each line begins with, among them.
  ///   - indent: How many cells of the first line are taken already.
  /// - Returns: The lines, without line breaks.
  package static func lines(
    _ text: String, width: Int, margin: Int = 0, indent: Int = 0
  ) -> [PrintableText] {
    let blanks = PrintableText.blanks(margin)
    var taken = indent
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph -> [PrintableText] in
      var lines: [PrintableText] = []
      var line: PrintableText = ""
      var count = 0
      for word in paragraph.split(separator: " ") {
        let word = PrintableText(word)
        let size = cells(word.text)
        if line.isEmpty {
          (line, count) = (word, taken + size)
        } else if count + 1 + size + margin <= width {
          line += " " + word
          count += 1 + size
        } else {
          lines.append(blanks + line)
          (line, count) = (word, size)
        }
      }
      lines.append(line.isEmpty ? "" : blanks + line)
      taken = 0
      return lines
    }
  }

  /// A term, and what is said of it in a column beside it, or below it where there is no room.
  package static func entry(_ term: String, _ text: String, column: Int, width: Int) -> [PrintableText] {
    let head: PrintableText = "  \(term)"
    guard column + 24 <= width else { return [head] + lines(text, width: width, margin: 6) }
    let beside = lines(text, width: width, margin: column)
    let taken = cells(head.text)
    guard taken < column - 1, !beside.isEmpty else { return [head] + beside }
    let first = lines(text, width: width - column).first ?? ""
    return [head + .blanks(column - taken) + first] + beside.dropFirst()
  }

  /// The cells of a terminal that a text takes.
  package static func cells(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    var terminal = TerminalText()
    return text.unicodeScalars.reduce(0) { $0 + (terminal.measure($1) ?? 0) }
  }
}
