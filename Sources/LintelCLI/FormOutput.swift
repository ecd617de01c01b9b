import Lintel
import LintelSource

extension FormRequest.Form {
  /// Whether it says itself which files could not be read, so that standard error need not.
  var tellsFailures: Bool { self == .gcc || self == .github }

  /// Whether it has what tells findings from others although lines move, which plain reports do without.
  var wantsIdentity: Bool { self == .json || self == .sarif || self == .gitlab }
}

/// One form of the report on its way to standard output or to a file.
struct FormOutput {
  let request: FormRequest
  let color: ColorChoice
  let isQuiet: Bool
  /// How many files there are.
  let count: Int
  /// Whether a report for people says how many findings can be fixed.
  let hintsAtFixes: Bool
  /// What is to be written to the file.
  private(set) var text: PrintableText = ""

  init(request: FormRequest, color: ColorChoice, isQuiet: Bool, count: Int, hintsAtFixes: Bool) {
    self.request = request
    self.color = color
    self.isQuiet = isQuiet
    self.count = count
    self.hintsAtFixes = hintsAtFixes
  }

  private var human: HumanReport {
    guard request.path == nil else { return HumanReport(style: color == .always ? .ansi : .plain) }
    return HumanReport(style: Terminal.takesColor(color) ? .ansi : .plain, columns: Terminal.width())
  }

  private mutating func emit(_ text: PrintableText) throws {
    if request.path == nil { try Reporting.print(text) } else { self.text += text }
  }

  /// Takes what came of one file, which some forms print at once.
  mutating func add(_ result: Linting.Result) throws {
    switch (request.form, result) {
    case (.gcc, .failed(let file)): try emit(GCCReport.line(about: file.path, file.message))
    case (.github, .failed(let file)): try emit(GitHubReport.line(about: file.path, file.message))
    case (.gcc, .checked(let outcome)):
      try emit(GCCReport().render(outcome.findings, sources: outcome.checked.sources))
    case (.github, .checked(let outcome)):
      try emit(GitHubReport().render(outcome.findings, sources: outcome.checked.sources))
    case (.human, .checked(let outcome)): try addHuman(outcome)
    case (.human, .failed), (.json, _), (.sarif, _), (.gitlab, _), (.junit, _): break
    }
  }

  private mutating func addHuman(_ outcome: Linting.Outcome) throws {
    let sources = outcome.checked.sources
    if outcome.findings.isEmpty {
      if !isQuiet { try emit("\(outcome.path): no findings\(Reporting.scope(of: outcome.checked))\n") }
    } else if isQuiet || count > 1 {
      try emit(human.renderFindings(outcome.findings, sources: sources))
    } else {
      try emit(human.render(outcome.findings, sources: sources))
      let count = outcome.findings.count { finding in finding.fixes.contains { $0.edit(in: sources) != nil } }
      if hintsAtFixes, count > 0 { try emit("\(count) of them can be mended with --fix\n") }
    }
  }

  /// What is said of all files together; `threshold`: the least severity that fails.
  mutating func finish(_ results: [Linting.Result], _ threshold: Severity) throws {
    switch request.form {
    case .gcc, .github: break
    case .human:
      guard count > 1, !isQuiet else { return }
      let checked = results.compactMap(\.outcome)
      let counts = FindingCounts(checked.flatMap(\.findings)).summary
      let affected = checked.count { !$0.findings.isEmpty }
      try emit(
        human.summary(
          (counts.isEmpty ? "no findings" : counts)
            + " in \(counts.isEmpty ? checked.count : affected) of \(count) files"))
    case .json: try emit(JSONReport().render(Self.run(results, threshold)))
    case .sarif: try emit(SARIFReport().render(Self.run(results, threshold)))
    case .junit: try emit(JUnitReport().render(Self.run(results, threshold)))
    case .gitlab: try emit(GitLabReport(digest: Fingerprint.digest).render(Self.run(results, threshold)))
    }
  }

  private static func run(_ results: [Linting.Result], _ threshold: Severity) -> LintRun {
    let failures = results.compactMap { result -> LintRun.Failure? in
      guard case .failed(let file) = result else { return nil }
      return LintRun.Failure(path: file.path, message: file.message.text)
    }
    let specs = results.compactMap(\.outcome).map { outcome in
      LintRun.Spec(
        path: outcome.path, sources: outcome.checked.sources, findings: outcome.findings, accepted: outcome.accepted)
    }
    return LintRun(specs: specs, failures: failures, threshold: threshold)
  }
}

extension Linting.Result {
  var outcome: Linting.Outcome? {
    guard case .checked(let outcome) = self else { return nil }
    return outcome
  }
}
