/// One text that Lintel reads, with the table that finds its lines.
package final class SourceFile {
  /// The path as the user gave it, or `<stdin>`.
  package let path: String
  package let bytes: [UInt8]
  /// Whether somebody can edit it, as against what stood on the command line.
  package let isOnDisk: Bool
  /// The byte that starts each line; the first is 0.
  ///
  /// Lines end at LF, CR LF or CR.
  package private(set) lazy var lineStarts: [UInt32] = SourceFile.lineStarts(of: bytes)
  /// How many code points begin before each block of `blockSize` bytes, so that a column costs no walk along its line.
  private lazy var scalarCounts: [Int] = SourceFile.scalarCounts(of: bytes)

  package init(path: String, bytes: [UInt8], isOnDisk: Bool = true) {
    self.path = path
    self.bytes = bytes
    self.isOnDisk = isOnDisk
  }

  /// The line, counted from 0, that holds a byte.
  package func line(of offset: UInt32) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line, counted from 0, without its line break.
  package func lineRange(_ line: Int) -> Range<Int> {
    let start = Int(lineStarts[line])
    var end = line + 1 < lineStarts.count ? Int(lineStarts[line + 1]) : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// How many code points begin before a byte.
  func scalarCount(before offset: Int) -> Int {
    let block = offset / SourceFile.blockSize
    return scalarCounts[block] + bytes[block * SourceFile.blockSize..<offset].count { $0 & 0xC0 != 0x80 }
  }

  private static let blockSize = 256

  private static func scalarCounts(of bytes: [UInt8]) -> [Int] {
    var counts: [Int] = []
    var count = 0
    bytes.withUnsafeBytes { bytes in
      var index = 0
      while index + blockSize <= bytes.count {
        counts.append(count)
        count += blockSize
        for _ in 0..<blockSize / 8 {
          count -= EightBytes(bytes, at: index).continuations
          index += 8
        }
      }
    }
    counts.append(count)
    return counts
  }

  private static func lineStarts(of bytes: [UInt8]) -> [UInt32] {
    var starts: [UInt32] = [0]
    bytes.withUnsafeBytes { bytes in
      var index = 0
      while index < bytes.count {
        if index + 8 <= bytes.count {
          index += EightBytes(bytes, at: index).countBeforeLineBreak
          if index == bytes.count || bytes[index] != 0x0A && bytes[index] != 0x0D { continue }
        }
        let byte = bytes[index]
        index += 1
        if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
        if byte == 0x0A || byte == 0x0D { starts.append(UInt32(index)) }
      }
    }
    return starts
  }
}

/// Eight bytes of UTF-8 looked at together, which takes less than half the instructions of looking at each.
private struct EightBytes {
  /// The first byte is the lowest.
  private let word: UInt64

  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  private static func repeated(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 * UInt64(byte) }

  /// How many bytes stand before the first CR or LF; 8 if there is none.
  var countBeforeLineBreak: Int {
    (zeros(word ^ EightBytes.repeated(0x0A)) | zeros(word ^ EightBytes.repeated(0x0D))).trailingZeroBitCount / 8
  }

  /// How many bytes go on with a code point that another byte begins.
  var continuations: Int { ((word & ~(word << 1)) & EightBytes.repeated(0x80)).nonzeroBitCount }

  /// The top bit of the first byte of `word` that is 0; other bits mean something above that byte only.
  private func zeros(_ word: UInt64) -> UInt64 {
    (word &- EightBytes.repeated(0x01)) & ~word & EightBytes.repeated(0x80)
  }
}

/// Why a value is read at one place and written at another.
package struct Indirection: Sendable {
  package enum Kind: Sendable, Hashable {
    /// An alias (`*x`) or a merge key (`<<`) and the node that the anchor names.
    case anchor
    /// A scalar that is exactly `${variables.x}` and the variable's own value.
    case variable
    /// `${parameters.x}` and the parameter's default, which rules see in its place.
    case parameter
  }

  package let kind: Kind
  /// Where the value is used: where a finding about it is placed.
  package let use: Span
  /// Where it is written.
  package let origin: Span
}

/// The texts of one run, and the places that stand for two.
package final class Sources {
  package private(set) var files: [SourceFile] = []
  private var indirections: [Indirection] = []

  package init() {}

  package func add(_ file: SourceFile) -> FileID {
    files.append(file)
    return FileID(rawValue: UInt32(files.count - 1))
  }

  /// The names of the files so far, in the order they were added.
  package var ids: [FileID] { files.indices.map { FileID(rawValue: UInt32($0)) } }

  package subscript(file: FileID) -> SourceFile { files[Int(file.rawValue)] }

  /// A span that stands for a value written at `origin` and used at `use`.
  package func indirect(_ kind: Indirection.Kind, use: Span, origin: Span) -> Span {
    indirections.append(Indirection(kind: kind, use: use, origin: origin))
    let index = UInt32(indirections.count - 1)
    return Span(file: Span.indirect, start: index, end: index)
  }

  /// The range of bytes that a span means, and the indirection behind it if there is one.
  package func place(of span: Span) -> (span: Span, indirection: Indirection?) {
    guard span.file == Span.indirect else { return (span, nil) }
    let indirection = indirections[Int(span.start)]
    return (place(of: indirection.use).span, indirection)
  }
}
