import Lintel
import LintelSource
import Testing

/// What `lintel reach` prints, held against files.
@Suite struct ReachTests {
  /// One question about one spec.
  struct Question: Sendable, CustomTestStringConvertible {
    /// The golden file's name, without the ending.
    let name: String
    let spec: String
    var from: String?
    var to: String?

    var testDescription: String { name }
  }

  static let overviews =
    ExampleSpec.all.map { Question(name: $0.name, spec: "examples/\($0.name)/lintel.yaml") }
    + Fixture.all(in: "ok").map { Question(name: $0.name, spec: $0.specPath) }

  static let ways = [
    Question(
      name: "ecs-internet-to-service", spec: "examples/ecs-autoscaling/lintel.yaml", from: "internet", to: "encryptor"),
    Question(
      name: "ecs-service-to-repository", spec: "examples/ecs-autoscaling/lintel.yaml", from: "services.encryptor",
      to: "repositories.encryptor"),
    Question(
      name: "ec2-office-to-instances", spec: "examples/ec2-autoscaling/lintel.yaml", from: "203.0.113.7", to: "web"),
    Question(name: "ec2-group", spec: "examples/ec2-autoscaling/lintel.yaml", from: "web"),
    Question(
      name: "existing-unknown", spec: "Tests/Fixtures/ok/existing-network.yaml", from: "internet", to: "services.api"),
    Question(
      name: "two-tasks-crosswise", spec: "Tests/Fixtures/ok/two-tasks.yaml", from: "services.left", to: "services.right"
    ),
    Question(name: "two-tasks-private", spec: "Tests/Fixtures/ok/two-tasks.yaml", from: "10.0.0.0/8"),
  ]

  @Test(arguments: overviews + ways) func printsWhatIsExpected(_ question: Question) throws {
    let bytes = try #require(Checkout.bytes(of: question.spec))
    let checked = try Checked(of: String(decoding: bytes, as: UTF8.self))
    let reach = try Reach(checked, from: question.from, to: question.to)
    Checkout.expect(ReachText(reach, isColored: false).text, at: "Tests/Fixtures/reach/\(question.name).txt")
  }

  /// A change of the ECS example, and the first link that it breaks.
  static let breaks: [(old: String, new: String, says: String, help: String)] = [
    (
      "- { port: 8080, securityGroup: lb }", "- { port: 80, securityGroup: lb }",
      "✗  group 'service' does not let group 'lb' in on port 8080",
      "in securityGroups.service.ingress: `- { port: 8080, securityGroup: lb }`"
    ),
    (
      "cidr: 0.0.0.0/0", "cidr: 10.0.0.0/16", "✗  group 'lb' does not let 0.0.0.0/0 in on port 8080",
      "in securityGroups.lb.ingress: `- { port: 8080, cidr: 0.0.0.0/0 }`"
    ),
    (
      "public: true", "public: false", "✗  subnet 'public-a' has no route to 0.0.0.0/0",
      "in subnets.public-a: `public: true`"
    ),
    (
      "scheme: internet-facing", "scheme: internal", "✗  load balancer 'public' is internal",
      "in loadBalancers.public: `scheme: internet-facing`"
    ),
  ]

  @Test(arguments: breaks) func namesTheFirstMissingLink(_ old: String, new: String, says: String, help: String) throws
  {
    let text = try ExampleSpec(name: "ecs-autoscaling").text()
    try #require(text.contains(old))
    let reach = try Reach(Checked(of: text.replacing(old, with: new)), from: "internet", to: "services.encryptor")
    let answer = ReachText(reach, isColored: false).text.text
    #expect(answer.contains("internet → services.encryptor: no"))
    #expect(answer.contains(says), "\(answer)")
    #expect(answer.hasSuffix("\nhelp: \(help)\n"), "\(answer)")
  }

  @Test(arguments: ["bogus", "services.nowhere", "web.encryptor", "10.0.0.0/33"]) func refusesOtherEnds(_ name: String)
    throws
  {
    let checked = try ExampleSpec(name: "ecs-autoscaling").check()
    let error = #expect(throws: UsageError.self) { try Reach(checked, from: name) }
    #expect(error?.description.contains("services.encryptor") ?? false)
  }
}
