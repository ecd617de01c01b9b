import LintelDiff
import LintelGraph
import LintelSource
import Testing

@testable import Lintel

/// What `lintel diff` prints, held against files.
@Suite struct DiffGoldenTests {
  private static let folder = "Tests/Fixtures/diff"

  @Test func stagingAndProduction() throws {
    let diff = try Diff(ExampleSpec(name: "ecs-autoscaling").text(), from: "staging", to: "production")
    Checkout.expect(DiffText(diff).text, at: "\(Self.folder)/staging-to-production.txt")
    Checkout.expect(DiffText(diff, width: 72).text, at: "\(Self.folder)/staging-to-production-narrow.txt")
    Checkout.expect(DiffJSON(diff).text, at: "\(Self.folder)/staging-to-production.json")
    Checkout.expect(DiffMarkdown(diff).text, at: "\(Self.folder)/staging-to-production.md")
    let comparison = try #require(diff.comparisons.first)
    Checkout.expect(DiffPicture(comparison).svg, at: "\(Self.folder)/staging-to-production.svg")
  }

  /// Everything at once: what opens, what is replaced, what is new and gone, secrets and findings.
  @Test func manyChanges() throws {
    let diff = try Diff(old: text(of: "old"), new: text(of: "new"))
    Checkout.expect(DiffText(diff).text, at: "\(Self.folder)/many.txt")
    Checkout.expect(DiffText(diff, isColored: true, width: 100).text, at: "\(Self.folder)/many-colored.txt")
    Checkout.expect(DiffJSON(diff).text, at: "\(Self.folder)/many.json")
    Checkout.expect(DiffMarkdown(diff).text, at: "\(Self.folder)/many.md")
  }

  /// Two systems that have little in common: one in place of the other.
  @Test func anotherSystem() throws {
    let (old, new) = (try Checked(reading: ExampleSpec(name: "ecs-autoscaling").text(), "staging"), try ec2())
    let diff = Diff(old: old, new: new, names: ("ecs.yaml", "ec2.yaml"))
    Checkout.expect(DiffText(diff, width: 100).text, at: "\(Self.folder)/another-system.txt")
  }

  @Test(arguments: [
    ("postgres://shop:hunter2@db/shop?x=1", "postgres://shop:(hidden)@db/shop?x=1"),
    ("a://b:hunter2@c d://e:hunter2@f", "a://b:(hidden)@c d://e:(hidden)@f"),
    ("Server=db;Password=hunter2;Pooling=true", "Server=db;Password=(hidden);Pooling=true"),
    ("--verbose --db-password=hunter2 --port=80", "--verbose --db-password=(hidden) --port=80"),
    (#"{"user": "a", "apiKey": "hunter2"}"#, #"{"user": "a", "apiKey": "(hidden)"}"#),
    ("ghp_hunter2", "(hidden)"), ("-----BEGIN RSA PRIVATE KEY-----", "(hidden)"),
    (
      "arn:aws:secretsmanager:us-east-1:111111111111:secret:x", "arn:aws:secretsmanager:us-east-1:111111111111:secret:x"
    ),
    ("http://host:8080/a=b", "http://host:8080/a=b"), ("", ""), ("token=", "token="),
  ]) func secretsInTexts(_ text: String, _ shown: String) {
    #expect(Secrecy.redacted(text) == shown)
  }

  /// The README shows what is printed.
  @Test func sampleOfTheReadme() throws {
    let readme = try #require(Checkout.text(of: "README.md"))
    let printed = try #require(Checkout.text(of: "\(Self.folder)/edits/scheme-internal.txt"))
    let body = printed.drop { $0 != "\n" }.dropFirst()
    #expect(readme.contains("<!-- sample: diff -->\n```\n\(body)```\n"))
  }

  private func ec2() throws -> Checked { try Checked(reading: ExampleSpec(name: "ec2-autoscaling").text(), nil) }

  private func text(of side: String) throws -> String {
    try #require(Checkout.text(of: "\(Self.folder)/many-\(side).yaml"))
  }

  /// What differs by the environment's name, account or region alone is no difference, wherever it is written.
  @Test func symbolsAreNoDifference() throws {
    let text = """
      lintel: 1
      project: app
      region: us-east-1
      account: "333333333333"
      vpcs: { main: { cidr: 10.0.0.0/16 } }
      subnets:
        a: { vpc: main, availabilityZone: a, cidr: 10.0.0.0/24 }
      securityGroups:
        web: { description: "Of ${environment} in ${region}", vpc: main }
      roles:
        execution: { existing: "arn:aws:iam::111111111111:role/execution" }
        written: { name: "app-${environment}-${account}", assumedBy: ecs-tasks.amazonaws.com }
      clusters: { main: {} }
      taskDefinitions:
        web:
          cpu: 256
          memory: 512
          executionRole: execution
          containers:
            web:
              image: nginx
              environment:
                STAGE: "${environment}"
                BUCKET: "app-${environment}-${region}-${account}"
      services:
        web: { cluster: main, taskDefinition: web, subnets: [a], securityGroups: [web] }
      environments:
        staging: { account: "111111111111" }
        production:
          account: "222222222222"
          region: eu-west-1
          roles: { execution: { existing: "arn:aws:iam::222222222222:role/execution" } }
      """
    let diff = try Diff(text, from: "staging", to: "production")
    #expect(diff.isEmpty, "\(DiffText(diff).text)")
    // The same, with a name that differs although no environment does.
    let other = try Diff(
      text.replacing("eu-west-1", with: "eu-west-1\n    clusters: { main: { name: other } }"), from: "staging",
      to: "production")
    #expect(try other.only.diff.changes.map(\.path.description) == ["clusters.main"])
    #expect(!DiffText(other).text.text.contains("q0q"))
  }

  @Test func anEnvironmentMoreIsNew() throws {
    let text = try ExampleSpec(name: "ecs-autoscaling").text()
    let mark = "\n# What `lintel simulate`"
    try #require(text.contains(mark))
    let more = text.replacing(mark, with: "  test: { account: \"333333333333\" }\n" + mark)
    let diff = try Diff(old: text, new: more)
    #expect(diff.comparisons.map(\.verdict.words).prefix(2) == ["no differences", "no differences"])
    #expect(diff.comparisons[2].diff.changes.allSatisfy { $0.kind == .added })
    let back = try Diff(old: more, new: text)
    #expect(back.comparisons[2].diff.changes.allSatisfy { $0.kind == .removed })
  }

  @Test func markdownKeepsToItsLimit() throws {
    let entries = (0..<2000).map { "  group-\($0): { description: \"Group \($0) of many\", vpc: main }\n" }.joined()
    let head = "lintel: 1\nproject: app\nregion: us-east-1\nvpcs: { main: { cidr: 10.0.0.0/16 } }\n"
    let diff = try Diff(old: head, new: head + "securityGroups:\n" + entries)
    let text = DiffMarkdown(diff).text.text
    #expect(text.unicodeScalars.count <= DiffMarkdown.limit)
    #expect(text.contains("2000 changes") && text.contains("lintel diff"))
  }

  @Test(arguments: Diff.Gate.allCases) func gates(_ gate: Diff.Gate) throws {
    let verdicts = try ["scheme-internal", "cidr-opened", "retention-shorter", "memory", "subnet-order"].map { name in
      let edit = try #require(DiffEditTests.edits.first { $0.name == name })
      let texts = try edit.example.texts()
      return try Diff(old: texts.old, new: texts.new).fails(gate)
    }
    let expected: [Diff.Gate: [Bool]] = [
      .failure: [true, false, false, false, false], .finding: [false, true, false, false, false],
      .replacement: [true, false, false, false, false], .exposure: [false, true, false, false, false],
      .dataLoss: [false, false, true, false, false], .any: [true, true, true, true, false],
    ]
    #expect(verdicts == expected[gate])
  }
}
