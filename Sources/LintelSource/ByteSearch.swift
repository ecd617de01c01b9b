import Glibc

/// Searches text byte by byte: the standard library's own compare characters, at a hundred times the cost.
///
/// What is sought must begin and end where characters do, so that no byte of another character matches: ASCII.
extension String {
  /// Whether a text stands in it.
  package func holds(_ text: String) -> Bool { utf8Offset(of: text) != nil }

  /// How many bytes stand before the first place that holds a text, from an offset on.
  package func utf8Offset(of text: String, from start: Int = 0) -> Int? {
    var text = text
    var whole = self
    return whole.withUTF8 { whole -> Int? in
      text.withUTF8 { text -> Int? in
        guard let bytes = whole.baseAddress, let sought = text.baseAddress, text.count > 0 else { return start }
        let rare = rarestByte(of: text)
        var index = start + rare
        let end = whole.count - text.count + rare
        while index <= end, let found = memchr(bytes + index, Int32(text[rare]), end - index + 1) {
          index = UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
          if memcmp(bytes + index - rare, sought, text.count) == 0 { return index - rare }
          index += 1
        }
        return nil
      }
    }
  }

  /// The place of a byte that text hardly has elsewhere, so that few places have to be compared: no letter and no space.
  private func rarestByte(of text: UnsafeBufferPointer<UInt8>) -> Int {
    text.firstIndex { !$0.isAlphanumeric && $0 != UInt8(ascii: " ") } ?? text.firstIndex { $0 != UInt8(ascii: " ") }
      ?? 0
  }

  /// The pieces between separators, which are ASCII; none of them is empty.
  package func pieces(between separator: Unicode.Scalar) -> [String] {
    var text = self
    return text.withUTF8 { bytes in
      var pieces: [String] = []
      var start = bytes.startIndex
      for index in bytes.indices where bytes[index] == UInt8(ascii: separator) {
        if index > start { pieces.append(String(decoding: bytes[start..<index], as: UTF8.self)) }
        start = index + 1
      }
      if start < bytes.endIndex { pieces.append(String(decoding: bytes[start...], as: UTF8.self)) }
      return pieces
    }
  }

  /// The same name with a small letter at its beginning; others than ASCII stay as they are.
  package var beginningSmall: String {
    guard let first = utf8.first, first.isCapitalLetter else { return self }
    return String(Unicode.Scalar(first | 0x20)) + self[utf8.index(after: utf8.startIndex)...]
  }

  /// The parts before and behind the first place that holds a text.
  package func halves(around text: String) -> (before: String, after: String)? {
    guard let offset = utf8Offset(of: text) else { return nil }
    let bytes = utf8
    let start = bytes.index(bytes.startIndex, offsetBy: offset)
    let end = bytes.index(start, offsetBy: text.utf8.count)
    return (String(self[..<start]), String(self[end...]))
  }

  /// The text with another in place of each of one.
  package func substituting(_ text: String, with other: String) -> String {
    guard var end = utf8Offset(of: text) else { return self }
    let bytes = utf8
    var result = ""
    var start = bytes.startIndex
    while true {
      let stop = bytes.index(bytes.startIndex, offsetBy: end)
      result += self[start..<stop]
      result += other
      start = bytes.index(stop, offsetBy: text.utf8.count)
      guard let next = utf8Offset(of: text, from: end + text.utf8.count) else { return result + self[start...] }
      end = next
    }
  }
}
