/// What AWS takes as a name of one kind, as data: instances stand in LintelAWS.
package struct NameRule: Sendable {
  /// What the name names, for messages: `load balancer name`.
  package let noun: String
  package let length: ClosedRange<Int>
  package let characters: CharacterClass
  /// Beginnings that AWS refuses.
  package let forbiddenPrefixes: [String]
  /// Whether a forbidden beginning is one in capitals too.
  package let prefixesIgnoreCase: Bool
  package let forbiddenSuffixes: [String]
  package let forbiddenInfixes: [String]
  /// Whole names that AWS keeps for itself, compared without regard to case.
  package let reserved: [String]

  package init(
    _ noun: String, _ length: ClosedRange<Int>, _ characters: CharacterClass, forbiddenPrefixes: [String] = [],
    prefixesIgnoreCase: Bool = true, forbiddenSuffixes: [String] = [], forbiddenInfixes: [String] = [],
    reserved: [String] = []
  ) {
    self.noun = noun
    self.length = length
    self.characters = characters
    self.forbiddenPrefixes = forbiddenPrefixes
    self.prefixesIgnoreCase = prefixesIgnoreCase
    self.forbiddenSuffixes = forbiddenSuffixes
    self.forbiddenInfixes = forbiddenInfixes
    self.reserved = reserved
  }

  /// What AWS has against a name: the defect in words, and the rule that it breaks.
  package struct Problem: Sendable {
    package let message: String
    package let label: String
  }

  package func problem(with name: String) -> Problem? {
    let count = name.unicodeScalars.count
    if count > length.upperBound {
      return Problem(
        message: "\(noun) is \(count) characters long", label: "AWS takes at most \(length.upperBound)")
    }
    if count < length.lowerBound {
      return Problem(
        message: count == 0 ? "\(noun) is empty" : "\(noun) is \(count) characters long",
        label: "AWS takes at least \(length.lowerBound)")
    }
    if let stranger = name.unicodeScalars.first(where: { !characters.contains($0) }) {
      return Problem(
        message: "\(noun) holds '\(stranger)'", label: "AWS takes \(characters.words) only")
    }
    if forbiddenPrefixes.isEmpty, forbiddenSuffixes.isEmpty, forbiddenInfixes.isEmpty, reserved.isEmpty { return nil }
    let lowered = name.lowercased()
    if let word = reserved.first(where: { lowered == $0 }) {
      return Problem(message: "\(noun) is '\(word)'", label: "AWS keeps that name for itself")
    }
    if let prefix = forbiddenPrefixes.first(where: { (prefixesIgnoreCase ? lowered : name).hasPrefix($0) }) {
      return Problem(message: "\(noun) begins with '\(prefix)'", label: "AWS refuses that beginning")
    }
    if let suffix = forbiddenSuffixes.first(where: { lowered.hasSuffix($0) }) {
      return Problem(message: "\(noun) ends with '\(suffix)'", label: "AWS refuses that ending")
    }
    if let infix = forbiddenInfixes.first(where: { NameRule.holds(lowered, $0) }) {
      return Problem(message: "\(noun) holds '\(infix)'", label: "AWS refuses it in a name of this kind")
    }
    return nil
  }

  /// Byte by byte: names have come down to ASCII here, and searching by characters takes ten times as long.
  private static func holds(_ name: String, _ infix: String) -> Bool {
    var (name, infix) = (name, infix)
    return name.withUTF8 { name in
      infix.withUTF8 { infix in
        guard name.count >= infix.count else { return false }
        return (0...name.count - infix.count).contains { start in
          infix.indices.allSatisfy { name[start + $0] == infix[$0] }
        }
      }
    }
  }

  /// The rule as a regular expression that JSON Schema and botocore's models understand.
  package var pattern: String {
    var guards = ""
    for prefix in forbiddenPrefixes {
      guards += "(?!\(prefixesIgnoreCase ? NameRule.caseless(prefix) : NameRule.escaped(prefix)))"
    }
    for word in reserved { guards += "(?!\(NameRule.caseless(word))$)" }
    for suffix in forbiddenSuffixes { guards += "(?!.*\(NameRule.escaped(suffix))$)" }
    for infix in forbiddenInfixes { guards += "(?!.*\(NameRule.escaped(infix)))" }
    return "^\(guards)[\(characters.pattern)]{\(length.lowerBound),\(length.upperBound)}$"
  }

  private static func caseless(_ word: String) -> String {
    word.map { $0.isLetter ? "[\($0.uppercased())\($0)]" : escaped(String($0)) }.joined()
  }

  private static func escaped(_ word: String) -> String {
    word.map { "\\^$.|?*+()[]{}/".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}

/// A set of ASCII characters, or all that can be printed.
package struct CharacterClass: Sendable {
  /// Every character of Unicode but control characters.
  package static let text = CharacterClass("text without control characters", ranges: " ~", beyond: 0xA0...0x10FFFF)

  /// For messages: `letters, digits and hyphens`.
  package let words: String
  private let ranges: String
  private let beyond: ClosedRange<UInt32>?
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// Makes the set of what stands in `ranges` and `beyond`.
  ///
  /// `ranges`: pairs of a first and a last character of ASCII, one after the other: `"azAZ09--"`. `beyond`: the code
  /// points outside of ASCII.
  package init(_ words: String, ranges: String, beyond: ClosedRange<UInt32>? = nil) {
    self.words = words
    self.beyond = beyond
    self.ranges = ranges
    let bytes = Array(ranges.utf8)
    for index in stride(from: 0, to: bytes.count - 1, by: 2) {
      for byte in bytes[index]...max(bytes[index], bytes[index + 1]) where byte < 128 {
        if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
      }
    }
  }

  /// What stands between the brackets of a regular expression.
  package var pattern: String {
    if let beyond, beyond.upperBound > 0xFFFF { return "^\\u0000-\\u001F\\u007F-\\u009F" }
    let bytes = Array(ranges.utf8)
    let ascii = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
      let first = CharacterClass.escaped(bytes[index])
      return bytes[index] == bytes[index + 1] ? first : first + "-" + CharacterClass.escaped(bytes[index + 1])
    }.joined()
    return ascii + (beyond.map { CharacterClass.code($0.lowerBound) + "-" + CharacterClass.code($0.upperBound) } ?? "")
  }

  package func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<64: low >> UInt64(scalar.value) & 1 == 1
    case 64..<128: high >> UInt64(scalar.value - 64) & 1 == 1
    default: beyond?.contains(scalar.value) ?? false
    }
  }

  /// A code point as regular expressions write those that cannot be seen: `\u00A1`.
  private static func code(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  private static func escaped(_ byte: UInt8) -> String {
    if byte < 0x20 { return code(UInt32(byte)) }
    let character = String(Unicode.Scalar(byte))
    return "\\]^-[".contains(character) ? "\\" + character : character
  }
}
