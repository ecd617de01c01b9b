import Lintel
import LintelSource
import Testing

/// Whoever does what a help says gets a spec without that finding and without a new one.
@Suite struct HelpTests {
  /// A spec with findings: a fixture, or an example of a rule's page.
  struct Subject: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
  }

  static let subjects: [Subject] = {
    let fixtures = Fixture.all(in: "bad").compactMap { fixture in
      Checkout.bytes(of: fixture.specPath).map { Subject(testDescription: fixture.name, bytes: $0) }
    }
    let examples = RuleCatalog.rules.flatMap { rule in
      rule.page.wrong.enumerated().map { index, example in
        Subject(testDescription: "\(rule.id) \(index + 1)", bytes: Array(ExampleRun.spec(of: example).utf8))
      }
    }
    return fixtures + examples
  }()

  /// A change of the bytes in a range.
  private struct Edit {
    let range: Range<Int>
    let text: String
  }

  @Test(arguments: subjects) func helpsThatAreFollowedLeadToCleanSpecs(_ subject: Subject) throws {
    guard subject.bytes.count < 20_000 else { return }
    let before = try Check.run(SourceFile(path: "spec.yaml", bytes: subject.bytes))
    for finding in before.findings {
      for help in finding.help {
        guard let edit = Self.edit(help, finding, before, subject.bytes) else { continue }
        var bytes = subject.bytes
        bytes.replaceSubrange(edit.range, with: edit.text.utf8)
        let after = try Check.run(SourceFile(path: "spec.yaml", bytes: bytes))
        #expect(
          Self.count(finding, in: after) < Self.count(finding, in: before), "`\(help)` leaves \(finding.rule.id)")
        let new = after.findings.filter { Self.count($0, in: after) > Self.count($0, in: before) }
        // What reads only now is judged by more rules than before.
        let isOther = { (other: Finding) in
          finding.rule.stage == .reading
            && (other.rule.stage == .checking || Self.start(other, after) != Self.start(finding, before))
        }
        #expect(new.allSatisfy { isOther($0) || $0.severity < .warning }, "`\(help)` makes \(new.map(\.message))")
      }
    }
  }

  /// The property is not empty: so many helps can be followed.
  @Test func manyHelpsCanBeFollowed() throws {
    var count = 0
    for subject in Self.subjects where subject.bytes.count < 20_000 {
      let checked = try Check.run(SourceFile(path: "spec.yaml", bytes: subject.bytes))
      for finding in checked.findings {
        count += finding.help.count { Self.edit($0, finding, checked, subject.bytes) != nil }
      }
    }
    #expect(count > 80, "\(count)")
  }

  private static func count(_ finding: Finding, in checked: Checked) -> Int {
    checked.findings.count { $0.rule == finding.rule && $0.message == finding.message }
  }

  private static func start(_ finding: Finding, _ checked: Checked) -> UInt32 {
    checked.sources.place(of: finding.span).span.start
  }

  /// What a help says to write in place of the text that the finding points at; nil where it says something else.
  private static func edit(_ help: String, _ finding: Finding, _ checked: Checked, _ bytes: [UInt8]) -> Edit? {
    let place = checked.sources.place(of: finding.span)
    guard place.indirection == nil, place.span.isWritten, place.span.file.rawValue == 0 else { return nil }
    let range = Int(place.span.start)..<Int(place.span.end)
    let old = String(decoding: bytes[range], as: UTF8.self)
    if help == "remove the quotes" { return Edit(range: range, text: String(old.dropFirst().dropLast())) }
    guard help.hasPrefix("did you mean `") || help.hasPrefix("write `"), !old.contains("\n") else { return nil }
    let words = help.split(separator: "`", omittingEmptySubsequences: false)
    guard words.count == 3 else { return nil }
    var new = String(words[1])
    guard !new.contains("…"), !(old.contains("${") && "\"'".contains(old.first ?? " ")) else { return nil }
    let before = String(decoding: bytes[..<range.lowerBound].suffix(60), as: UTF8.self)
    if let colon = new.firstRange(of: ": ") {
      // `key: value` is written where the value of that key stands.
      guard before.hasSuffix(String(new[..<colon.upperBound])) else { return nil }
      new = String(new[colon.upperBound...])
    }
    return Edit(range: range, text: new)
  }
}
