import LintelSource

/// A rule's page for a terminal.
struct RuleText {
  let rule: Rule
  let width: Int
  let style: HumanReport.Style
  /// The columns of a terminal; nil where the page goes elsewhere.
  let columns: Int?

  var text: PrintableText {
    let page = rule.page
    var lines = Paragraph.lines("\(rule.id) (\(rule.severity.rawValue))", width: width).map(heading) + [""]
    lines += paragraph(rule.summary) + paragraph(page.why)
    if let answer = page.awsAnswer {
      lines += [heading("AWS answers"), ""] + Paragraph.lines(answer, width: width, margin: 2) + [""]
    }
    for example in page.wrong {
      lines += shown(example, under: "Wrong")
      let report = ExampleRun(example).report(of: rule, style: style, width: width, columns: columns)
      // It ends in an empty line, and so does every part of the page.
      lines += [report.withoutLastBreak.withoutLastBreak, ""]
    }
    for example in page.right { lines += shown(example, under: "Right") }
    lines += [heading("To silence it"), ""] + paragraph(rule.silencing)
    if let source = page.source { lines += [heading("More"), "", "  \(source)", ""] }
    let bases = SpecExample.Base.allCases.filter { base in (page.wrong + page.right).contains { $0.base == base } }
    if let base = bases.first {
      let files = bases.map(\.path).joined(separator: " and ")
      lines += paragraph(
        "Examples over \(files) are environments of that spec: `lintel explain \(base.rawValue)` prints it.")
    }
    return lines.dropLast().joined(separator: "\n") + "\n"
  }

  private func heading(_ text: PrintableText) -> PrintableText { Palette(isColored: style == .ansi).paint(text, .bold) }

  private func paragraph(_ text: String) -> [PrintableText] { Paragraph.lines(text, width: width) + [""] }

  private func shown(_ example: SpecExample, under title: PrintableText) -> [PrintableText] {
    [heading("\(title)\(example.origin)"), ""] + example.shownLines.map { "    \($0)" } + [""]
  }
}
