/// What a node of the graph is known by: an entry of the spec (`subnets.public-a`) or something that an entry
/// brings with it (`subnets.public-a/routeTable`).
package struct Path: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let section: String
  package let id: String
  /// Empty for the entry itself.
  ///
  /// Levels below it are joined by dots: `listeners.http`.
  package let part: String

  package init(_ section: String, _ id: String, _ part: String = "") {
    self.section = section
    self.id = id
    self.part = part
  }

  /// Ids tell nodes apart for the most part: of the section its length is enough.
  ///
  /// Half of what rules do is to look nodes up.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(section.utf8.count)
    if !part.isEmpty { hasher.combine(part) }
  }

  /// Something that the entry brings with it.
  package func appending(_ part: String) -> Path {
    Path(section, id, self.part.isEmpty ? part : self.part + "." + part)
  }

  /// The section of what only a template has: there the id is the logical id.
  package static let templateSection = "Resources"

  /// The entry that somebody wrote.
  package var entry: Path { Path(section, id) }

  package var description: String { part.isEmpty ? "\(section).\(id)" : "\(section).\(id)/\(part)" }

  package static func < (left: Path, right: Path) -> Bool { left.description < right.description }
}

/// The name of a node in a CloudFormation template, in the tag `lintel:id`, and in a diff.
///
/// Made of the section's singular, the id and the part: `services.encryptor/scalableTarget` is
/// `ServiceEncryptorScalableTarget`. CloudFormation takes letters and digits only, at most 255 of them.
package struct LogicalID: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ path: Path) {
    let capacity = path.section.utf8.count + path.id.utf8.count + path.part.utf8.count
    description = String(unsafeUninitializedCapacity: capacity) { buffer in
      var count = 0
      LogicalID.forEachByte(of: path) { byte in
        buffer[count] = byte
        count += 1
      }
      return count
    }
  }

  /// A hash of a path's logical id, the same as that of its text.
  package static func hash(of path: Path) -> UInt64 {
    var hash = FNV1a()
    forEachByte(of: path) { hash.combine($0) }
    return hash.value
  }

  package static func hash(of text: String) -> UInt64 {
    var hash = FNV1a()
    for byte in text.utf8 { hash.combine(byte) }
    return hash.value
  }

  /// Fowler, Noll and Vo's, of 64 bits.
  private struct FNV1a {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func combine(_ byte: UInt8) {
      value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
    }
  }

  @inline(__always)
  private static func forEachByte(of path: Path, _ body: (UInt8) -> Void) {
    if path.section == Path.templateSection { return path.id.utf8.forEach(body) }
    var section = path.section
    section.withUTF8 { bytes in
      let (stem, endsInY) = singularParts(bytes)
      forEachByte(of: UnsafeBufferPointer(rebasing: bytes[..<stem]), body)
      if endsInY { body(UInt8(ascii: "y")) }
    }
    var (id, part) = (path.id, path.part)
    id.withUTF8 { forEachByte(of: $0, body) }
    part.withUTF8 { forEachByte(of: $0, body) }
  }

  /// The letters and digits of `words`, each run of them with a capital first.
  @inline(__always)
  private static func forEachByte(of words: UnsafeBufferPointer<UInt8>, _ body: (UInt8) -> Void) {
    var startsWord = true
    for byte in words {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): body(startsWord ? byte - 32 : byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): body(byte)
      default:
        startsWord = true
        continue
      }
      startsWord = false
    }
  }

  /// The name of one entry of a section: `repositories` holds a `repository`.
  package static func singular(_ section: String) -> String {
    var section = section
    return section.withUTF8 { bytes in
      let (stem, endsInY) = singularParts(bytes)
      return String(decoding: bytes[..<stem], as: UTF8.self) + (endsInY ? "y" : "")
    }
  }

  /// How many bytes of a section's name its singular has too, and whether that ends in another letter.
  private static func singularParts(_ section: UnsafeBufferPointer<UInt8>) -> (stem: Int, endsInY: Bool) {
    guard section.last == UInt8(ascii: "s") else { return (section.count, false) }
    let endsInY = section.suffix(3).elementsEqual("ies".utf8)
    return (section.count - (endsInY ? 3 : 1), endsInY)
  }
}
