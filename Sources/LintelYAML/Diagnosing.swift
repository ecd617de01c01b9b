import LintelSource

extension SyntaxError {
  private static let depthExceeded = "depth exceeded"
  private static let colonWithoutSpace = "colon without space"

  /// A collection that would be one level too deep.
  static func tooDeep(at offset: Int) -> SyntaxError {
    SyntaxError(context: "", contextOffset: offset, problem: depthExceeded, offset: offset)
  }

  /// A line that would be a key but for a space after its colon.
  static func colonWithoutSpace(at offset: Int) -> SyntaxError {
    SyntaxError(context: "", contextOffset: offset, problem: colonWithoutSpace, offset: offset)
  }

  fileprivate var isTooDeep: Bool { problem == SyntaxError.depthExceeded }
  fileprivate var lacksSpace: Bool { problem == SyntaxError.colonWithoutSpace }
  var isInFlow: Bool { context.contains("flow") }
}

// MARK: From libyaml's words to ours
extension Composer {
  /// Says what a syntax error means to the person who wrote the text.
  func diagnose(_ error: SyntaxError) -> Diagnosis {
    if error.isTooDeep { return depth(error) }
    if error.lacksSpace { return missingSpace(at: error.offset) }
    let isQuote = error.problem.hasPrefix("found unexpected")
    if !isQuote, let quote = runawayQuote(before: error.offset) {
      return unclosedQuote(at: quote, gaveUpAt: error.offset)
    }
    if let bracket = runawayBracket(before: isQuote ? error.contextOffset : error.offset) {
      return unclosedBracket(at: bracket, gaveUpAt: error.offset)
    }
    if let diagnosis = interpolation(error) { return diagnosis }
    switch error.problem {
    case "mapping values are not allowed in this context": return secondColon(error)
    case "could not find expected ':'": return keyWithoutColon(error)
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'": return flow(error)
    case "did not find expected key", "did not find expected '-' indicator": return strayLine(error)
    case "did not find expected node content", "found character that cannot start any token":
      return valueStart(error)
    case "did not find expected alphabetic or numeric character": return indicator(error)
    case "found unexpected end of stream", "found unexpected document indicator":
      return unclosedQuote(at: error.contextOffset, gaveUpAt: error.offset)
    default: return other(error)
    }
  }

  private func depth(_ error: SyntaxError) -> Diagnosis {
    let message = "more than \(Limits.depth) levels of nesting"
    return diagnosis(
      .tooDeep, at: character(at: error.offset), message, label: "one level too deep", help: "write the value flatter")
  }

  /// `{ tag: ${x} }`: libyaml reads `$`, and then a mapping where a comma should be.
  private func interpolation(_ error: SyntaxError) -> Diagnosis? {
    var start = error.offset
    if let scalar = lastScalar, scalar.style == .plain, scalar.end > scalar.start {
      let end = Int(scalar.end)
      if end < bytes.count, bytes[end] == UInt8(ascii: "{"), bytes[end - 1] == UInt8(ascii: "$") { start = end }
    }
    guard start > 0, start < bytes.count, bytes[start] == UInt8(ascii: "{"), bytes[start - 1] == UInt8(ascii: "$")
    else { return nil }
    let lineEnd = bytes.endOfLine(start)
    var end = (bytes[start..<lineEnd].firstIndex(of: UInt8(ascii: "}")) ?? start) + 1
    while end < lineEnd, !",]} \t".utf8.contains(bytes[end]) {
      // A second `${…}` of the same text.
      if bytes[end] == UInt8(ascii: "{"), bytes[end - 1] == UInt8(ascii: "$") {
        end = bytes[end..<lineEnd].firstIndex(of: UInt8(ascii: "}")) ?? end
      }
      end += 1
    }
    let first = lastScalar.map { Int($0.end) == start ? Int($0.start) : start - 1 } ?? start - 1
    let text = String(decoding: bytes[first..<end], as: UTF8.self)
    var found = diagnosis(
      .unquotedInterpolation, at: first..<end, "'${' inside '{ }' or '[ ]' must be quoted",
      label: "the '{' would start a mapping", help: "write \"\(excerpt(text))\" in double quotes",
      resumeAfter: error.isInFlow ? error.contextOffset : start)
    // Only where the value ends here is it known how much belongs between the quotes.
    let next = bytes[end..<lineEnd].first { $0 != 0x20 && $0 != 0x09 }
    if next.map({ ",]}".utf8.contains($0) }) ?? true {
      found.finding.fixes = [.quote(text, at: found.finding.span, found.finding.help[0])]
    }
    return found
  }

  /// `a: b: c`, or a key on a line that continues a value.
  private func secondColon(_ error: SyntaxError) -> Diagnosis {
    let colon = error.offset
    let line = bytes.startOfLine(colon)
    guard let scalar = lastScalar, Int(scalar.end) <= colon else {
      return diagnosis(
        at: character(at: colon), "':' stands where no key can", label: "no key before it",
        help: "put the text in quotes if the ':' belongs to it")
    }
    let start = Int(scalar.start)
    if start >= line {
      let text = String(decoding: bytes[start..<trimmed(bytes.endOfLine(colon), from: start)], as: UTF8.self)
      return diagnosis(
        at: character(at: colon), "': ' inside a value that is not quoted", label: "would start a second value",
        help: scalar.style == .plain ? "put the value in quotes: \"\(excerpt(text))\"" : "quote the value as a whole")
    }
    if scalar.style != .plain { return unclosedQuote(at: start, gaveUpAt: colon) }
    if let space = colonWithoutSpace(ofLineAt: start) { return missingSpace(at: space) }
    let key = bytes.indentation(ofLineAt: line)..<colon
    let name = excerpt(String(decoding: bytes[key], as: UTF8.self))
    var result = diagnosis(
      at: key, "the key '\(name)' is indented as part of the value above it", label: "no key can stand here",
      help: "indent '\(name)' like the keys that it belongs with")
    let value = start..<bytes.endOfLine(start)
    result.finding.notes = [Note("the value begins here", at: builder.findings.span(value))]
    return result
  }

  private func keyWithoutColon(_ error: SyntaxError) -> Diagnosis {
    let start = error.contextOffset
    let end = trimmed(bytes.endOfLine(start), from: start)
    guard start < end else { return other(error) }
    if bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'"),
      bytes[start + 1..<end].firstIndex(of: bytes[start]) == nil
    {
      return unclosedQuote(at: start, gaveUpAt: error.offset)
    }
    if let colon = colonWithoutSpace(ofLineAt: start) { return missingSpace(at: colon) }
    let text = excerpt(String(decoding: bytes[start..<end], as: UTF8.self))
    return diagnosis(
      at: start..<end, "':' is missing after the key '\(text)'", label: "expected `key: value`",
      help: "write `\(text): value`, or indent the line if it continues the value above")
  }

  private func missingSpace(at colon: Int) -> Diagnosis {
    let start = bytes.indentation(ofLineAt: bytes.startOfLine(colon))
    let text = String(decoding: bytes[start..<colon], as: UTF8.self)
    let rest = String(decoding: bytes[colon + 1..<trimmed(bytes.endOfLine(colon), from: colon)], as: UTF8.self)
    return diagnosis(
      at: character(at: colon), "a space is missing after ':'", label: "reads as one word",
      help: "write `\(excerpt("\(text): \(rest)"))`")
  }

  /// The colon of `key:value` at the start of a line, unless it is that of a URL.
  func colonWithoutSpace(ofLineAt offset: Int) -> Int? {
    let start = bytes.startOfLine(offset)
    guard bytes[start..<offset].allSatisfy({ $0 == 0x20 || $0 == UInt8(ascii: "-") }) else { return nil }
    let line = bytes[offset..<bytes.endOfLine(offset)]
    guard let colon = line.firstIndex(where: { !isWord($0) }), colon > offset, bytes[colon] == UInt8(ascii: ":"),
      colon + 1 < line.endIndex, !isBlankOrBreak(bytes[colon + 1]), !line[(colon + 1)...].starts(with: "//".utf8)
    else { return nil }
    return colon
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: byte >= 0x80
    }
  }
}

// MARK: Parts of a diagnosis
extension Composer {
  /// A finding and where to go on: after the finding's own line unless said otherwise.
  func diagnosis(
    _ rule: Rule = .syntax, at range: Range<Int>, _ message: String, label: String = "", help: String,
    resumeAfter: Int? = nil
  ) -> Diagnosis {
    let finding = Finding(rule, at: builder.findings.span(range), message, label: label, help: [help])
    return Diagnosis(finding: finding, resumeAfter: resumeAfter ?? range.lowerBound)
  }

  func note(_ message: String, at offset: Int) -> Note {
    Note(message, at: builder.findings.span(character(at: offset)))
  }

  /// The bytes of the character at an offset; none at the end of the text or of a line.
  func character(at offset: Int) -> Range<Int> {
    guard offset < bytes.count else { return bytes.count..<bytes.count }
    if bytes[offset] == 0x0A || bytes[offset] == 0x0D { return offset..<offset }
    var end = offset + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return offset..<end
  }

  /// The end of a text without the blanks, and the comment, at its end.
  func trimmed(_ end: Int, from start: Int) -> Int {
    var stop = end
    if start < end {
      for index in start + 1..<max(end, start + 1)
      where bytes[index] == UInt8(ascii: "#") && isBlankOrBreak(bytes[index - 1]) {
        stop = index
        break
      }
    }
    while stop > start, isBlankOrBreak(bytes[stop - 1]) { stop -= 1 }
    return stop
  }
}
