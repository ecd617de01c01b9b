import Lintel
import LintelSource
import Testing

/// What `lint --fix` does to specs: certain fixes, and never a byte besides.
@Suite struct FixTests {
  /// Over every bad spec there is: it ends, it ends at once the second time, and nothing is worse than before.
  @Test(arguments: HelpTests.subjects) func fixingMakesNoSpecWorse(_ subject: HelpTests.Subject) throws {
    guard subject.bytes.count < 20_000 else { return }
    let before = try Check.run(SourceFile(path: "spec.yaml", bytes: subject.bytes))
    let fixing = try Fixing(SourceFile(path: "spec.yaml", bytes: subject.bytes))
    #expect((fixing.fixed > 0) == !fixing.changes.isEmpty)
    guard let change = fixing.changes.first else { return }
    #expect(fixing.changes.count == 1 && change.after.path == "spec.yaml")

    let again = try Fixing(change.after)
    #expect(again.changes.isEmpty && again.fixed == 0, "a second run changes more")

    #expect(Self.comments(of: change.after) == Self.comments(of: change.before))
    #expect(change.after.lineStarts.count == change.before.lineStarts.count)

    // What reads only now is judged by more rules; of a spec that did read, nothing new is found.
    let found = Self.counts(of: fixing.checked)
    let old = Self.counts(of: before)
    let new = found.filter { $0.value > old[$0.key, default: 0] }
    if before.findings.allSatisfy({ $0.rule.stage == .checking }) {
      #expect(new.isEmpty, "\(new.keys.sorted())")
      #expect(fixing.checked.findings.count < before.findings.count)
    }
    let gone = old.filter { $0.value > found[$0.key, default: 0] }
    #expect(!gone.isEmpty)
  }

  /// The property is not empty.
  @Test func manyFindingsAreFixed() throws {
    var fixed = 0
    var refused: [String] = []
    for subject in HelpTests.subjects where subject.bytes.count < 20_000 {
      let fixing = try Fixing(SourceFile(path: "spec.yaml", bytes: subject.bytes))
      fixed += fixing.fixed
      refused += fixing.refused.map { "\(subject.testDescription): \($0.finding.message): \($0.consequence)" }
    }
    #expect(fixed > 40, "\(fixed)")
    #expect(refused.count < 5, "\(refused)")
  }

  private static func counts(of checked: Checked) -> [String: Int] {
    Dictionary(grouping: checked.findings) { "\($0.rule.id) \($0.message)" }.mapValues(\.count)
  }

  /// What stands behind the last `#` of each line.
  private static func comments(of file: SourceFile) -> [String] {
    file.lineStarts.indices.map { line in
      let bytes = file.bytes[file.lineRange(line)]
      return bytes.lastIndex(of: UInt8(ascii: "#")).map { String(decoding: bytes[$0...], as: UTF8.self) } ?? ""
    }
  }

  // MARK: Ways to write

  /// Pieces of a spec before and after; what is left alone has no second one.
  private static let pieces: [(before: String, after: String?)] = [
    // Block style, flow style, with comments and blanks, without a line break at the end.
    ("vpcs:\n  main:\n    cidrblock: 10.0.0.0/16 # keep\n    tenancyOfHosts:  yes   # and this\n", nil),
    ("vpcs:\n  main:\n    Cidr:   10.0.0.0/16  # keep", "vpcs:\n  main:\n    cidr:   10.0.0.0/16  # keep"),
    ("vpcs: { main: { Cidr: 10.0.0.0/16 } }\n", "vpcs: { main: { cidr: 10.0.0.0/16 } }\n"),
    ("vpcs: { main: { \"Cidr\": 10.0.0.0/16 } }\n", "vpcs: { main: { \"cidr\": 10.0.0.0/16 } }\n"),
    ("vpcs: { main: { 'Cidr': 10.0.0.0/16 } }\n", "vpcs: { main: { 'cidr': 10.0.0.0/16 } }\n"),
    (
      "vpcs:\r\n  main:\r\n    ? Cidr\r\n    : 10.0.0.0/16\r\n",
      "vpcs:\r\n  main:\r\n    ? cidr\r\n    : 10.0.0.0/16\r\n"
    ),
    // Two slips for one key.
    (
      "vpcs:\n  main: { cidr: 10.0.0.0/16, natGatewys: none, natGatewayss: none }\n",
      "vpcs:\n  main: { cidr: 10.0.0.0/16, natGateways: none, natGatewayss: none }\n"
    ),
    // Booleans and numbers lose their quotes, texts keep theirs.
    (
      "repositories: { a: { scanOnPush: 'yes' }, b: { scanOnPush: On }, c: { scanOnPush: \"true\" } }\n",
      "repositories: { a: { scanOnPush: true }, b: { scanOnPush: true }, c: { scanOnPush: true } }\n"
    ),
    ("logGroups: { a: { retentionDays: \"30\" } }\n", "logGroups: { a: { retentionDays: 30 } }\n"),
    ("logGroups: { a: { retentionDays: 30d } }\n", "logGroups: { a: { retentionDays: 30 } }\n"),
    ("logGroups: { a: { retentionDays: 030 } }\n", nil),
    ("logGroups: { a: { retentionDays: 31 } }\n", nil),
    // A value that is brought from elsewhere is used there too.
    ("x-yes: &yes yes\nrepositories: { a: { scanOnPush: *yes } }\n", nil),
    ("variables: { push: yes }\nrepositories: { a: { scanOnPush: \"${variables.push}\" } }\n", nil),
    // A text of several lines, and one with an escape.
    ("repositories: { a: { scanOnPush: \"\\x79es\" } }\n", nil),
    ("repositories:\n  a:\n    scanOnPush: |\n      yes\n", nil),
    // JSON in YAML.
    ("repositories: {\"a\": {\"scanonpush\": \"yes\"}}\n", "repositories: {\"a\": {\"scanOnPush\": true}}\n"),
    // An interpolation between braces.
    (
      "tags: { stage: ${project}, more: a-${project}-b }\nlogGroups: { a: { retentionDays: 30 } }\n",
      "tags: { stage: \"${project}\", more: \"a-${project}-b\" }\nlogGroups: { a: { retentionDays: 30 } }\n"
    ),
    // What may be a slip for an id of the spec's own is left to who wrote it.
    (
      "vpcs: { main: { cidr: 10.0.0.0/16 } }\nsubnets: { a: { vpc: mian, availabilityZone: a, cidr: 10.0.0.0/20 } }\n",
      nil
    ),
  ]

  @Test func scalarsKeepTheWayTheyAreWritten() throws {
    let head = "lintel: 1\nproject: shop\nregion: us-east-1\n"
    for (before, after) in Self.pieces {
      let fixing = try Fixing(SourceFile(path: "lintel.yaml", bytes: Array((head + before).utf8)))
      let text = fixing.changes.first.map { String(decoding: $0.after.bytes, as: UTF8.self) } ?? head + before
      #expect(Array(text.utf8) == Array((head + (after ?? before)).utf8), "\(text)")
    }
  }

  @Test func jsonStaysJSON() throws {
    let text =
      "{\"lintel\": 1, \"Project\": \"shop\", \"region\": \"us-east-1\", \"repositories\": {\"a\": {\"scanOnPush\": \"on\"}}}"
    let fixing = try Fixing(SourceFile(path: "lintel.json", bytes: Array(text.utf8)))
    let after = fixing.changes.first.map { String(decoding: $0.after.bytes, as: UTF8.self) }
    #expect(
      after
        == "{\"lintel\": 1, \"project\": \"shop\", \"region\": \"us-east-1\", \"repositories\": {\"a\": {\"scanOnPush\": true}}}"
    )
    #expect(fixing.checked.findings.allSatisfy { $0.severity < .error })
  }

  @Test(arguments: [
    ("desired_count", "desiredCount"), ("DesiredCount", "desiredCount"), ("desiredCoutn", "desiredCount"),
    ("desiredCont", "desiredCount"), ("desiredCounts", "desiredCount"), ("desiredCouht", "desiredCount"),
    ("desiredCouns", "desiredCount"), ("desirdCont", nil), ("port1", nil), ("prot", nil), ("egres", "egress"),
    ("ingres", "ingress"), ("minSize", nil), ("colour", nil),
  ]) func whatCanOnlyBeASlip(_ name: String, _ meant: String?) {
    let known = ["desiredCount", "port", "port2", "ingress", "egress", "maxSize", "color", "colours"]
    #expect(Suggestion.certain(for: name, among: known) == meant)
  }

  @Test func theSameEditsOnceInEachEnvironment() throws {
    let text = """
      lintel: 1
      project: shop
      region: us-east-1
      repositories: { a: {} }
      environments:
        staging: { repositories: { a: { scanOnPush: yes } } }
        production: { repositories: { a: { scanonpush: off } }, "account": "111111111111" }
      """
    let fixing = try Fixing(SourceFile(path: "lintel.yaml", bytes: Array(text.utf8)))
    let after = fixing.changes.first.map { String(decoding: $0.after.bytes, as: UTF8.self) }
    #expect(after?.contains("scanOnPush: true") ?? false)
    #expect(after?.contains("scanOnPush: false }") ?? false)
  }

  @Test func aDiffHasItsLinesInHunks() {
    let lines = (1...20).map { "k\($0): v\r\n" }
    var changed = lines
    changed[1] = "k2: w\r\n"
    changed[7] = "k8: w\r\n"
    changed[19] = "k20: w"
    let before = SourceFile(path: "a", bytes: Array((lines.dropLast().joined() + "k20: v").utf8))
    let after = SourceFile(path: "a", bytes: Array(changed.joined().utf8))
    let diff = LineDiff.text(before, after)
    #expect(diff.hasPrefix("--- a\n+++ a\n@@ -1,11 +1,11 @@\n k1: v\r\n-k2: v\r\n+k2: w\r\n k3: v\r\n"))
    #expect(diff.hasSuffix("-k20: v\n\\ No newline at end of file\n+k20: w\n\\ No newline at end of file\n"))
    #expect(LineDiff.text(before, before) == "")
  }
}
