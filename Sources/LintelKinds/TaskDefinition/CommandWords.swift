import LintelSource

/// A command that was written as one text, and how a list says it.
enum CommandWords {
  /// The list in YAML, of the words that a shell would make of the text; a shell itself where there is more to do.
  static func list(of text: String) -> String {
    let shell = ["sh", "-c", text]
    let words = text.utf8.contains(where: "|&;<>$`*(\\\n".utf8.contains) ? shell : split(text) ?? shell
    return "[\(words.map(written).joined(separator: ", "))]"
  }

  /// The words between blanks, without their quotes; nil where a quote has no end.
  private static func split(_ text: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " || character == "\t" {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let done = word { words.append(done) }
    return quote == nil ? words : nil
  }

  /// A word in YAML, in quotes where it could be read as something else.
  private static func written(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { $0.isAlphanumeric || "-._/=@+%".utf8.contains($0) }
    let isText = word.utf8.contains { $0.isSmallLetter || $0.isCapitalLetter }
    let isOther = ["true", "false", "null", "yes", "no", "on", "off"].contains(word.lowercased())
    if isPlain, isText, !isOther, word.utf8.first.map({ !"@%=.0123456789".utf8.contains($0) }) ?? false { return word }
    return "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
