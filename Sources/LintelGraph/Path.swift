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
    let (stem, ending) = LogicalID.singularParts(path.section)
    let capacity = path.section.utf8.count + path.id.utf8.count + path.part.utf8.count
    description = String(unsafeUninitializedCapacity: capacity) { buffer in
      var count = 0
      LogicalID.append(stem, to: buffer, &count)
      for byte in ending.utf8 {
        buffer[count] = byte
        count += 1
      }
      LogicalID.append(path.id[...], to: buffer, &count)
      LogicalID.append(path.part[...], to: buffer, &count)
      return count
    }
  }

  /// Appends the letters and digits of `words`, each run of them with a capital first.
  private static func append(_ words: Substring, to buffer: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
    var startsWord = true
    var words = words
    words.withUTF8 { bytes in
      for byte in bytes {
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
  }

  /// What one entry of a section is called: `repositories` holds a `repository`.
  package static func singular(_ section: String) -> String {
    let (stem, ending) = singularParts(section)
    return stem + ending
  }

  private static func singularParts(_ section: String) -> (stem: Substring, ending: String) {
    if section.hasSuffix("ies") { return (Substring(section.utf8.dropLast(3)), "y") }
    return (section.hasSuffix("s") ? Substring(section.utf8.dropLast()) : section[...], "")
  }
}
