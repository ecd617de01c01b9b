/// The wildcards of policies: `*` is anything, `?` one character.
package enum Glob {
  /// Whether a text has the form of a pattern; letter case counts, unless it is said not to.
  package static func matches(_ text: some StringProtocol, _ pattern: some StringProtocol, ignoringCase: Bool = false)
    -> Bool
  {
    if !pattern.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) {
      return text.utf8.elementsEqual(pattern.utf8) { ignoringCase ? lowercased($0) == lowercased($1) : $0 == $1 }
    }
    if ignoringCase { return matches(text.lowercased(), pattern.lowercased()) }
    let text = Array(text.utf8)
    let pattern = Array(pattern.utf8)
    var position = 0
    var next = 0
    // Where to go on when a later part does not fit: the last star takes one character more.
    var star: (pattern: Int, text: Int)?
    while position < text.count {
      if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
        star = (next, position)
        next += 1
      } else if next < pattern.count, pattern[next] == UInt8(ascii: "?") || pattern[next] == text[position] {
        next += 1
        position += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        next = last.pattern + 1
        position = last.text + 1
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Actions are written in ASCII.
  private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
