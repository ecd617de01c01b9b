package import LintelSource
package import LintelYAML

/// A comment that silences findings: `# lintel: allow rule-id[, rule-id] because …`.
package struct AllowComment: Sendable {
  package struct RuleName: Sendable {
    package let id: String
    package let span: Span
  }

  package let rules: [RuleName]
  /// What stands behind `because`.
  package let reason: Substring
  package let file: FileID
  /// The line, counted from 0, whose findings it silences.
  package let line: Int
}

/// Finds allow comments: outside every scalar, and so never in a value.
package struct AllowComments {
  let tree: Tree
  let findings: Findings

  package init(tree: Tree, findings: Findings) {
    self.tree = tree
    self.findings = findings
  }

  package func comments(in file: FileID) -> [AllowComment] {
    let source = tree.sources[file]
    var comments: [AllowComment] = []
    // Comments below each other silence one line, which is looked for once.
    var block = 0..<0
    for (start, end) in marked(in: source.bytes) where !tree.isInsideScalar(UInt32(start), of: file) {
      let text = String(decoding: source.bytes[start..<end], as: UTF8.self)
      guard let (rules, reason) = allowance(in: text, at: start, of: file) else { continue }
      let line = source.line(of: UInt32(start))
      if !block.contains(line) {
        let silenced = silencedLine(line, comment: start, in: source)
        block = line..<silenced
      }
      comments.append(
        AllowComment(rules: rules, reason: reason, file: file, line: block.contains(line) ? block.upperBound : line))
    }
    return comments
  }

  /// The byte ranges from `#` to the end of the line, where `lintel:` follows the `#`.
  private func marked(in bytes: [UInt8]) -> [(Int, Int)] {
    var ranges: [(Int, Int)] = []
    let word = Array("lintel:".utf8)
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        guard bytes[index] == UInt8(ascii: "#") else {
          index += 1
          continue
        }
        let start = index
        index += 1
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        guard index + word.count <= bytes.count, bytes[index..<index + word.count].elementsEqual(word),
          start == 0 || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[start - 1])
        else { continue }
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
        ranges.append((start, index))
      }
    }
    return ranges
  }

  /// The rule ids of a comment and its reason; nil after a finding, or when it is no allow comment at all.
  private func allowance(
    in text: String, at start: Int, of file: FileID
  ) -> (rules: [AllowComment.RuleName], reason: Substring)? {
    let span = Span(file: file, start: UInt32(start), end: UInt32(start + text.utf8.count))
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let body = text[text.index(after: colon)...]
    let words = body.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "," })
    guard words.first == "allow" else {
      report(span, "a comment for Lintel says '\(words.first ?? "nothing")'")
      return nil
    }
    guard let because = words.firstIndex(of: "because"), because + 1 < words.count else {
      report(span, "an allow comment gives no reason")
      return nil
    }
    let names = words[1..<because].map { word in
      let offset = start + text.utf8.distance(from: text.startIndex, to: word.startIndex)
      return AllowComment.RuleName(
        id: String(word), span: Span(file: file, start: UInt32(offset), end: UInt32(offset + word.utf8.count)))
    }
    if names.isEmpty { report(span, "an allow comment names no rule") }
    return names.isEmpty ? nil : (names, text[words[because + 1].startIndex...])
  }

  private func report(_ span: Span, _ message: String) {
    findings.report(.invalidAllow, at: span, message, help: ["write `# lintel: allow rule-id because …`"])
  }

  /// Its own line, or where it stands alone the next one that is no comment.
  private func silencedLine(_ line: Int, comment start: Int, in source: SourceFile) -> Int {
    let before = source.bytes[source.lineRange(line).lowerBound..<start]
    guard before.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return line }
    var next = line + 1
    while next < source.lineStarts.count {
      let content = source.bytes[source.lineRange(next)].drop { $0 == 0x20 || $0 == 0x09 }
      if let first = content.first, first != UInt8(ascii: "#") { return next }
      next += 1
    }
    return line
  }
}
