import LintelSource

/// A closed set of AWS's names, as a text of words in the order of their bytes.
///
/// The text is searched where it stands in the program: a vocabulary costs nothing before it is asked, and then as many
/// comparisons as it takes to halve it. The words come from the packaged data of botocore, cfn-lint and moto; a proof
/// holds them to it.
package struct Vocabulary: Sendable {
  /// When the words were collected, for messages.
  package static let date = "October 2026"
  /// The same as moments begin: what lies before it was over when this was written.
  package static let monthOfWords = "2026-10"

  /// Every vocabulary with the name that the catalogue gives it.
  package static let all: [(name: String, vocabulary: Vocabulary)] = [
    ("regions", regions), ("managedPolicies", managedPolicies), ("instanceTypes", instanceTypes),
    ("servicePrincipals", servicePrincipals), ("tlsPolicies", tlsPolicies), ("timeZones", timeZones),
    ("metrics", metrics),
  ]

  private let text: StaticString

  init(_ text: StaticString) {
    self.text = text
  }

  /// What is known of a name.
  package enum Verdict: Hashable, Sendable {
    case known
    /// It is not known, and close to one that is: a slip of the fingers, a path left out, another letter case.
    case misspelt(String)
    /// It is close to none, and may be newer than the vocabulary.
    case unknown
  }

  /// Every word, in order.
  package var words: [String] {
    var words: [String] = []
    forEach { words.append(String(decoding: $0, as: UTF8.self)) }
    return words
  }

  package func contains(_ name: String) -> Bool { entry(name) != nil }

  /// What follows the name and a colon in its word; empty for a word without a colon, nil for one that is not known.
  package func entry(_ name: String) -> String? {
    var name = name
    return name.withUTF8 { name in text.withUTF8Buffer { Self.find(name, in: $0) } }
  }

  package func verdict(on name: String) -> Verdict {
    if contains(name) { return .known }
    return (nearest(to: name) ?? lookAlike(of: name) ?? ofOtherDate(name)).map { .misspelt($0) } ?? .unknown
  }

  /// The word that a name is but for a digit in place of a letter that looks like it, or the other way around:
  /// `t3.micr0`, `m5.1arge`.
  ///
  /// No new name of AWS's is that: what it counts up stands for a number in the old one, too.
  private func lookAlike(of name: String) -> String? {
    var bytes = Array(name.utf8)
    for index in bytes.indices {
      let byte = bytes[index]
      for other in Self.lookAlikes(of: byte) {
        bytes[index] = other
        let candidate = String(decoding: bytes, as: UTF8.self)
        if contains(candidate) { return candidate }
      }
      bytes[index] = byte
    }
    return nil
  }

  private static func lookAlikes(of byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "0"): Array("oO".utf8)
    case UInt8(ascii: "1"): Array("lIi".utf8)
    case UInt8(ascii: "5"): Array("sS".utf8)
    case UInt8(ascii: "o"), UInt8(ascii: "O"): Array("0".utf8)
    case UInt8(ascii: "l"), UInt8(ascii: "I"): Array("1".utf8)
    case UInt8(ascii: "s"), UInt8(ascii: "S"): Array("5".utf8)
    default: []
    }
  }

  /// The word that a name which ends in a month is but for that month, where it lies between the word's and the one in
  /// which the words were collected: a name of then would be known.
  private func ofOtherDate(_ name: String) -> String? {
    guard let month = Self.month(atEndOf: name), month <= Self.month(atEndOf: Self.monthOfWords) ?? 0 else {
      return nil
    }
    let stem = name.dropLast(Self.monthOfWords.utf8.count)
    return words.lazy.map { String($0.prefix { $0 != ":" }) }.last { word in
      Self.month(atEndOf: word) ?? .max < month && word.dropLast(Self.monthOfWords.utf8.count) == stem
    }
  }

  /// Months since the year 0 of a name such as `…-2021-06`; nil where it ends in none.
  private static func month(atEndOf name: String) -> Int? {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false).suffix(2)
    guard parts.count == 2, let first = parts.first, let last = parts.last, first.utf8.count == 4, last.utf8.count == 2,
      let year = Int(first), let month = Int(last), year > 2000, (1...12).contains(month)
    else { return nil }
    return year * 12 + month
  }

  /// The word that a name was probably meant to be: the one whose last part it is, or one that is at most two slips of
  /// the fingers away.
  ///
  /// Words with other digits are other things, however close.
  package func nearest(to name: String) -> String? {
    let wanted = Array(name.utf8)
    let last = wanted.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? wanted
    let digits = wanted.filter(Self.isDigit)
    let limit = min(2, wanted.count / 3)
    var best: (distance: Int, word: String)?
    forEach { word in
      let word = word.prefix { $0 != UInt8(ascii: ":") }
      let end = word.suffix(last.count)
      let isEnd = end.elementsEqual(last) && (end.startIndex == word.startIndex || word[end.startIndex - 1] == 0x2F)
      guard isEnd || abs(word.count - wanted.count) <= limit, word.lazy.filter(Self.isDigit).elementsEqual(digits)
      else { return }
      let candidate = String(decoding: word, as: UTF8.self)
      let distance = isEnd ? 0 : Suggestion.distance(name, candidate, atMost: limit)
      if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.word
  }

  // MARK: Searching

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private func forEach(_ body: (Slice<UnsafeBufferPointer<UInt8>>) -> Void) {
    text.withUTF8Buffer { bytes in
      for word in bytes.split(whereSeparator: Self.isSpace) { body(word) }
    }
  }

  private static func find(_ name: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> String? {
    var low = 0
    var high = bytes.count
    while low < high {
      var start = low + (high - low) / 2
      while start > low, !isSpace(bytes[start - 1]) { start -= 1 }
      while start < high, isSpace(bytes[start]) { start += 1 }
      var end = start
      while end < high, !isSpace(bytes[end]), bytes[end] != UInt8(ascii: ":") { end += 1 }
      if start == high { return nil }
      let word = bytes[start..<end]
      if word.elementsEqual(name) {
        guard end < bytes.count, bytes[end] == UInt8(ascii: ":") else { return "" }
        return String(decoding: bytes[(end + 1)...].prefix { !isSpace($0) }, as: UTF8.self)
      }
      if word.lexicographicallyPrecedes(name) {
        low = end
        while low < high, !isSpace(bytes[low]) { low += 1 }
        while low < high, isSpace(bytes[low]) { low += 1 }
      } else {
        high = start
        while high > low, isSpace(bytes[high - 1]) { high -= 1 }
      }
    }
    return nil
  }
}
