import LintelSource

/// A string as a script has it: what is written there, and what the shell puts in when it runs.
struct ShellText: Hashable {
  enum Piece: Hashable {
    case literal(String)
    /// An expansion whose result holds nothing that shell, JSON or JMESPath would take for its own: an identifier.
    case expansion(String)
    /// A parameter of the spec, whose value may be anything.
    case parameter(String)

    var hasControls: Bool { if case .literal(let text) = self { ShellWord.hasControls(text) } else { false } }
  }

  private(set) var pieces: [Piece] = []

  init(_ text: String = "") { append(.literal(text)) }
  init(_ piece: Piece) { append(piece) }

  mutating func append(_ piece: Piece) {
    if case .literal(let text) = piece {
      if text.isEmpty { return }
      if case .literal(let before)? = pieces.last {
        pieces[pieces.count - 1] = .literal(before + text)
        return
      }
    }
    pieces.append(piece)
  }

  static func + (left: ShellText, right: ShellText) -> ShellText {
    var sum = left
    for piece in right.pieces { sum.append(piece) }
    return sum
  }

  static func + (left: ShellText, right: String) -> ShellText { left + ShellText(right) }
  static func + (left: String, right: ShellText) -> ShellText { ShellText(left) + right }

  static func joined(_ texts: [ShellText], by separator: String) -> ShellText {
    var result = ShellText()
    for (index, text) in texts.enumerated() {
      if index > 0 { result.append(.literal(separator)) }
      result = result + text
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
      let isExpanded = literal.unicodeScalars.contains { $0 == "$" || $0 == "`" }
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
    if let literal, ShellWord.quoted(literal) == literal { return literal }
    return "\"\(doubleQuoted)\""
  }

  /// A word that the AWS CLI takes as it is: what looks like the address of a file or a page it would read.
  var argument: String {
    guard case .literal(let text)? = pieces.first,
      ["file://", "fileb://", "http://", "https://"].contains(where: { text.utf8.starts(with: $0.utf8) })
    else { return word }
    return "\"$(as_file \(word))\""
  }

  /// What stands between double quotes.
  var doubleQuoted: String {
    pieces.map { piece in
      switch piece {
      case .literal(let text): ShellText.escaped(text, #"\"$`"#)
      case .expansion(let text): text
      case .parameter(let name): "$parameter_\(name)"
      }
    }.joined()
  }

  /// Lines of a here-document, whose delimiter is not quoted.
  var hereDocument: String {
    pieces.map { piece in
      switch piece {
      case .literal(let text): ShellText.escaped(text, "\\$`")
      case .expansion(let text): text
      case .parameter(let name): "$parameter_\(name)"
      }
    }.joined()
  }

  private static func escaped(_ text: String, _ special: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if special.unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
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
      case .literal(let text): !text.unicodeScalars.contains { $0 == "'" || $0 == "\\" || $0.value < 0x20 }
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
    return "'" + mapped({ ShellText.escaped($0, "\\'") }, parameter: "_quoted") + "'"
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
    var escaped = ""
    for scalar in quoted.unicodeScalars.dropFirst().dropLast() {
      if scalar == "`" { escaped += "\\u0060" } else { escaped.unicodeScalars.append(scalar) }
    }
    return escaped
  }
}
