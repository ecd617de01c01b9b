import LintelSource

// Words of the lines of a `CommandTable`.
extension CommandTable {
  /// The text before and behind the first separator; all and nothing where there is none.
  static func split(_ text: String, _ separator: String) -> (String, String) {
    text.halves(around: separator) ?? (text, "")
  }

  static func fill(_ text: String, _ words: [(String, String)]) -> String {
    words.reduce(text) { text, word in
      let (before, after) = split(text, word.0)
      return after.isEmpty && before == text ? text : fill(before + word.1 + after, [word])
    }
  }
}
