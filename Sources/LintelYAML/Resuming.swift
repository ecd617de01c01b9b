import LintelSource

/// What a syntax error means and where reading can go on.
struct Diagnosis {
  var finding: Finding
  /// Reading goes on at the next section after the line that holds this offset.
  var resumeAfter: Int
  /// Whether what follows can be told apart into sections.
  var canResume = true
}

// MARK: After a syntax error
extension Composer {
  /// Drops the section that holds a syntax error and finds the next one.
  mutating func skipSection(_ diagnosis: Diagnosis, from start: Int) -> Int? {
    let place = diagnosis.resumeAfter
    var section = bytes.startOfLine(place)
    while section > start, bytes.topLevelKey(ofLineAt: section) == nil { section = bytes.startOfLine(section - 1) }
    section = max(section, start)
    let isFlow = builder.open[0].isBracketed
    let next = diagnosis.canResume && !isFlow ? nextSection(after: place) : nil
    if !diagnosis.canResume || isFlow { builder.isComplete = false }
    // Its closing bracket was not reached, so its children say where it lies.
    builder.open[0].isBracketed = false

    var names: [String] = []
    if let name = builder.rootKey.flatMap(builder.sectionName) { names.append(name) }
    var count = builder.rootPairs
    while count > 0, builder.range(of: builder.pending[count - 2]).lowerBound >= section, !isFlow {
      count -= 2
      if let name = builder.sectionName(of: builder.pending[count]) { names.append(name) }
    }
    if !isFlow, let key = bytes.topLevelKey(ofLineAt: section) {
      names.append(String(decoding: bytes[key], as: UTF8.self))
    }
    if names.isEmpty { builder.isComplete = false }
    builder.broken.formUnion(names)
    builder.unwind(keeping: count, rereadingFrom: next)
    return next
  }

  /// The start of the next line that starts with a key.
  private func nextSection(after offset: Int) -> Int? {
    var line = bytes.nextLine(after: offset)
    while line < bytes.count {
      if bytes.topLevelKey(ofLineAt: line) != nil { return line }
      line = bytes.nextLine(after: line)
    }
    return nil
  }
}

// MARK: Documents
extension Composer {
  mutating func reportSecondDocument(_ event: Event) {
    let end = event.end > event.start ? event.end : bytes.endOfLine(event.start)
    builder.findings.report(
      .severalDocuments, at: event.start..<end, "a second document starts here", label: "not read from here on",
      help: ["keep one document a file"])
    builder.isStopped = true
  }

  mutating func reportEmpty() {
    builder.findings.report(
      .emptyFile, at: text.start..<text.start, "the file is empty",
      help: ["start it with `lintel: 1`"])
    builder.isComplete = false
  }

  mutating func reportNotAMapping(_ event: Event) {
    builder.isStopped = true
    let start = min(startOfContent(event).offset, event.end)
    let range = start..<(event.kind == .scalar ? min(event.end, bytes.endOfLine(start)) : bytes.endOfLine(start))
    let what =
      switch event.kind {
      case .sequenceStart: "a list"
      case .alias: "an alias"
      default: "text"
      }
    builder.findings.report(
      .notAMapping, at: range, "the top level of the file is \(what), not a mapping",
      label: "expected `key: value`", help: ["start with `lintel: 1` at the beginning of a line"])
  }
}
