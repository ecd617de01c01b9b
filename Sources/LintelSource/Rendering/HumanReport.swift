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
package struct HumanReport: Report {
  package enum Style: Sendable {
    case plain
    /// With ANSI colours.
    case ansi
  }

  private let palette: Palette
  private let limit: Int

  /// - Parameters:
  ///   - style: Whether colours are used.
  ///   - width: How many cells of a source line are shown at most; a longer one is cut around what is marked.
  package init(style: Style = .plain, width: Int = 140) {
    palette = Palette(isColored: style == .ansi)
    limit = max(width, 24)
  }

  package func render(_ findings: [Finding], sources: Sources) -> String {
    var output = renderFindings(findings, sources: sources)
    let summary = FindingCounts(findings).summary
    if !summary.isEmpty { output += palette.paint(summary, .bold) + "\n" }
    return output
  }

  /// The findings alone, each with an empty line after it.
  package func renderFindings(_ findings: [Finding], sources: Sources) -> String {
    var output = ""
    for finding in findings where finding.severity != .off {
      write(finding, sources, to: &output)
      output += "\n"
    }
    return output
  }

  private func write(_ finding: Finding, _ sources: Sources, to output: inout String) {
    let style = Palette.Style(finding.severity)
    output += palette.paint("\(finding.severity.rawValue)[\(finding.rule.id)]", style)
    output += palette.paint(": \(TerminalText.visible(finding.messageWithEnvironments))", .bold) + "\n"

    let sections = sections(of: finding, sources)
    let notes = notes(of: finding, sources)
    let lastLine = sections.flatMap(\.marks).map { $0.line + 1 }.max() ?? 0
    let gutter = max(2, String(lastLine).utf8.count)
    let bar = palette.paint(String(repeating: " ", count: gutter) + " |", .frame) + "\n"
    for (index, section) in sections.enumerated() {
      if index > 0 { output += bar }
      writeArrow(index == 0 ? "-->" : ":::", section.place, gutter, to: &output)
      output += bar
      Excerpt(file: section.place.file, palette: palette, primary: style, gutter: gutter, limit: limit)
        .draw(section.marks, to: &output)
    }
    if !sections.isEmpty, !notes.isEmpty || !finding.help.isEmpty { output += bar }
    for note in notes {
      output += palette.paint("note", .note) + ": \(TerminalText.visible(note.message))\n"
      if let place = note.place { writeArrow("-->", place, gutter, to: &output) }
    }
    for help in finding.help {
      output += palette.paint("help", .help) + ": \(TerminalText.visible(help))\n"
    }
  }

  private func writeArrow(_ arrow: String, _ place: Place, _ gutter: Int, to output: inout String) {
    let path = TerminalText.visible(place.file.path)
    output += palette.paint(String(repeating: " ", count: gutter) + arrow, .frame)
    output += " \(path):\(place.start.line):\(place.start.column)\n"
  }

  /// What is drawn: the file of the finding first, others in the order of the labels.
  private func sections(of finding: Finding, _ sources: Sources) -> [(place: Place, marks: [Mark])] {
    var sections: [(place: Place, marks: [Mark])] = []
    var indices: [FileID: Int] = [:]
    let labels = [(finding.span, finding.label, true)] + finding.labels.map { ($0.span, $0.text, false) }
    for (span, text, isPrimary) in labels {
      guard let place = sources.written(span) else { continue }
      let mark = Mark(place, text: text, isPrimary: isPrimary)
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
    for note in finding.notes { notes.append((note.message, note.span.flatMap { sources.written($0) })) }
    return notes
  }
}
