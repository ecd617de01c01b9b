import LintelSource

/// Reports the findings of one file until there are too many.
struct FindingSink {
  let file: FileID
  let findings: Findings
  private var count = 0
  /// Whether reading should stop: one more finding would help nobody.
  private(set) var isFull = false

  init(file: FileID, findings: Findings) {
    self.file = file
    self.findings = findings
  }

  func span(_ range: Range<Int>) -> Span {
    Span(file: file, start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
  }

  mutating func report(_ finding: Finding) {
    if isFull { return }
    findings.report(finding)
    count += 1
    if count == Limits.findings { giveUp(at: finding.span) }
  }

  mutating func report(
    _ rule: Rule, at range: Range<Int>, _ message: String, label: String = "", labels: [Label] = [],
    notes: [Note] = [], help: [String] = []
  ) {
    report(Finding(rule, at: span(range), message, label: label, labels: labels, notes: notes, help: help))
  }

  /// Says that reading stops here because of all that came before.
  mutating func giveUp(at span: Span) {
    if isFull { return }
    isFull = true
    findings.report(
      .tooManyFindings, at: span, "too many mistakes in this file", label: "reading stops here",
      help: ["correct the ones above and run again"])
  }
}
