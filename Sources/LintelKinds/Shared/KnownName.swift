import LintelAWS
import LintelSchema
package import LintelSource

extension Rule {
  package static let unknownAWSName = Rule(
    "unknown-aws-name", .error, .checking, "AWS has no such name, and one that differs by a letter or two.",
    page: RulePage(
      .names,
      why: """
        Regions, zones, instance types, managed policies and service principals are AWS's to name, and AWS refuses any \
        other: often late, when what stands before it is made already. Metrics are not even refused: an alarm on one that \
        nobody publishes waits for ever. Lintel knows those of \(Vocabulary.date). A name \
        that is close to one of them is an error; one that is close to none may be newer, and is a note. Where AWS has \
        it after all, allow the finding.
        """,
      awsAnswer: "Policy arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy does not exist or is not attachable.",
      source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html",
      wrong: [
        .ecs("roles:\n  jobs: { assumedBy: ↓ecs-task.amazonaws.com }"),
        .ecs(
          """
          roles:
            jobs: { assumedBy: ecs-tasks.amazonaws.com, managedPolicies: [↓AmazonECSTaskExecutionRolePolicy] }
          """),
        .ecs("subnets:\n  spare: { vpc: main, availabilityZone: ↓z, cidr: 10.0.32.0/20 }"),
        .ec2("launchTemplates:\n  web: { instanceType: ↓t3.mcro }"),
        .ecs(
          """
          scalingPolicies:
            queue:
              service: web
              targetTracking:
                metric: { namespace: AWS/SQS, name: ↓ApproximateNumberOfMessageVisible }
                target: 100
          """),
      ],
      right: [
        .ecs(
          """
          roles:
            jobs:
              assumedBy: ecs-tasks.amazonaws.com
              managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy]
          """),
        .ecs("subnets:\n  spare: { vpc: main, availabilityZone: c, cidr: 10.0.32.0/20 }"),
        .ec2("launchTemplates:\n  web: { instanceType: t3.micro }"),
        .ecs(
          """
          scalingPolicies:
            queue:
              service: web
              targetTracking:
                metric: { namespace: AWS/SQS, name: ApproximateNumberOfMessagesVisible }
                target: 100
          """),
      ]))
}

extension FieldType where Value == String {
  /// Holds a value to the names that AWS has; `noun` is what it names: `region`.
  func known(_ noun: String, by verdict: @escaping (String) -> Vocabulary.Verdict) -> FieldType<String> {
    converted(placeholder: "") { name, span, context in
      if context.mode == .whole { context.findings.report(verdict(name), on: name, noun, at: span) }
      return name
    }
  }
}

extension Findings {
  /// What is known of a name of AWS's, unless it has that name; `noun` is what it names: `region`.
  func report(_ verdict: Vocabulary.Verdict, on name: String, _ noun: String, at span: Span) {
    switch verdict {
    case .known: return
    case .misspelt(let near):
      report(
        .unknownAWSName, at: span, "AWS has no \(noun) '\(name)'", help: ["did you mean `\(near)`?"])
    case .unknown:
      var finding = Finding(
        .unknownAWSName, at: span, "AWS had no \(noun) '\(name)' in \(Vocabulary.date)", label: "it may be newer")
      finding.severity = .note
      report(finding)
    }
  }
}
