import LintelAWS
import LintelSource

/// A string as a script has it: what is written there, and what the shell puts in when it runs.
struct ShellText: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case literal(String)
    /// An expansion whose result holds nothing that shell, JSON or JMESPath would take for its own: an identifier.
    case expansion(String)
    /// A parameter of the spec, whose value may be anything.
    case parameter(String)

    var hasControls: Bool { if case .literal(let text) = self { ShellWord.hasControls(text) } else { false } }
  }

  private(set) var pieces: [Piece] = []

  init() {}
  init(_ text: String) { if !text.isEmpty { pieces = [.literal(text)] } }
  init(_ piece: Piece) { append(piece) }

  mutating func append(_ piece: Piece) {
    if case .literal(let text) = piece {
      if text.isEmpty { return }
      if case .literal(var before)? = pieces.last {
        // Taken out first, so that it grows where it is.
        pieces.removeLast()
        before += text
        pieces.append(.literal(before))
        return
      }
    }
    pieces.append(piece)
  }

  mutating func append(_ text: ShellText) {
    if pieces.isEmpty {
      pieces = text.pieces
    } else {
      for piece in text.pieces { append(piece) }
    }
  }

  // The left side is taken over, not copied: a text grows where it is.
  static func + (left: consuming ShellText, right: ShellText) -> ShellText {
    left.append(right)
    return left
  }

  static func + (left: consuming ShellText, right: String) -> ShellText {
    left.append(.literal(right))
    return left
  }

  static func + (left: String, right: ShellText) -> ShellText {
    var sum = ShellText(left)
    sum.append(right)
    return sum
  }

  static func joined(_ texts: [ShellText], by separator: String) -> ShellText {
    var result = ShellText()
    for (index, text) in texts.enumerated() {
      if index > 0 { result.append(.literal(separator)) }
      result.append(text)
    }
    return result
  }

  /// The text, where no shell is needed to know it.
  var literal: String? {
    switch pieces.count {
    case 0: ""
    case 1: if case .literal(let text) = pieces[0] { text } else { nil }
    default: nil
    }
  }

  var endsInLineBreak: Bool {
    if case .literal(let text)? = pieces.last { text.utf8.last == UInt8(ascii: "\n") } else { false }
  }

  /// The text without the character at its end, where that stands in the text itself.
  var withoutLastCharacter: ShellText {
    guard case .literal(let last)? = pieces.last else { return self }
    var text = self
    text.pieces.removeLast()
    text.append(.literal(String(last.unicodeScalars.dropLast())))
    return text
  }

  var hasParameter: Bool {
    pieces.contains { if case .parameter = $0 { true } else { false } }
  }

  /// The text with its literal parts changed, and parameters replaced by an expansion that is changed the same way.
  private func mapped(_ change: (String) -> String, parameter suffix: String) -> ShellText {
    var result = ShellText()
    for piece in pieces {
      switch piece {
      case .literal(let text): result.append(.literal(change(text)))
      case .expansion: result.append(piece)
      case .parameter(let name): result.append(.expansion("${parameter_\(name)\(suffix)}"))
      }
    }
    return result
  }

  // MARK: In the shell

  /// One word of a command.
  ///
  /// What single quotes would keep from being expanded looks like a mistake there: it is escaped in double quotes.
  var word: String {
    if let literal {
      if ShellWord.isPlain(literal) { return literal }
      let isExpanded = literal.utf8.contains { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "`") }
      if !isExpanded || ShellWord.hasControls(literal) { return ShellWord.quoted(literal) }
    } else if pieces.contains(where: \.hasControls) {
      return pieces.map { ShellText($0).word }.joined()
    }
    return "\"\(doubleQuoted)\""
  }

  /// A word on the right of an assignment, where one without quotes could be meant for a command or a difference.
  var assigned: String {
    let word = word
    let isQuoted = word.utf8.first.map { [0x22, 0x24, 0x27].contains($0) } ?? true
    return isQuoted ? word : "'\(word)'"
  }

  /// A word in double quotes, unless it needs none: JMESPath has single quotes of its own.
  var quoted: String {
    if let literal, ShellWord.isPlain(literal) { return literal }
    return "\"\(doubleQuoted)\""
  }

  /// A word that the AWS CLI takes as it is: what looks like the address of a file or a page it would read.
  var argument: String {
    guard case .literal(let text)? = pieces.first, FileAddress.beginning(of: text) != nil else { return word }
    return "\"$(as_file \(word))\""
  }

  /// The text between double quotes.
  var doubleQuoted: String { expanding(.doubleQuotes) }

  /// Lines of a here-document, whose delimiter is not quoted.
  var hereDocument: String { expanding(.hereDocument) }

  /// The text with a backslash before these bytes, and with expansions that end where they should.
  private func expanding(_ special: Special) -> String {
    var result = ""
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .literal(let text): result += ShellText.escaped(text, special)
      case .expansion(let text): result += continues(behind: index) ? ShellText.braced(text) : text
      case .parameter(let name):
        result += continues(behind: index) ? "${parameter_\(name)}" : "$parameter_\(name)"
      }
    }
    return result
  }

  /// Whether the text behind a piece would be read as part of a variable's name.
  private func continues(behind index: Int) -> Bool {
    guard index + 1 < pieces.count, case .literal(let text) = pieces[index + 1] else { return false }
    return text.utf8.first.map(ShellText.isNamePart) ?? false
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "_")
  }

  /// `$name` as `${name}`; any other expansion ends by itself.
  private static func braced(_ expansion: String) -> String {
    let name = expansion.utf8.dropFirst()
    guard expansion.utf8.first == UInt8(ascii: "$"), name.allSatisfy(isNamePart) else { return expansion }
    return "${\(Substring(name))}"
  }

  /// The bytes that want a backslash before them, by the place where a text stands; all are ASCII.
  private enum Special {
    case doubleQuotes, hereDocument, shorthand

    func contains(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "\\"): true
      case UInt8(ascii: "$"), UInt8(ascii: "`"): self != .shorthand
      case UInt8(ascii: "\""): self == .doubleQuotes
      case UInt8(ascii: "'"): self == .shorthand
      default: false
      }
    }
  }

  /// The text with a backslash before each special byte.
  private static func escaped(_ text: String, _ special: Special) -> String {
    var text = text
    return text.withUTF8 { bytes in
      let count = bytes.count(where: special.contains)
      if count == 0 { return nil }
      return String(unsafeUninitializedCapacity: bytes.count + count) { output in
        var end = 0
        for byte in bytes {
          if special.contains(byte) {
            output[end] = UInt8(ascii: "\\")
            end += 1
          }
          output[end] = byte
          end += 1
        }
        return end
      }
    } ?? text
  }

  // MARK: In JSON, JMESPath and AWS's shorthand

  /// A JSON string.
  ///
  /// A backtick is escaped too, so that JSON can stand in a literal of JMESPath.
  var json: ShellText {
    "\"" + mapped(ShellText.jsonEscaped, parameter: "_json") + "\""
  }

  /// A string of JMESPath.
  var jmesPath: ShellText {
    let isPlain = pieces.allSatisfy { piece in
      switch piece {
      case .literal(let text): !text.utf8.contains { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\\") || $0 < 0x20 }
      case .expansion: true
      case .parameter: false
      }
    }
    return isPlain ? "'" + self + "'" : "`" + json + "`"
  }

  /// A value in AWS's shorthand form, quoted where it has to be.
  var shorthand: ShellText {
    let isPlain =
      !pieces.isEmpty
      && pieces.allSatisfy { piece in
        switch piece {
        case .literal(let text): text.utf8.allSatisfy(ShellText.isPlainInShorthand)
        case .expansion: true
        case .parameter: false
        }
      }
    if isPlain { return self }
    return "'" + mapped({ ShellText.escaped($0, .shorthand) }, parameter: "_quoted") + "'"
  }

  private static func isPlainInShorthand(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "+"):
      true
    default: false
    }
  }

  private static func jsonEscaped(_ text: String) -> String {
    var quoted = ""
    appendJSONString(text, to: &quoted)
    let inside = String(quoted.utf8.dropFirst().dropLast()) ?? ""
    return inside.substituting("`", with: "\\u0060")
  }
}
