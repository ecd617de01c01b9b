/// How Lintel's own names are formed.
package enum Grammar {
  /// Of `project`, environments and ids.
  package static let identifierPattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
  package static let identifierLimit = 40
  package static let identifierWords = "lower-case letters and digits, in words joined by single hyphens"
  /// Of variables and parameters.
  package static let variablePattern = "^[a-zA-Z][a-zA-Z0-9]*$"

  /// Whether a text is an id: `[a-z][a-z0-9]*(-[a-z0-9]+)*`, at most 40 characters.
  package static func isIdentifier(_ text: some StringProtocol) -> Bool {
    guard !text.isEmpty, text.utf8.count <= identifierLimit else { return false }
    var previous = UInt8(ascii: "-")
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9") where index > 0: break
      case UInt8(ascii: "-") where previous != UInt8(ascii: "-"): break
      default: return false
      }
      previous = byte
    }
    return previous != UInt8(ascii: "-")
  }

  /// The id that a text was meant to be: words of `api_server`, `apiServer` or `API Server` joined by hyphens; nil
  /// where nothing of the sort comes of it.
  package static func identifier(meantBy text: String) -> String? {
    var id = ""
    var wasLower = false
    for scalar in text.unicodeScalars {
      let isUpper = ("A"..."Z").contains(scalar)
      let isWord = isUpper || ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
      if !isWord || isUpper && wasLower, !id.isEmpty, !id.hasSuffix("-") { id += "-" }
      if isWord { id += String(scalar).lowercased() }
      wasLower = isWord && !isUpper
    }
    if id.hasSuffix("-") { id.removeLast() }
    return id != text && isIdentifier(id) ? id : nil
  }

  /// Whether a text is the name of a variable or parameter: `[a-zA-Z][a-zA-Z0-9]*`.
  package static func isVariable(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
