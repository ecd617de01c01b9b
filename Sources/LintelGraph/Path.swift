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
    if path.section == Path.templateSection {
      description = path.id
      return
    }
    let singular = LogicalID.singular(path.section)
    let capacity = singular.utf8.count + path.id.utf8.count + path.part.utf8.count
    description = String(unsafeUninitializedCapacity: capacity) { buffer in
      var count = 0
      for words in [singular, path.id, path.part] { LogicalID.append(words, to: buffer, &count) }
      return count
    }
  }

  /// Appends the letters and digits of `words`, each run of them with a capital first.
  private static func append(_ words: String, to buffer: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
    var startsWord = true
    for byte in words.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"):
        buffer[count] = startsWord ? byte - 32 : byte
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        buffer[count] = byte
      default:
        startsWord = true
        continue
      }
      startsWord = false
      count += 1
    }
  }

  /// What one entry of a section is called: `repositories` holds a `repository`.
  package static func singular(_ section: String) -> String {
    if section.hasSuffix("ies") { return section.dropLast(3) + "y" }
    return section.hasSuffix("s") ? String(section.dropLast()) : section
  }
}
