import LintelSource

/// The sizes of letters in a picture, and how much room they take.
package enum Lettering: String, CaseIterable, Sendable {
  /// Of the whole picture.
  case heading
  /// Of a box.
  case title
  /// Of a frame.
  case frame
  /// Of a box's other lines.
  case line
  /// A port.
  case port

  package var size: Int {
    switch self {
    case .heading: 18
    case .title: 14
    case .frame: 12
    case .line: 11
    case .port: 11
    }
  }

  package var isBold: Bool { self == .heading || self == .title || self == .port }

  /// The pixels that a text takes in the widest of the fonts, rounded up.
  package func width(_ text: String) -> Int { pixels(units(text.unicodeScalars)) }

  /// The width in the fonts' own units, of which 2048 are the size of a letter.
  private func units(_ scalars: some Sequence<Unicode.Scalar>) -> Int {
    let widths = isBold ? AdvanceWidths.bold : AdvanceWidths.regular
    return scalars.reduce(0) { $0 + Lettering.advance($1.value, widths) }
  }

  private func pixels(_ units: Int) -> Int { (units * size + 2047) / 2048 }

  private static func advance(_ scalar: UInt32, _ widths: [UInt16]) -> Int {
    var start = 0
    for range in AdvanceWidths.ranges {
      if range.contains(scalar) { return Int(widths[start + Int(scalar - range.lowerBound)]) }
      start += range.count
    }
    return Int(AdvanceWidths.others[scalar] ?? AdvanceWidths.widest)
  }

  /// The text, or as much of its beginning as has room with an ellipsis behind it.
  ///
  /// Letters are added until there is no room, never taken from the end: a text may be many times as long as a box.
  package func fitted(_ text: String, in room: Int) -> String {
    let printable = PrintableText(text).text
    if width(printable) <= room { return printable }
    var taken = units("…".unicodeScalars)
    guard pixels(taken) <= room else { return "" }
    var shown = ""
    for letter in printable {
      taken += units(letter.unicodeScalars)
      if pixels(taken) > room { break }
      shown.append(letter)
    }
    return shown + "…"
  }
}
