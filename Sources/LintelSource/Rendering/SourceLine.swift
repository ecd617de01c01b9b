/// A stretch of a source line as a terminal shows it: which cells each code point fills.
struct SourceLine {
  /// One code point, or one run of bytes that is none.
  private struct Piece {
    let byte: Int
    /// The first cell that it fills; what takes no room of its own is in the cell of what it belongs to.
    let cell: Int
    let end: Int
    let text: String
  }

  private static let tabWidth = 4

  private var pieces: [Piece] = []
  private let bytes: Range<Int>
  /// How many cells it fills.
  private(set) var width = 0
  /// Whether the line goes on before and after this stretch.
  private let isCut: (before: Bool, after: Bool)

  /// Lays out a range of bytes of a line, the ends moved outward to where a code point begins.
  init(_ range: Range<Int>, of line: Range<Int>, in file: SourceFile) {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower > line.lowerBound, file.bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
    while upper < line.upperBound, file.bytes[upper] & 0xC0 == 0x80 { upper += 1 }
    bytes = lower..<upper
    isCut = (lower > line.lowerBound, upper < line.upperBound)
    layOut(file.bytes[lower..<upper])
  }

  private mutating func layOut(_ text: ArraySlice<UInt8>) {
    var terminal = TerminalText()
    var parser = Unicode.UTF8.ForwardParser()
    var rest = text.makeIterator()
    var byte = text.startIndex
    while true {
      switch parser.parseScalar(from: &rest) {
      case .emptyInput:
        return
      case .error(let length):
        // No code point: the parser may have looked further than the bytes that it rejects, but it gives them back.
        for byte in byte..<byte + length {
          add("<0x" + String(text[byte], radix: 16, uppercase: true) + ">", at: byte, width: 6)
        }
        _ = terminal.measure("\u{FFFD}")
        byte += length
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        if let width = terminal.measure(scalar) {
          add(String(Character(scalar)), at: byte, width: width)
        } else if scalar == "\t" {
          let width = Self.tabWidth - width % Self.tabWidth
          add(String(repeating: " ", count: width), at: byte, width: width)
        } else {
          let escape = TerminalText.escape(scalar)
          add(escape, at: byte, width: escape.utf8.count)
        }
        byte += encoded.count
      }
    }
  }

  private mutating func add(_ text: String, at byte: Int, width: Int) {
    let cell = width == 0 ? pieces.last?.cell ?? 0 : self.width
    self.width += width
    pieces.append(Piece(byte: byte, cell: cell, end: self.width, text: text))
  }

  /// The cells that a range of bytes fills: at least one, be it behind the end.
  func cells(of range: Range<Int>) -> Range<Int> {
    guard let first = pieces.last(where: { $0.byte <= range.lowerBound }), range.lowerBound < bytes.upperBound else {
      return width..<width + 1
    }
    let last = pieces.last { $0.byte < range.upperBound }
    return first.cell..<max(first.cell + 1, range.isEmpty ? 0 : last?.end ?? 0)
  }

  /// The part of the stretch that is shown so that the given cells are seen in a line of `limit` cells.
  func window(around cells: Range<Int>, limit: Int) -> Window {
    var lower = 0
    var upper = width
    if width > limit {
      lower = max(0, cells.lowerBound - limit / 3)
      upper = min(width, lower + limit)
      lower = max(0, upper - limit)
    }
    let shown = pieces.filter { $0.cell >= lower && $0.end <= upper }
    let start = shown.first?.cell ?? lower
    let end = shown.last?.end ?? start
    let isCut = (before: self.isCut.before || start > 0, after: self.isCut.after || end < width)
    return Window(
      text: PrintableText(
        madeSafe: (isCut.before ? "…" : "") + shown.lazy.map(\.text).joined() + (isCut.after ? "…" : "")),
      cells: start..<end, indent: isCut.before ? 1 : 0)
  }

  /// What is shown of a line.
  struct Window {
    let text: PrintableText
    /// The cells of the stretch that are shown.
    private let cells: Range<Int>
    /// How many cells stand before them.
    private let indent: Int

    init(text: PrintableText, cells: Range<Int>, indent: Int) {
      self.text = text
      self.cells = cells
      self.indent = indent
    }

    /// Where cells of the stretch are shown: at least one, be it behind the end.
    func columns(of range: Range<Int>) -> Range<Int> {
      let lower = min(max(range.lowerBound, cells.lowerBound), cells.upperBound)
      let upper = max(lower + 1, min(range.upperBound, cells.upperBound))
      return lower - cells.lowerBound + indent..<upper - cells.lowerBound + indent
    }
  }
}
