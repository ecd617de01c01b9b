import LintelSource

/// What is wrong with a JSON text, and where.
struct JSONError: Error {
  var rule = Rule.syntax
  let range: Range<Int>
  let message: String
  var label = ""
  let help: String
  /// Where what was being read began.
  var opening: Int?
}

/// Reads JSON (RFC 8259) into the same tree: libyaml refuses surrogate pairs, and JSON's errors deserve its own words.
struct JSONReader {
  var builder: TreeBuilder
  let bytes: UnsafeBufferPointer<UInt8>
  var index: Int
  /// Holds the string with escapes that is being read.
  var buffer: [UInt8] = []

  init(_ builder: TreeBuilder, from start: Int) {
    self.builder = builder
    bytes = builder.bytes
    index = start
  }

  /// Reads the whole text; the first mistake ends it.
  mutating func read() -> Document {
    do throws(JSONError) {
      try readRoot()
    } catch {
      let notes = error.opening.map { [Note("it begins here", at: builder.findings.span($0..<$0 + 1))] }
      builder.findings.report(
        error.rule, at: error.range, error.message, label: error.label, notes: notes ?? [], help: [error.help])
      builder.isComplete = false
      builder.open[0].isBracketed = false
    }
    return builder.finish(end: index)
  }

  private mutating func readRoot() throws(JSONError) {
    skipBlanks()
    guard index < bytes.count else {
      throw JSONError(
        rule: .emptyFile, range: 0..<0, message: "the file is empty", help: #"start it with `{ "lintel": 1 }`"#)
    }
    guard bytes[index] == UInt8(ascii: "{") else {
      throw JSONError(
        rule: .notAMapping, range: index..<bytes.endOfLine(index), message: "the top level of the file is no object",
        help: #"start it with `{ "lintel": 1 }`"#)
    }
    builder.startBracketedRoot(at: index)
    let opening = index
    index += 1
    try readObject(opening)
    let end = index
    skipBlanks()
    guard index == bytes.count else {
      throw JSONError(
        range: index..<bytes.endOfLine(index), message: "unexpected text after the end of the object",
        label: "the top-level value ended before it", help: "remove it")
    }
    index = end
  }

  private mutating func readValue() throws(JSONError) {
    switch peek() {
    case UInt8(ascii: "\""): try readString()
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard builder.open.count < Limits.depth else {
        throw JSONError(
          rule: .tooDeep, range: index..<index + 1, message: "more than \(Limits.depth) levels of nesting",
          label: "one level too deep", help: "write the value flatter")
      }
      let opening = index
      let isObject = bytes[index] == UInt8(ascii: "{")
      builder.openCollection(
        isObject ? .mapping : .sequence, style: .flow, isBracketed: true, start: index, tag: 0, anchor: -1)
      index += 1
      if isObject { try readObject(opening) } else { try readArray(opening) }
      builder.close(end: index)
    default: try readWord()
    }
  }

  /// Reads what follows `{`, up to and with `}`.
  private mutating func readObject(_ opening: Int) throws(JSONError) {
    skipBlanks()
    if take("}") { return }
    while true {
      guard peek() == UInt8(ascii: "\"") else { throw expectation(of: "a key in double quotes", opening) }
      try readString()
      skipBlanks()
      guard take(":") else { throw expectation(of: "':' after the key", opening) }
      skipBlanks()
      try readValue()
      skipBlanks()
      if take("}") { return }
      guard take(",") else { throw expectation(of: "',' or '}'", opening) }
      skipBlanks()
      if peek() == UInt8(ascii: "}") { throw trailingComma() }
    }
  }

  /// Reads what follows `[`, up to and with `]`.
  private mutating func readArray(_ opening: Int) throws(JSONError) {
    skipBlanks()
    if take("]") { return }
    while true {
      try readValue()
      skipBlanks()
      if take("]") { return }
      guard take(",") else { throw expectation(of: "',' or ']'", opening) }
      skipBlanks()
      if peek() == UInt8(ascii: "]") { throw trailingComma() }
    }
  }

  /// Reads a number, `true`, `false` or `null`.
  private mutating func readWord() throws(JSONError) {
    var end = index
    while end < bytes.count, !isBlankOrBreak(bytes[end]), !",:[]{}\"".utf8.contains(bytes[end]) { end += 1 }
    let word = UnsafeBufferPointer(rebasing: bytes[index..<end])
    let isLiteral =
      word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8) || word.elementsEqual("null".utf8)
    guard isLiteral || isJSONNumber(word) else {
      guard !word.isEmpty else { throw expectation(of: "a value", nil) }
      let text = excerpt(String(decoding: word, as: UTF8.self))
      throw JSONError(
        range: index..<end, message: "'\(text)' is no JSON value", label: "expected a value",
        help: text.hasPrefix("/") || text.hasPrefix("#")
          ? "remove the comment: JSON has none" : "if it is text, put it in double quotes")
    }
    builder.appendScalar(word, style: .plain, at: index..<end)
    index = end
  }
}

// MARK: Steps
extension JSONReader {
  private func peek() -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < bytes.count, isBlankOrBreak(bytes[index]) { index += 1 }
  }

  private func expectation(of what: String, _ opening: Int?) -> JSONError {
    guard index < bytes.count else {
      return JSONError(
        range: index..<index, message: "the file ends where \(what) is expected",
        help: "complete it: something is cut off, or not closed", opening: opening)
    }
    var end = index + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let found = String(decoding: bytes[index..<end], as: UTF8.self)
    return JSONError(
      range: index..<end, message: "expected \(what), found '\(found)'",
      help: found == "/" || found == "#" ? "remove the comment: JSON has none" : "write \(what) here", opening: opening)
  }

  private func trailingComma() -> JSONError {
    var comma = index - 1
    while bytes[comma] != UInt8(ascii: ",") { comma -= 1 }
    return JSONError(
      range: comma..<comma + 1, message: "JSON has no comma after the last entry", help: "remove the ','")
  }
}

/// Whether a text is a number by JSON's grammar.
private func isJSONNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  var index = 0
  func digits() -> Int {
    let start = index
    while index < text.count, text[index] >= 0x30, text[index] <= 0x39 { index += 1 }
    return index - start
  }
  if text.first == UInt8(ascii: "-") { index += 1 }
  let first = index
  let whole = digits()
  guard whole > 0, whole == 1 || text[first] != UInt8(ascii: "0") else { return false }
  if index < text.count, text[index] == UInt8(ascii: ".") {
    index += 1
    if digits() == 0 { return false }
  }
  if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
    index += 1
    if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
    if digits() == 0 { return false }
  }
  return index == text.count
}
