/// A range to underline.
struct Mark: Equatable {
  let line: Int
  /// Its bytes on that line.
  let bytes: Range<Int>
  let text: String
  let isPrimary: Bool

  /// The mark of a place: of several lines the first is underlined, and the text says where it ends.
  init(_ place: Place, text: String, isPrimary: Bool) {
    let file = place.file
    line = place.start.line - 1
    let range = file.textRange(line)
    let start = min(max(Int(place.span.start), range.lowerBound), range.upperBound)
    var end = Int(place.span.end)
    while end > start, file.bytes[end - 1] == 0x0A || file.bytes[end - 1] == 0x0D { end -= 1 }
    bytes = start..<max(start, min(end, range.upperBound))
    let lastLine = file.line(of: UInt32(max(end, start)))
    if lastLine > line {
      let extent = "to line \(lastLine + 1)"
      self.text = text.isEmpty ? extent : "\(text) (\(extent))"
    } else {
      self.text = text
    }
    self.isPrimary = isPrimary
  }
}

/// Draws the lines of one file with what is marked on them.
struct Excerpt {
  let file: SourceFile
  let palette: Palette
  /// The style of the primary mark.
  let primary: Palette.Style
  /// How many digits a line number has room for.
  let gutter: Int
  /// How many cells of a source line are shown at most.
  let limit: Int
  /// How many cells there are beside the line numbers; nil where nothing is set to them.
  let room: Int?

  func draw(_ marks: [Mark], to output: inout PrintableText) {
    var previous: Int?
    let lines = Dictionary(grouping: marks, by: \.line)
    for line in lines.keys.sorted() {
      if let previous, line == previous + 2 { draw(line: previous + 1, [], to: &output) }
      if let previous, line > previous + 2 { output += palette.paint("...", .frame) + "\n" }
      draw(line: line, lines[line] ?? [], to: &output)
      previous = line
    }
  }

  private func draw(line: Int, _ marks: [Mark], to output: inout PrintableText) {
    let range = file.textRange(line)
    var distinct: [Mark] = []
    for mark in marks.sorted(by: Self.precedes) where mark != distinct.last { distinct.append(mark) }
    // Four bytes are the most that a cell can need, but for marks that take no room.
    if range.count <= 4 * limit {
      let layout = SourceLine(range, of: range, in: file)
      if layout.width <= limit { return draw(line, distinct, in: layout, to: &output) }
    }
    // A long line is drawn once for each group of marks that are near each other.
    var rest = distinct[...]
    repeat {
      let start = rest.first?.bytes.lowerBound ?? range.lowerBound
      let group = rest.prefix { $0.bytes.upperBound - start <= limit / 3 }
      let shown = Array(group.isEmpty ? rest.prefix(1) : group)
      rest = rest.dropFirst(shown.count)
      let end = min(start + limit, shown.last?.bytes.upperBound ?? start)
      let lower = max(range.lowerBound, start - 2 * limit)
      let upper = min(range.upperBound, end + 2 * limit)
      draw(line, shown, in: SourceLine(lower..<upper, of: range, in: file), to: &output)
    } while !rest.isEmpty
  }

  private static func precedes(_ left: Mark, _ right: Mark) -> Bool {
    if left.bytes.lowerBound != right.bytes.lowerBound { return left.bytes.lowerBound < right.bytes.lowerBound }
    if left.bytes.upperBound != right.bytes.upperBound { return left.bytes.upperBound < right.bytes.upperBound }
    if left.isPrimary != right.isPrimary { return right.isPrimary }
    return left.text < right.text
  }

  private func draw(_ line: Int, _ marks: [Mark], in layout: SourceLine, to output: inout PrintableText) {
    let cells = marks.map { layout.cells(of: $0.bytes) }
    let window = layout.window(around: cells.first ?? 0..<0, limit: limit)
    let padding = PrintableText.blanks(gutter - String(line + 1).utf8.count)
    output += palette.paint("\(padding)\(line + 1) |", .frame) + (window.text.isEmpty ? "" : " \(window.text)") + "\n"
    let columns = cells.map { window.columns(of: $0) }
    for row in rows(marks, columns) {
      output += palette.paint(.blanks(gutter) + " |", .frame) + " "
      row.write(palette, to: &output)
    }
  }

  /// The rows below a line: underlines with the last text beside them, the other texts hanging from their marks.
  private func rows(_ marks: [Mark], _ columns: [Range<Int>]) -> [Row] {
    guard let last = columns.indices.last else { return [] }
    var underline = Row()
    for wanted in [false, true] {
      for (mark, columns) in zip(marks, columns) where mark.isPrimary == wanted {
        underline.put(wanted ? "^" : "-", style(mark), at: columns)
      }
    }
    let ends = columns.dropLast().map(\.upperBound).max() ?? 0
    let isBeside = ends <= columns[last].lowerBound && fits(marks[last].text, at: columns[last].upperBound + 1)
    if isBeside { underline.tail = (PrintableText(marks[last].text), style(marks[last])) }
    let hanging = (isBeside ? columns.indices.dropLast() : columns.indices).filter { !marks[$0].text.isEmpty }
    guard !hanging.isEmpty else { return [underline] }
    var stems = Row()
    for index in hanging { stems.put("|", style(marks[index]), at: columns[index].prefix(1)) }
    return [underline, stems]
      + hanging.reversed().flatMap { index in
        let (column, lines) = set(marks[index].text, at: columns[index].lowerBound)
        return lines.map { stems.hanging($0, style(marks[index]), at: column) }
      }
  }

  private func fits(_ text: String, at column: Int) -> Bool {
    room.map { text.isEmpty || column + Paragraph.cells(PrintableText(text).text) <= $0 } ?? true
  }

  /// A text below its mark: where there is no room for it, in lines that begin further left.
  private func set(_ text: String, at column: Int) -> (column: Int, lines: [PrintableText]) {
    guard let room, !fits(text, at: column) else { return (column, [PrintableText(text)]) }
    let start = min(column, max(0, room - 40))
    return (start, Paragraph.lines(PrintableText(text).text, width: room - start))
  }

  private func style(_ mark: Mark) -> Palette.Style { mark.isPrimary ? primary : .frame }
}

/// One row of signs, and a text behind them.
private struct Row {
  private var signs: [(sign: Character, style: Palette.Style)] = []
  var tail: (text: PrintableText, style: Palette.Style) = ("", .frame)
  /// Whether a blank comes before the text.
  private var isSpaced = true

  mutating func put(_ sign: Character, _ style: Palette.Style, at columns: Range<Int>) {
    pad(to: columns.upperBound)
    for column in columns { signs[column] = (sign, style) }
  }

  /// The row as far as a column, and a text there.
  func hanging(_ text: PrintableText, _ style: Palette.Style, at column: Int) -> Row {
    var row = self
    row.signs = Array(signs.prefix(column))
    row.tail = (text, style)
    row.isSpaced = false
    return row
  }

  private mutating func pad(to width: Int) {
    while signs.count < width { signs.append((" ", .plain)) }
  }

  func write(_ palette: Palette, to output: inout PrintableText) {
    var rest = signs[...]
    while let first = rest.first {
      let run = rest.prefix { $0.sign == first.sign && $0.style == first.style }
      output += palette.paint(PrintableText(String(repeating: first.sign, count: run.count)), first.style)
      rest = rest.dropFirst(run.count)
    }
    if !tail.text.isEmpty {
      output += (isSpaced ? " " : "") + palette.paint(tail.text, tail.style)
    }
    output += "\n"
  }
}
