import LintelSource

// MARK: Brackets
extension Composer {
  /// Something other than a comma or the bracket that closes.
  func flow(_ error: SyntaxError) -> Diagnosis {
    let opening = error.contextOffset
    let isMapping = opening < bytes.count && bytes[opening] == UInt8(ascii: "{")
    let closing = isMapping ? "}" : "]"
    if isClosed(opening, before: error.offset) {
      var result = diagnosis(
        at: character(at: error.offset), "expected ',' or '\(closing)'", label: "not expected here",
        help: "separate entries with ',', and quote a value that holds ':', ',' or a bracket", resumeAfter: opening)
      result.finding.notes = [note("the \(isMapping ? "mapping" : "list") begins here", at: opening)]
      return result
    }
    return unclosedBracket(at: opening, gaveUpAt: error.offset)
  }

  func unclosedBracket(at opening: Int, gaveUpAt offset: Int) -> Diagnosis {
    let (bracket, closing) = bytes[opening] == UInt8(ascii: "{") ? ("{", "}") : ("[", "]")
    var result = diagnosis(
      at: character(at: opening), "'\(bracket)' is never closed", label: "opened here",
      help: "close it with '\(closing)'")
    result.finding.notes = [note("reading gave up here", at: offset)]
    return result
  }

  /// The outermost open bracket, if it swallowed what looks like the start of a section.
  func runawayBracket(before offset: Int) -> Int? {
    guard let frame = builder.open.dropFirst().first(where: \.isBracketed) else { return nil }
    let opening = Int(builder.nodes[Int(frame.node.rawValue)].start)
    var line = bytes.startOfLine(offset)
    while line > opening {
      if bytes.topLevelKey(ofLineAt: line) != nil { return opening }
      line = bytes.startOfLine(line - 1)
    }
    return nil
  }

  /// Whether an opening bracket seems to be closed, so that the mistake is the thing found and not the end.
  private func isClosed(_ opening: Int, before offset: Int) -> Bool {
    guard offset < bytes.count else { return false }
    let line = bytes.startOfLine(offset)
    let openingLine = bytes.startOfLine(opening)
    if line == openingLine {
      return bytes[offset..<bytes.endOfLine(offset)].contains { $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "}") }
    }
    let indentation = bytes.indentation(ofLineAt: line) - line
    return indentation > bytes.indentation(ofLineAt: openingLine) - openingLine
  }
}

// MARK: Quotes
extension Composer {
  func unclosedQuote(at opening: Int, gaveUpAt offset: Int) -> Diagnosis {
    let quote = opening < bytes.count && bytes[opening] == UInt8(ascii: "'") ? "'" : "\""
    var result = diagnosis(
      at: character(at: opening), "this quote is never closed", label: "opened here",
      help: "close it with \(quote) on the same line")
    result.finding.notes = [note("reading gave up here", at: offset)]
    return result
  }

  /// The scalar before an offset, if it is quoted, spans lines, and therefore probably lacks its own quote.
  func runawayQuote(before offset: Int) -> Int? {
    guard let scalar = lastScalar, scalar.style == .singleQuoted || scalar.style == .doubleQuoted else { return nil }
    let start = Int(scalar.start)
    let line = bytes.startOfLine(offset)
    return Int(scalar.end) <= offset && start < line && Int(scalar.end) > line ? start : nil
  }
}

// MARK: Lines that fit nowhere
extension Composer {
  /// A line, or the rest of one, that belongs to no collection that is open.
  func strayLine(_ error: SyntaxError) -> Diagnosis {
    let offset = error.offset
    let line = bytes.startOfLine(offset)
    let end = trimmed(bytes.endOfLine(offset), from: offset)
    let rest = end > offset ? offset..<end : character(at: offset)
    let first = bytes.indentation(ofLineAt: line)
    if first < offset, !bytes[first..<offset].allSatisfy({ isBlankOrBreak($0) || $0 == UInt8(ascii: "-") }) {
      return diagnosis(
        at: rest, "unexpected text after a value",
        label: "the value ended before it", help: "remove it, or put the whole value in quotes")
    }
    let opening = error.contextOffset
    let column = opening - bytes.startOfLine(opening)
    let kind = error.problem.contains("'-'") ? "list" : "mapping"
    var result =
      column == offset - line
      ? misfit(rest, in: kind)
      : diagnosis(
        at: rest, "the indentation of this line fits nothing above it", label: spaces(offset - line),
        help: "indent it by \(indentationAbove(line, or: column)), like what it belongs to")
    result.finding.notes = [note("the \(kind) begins here", at: opening)]
    return result
  }

  /// A line at the right place that is not of the right sort.
  private func misfit(_ line: Range<Int>, in kind: String) -> Diagnosis {
    if bytes[line].starts(with: ":".utf8) {
      return diagnosis(
        at: line, "a key is missing before ':'", label: "no key", help: "write a key, or remove the line")
    }
    if kind == "list" {
      return diagnosis(
        at: line, "a key stands among the items of a list", label: "not an item",
        help: "start it with '- ', or indent it like the key that it belongs with")
    }
    let isItem = bytes[line].starts(with: "- ".utf8)
    return diagnosis(
      at: line, "this stands where a key must", label: isItem ? "an item of a list" : "not a key",
      help: isItem ? "indent the list below its key" : "write `key: value`")
  }

  /// The indentations that a line may have: that of the line above, or that of what is still open.
  private func indentationAbove(_ line: Int, or column: Int) -> String {
    var above = line
    while above > 0 {
      above = bytes.startOfLine(above - 1)
      let first = bytes.indentation(ofLineAt: above)
      if first == bytes.endOfLine(above) || bytes[first] == UInt8(ascii: "#") { continue }
      return first - above == column ? spaces(column) : "\(spaces(first - above)) or by \(column)"
    }
    return spaces(column)
  }

  private func spaces(_ count: Int) -> String { count == 1 ? "1 space" : "\(count) spaces" }
}

// MARK: Characters that start no value
extension Composer {
  func valueStart(_ error: SyntaxError) -> Diagnosis {
    let offset = error.offset
    guard offset < bytes.count else {
      guard let frame = builder.open.last(where: \.isBracketed) else { return other(error) }
      return unclosedBracket(at: Int(builder.nodes[Int(frame.node.rawValue)].start), gaveUpAt: offset)
    }
    if bytes[offset] == 0x09 { return tab(at: offset) }
    let character = String(decoding: bytes[character(at: offset)], as: UTF8.self)
    let end = trimmed(bytes.endOfLine(offset), from: offset)
    let text = excerpt(String(decoding: bytes[offset..<max(end, offset)], as: UTF8.self))
    let resumeAfter = error.isInFlow ? error.contextOffset : offset
    switch character {
    case "@", "`", "%":
      return diagnosis(
        at: self.character(at: offset), "a value cannot start with '\(character)' unless it is quoted",
        label: "reserved in YAML", help: "put it in quotes: \"\(text)\"", resumeAfter: resumeAfter)
    case "]", "}":
      return diagnosis(
        at: self.character(at: offset), "unexpected '\(character)'", label: "nothing is open that it closes",
        help: "remove it, or put the value in quotes if it belongs to it", resumeAfter: resumeAfter)
    case ",":
      return diagnosis(
        at: self.character(at: offset), "a value is missing before ','", label: "expected a value",
        help: "remove the ',', or put the value in quotes if it belongs to it", resumeAfter: resumeAfter)
    default:
      return diagnosis(
        at: self.character(at: offset), character.isEmpty ? "a value is missing" : "no value can start here",
        label: "expected a value",
        help: "write a value, and put it in quotes if it starts with a sign", resumeAfter: resumeAfter)
    }
  }

  func tab(at offset: Int) -> Diagnosis {
    var end = offset
    while end < bytes.count, bytes[end] == 0x09 { end += 1 }
    let isIndentation = bytes.indentation(ofLineAt: bytes.startOfLine(offset)) >= offset
    return diagnosis(
      .tabIndentation, at: offset..<end,
      isIndentation ? "a tab cannot indent a line" : "a tab stands where only spaces can", label: "tab",
      help: "use spaces")
  }

  /// `*` and `&` in front of something that is no name.
  func indicator(_ error: SyntaxError) -> Diagnosis {
    let start = error.contextOffset
    let end = trimmed(bytes.endOfLine(start), from: start)
    let text = excerpt(String(decoding: bytes[start..<max(end, start)], as: UTF8.self))
    let (sign, what) = error.context.contains("alias") ? ("*", "alias") : ("&", "anchor")
    return diagnosis(
      at: character(at: start), "'\(sign)' starts an \(what), and no name follows", label: what,
      help: "if this is text, put it in quotes: \"\(text)\"")
  }
}

// MARK: The rest
extension Composer {
  func other(_ error: SyntaxError) -> Diagnosis {
    let offset = error.offset
    let place = character(at: offset)
    if error.problem.contains("tab") {
      let line = bytes.startOfLine(offset)
      let found = bytes[line..<bytes.endOfLine(offset)].firstIndex(of: 0x09)
      return tab(at: offset < bytes.count && bytes[offset] == 0x09 ? offset : found ?? offset)
    }
    switch error.problem {
    case "found unexpected ':'":
      return diagnosis(
        at: place, "a space is missing after ':'", label: "part of a key or of a text?",
        help: "put a space after the ':', or put the text in quotes", resumeAfter: error.contextOffset)
    case "block sequence entries are not allowed in this context":
      return diagnosis(
        at: place, "a list cannot start here", label: "'- ' starts a list",
        help: "start the list on a line of its own, or put the text in quotes")
    case "mapping keys are not allowed in this context":
      return diagnosis(at: place, "a key cannot start here", label: "'? ' starts a key", help: "put the text in quotes")
    case "found unknown escape character":
      let text = String(decoding: bytes[offset..<min(offset + 2, bytes.count)], as: UTF8.self)
      return diagnosis(
        at: offset..<max(place.upperBound, min(offset + 2, bytes.count)),
        "unknown escape '\(excerpt(text))' in double quotes",
        label: "not an escape of YAML", help: "write '\\\\' for a backslash, or use single quotes")
    case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
      return diagnosis(
        at: place, "this escape names no character", label: "expected hexadecimal digits of a character",
        help: "write the character itself")
    case "did not find expected comment or line break" where error.context.contains("block scalar"):
      return diagnosis(
        at: place, "text after '|' or '>' must start on the next line", label: "expected the end of the line",
        help: "move it to a line of its own, indented more than its key, or quote the value")
    case "found an indentation indicator equal to 0":
      return diagnosis(at: place, "a block of text cannot be indented by 0", help: "write 1 to 9, or leave it out")
    case "did not find expected <document start>":
      var result = diagnosis(
        at: place, "unexpected text after the end of the document", label: "the top-level value ended before it",
        help: "remove it")
      result.canResume = false
      return result
    case _ where error.problem == "found undefined tag handle" || error.context.contains("tag"):
      return diagnosis(
        at: character(at: error.contextOffset), "'!' starts a tag, and this is none", label: "tag",
        help: "if this is text, put it in quotes", resumeAfter: error.offset)
    case _ where error.context.contains("directive") || error.problem.contains("directive"):
      return diagnosis(
        at: place, "'%' starts a directive, and this is none", label: "directive", help: "remove the line")
    default:
      let context = error.context.isEmpty ? "" : " \(error.context)"
      return diagnosis(
        at: place, "the YAML does not read\(context): \(error.problem)", help: "check the quotes and the indentation")
    }
  }
}
