import LintelSource

/// Texts and findings about them, for the tests of reports.
struct RenderingFixture {
  let sources = Sources()
  var findings: [Finding] = []

  static let rule = Rule("port-open", .error, .checking, "A port is open.")

  init() {}

  /// One file `lintel.yaml`, and one finding on the first occurrence of a text in it.
  init(_ source: String, at needle: String, label: String = "here", labels: [(String, String)] = []) {
    add(source)
    report(at: span(of: needle), label: label, labels: labels.map { Label(span(of: $0.0), $0.1) })
  }

  @discardableResult
  func add(_ source: String, path: String = "lintel.yaml") -> FileID {
    sources.add(SourceFile(path: path, bytes: Array(source.utf8)))
  }

  mutating func report(
    _ message: String = "port is open", at span: Span, rule: Rule = Self.rule, label: String = "",
    labels: [Label] = [], notes: [Note] = [], help: [String] = [], environments: [String] = []
  ) {
    var finding = Finding(rule, at: span, message, label: label, labels: labels, notes: notes, help: help)
    finding.environments = environments
    findings.append(finding)
  }

  /// The first occurrence of a text in a file; `.none` if it has none.
  func span(of needle: String, in file: FileID = FileID(rawValue: 0)) -> Span {
    let bytes = sources[file].bytes
    let wanted = Array(needle.utf8)
    guard wanted.count <= bytes.count else { return .none }
    for start in 0...bytes.count - wanted.count where bytes[start...].starts(with: wanted) {
      return Span(file: file, start: UInt32(start), end: UInt32(start + wanted.count))
    }
    return .none
  }

  func span(_ range: Range<Int>, in file: FileID = FileID(rawValue: 0)) -> Span {
    Span(file: file, start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
  }

  func human(_ style: HumanReport.Style = .plain, width: Int = 140) -> String {
    HumanReport(style: style, width: width).render(findings, sources: sources).text
  }

  /// What is drawn of the first finding: the report without its header, its arrow and the summary.
  func excerpt(width: Int = 140) -> String {
    let lines = human(width: width).split(separator: "\n", omittingEmptySubsequences: false).dropFirst(3)
    return lines.prefix { !$0.isEmpty }.joined(separator: "\n")
  }
}

extension Rule {
  /// A rule that only a report needs.
  init(_ id: String, _ severity: Severity, _ stage: Stage, _ summary: String) {
    self.init(id, severity, stage, summary, page: RulePage(.system, why: "", wrong: [], right: []))
  }
}
