import LintelAWS
import LintelAnalysis
import LintelGraph
import Testing

/// What a role may do by its policies.
@Suite struct PermissionsTests {
  /// A statement in short: effect, actions, resources, and whether it has a condition.
  struct Statement: Sendable {
    var effect = "Allow"
    let actions: [String]
    var resources: [Value] = ["*"]
    var isConditional = false
    /// `Action` and `Resource`, or their opposites.
    var actionKey = "Action"
    var resourceKey = "Resource"

    var value: Value {
      .map([
        "Effect": Value(.string(effect)), actionKey: .set(actions.map { Value(.string($0)) }),
        resourceKey: .set(resources),
        "Condition": isConditional ? .map(["StringEquals": .map(["aws:RequestedRegion": "us-east-1"])]) : nil,
      ])
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let certainty: Certainty
    var statements: [Statement] = []
    var managed: [String] = []
    var subject = Subject.node(Path("repositories", "app"))
    var role = Resource.Role.owned
    var hasBoundary = false
  }

  private static let arn = "arn:aws:ecr:us-east-1:111111111111:repository/shop/app"

  static let cases: [Case] = [
    Case(testDescription: "nothing", certainty: .no),
    Case(testDescription: "the action", certainty: .yes, statements: [Statement(actions: ["ecr:BatchGetImage"])]),
    Case(testDescription: "another action", certainty: .no, statements: [Statement(actions: ["ecr:PutImage"])]),
    Case(testDescription: "case of letters", certainty: .yes, statements: [Statement(actions: ["ECR:batchgetimage"])]),
    Case(testDescription: "a star", certainty: .yes, statements: [Statement(actions: ["ecr:Batch*Image"])]),
    Case(testDescription: "a question mark", certainty: .yes, statements: [Statement(actions: ["ecr:BatchGetImag?"])]),
    Case(testDescription: "all", certainty: .yes, statements: [Statement(actions: ["*"])]),
    Case(
      testDescription: "denied", certainty: .no,
      statements: [Statement(actions: ["*"]), Statement(effect: "Deny", actions: ["ecr:*"])]),
    Case(
      testDescription: "denied elsewhere", certainty: .yes,
      statements: [
        Statement(actions: ["*"]),
        Statement(effect: "Deny", actions: ["*"], resources: [.to("repositories.other", .arn)]),
      ]),
    Case(
      testDescription: "on a condition", certainty: .unknown,
      statements: [Statement(actions: ["ecr:*"], isConditional: true)]),
    Case(
      testDescription: "denied on a condition", certainty: .unknown,
      statements: [Statement(actions: ["ecr:*"]), Statement(effect: "Deny", actions: ["ecr:*"], isConditional: true)]),
    Case(
      testDescription: "all but", certainty: .no,
      statements: [Statement(actions: ["ecr:BatchGetImage"], actionKey: "NotAction")]),
    Case(
      testDescription: "all but others", certainty: .yes,
      statements: [
        Statement(
          actions: ["iam:*"], resources: [.to("repositories.other", .arn)], actionKey: "NotAction",
          resourceKey: "NotResource")
      ]),
    Case(
      testDescription: "by reference", certainty: .yes,
      statements: [Statement(actions: ["ecr:*"], resources: [.to("repositories.app", .arn)])]),
    Case(
      testDescription: "by ARN", certainty: .yes,
      statements: [Statement(actions: ["ecr:*"], resources: [Value(.string(arn))])]),
    Case(
      testDescription: "by pattern", certainty: .yes,
      statements: [Statement(actions: ["ecr:*"], resources: ["arn:aws:ecr:*:*:repository/shop/*"])]),
    Case(
      testDescription: "by pattern of another region", certainty: .no,
      statements: [Statement(actions: ["ecr:*"], resources: ["arn:aws:ecr:eu-*:*:repository/shop/*"])]),
    Case(
      testDescription: "by another name", certainty: .no,
      statements: [Statement(actions: ["ecr:*"], resources: ["arn:aws:ecr:*:*:repository/other"])]),
    Case(
      testDescription: "by a name given when deploying", certainty: .unknown,
      statements: [
        Statement(actions: ["ecr:*"], resources: [.text(["arn:aws:ecr:*:*:repository/", Value(.parameter("x"))])])
      ]),
    Case(
      testDescription: "for all resources only", certainty: .no,
      statements: [Statement(actions: ["ecr:*"], resources: [Value(.string(arn))])], subject: .everything),
    Case(
      testDescription: "of a written ARN", certainty: .yes,
      statements: [Statement(actions: ["ecr:*"], resources: ["arn:aws:ecr:*:*:repository/shop/*"])], subject: .arn(arn)),
    Case(testDescription: "managed", certainty: .yes, managed: ["service-role/AmazonECSTaskExecutionRolePolicy"]),
    Case(testDescription: "managed, all", certainty: .yes, managed: ["AdministratorAccess"]),
    Case(testDescription: "managed, other", certainty: .no, managed: ["AmazonSSMManagedInstanceCore"]),
    Case(testDescription: "managed, not in the table", certainty: .unknown, managed: ["PowerUserAccess"]),
    Case(
      testDescription: "managed, and denied", certainty: .no,
      statements: [Statement(effect: "Deny", actions: ["ecr:BatchGetImage"])], managed: ["AdministratorAccess"]),
    Case(
      testDescription: "within a boundary", certainty: .unknown, managed: ["AdministratorAccess"], hasBoundary: true),
    Case(testDescription: "there already", certainty: .unknown, role: .existing(.literal("role"))),
  ]

  @Test(arguments: cases) func allows(_ example: Case) {
    var graph = ResourceGraph(project: "p", environment: nil, region: "us-east-1", account: "111111111111")
    graph.add("repositories.app", "AWS::ECR::Repository", ["RepositoryName": "shop/app"])
    graph.add("repositories.other", "AWS::ECR::Repository", ["RepositoryName": "shop/other"])
    let policy = Value.map([
      "PolicyName": "p", "PolicyDocument": .map(["Statement": .list(example.statements.map(\.value))]),
    ])
    let managed = example.managed.map { Value.text(["arn:", .partition, Value(.string(":iam::aws:policy/\($0)"))]) }
    graph.add(
      "roles.r", "AWS::IAM::Role",
      [
        "Policies": .set([policy]), "ManagedPolicyArns": .set(managed),
        "PermissionsBoundary": example.hasBoundary ? "arn:aws:iam::111111111111:policy/b" : nil,
      ], role: example.role)
    let decision = Permissions(graph).allows(Path("roles", "r"), "ecr:BatchGetImage", on: example.subject)
    #expect(decision.certainty == example.certainty)
  }

  @Test(arguments: [
    ("ecs-tasks.amazonaws.com", false, Certainty.yes), ("ec2.amazonaws.com", false, .no),
    ("ecs-tasks.amazonaws.com", true, .unknown),
  ]) func trusts(_ service: String, onCondition: Bool, certainty: Certainty) {
    var graph = SmallGraph.empty
    let statement = Value.map([
      "Effect": "Allow", "Principal": .map(["Service": Value(.string(service))]), "Action": "sts:AssumeRole",
      "Condition": onCondition ? .map(["StringEquals": .map(["aws:SourceAccount": "111111111111"])]) : nil,
    ])
    graph.add("roles.r", "AWS::IAM::Role", ["AssumeRolePolicyDocument": .map(["Statement": .list([statement])])])
    let decision = Permissions(graph).trusts(Path("roles", "r"), service: "ecs-tasks.amazonaws.com")
    #expect(decision.certainty == certainty)
  }

  @Test func theTableOfManagedPoliciesReads() {
    #expect(ManagedPolicies.all.count == 11)
    for (policy, grants) in ManagedPolicies.all { #expect(!grants.isEmpty, "\(policy)") }
  }
}
