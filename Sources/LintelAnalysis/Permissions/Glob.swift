/// The wildcards of policies: `*` is anything, `?` one character.
package enum Glob {
  /// Whether a text has the form of a pattern; letter case counts, unless it is said not to.
  package static func matches(_ text: some StringProtocol, _ pattern: some StringProtocol, ignoringCase: Bool = false)
    -> Bool
  {
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
}
