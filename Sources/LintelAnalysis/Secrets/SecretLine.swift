import LintelSource

extension SecretForm {
  /// What a line holds, in words; nil where it holds no secret for certain.
  package static func secret(inLine line: Substring) -> String? {
    let line = line.drop { $0 == " " || $0 == "\t" }
    if line.hasPrefix("-----BEGIN "), let noun = noun(of: String(line)) { return noun }
    for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ";" }) {
      let bare = stripped(word)
      if let noun = noun(of: bare) { return noun }
      guard let equals = bare.firstIndex(of: "=") else { continue }
      let name = bare[..<equals].drop { $0 == "-" }
      let value = stripped(bare[bare.index(after: equals)...])
      if let noun = noun(of: value) { return noun }
      let isName = !name.isEmpty && name.utf8.allSatisfy { $0.isAlphanumeric || $0 == 0x5F || $0 == 0x2D || $0 == 0x2E }
      // What a shell or a pattern makes something else of is no value.
      let isValue = value.count >= 6 && !value.contains { "$`*()[]|\\".contains($0) }
      if isName, isValue, SecretName.holdsCredential(String(name), value) {
        return "a secret, as the name '\(name)' says"
      }
    }
    return nil
  }

  /// A word without the quotes around it.
  private static func stripped(_ word: Substring) -> String {
    var word = word
    while let first = word.first, first == "\"" || first == "'" { word.removeFirst() }
    while let last = word.last, last == "\"" || last == "'" { word.removeLast() }
    return String(word)
  }
}
