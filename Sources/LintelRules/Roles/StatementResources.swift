import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let actionWithoutResource = Rule(
    "action-without-resource", .warning, .checking, "No resource of a statement is one that its action acts on.",
    page: RulePage(
      .containers,
      why: """
        IAM takes any action beside any resource, and a statement holds for the pairs that go together. Reading an \
        object acts on the object, listing them on the bucket: `arn:aws:s3:::files` is the bucket alone, and \
        `arn:aws:s3:::files/*` what is in it. A key of KMS has its own ARN in policies, never that of an alias. Some \
        actions act on nothing that has an ARN, and are allowed on `*` only. What no resource goes with is neither \
        allowed nor denied, and the program that needs it reads `AccessDenied`.
        """,
      awsAnswer:
        "User: arn:aws:sts::… is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::…\" because no "
        + "identity-based policy allows the s3:GetObject action",
      source:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              taskPolicies:
                - { actions: [s3:ListBucket, ↓s3:GetObject], resources: "arn:aws:s3:::files" }
                - { actions: [↓s3:ListBucket, s3:PutObject], resources: "arn:aws:s3:::${project}-files/*" }
          """),
        .ecs(
          """
          taskDefinitions:
            web:
              taskPolicies:
                - { actions: ↓kms:Decrypt, resources: "arn:aws:kms:us-east-1:123456789012:alias/files" }
                - { actions: ↓xray:PutTraceSegments, resources: "arn:aws:xray:us-east-1:123456789012:group/web" }
                - { actions: [sqs:SendMessage, ↓sns:Publish], resources: "arn:aws:sqs:us-east-1:123456789012:jobs" }
                - { actions: ↓ssm:GetParameter, resources: "arn:aws:ssm:us-east-1:123456789012:/web/*" }
          """),
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              taskPolicies:
                - { actions: [s3:ListBucket, s3:GetObject], resources: ["arn:aws:s3:::files", "arn:aws:s3:::files/*"] }
                - { actions: "s3:*", resources: "arn:aws:s3:::shop-*" }
                - { actions: s3:GetObject, resources: "arn:aws:s3:::shop-*" }
                - { actions: xray:PutTraceSegments, resources: "*" }
                - { actions: s3:ListAllMyBuckets, resources: "arn:aws:s3:::*" }
                - { actions: [ssm:GetParameter*, ssm:DescribeParameters], resources: "*" }
          """),
        // What is known only when deploying may be anything.
        .ecs(
          """
          parameters:
            files: { description: ARN of the objects }
            bucket: { description: Name of the bucket }
          taskDefinitions:
            web:
              taskPolicies:
                - { actions: s3:GetObject, resources: ["${parameters.files}"] }
                - { actions: s3:ListBucket, resources: ["arn:aws:s3:::${parameters.bucket}"] }
          """),
      ]))
}

/// Holds the actions of statements against their resources.
enum StatementResources {
  static func check(_ model: SystemModel, _ findings: Findings) {
    for role in model.made(ResourceType.role) {
      for policy in role["Policies"]?.items ?? [] {
        for statement in policy["PolicyDocument"]?["Statement"]?.items ?? [] {
          check(statement, in: model.graph, findings)
        }
      }
    }
  }

  private static func check(_ statement: Value, in graph: ResourceGraph, _ findings: Findings) {
    guard let actions = statement["Action"]?.items, let resources = statement["Resource"]?.items else { return }
    let patterns = resources.map { ResourcePattern($0, in: graph) }
    // Actions that miss the same are one mistake.
    var misses: [(target: ActionResources?, actions: [Value])] = []
    for action in actions where action.span.isWritten {
      guard let name = action.literal, let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let target = ActionResources(name)
      if patterns.contains(where: { $0.mayBeOf(target, service: name[..<colon]) }) { continue }
      if let index = misses.firstIndex(where: { $0.target == target && target != nil }) {
        misses[index].actions.append(action)
      } else {
        misses.append((target, [action]))
      }
    }
    let effect = statement["Effect"]?.literal == "Deny" ? "denied" : "allowed"
    for miss in misses {
      let names = miss.actions.compactMap(\.literal)
      findings.report(
        .actionWithoutResource, at: miss.actions[0].span,
        "no resource of the statement is one that \(Suggestion.list(names)) \(names.count == 1 ? "acts" : "act") on",
        label: "so \(names.count == 1 ? "it is" : "they are") not \(effect)",
        help: [help(miss.target, names, patterns, in: graph)])
    }
  }

  private static func help(
    _ target: ActionResources?, _ actions: [String], _ patterns: [ResourcePattern], in graph: ResourceGraph
  ) -> String {
    let place = "\(Regions.partition(of: graph.region)):"
    let bucket = patterns.lazy.compactMap(\.bucket).first.map { "arn:\(place)s3:::\($0)" }
    let (they, them, act) = actions.count == 1 ? ("it", "it", "acts") : ("they", "them", "act")
    switch target {
    case .everything:
      return "AWS knows \(them) on `*` only: write a statement of its own with `resources: \"*\"`"
    case .object:
      return "\(they) \(act) on what is in a bucket: "
        + (bucket.map { "add `\($0)/*` to `resources`" } ?? "add its ARN with `/*` behind it")
    case .bucket:
      return "\(they) \(act) on the bucket itself: "
        + (bucket.map { "add `\($0)` to `resources`" } ?? "add its ARN, with nothing behind the name")
    case .arn(let service, let beginning):
      let region = service == "iam" ? "" : graph.region
      let arn = "arn:\(place)\(service):\(region):\(graph.account ?? "123456789012"):\(beginning)"
      return "add what it acts on to `resources`, an ARN that begins with `\(arn)`"
    case nil: return "give `\(actions[0])` a statement of its own, with ARNs of its own service in `resources`"
    }
  }
}
