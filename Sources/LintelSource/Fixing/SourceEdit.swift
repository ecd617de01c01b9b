/// A change of a file: some of its bytes become others.
package struct SourceEdit: Hashable, Sendable {
  package let file: FileID
  package let range: Range<Int>
  package let text: String

  /// The bytes that it replaces.
  package var span: Span { Span(file: file, start: UInt32(range.lowerBound), end: UInt32(range.upperBound)) }
}

extension Fix {
  /// What it changes; nil where the scalar is not written at its place as the finding speaks of it.
  ///
  /// Nothing but the scalar itself changes, never a line break: comments, indentation, line ends and everything else
  /// keep their bytes.
  package func edit(in sources: Sources) -> SourceEdit? {
    // What an alias, a merge key or a variable brings is used elsewhere too.
    guard sources.place(of: span).indirection == nil, let place = sources.written(span), place.file.isOnDisk else {
      return nil
    }
    let range = Int(place.span.start)..<Int(place.span.end)
    let written = String(decoding: place.file.bytes[range], as: UTF8.self)
    guard let quote = Self.quote(of: written, around: old) else { return nil }
    let isJSON = place.file.bytes.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
    let text: String? =
      switch form {
      case .text(let text): Self.scalar(text, quote ?? (isJSON ? "\"" : nil))
      case .bare(let text): text
      case .enclosed("[", _): Self.isPlain(old) || quote == "\"" ? "[" + written + "]" : nil
      case .enclosed(let before, let after): quote == nil && Self.isQuotable(old) ? before + written + after : nil
      }
    guard let text, text != written else { return nil }
    return SourceEdit(file: place.span.file, range: range, text: text)
  }

  /// The quotes in which a text is written, or none; nil for what is not this text.
  private static func quote(of written: String, around text: String) -> String?? {
    guard !text.isEmpty, isQuotable(text) else { return nil }
    if written == text { return .some(nil) }
    return ["\"", "'"].first { written == $0 + text + $0 }.map { .some($0) }
  }

  /// Whether a text is the same in double quotes: one line, and nothing that would be an escape.
  private static func isQuotable(_ text: String) -> Bool {
    !text.unicodeScalars.contains { $0 == "\"" || $0 == "\\" || $0.value < 0x20 || $0.value == 0x7F }
  }

  /// A scalar in the quotes that it has, or in double quotes where it needs some.
  private static func scalar(_ text: String, _ quote: String?) -> String? {
    if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) { return nil }
    if quote == nil, isPlain(text) { return text }
    if quote == "'" || quote == nil && !isQuotable(text) {
      return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
    return isQuotable(text) ? "\"" + text + "\"" : nil
  }

  /// Whether a text is a plain scalar everywhere, between braces and brackets too.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isWord || first == UInt8(ascii: "/") else { return false }
    return text.utf8.allSatisfy { $0.isWord || "./-".utf8.contains($0) }
  }
}

extension UInt8 {
  fileprivate var isWord: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }
}
