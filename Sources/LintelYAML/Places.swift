import LintelSource

// MARK: Exact places
extension Composer {
  /// Where a node's own content starts, past its anchor and tag, and the number of the tag.
  mutating func startOfContent(_ event: Event) -> (offset: Int, tag: UInt16) {
    var index = event.start
    var hasAnchor = event.anchor != nil
    var hasTag = event.hasTag
    var tag: UInt16 = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "&") where hasAnchor:
        hasAnchor = false
        index = endOfProperty(from: index)
      case UInt8(ascii: "!") where hasTag:
        hasTag = false
        let end = endOfProperty(from: index)
        tag = builder.tagNumber(of: String(decoding: bytes[index..<end], as: UTF8.self))
        index = end
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case UInt8(ascii: "#") where index > event.start: index = bytes.endOfLine(index)
      default: return (index, tag)
      }
    }
    return (index, tag)
  }

  private func endOfProperty(from start: Int) -> Int {
    if bytes[start...].starts(with: "!<".utf8) {
      return (bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? start) + 1
    }
    return bytes[start...].firstIndex { " \t\r\n,[]{}".utf8.contains($0) } ?? bytes.count
  }

  /// The end of a block scalar's last line that is not blank, or of its header if there is none.
  func endOfBlockScalar(start: Int, end: Int, text: UnsafeBufferPointer<UInt8>) -> Int {
    var header = start + 1
    while header < end, "+-0123456789".utf8.contains(bytes[header]) { header += 1 }
    guard text.contains(where: { !isBlankOrBreak($0) }) else { return header }
    var end = end
    while end > header, isBlankOrBreak(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// Where a value that is not written stands: right after its key's colon, or after its key if there is none.
  ///
  /// libyaml gives that place only where a block mapping has the colon, and else the next token.
  func placeOfNothing(at mark: Int) -> Int {
    let frame = builder.open[builder.open.count - 1]
    guard frame.kind == .mapping, !builder.isAtKey else { return mark }
    if mark > 0, bytes[mark - 1] == UInt8(ascii: ":") { return mark }
    let key = builder.range(of: builder.pending[builder.pending.count - 1])
    var index = key.upperBound
    while index < mark {
      switch bytes[index] {
      case UInt8(ascii: ":"): return index + 1
      case UInt8(ascii: "#"): index = bytes.endOfLine(index)
      default: index += 1
      }
    }
    return key.upperBound
  }
}

func isBlankOrBreak(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

// MARK: Lines
extension UnsafeBufferPointer<UInt8> {
  /// The first byte of the line that holds an offset.
  func startOfLine(_ offset: Int) -> Int {
    var start = Swift.min(offset, count)
    while start > 0, self[start - 1] != 0x0A, self[start - 1] != 0x0D { start -= 1 }
    return start
  }

  /// The line break that ends the line of an offset, or the end of the text.
  func endOfLine(_ offset: Int) -> Int {
    var end = offset
    while end < count, self[end] != 0x0A, self[end] != 0x0D { end += 1 }
    return end
  }

  /// The first byte of the line after that of an offset.
  func nextLine(after offset: Int) -> Int {
    let end = endOfLine(offset)
    if end + 1 < count, self[end] == 0x0D, self[end + 1] == 0x0A { return end + 2 }
    return Swift.min(end + 1, count)
  }

  /// The first byte of a line that is no blank.
  func indentation(ofLineAt start: Int) -> Int {
    var index = start
    while index < count, self[index] == 0x20 || self[index] == 0x09 { index += 1 }
    return index
  }

  /// The key of a line that starts with one, if the line at `start` does: a word or a quoted text, and a colon.
  func topLevelKey(ofLineAt start: Int) -> Range<Int>? {
    guard start < count else { return nil }
    var index = start
    var key = start..<start
    if self[start] == UInt8(ascii: "\"") || self[start] == UInt8(ascii: "'") {
      let end = endOfLine(start)
      guard let quote = self[(start + 1)..<Swift.max(end, start + 1)].firstIndex(of: self[start]) else { return nil }
      key = start + 1..<quote
      index = quote + 1
    } else {
      if "-?".utf8.contains(self[start]), index + 1 >= count || isBlankOrBreak(self[index + 1]) { return nil }
      while index < count, self[index] >= 0x20, !":#\"'{}[],&*!|>%@`".utf8.contains(self[index]) { index += 1 }
      key = start..<index
      if self[start] == 0x20 || key.isEmpty { return nil }
    }
    while index < count, self[index] == 0x20 { index += 1 }
    guard index < count, self[index] == UInt8(ascii: ":") else { return nil }
    guard index + 1 == count || isBlankOrBreak(self[index + 1]) else { return nil }
    while key.upperBound > key.lowerBound, self[key.upperBound - 1] == 0x20 {
      key = key.lowerBound..<key.upperBound - 1
    }
    return key
  }
}
