/// A line and a column, as people and editors count them.
package struct Position: Hashable, Sendable {
  /// Counted from 1.
  package let line: Int
  /// Counted from 1, in Unicode code points; a byte order mark is not counted.
  package let column: Int
}

extension SourceFile {
  /// The line and column of a byte; what lies past the end of a line or of the text counts as its end.
  package func position(of offset: UInt32) -> Position {
    let line = line(of: min(offset, UInt32(bytes.count)))
    let text = textRange(line)
    let end = max(text.lowerBound, min(Int(offset), text.upperBound))
    return Position(line: line + 1, column: 1 + scalarCount(before: end) - scalarCount(before: text.lowerBound))
  }

  /// The bytes of a line, counted from 0, without its line break and without a byte order mark before it.
  func textRange(_ line: Int) -> Range<Int> {
    let range = lineRange(line)
    let hasMark = line == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return hasMark ? min(range.lowerBound + 3, range.upperBound)..<range.upperBound : range
  }
}

/// A span as it is printed: in which file, from where to where.
package struct Place {
  package let file: SourceFile
  package let span: Span
  package let start: Position
  package let end: Position
}

extension Sources {
  /// What a span stands for, cut to the text of its file; nil if nobody wrote it.
  package func written(_ span: Span) -> Place? {
    var span = place(of: span).span
    guard span.file.rawValue < files.count else { return nil }
    let file = self[span.file]
    span.start = min(span.start, UInt32(file.bytes.count))
    span.end = min(max(span.end, span.start), UInt32(file.bytes.count))
    return Place(file: file, span: span, start: file.position(of: span.start), end: file.position(of: span.end))
  }

  /// The file and line of a span: `lintel.yaml:12`.
  package func line(of span: Span) -> String {
    written(span).map { "\($0.file.path):\($0.start.line)" } ?? files.first?.path ?? ""
  }

  /// Where the value at a span is written, step by step, when the span only uses it.
  ///
  /// A variable's value may itself be an alias, and an alias may stand inside what another one names. Four steps are
  /// told: more would not help anybody, and a value may be reached in very many.
  package func origins(of span: Span) -> [(kind: Indirection.Kind, place: Place)] {
    var found: [(kind: Indirection.Kind, place: Place)] = []
    collectOrigins(of: span, into: &found)
    return found
  }

  private func collectOrigins(of span: Span, into found: inout [(kind: Indirection.Kind, place: Place)]) {
    guard found.count < 4, let indirection = place(of: span).indirection else { return }
    collectOrigins(of: indirection.use, into: &found)
    guard found.count < 4, let origin = written(indirection.origin) else { return }
    if found.last?.place.span != origin.span { found.append((indirection.kind, origin)) }
    collectOrigins(of: indirection.origin, into: &found)
  }
}
