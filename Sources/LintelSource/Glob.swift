/// The wildcards of policies and of listener rules: `*` is anything, `?` one character.
package enum Glob {
  /// Whether a text has the form of a pattern; letter case counts, unless it is said not to.
  package static func matches(_ text: some StringProtocol, _ pattern: some StringProtocol, ignoringCase: Bool = false)
    -> Bool
  {
    var text = Substring(text)
    var pattern = Substring(pattern)
    return text.withUTF8 { text in
      pattern.withUTF8 { pattern in matches(text, pattern, ignoringCase, isPattern: false) }
    }
  }

  /// Whether every text of the form of one pattern has that of another, wider one: only a `*` takes a `*` in.
  package static func covers(_ wider: some StringProtocol, _ pattern: some StringProtocol, ignoringCase: Bool = false)
    -> Bool
  {
    var wider = Substring(wider)
    var pattern = Substring(pattern)
    return pattern.withUTF8 { pattern in
      wider.withUTF8 { wider in matches(pattern, wider, ignoringCase, isPattern: true) }
    }
  }

  private static func matches(
    _ text: UnsafeBufferPointer<UInt8>, _ pattern: UnsafeBufferPointer<UInt8>, _ ignoringCase: Bool,
    isPattern: Bool
  ) -> Bool {
    var position = 0
    var next = 0
    // Where to go on when a later part does not fit: the last star takes one character more.
    var star: (pattern: Int, text: Int)?
    while position < text.count {
      if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
        star = (next, position)
        next += 1
      } else if next < pattern.count, !isPattern || text[position] != UInt8(ascii: "*"),
        fits(text[position], pattern[next], ignoringCase)
      {
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

  private static func fits(_ byte: UInt8, _ pattern: UInt8, _ ignoringCase: Bool) -> Bool {
    if byte == pattern || pattern == UInt8(ascii: "?") { return true }
    return ignoringCase && lowercased(byte) == lowercased(pattern)
  }

  /// Actions are written in ASCII.
  private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
