/// Findings for people: what is wrong, the source with carets under it, why, and what to do.
///
/// ```
/// error[service-open-beside-load-balancer]: service 'encryptor' accepts 0.0.0.0/0 on port 8080
///   --> lintel.yaml:41:29
///    |
/// 41 |       - { port: 8080, cidr: 0.0.0.0/0 }
///    |                             ^^^^^^^^^ any address can reach the tasks
///    |
/// note: traffic arrives through load balancer 'public', whose group is 'lb'
///   --> lintel.yaml:31:3
/// help: replace the source with `securityGroup: lb`
/// ```
///
/// Further labels are drawn with the source: on the same lines, or in their own file below a `:::`. A value that is used
/// in one place and written in another is drawn where it is used, and a note says where it is written.
///
/// Nobody reads a report without end: it stops after `shown` findings, the worst of them, and says how many there are.
/// The forms for programs are always whole.
package struct HumanReport: Report {
  package enum Style: Sendable {
    case plain
    /// With ANSI colours.
    case ansi
  }

  /// How many findings are shown of one file.
  package static let shown = 200
  /// How many places of one finding are drawn.
  private static let drawn = 20
  /// How many code points of a message, note or help are shown.
  private static let sentence = 2000

  private let palette: Palette
  private let limit: Int
  private let columns: Int?

  /// - Parameters:
  ///   - style: Whether colours are used.
  ///   - width: How many cells of a source line are shown at most; a longer one is cut around what is marked.
  ///   - columns: The columns of the terminal, to which all is set instead; nil breaks no line.
  package init(style: Style = .plain, width: Int = 140, columns: Int? = nil) {
    palette = Palette(isColored: style == .ansi)
    limit = max(width, 24)
    self.columns = columns.map { max($0, 40) }
  }

  package func render(_ findings: [Finding], sources: Sources) -> PrintableText {
    var output = renderFindings(findings, sources: sources)
    let summary = FindingCounts(findings).summary
    if !summary.isEmpty { output += self.summary(summary) }
    return output
  }

  /// A line that counts.
  package func summary(_ counts: PrintableText) -> PrintableText { palette.paint(counts, .bold) + "\n" }

  /// The findings alone, each with an empty line after it.
  package func renderFindings(_ findings: [Finding], sources: Sources) -> PrintableText {
    var output: PrintableText = ""
    let findings = findings.filter { $0.severity != .off }
    for finding in HumanReport.worst(findings) {
      write(finding, sources, to: &output)
      output += "\n"
    }
    if findings.count > HumanReport.shown {
      output += prose(
        "note", ": \(findings.count - HumanReport.shown) more findings are not shown, none of them worse", .note)
      output += prose("help", ": `--format gcc` and `--format json` list all of them", .help) + "\n"
    }
    return output
  }

  /// As many as are shown, in their order.
  private static func worst(_ findings: [Finding]) -> [Finding] {
    guard findings.count > shown else { return findings }
    let ranked = findings.indices.sorted { left, right in
      findings[left].severity != findings[right].severity
        ? findings[left].severity > findings[right].severity : left < right
    }
    return ranked.prefix(shown).sorted().map { findings[$0] }
  }

  private func write(_ finding: Finding, _ sources: Sources, to output: inout PrintableText) {
    let style = Palette.Style(finding.severity)
    output += prose(
      "\(finding.severity.rawValue)[\(finding.rule.id)]", ": " + HumanReport.cut(finding.messageWithEnvironments),
      style, .bold)

    let sections = sections(of: finding, sources)
    let notes = notes(of: finding, sources)
    let lastLine = sections.flatMap(\.marks).map { $0.line + 1 }.max() ?? 0
    let gutter = max(2, String(lastLine).utf8.count)
    let bar = palette.paint(.blanks(gutter) + " |", .frame) + "\n"
    for (index, section) in sections.enumerated() {
      if index > 0 { output += bar }
      writeArrow(index == 0 ? "-->" : ":::", section.place, gutter, to: &output)
      output += bar
      let room = columns.map { $0 - gutter - 3 }
      Excerpt(
        file: section.place.file, palette: palette, primary: style, gutter: gutter,
        limit: room.map { max(16, $0 - 2) } ?? limit, room: room
      )
      .draw(section.marks, to: &output)
    }
    if !sections.isEmpty, !notes.isEmpty || !finding.help.isEmpty { output += bar }
    for note in notes {
      output += prose("note", ": " + HumanReport.cut(note.message), .note)
      if let place = note.place { writeArrow("-->", place, gutter, to: &output) }
    }
    for help in finding.help {
      output += prose("help", ": " + HumanReport.cut(help), .help)
    }
  }

  /// A sentence behind a word, in as many lines as it takes; later ones stand two columns further in.
  private func prose(
    _ word: PrintableText, _ text: String, _ style: Palette.Style, _ textStyle: Palette.Style = .plain
  ) -> PrintableText {
    guard let columns else { return palette.paint(word, style) + palette.paint("\(text)", textStyle) + "\n" }
    let lines = Paragraph.lines(PrintableText(text).text, width: columns - 2, indent: word.count - 2)
    return lines.enumerated().map { index, line in
      (index == 0 ? palette.paint(word, style) : "  ") + palette.paint(line, textStyle) + "\n"
    }.joined()
  }

  /// A sentence that holds a value of some megabytes is cut: its end is said to be missing.
  private static func cut(_ text: String) -> String {
    guard text.utf8.count > sentence, text.unicodeScalars.count > sentence else { return text }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: text.unicodeScalars.prefix(sentence))
    return String(kept) + "… (\(text.unicodeScalars.count - sentence) more characters)"
  }

  private func writeArrow(_ arrow: PrintableText, _ place: Place, _ gutter: Int, to output: inout PrintableText) {
    let path = place.file.path
    output += palette.paint(.blanks(gutter) + arrow, .frame)
    output += " \(path):\(place.start.line):\(place.start.column)\n"
  }

  /// What is drawn: the file of the finding first, others in the order of the labels.
  private func sections(of finding: Finding, _ sources: Sources) -> [(place: Place, marks: [Mark])] {
    var sections: [(place: Place, marks: [Mark])] = []
    var indices: [FileID: Int] = [:]
    let labels =
      [(finding.span, finding.label, true)]
      + finding.labels.prefix(HumanReport.drawn).map { ($0.span, $0.text, false) }
    for (span, text, isPrimary) in labels {
      guard let place = sources.written(span) else { continue }
      let mark = Mark(place, text: HumanReport.cut(text), isPrimary: isPrimary)
      if let index = indices[place.span.file] {
        sections[index].marks.append(mark)
      } else {
        indices[place.span.file] = sections.count
        sections.append((place, [mark]))
      }
    }
    return sections
  }

  /// The notes, after those on where the value is written; a label that cannot be drawn is a note as well.
  private func notes(of finding: Finding, _ sources: Sources) -> [(message: String, place: Place?)] {
    var notes: [(message: String, place: Place?)] = []
    if sources.written(finding.span) == nil, !finding.label.isEmpty { notes.append((finding.label, nil)) }
    for origin in sources.origins(of: finding.span) { notes.append((origin.kind.note, origin.place)) }
    for note in finding.notes.prefix(HumanReport.drawn) {
      notes.append((note.message, note.span.flatMap { sources.written($0) }))
    }
    let rest = max(0, finding.labels.count - HumanReport.drawn) + max(0, finding.notes.count - HumanReport.drawn)
    if rest > 0 { notes.append(("\(rest) more places are not shown", nil)) }
    return notes
  }
}
