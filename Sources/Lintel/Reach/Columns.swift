import LintelSource

/// Rows whose columns stand below each other.
///
/// Where they do not fit, the last column is set in what is left; where that is too little, each row is a paragraph.
struct Columns {
  private let rows: [[PrintableText]]
  private let indent: Int
  private let widths: [Int]
  /// The columns of the terminal; nil breaks no line.
  private let width: Int?

  /// What the last column needs to be one.
  private static let leastRoom = 24

  init(_ rows: [[PrintableText]], indent: Int, width: Int? = nil) {
    self.rows = rows
    self.indent = indent
    self.width = width
    let count = rows.map(\.count).max() ?? 0
    widths = (0..<count).map { column in rows.map { Paragraph.cells($0[column].text) }.max() ?? 0 }
  }

  var text: PrintableText { text { $0 } }

  /// Whether each row is one line.
  var fits: Bool { width.map { whole <= $0 } ?? true }

  private var whole: Int {
    let used = widths.filter { $0 > 0 }
    return indent + used.reduce(0, +) + 2 * max(0, used.count - 1)
  }

  /// With the first column painted.
  func text(_ paint: (PrintableText) -> PrintableText) -> PrintableText {
    guard let width, !fits else { return rows.map { line($0, paint) }.joined() }
    let start = whole - (widths.last ?? 0)
    let words = rows.flatMap { row in (row.last?.text ?? "").split(separator: " ").map { Paragraph.cells($0) } }
    if (widths.last ?? 0) > 0, start + max(Columns.leastRoom, words.max() ?? 0) <= width {
      return rows.map { row in
        let lines = Paragraph.lines(row.last?.text ?? "", width: width - start)
        let first = line(row.dropLast() + [lines.first ?? ""], paint)
        return first + lines.dropFirst().map { .blanks(start) + $0 + "\n" }.joined()
      }.joined()
    }
    return rows.map { paragraph($0, paint, width) }.joined()
  }

  private func line(_ row: [PrintableText], _ paint: (PrintableText) -> PrintableText) -> PrintableText {
    var line = PrintableText.blanks(indent)
    let last = row.lastIndex { !$0.isEmpty } ?? 0
    for (column, cell) in row.enumerated() where column <= last {
      line += column == 0 ? paint(cell) : cell
      if column < last { line += .blanks(widths[column] - Paragraph.cells(cell.text) + 2) }
    }
    return line + "\n"
  }

  private func paragraph(
    _ row: [PrintableText], _ paint: (PrintableText) -> PrintableText, _ width: Int
  ) -> PrintableText {
    guard let first = row.first else { return "" }
    let rest = row.dropFirst().filter { !$0.isEmpty }.joined(separator: "  ")
    let taken = Paragraph.cells(first.text) + 2
    let lines = Paragraph.lines(rest.text, width: width - indent - 2, indent: taken - 2)
    let head = PrintableText.blanks(indent) + paint(first) + "  "
    return head + lines.joined(separator: "\n" + .blanks(indent + 2)) + "\n"
  }
}
