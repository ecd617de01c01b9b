import LintelSource

/// Proof that bytes are text: UTF-8 without control characters.
struct PlainText {
  /// The first byte past the byte order mark.
  let start: Int
  let isASCII: Bool

  /// Checks a file, or reports why it cannot be read.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, reportingTo findings: inout FindingSink) {
    guard bytes.count <= Limits.fileSize else {
      findings.report(
        .tooLarge, at: 0..<0, "the file is larger than \(Limits.fileSize >> 20) MiB", help: ["check that it is a spec"])
      return nil
    }
    if let name = PlainText.wideEncoding(of: bytes) {
      findings.report(
        .encoding, at: 0..<min(2, bytes.count), "the file is \(name), not UTF-8",
        help: ["save it in the encoding UTF-8"])
      return nil
    }
    start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var index = start
    var isASCII = true
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 {
        index += 1
        continue
      }
      let length = PlainText.sequenceLength(bytes, at: index)
      if length == 0 {
        PlainText.reportBadByte(bytes, at: index, to: &findings)
        return nil
      }
      if PlainText.isControl(bytes, at: index) {
        PlainText.reportControl(bytes, at: index..<index + length, to: &findings)
        return nil
      }
      isASCII = false
      index += length
    }
    self.isASCII = isASCII
  }

  /// The name of an encoding other than UTF-8 that the first bytes give away.
  private static func wideEncoding(of bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let head = bytes.prefix(4)
    if head.elementsEqual([0xFF, 0xFE, 0, 0]) || head.elementsEqual([0, 0, 0xFE, 0xFF]) { return "UTF-32" }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    guard head.count >= 2 else { return nil }
    return (head[0] == 0) != (head[1] == 0) && (head[0] | head[1]) < 0x80 ? "UTF-16" : nil
  }

  /// The bytes of the UTF-8 sequence that starts at an offset; 0 if none does.
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let lead = bytes[index]
    // The second byte's range shuts out overlong forms, surrogates and what lies past U+10FFFF.
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch lead {
      case 0..<0x80: (1, 0...0)
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0...0)
      }
    guard length > 1 else { return length }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    for offset in index + 2..<max(index + length, index + 2) where bytes[offset] & 0xC0 != 0x80 { return 0 }
    return length
  }

  /// Whether the character at an offset is one that YAML shuts out: controls, and byte order marks past the start.
  private static func isControl(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    switch bytes[index] {
    case 0..<0x20, 0x7F: true
    case 0xC2: bytes[index + 1] < 0xA0 && bytes[index + 1] != 0x85
    case 0xEF:
      bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF || bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
    default: false
    }
  }

  private static func reportBadByte(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, to findings: inout FindingSink
  ) {
    let hex = String(bytes[index], radix: 16, uppercase: true)
    findings.report(
      .encoding, at: index..<index + 1, "the file is not UTF-8: byte 0x\(hex) at offset \(index)",
      label: "on line \(line(of: index, in: bytes))", help: ["save it in the encoding UTF-8"])
  }

  private static func reportControl(
    _ bytes: UnsafeBufferPointer<UInt8>, at range: Range<Int>, to findings: inout FindingSink
  ) {
    if bytes[range.lowerBound] == 0 {
      findings.report(
        .encoding, at: range, "the file is binary: NUL byte at offset \(range.lowerBound)",
        help: ["check that it is the file you meant"])
      return
    }
    let value = String(decoding: bytes[range], as: UTF8.self).unicodeScalars.first.map(\.value) ?? 0
    let hex = String(value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    findings.report(
      .encoding, at: range, "control character U+\(padded) at offset \(range.lowerBound)",
      label: "on line \(line(of: range.lowerBound, in: bytes))",
      help: ["remove it, or write it in double quotes as \"\\u\(padded)\""])
  }

  /// The line of an offset, counted from 1.
  private static func line(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var line = 1
    for index in 0..<offset where bytes[index] == 0x0A || bytes[index] == 0x0D && bytes[index + 1] != 0x0A { line += 1 }
    return line
  }
}
