import Lintel
import LintelSource
import Testing

/// The pages of the rules: their examples are held against the pipeline.
@Suite struct RulePageTests {
  /// A rule, by its id in the names of tests.
  struct Subject: Sendable, CustomTestStringConvertible {
    let rule: Rule

    var testDescription: String { rule.id }
  }

  static let subjects = RuleCatalog.rules.map(Subject.init)

  /// A place that an example marks, or that lint reports.
  private struct Mark: Hashable {
    let path: String
    let start: UInt32
  }

  /// Findings that cannot but stand beside a rule's own.
  private static let company: [String: Set<String>] = ["too-many-findings": ["duplicate-key"]]

  @Test(arguments: subjects) func pagesSayWhyAndShowIt(_ subject: Subject) {
    let page = subject.rule.page
    #expect(page.why.hasSuffix(".") && page.why.utf8.count > 80)
    #expect(page.why != subject.rule.summary)
    #expect(!page.wrong.isEmpty && !page.right.isEmpty)
    #expect(page.source.map { $0.hasPrefix("https://") } ?? true)
    #expect(page.awsAnswer == nil || page.source != nil, "AWS's words want a source")
    let isAboutAWS: Set<RulePage.Area> = [.network, .loadBalancing, .containers, .instances, .scaling, .system]
    #expect(!isAboutAWS.contains(page.area) || page.source != nil, "a fact about AWS wants a source")
  }

  /// A wrong example is reported exactly where its marks are.
  @Test(arguments: subjects) func wrongExamplesAreReportedAtTheirMarks(_ subject: Subject) {
    for example in subject.rule.page.wrong {
      let run = ExampleRun(example)
      let found = run.findings.filter { $0.rule == subject.rule }.map(\.span)
      var marks = Set(example.marks.map { Mark(path: run.sources.files[0].path, start: $0) })
      for file in example.files { marks.formUnion(file.marks.map { Mark(path: file.path, start: $0) }) }
      let starts = Set(found.map { Mark(path: run.sources[$0.file].path, start: $0.start) })
      #expect(starts == marks, "\(example.text)\n\(run.report(of: subject.rule))")
      #expect(!marks.isEmpty)
      let others = run.findings.filter { $0.rule != subject.rule && $0.severity >= .warning }.map(\.rule.id)
      #expect(Set(others).subtracting(Self.company[subject.rule.id] ?? []) == [])
    }
  }

  /// A right example has neither an error nor a warning, of whatever rule.
  @Test(arguments: subjects) func rightExamplesAreQuiet(_ subject: Subject) {
    for example in subject.rule.page.right {
      let run = ExampleRun(example)
      let report = HumanReport().render(run.findings, sources: run.sources)
      #expect(!run.findings.contains { $0.severity >= .warning }, "\(example.text)\n\(report)")
      #expect(example.marks.isEmpty)
    }
  }

  /// What examples are merged over is in order itself, so that a finding is the example's.
  @Test(arguments: SpecExample.Base.allCases) func standardSystemsAreQuiet(_ base: SpecExample.Base) throws {
    let checked = try Check.run(SourceFile(path: base.path, bytes: Array(base.text.utf8)))
    #expect(checked.findings.isEmpty, "\(checked.report)")
  }
}
