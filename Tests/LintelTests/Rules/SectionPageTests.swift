import Lintel
import LintelKinds
import LintelSchema
import LintelSource
import Testing

/// The entries at the head of the sections' pages.
@Suite struct SectionPageTests {
  /// A section, by its name in the names of tests.
  struct Subject: Sendable, CustomTestStringConvertible {
    let section: String
    let example: SpecExample

    var testDescription: String { section }
  }

  static let subjects = SectionCatalog.kinds.map { Subject(section: $0.section, example: $0.example) }

  /// Whoever begins with one has neither an error nor a warning.
  @Test(arguments: subjects) func examplesAreQuiet(_ subject: Subject) {
    let run = ExampleRun(subject.example)
    let report = HumanReport().render(run.findings, sources: run.sources)
    #expect(!run.findings.contains { $0.severity >= .warning }, "\(subject.example.text)\n\(report)")
    #expect(subject.example.marks.isEmpty)
  }

  /// The page shows an entry of its section, and what that becomes.
  @Test(arguments: subjects) func pagesShowAnEntry(_ subject: Subject) throws {
    let page = try Explanation(width: 80, style: .plain).page(of: subject.section).text
    #expect(page.contains("\n    \(subject.section):\n"))
    // What AWS has no resource for, and what is a property of another entry's, becomes none.
    let isResource = !["images", "scheduledActions"].contains(subject.section)
    #expect(page.contains("\n  Becomes     AWS::") == isResource)
    #expect(!page.contains(": null\n"))
  }
}
