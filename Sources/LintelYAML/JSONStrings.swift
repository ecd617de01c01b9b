import LintelSource

// MARK: Strings
extension JSONReader {
  /// Reads a string, its escapes resolved, as a double-quoted scalar.
  mutating func readString() throws(JSONError) {
    let opening = index
    index += 1
    let first = index
    while index < bytes.count, bytes[index] >= 0x20 {
      if bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "\\") { break }
      index += 1
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      let text = UnsafeBufferPointer(rebasing: bytes[first..<index])
      index += 1
      builder.appendScalar(text, style: .doubleQuoted, at: opening..<index)
      return
    }
    buffer.removeAll(keepingCapacity: true)
    buffer.append(contentsOf: bytes[first..<index])
    while true {
      guard index < bytes.count, bytes[index] >= 0x20 else { throw brokenString(opening) }
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") { try readEscape() } else { buffer.append(byte) }
    }
    buffer.withUnsafeBufferPointer {
      builder.appendScalar($0, style: .doubleQuoted, at: opening..<index)
    }
  }

  private func brokenString(_ opening: Int) -> JSONError {
    if index < bytes.count, bytes[index] == 0x09 {
      return JSONError(
        range: index..<index + 1, message: "a tab stands in a string", label: "tab", help: #"write it as "\t""#)
    }
    return JSONError(
      range: opening..<opening + 1, message: "this quote is never closed", label: "opened here",
      help: #"close it with " on the same line, and write line breaks as "\n""#)
  }

  /// Reads what follows a backslash.
  private mutating func readEscape() throws(JSONError) {
    let start = index - 1
    let byte = index < bytes.count ? bytes[index] : 0
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"): try readUnicodeEscape(start)
    default:
      index -= 1
      var end = min(index + 1, bytes.count)
      while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
      throw JSONError(
        range: start..<end, message: "unknown escape in a string", label: "not an escape of JSON",
        help: #"write "\\" for a backslash"#)
    }
  }

  /// Reads the digits after `\u`, and the second half of a surrogate pair.
  private mutating func readUnicodeEscape(_ start: Int) throws(JSONError) {
    guard var value = hexadecimal() else {
      throw JSONError(
        range: start..<min(start + 2, bytes.count), message: #"four hexadecimal digits must follow "\u""#,
        help: #"write, for example, "\u00e9""#)
    }
    if (0xD800..<0xDC00).contains(value), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    {
      let second = index
      index += 2
      if let low = hexadecimal(), (0xDC00..<0xE000).contains(low) {
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      } else {
        index = second
      }
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw JSONError(
        range: start..<start + 6, message: "half of a surrogate pair is no character", label: "lone surrogate",
        help: "write the character itself, or both halves")
    }
    buffer.append(contentsOf: Array(String(scalar).utf8))
  }

  private mutating func hexadecimal() -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x61 + 10)
      default: return nil
      }
    }
    index += 4
    return value
  }
}
