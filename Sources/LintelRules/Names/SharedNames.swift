import LintelAWS
import LintelGraph
package import LintelSource

extension Rule {
  package static let sharedName = Rule(
    "shared-name", .error, .checking, "Two resources would have one name where AWS takes it once.",
    page: RulePage(
      .names,
      why: """
        Most names are unique in an account and region, those of IAM in the whole account, whatever the letter case; a \
        security group's in its VPC, a service's in its cluster. The second resource is refused, or, where creating is \
        also changing, takes the place of the first: an alarm, a scaling policy, a family of task definitions.

        Environments that share an account share its names too. A name with `${environment}` in it, or none at all, \
        is each environment's own.
        """,
      awsAnswer: "Role with name … already exists.",
      source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
      wrong: [
        .ecs("clusters:\n  main: { name: shop }\n  jobs: { name: ↓shop }"),
        .ecs("clusters:\n  main: { existing: shop }\n  jobs: { name: ↓shop }"),
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          account: "111111111111"
          roles:
            tasks: { name: ↓shop-tasks, assumedBy: ecs-tasks.amazonaws.com }
          environments:
            staging: {}
            production: { region: eu-west-1 }
          """),
      ],
      right: [
        .ecs(
          """
          vpcs:
            jobs: { cidr: 10.1.0.0/16 }
          securityGroups:
            web: { name: shop-web }
            jobs: { name: shop-web, description: The same name in another VPC, vpc: jobs }
          """),
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          roles:
            tasks: { name: shop-tasks, assumedBy: ecs-tasks.amazonaws.com }
          environments:
            staging: { account: "111111111111" }
            production: { account: "222222222222" }
          """),
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          account: "111111111111"
          roles:
            tasks: { name: "shop-${environment}-tasks", assumedBy: ecs-tasks.amazonaws.com }
          environments:
            staging: {}
            production: {}
          """),
      ]))
}

/// Finds names that two resources would have where AWS takes them once.
enum SharedNames {
  /// A name, and among what it has to be the only one.
  private struct Key: Hashable {
    let type: String
    let scope: String
    let name: String
  }

  /// The environment that has a name, and where it says so.
  private struct Owner {
    let span: Span
    let environment: String?
  }

  /// Within one system.
  static func check(_ model: SystemModel, _ findings: Findings) {
    let (graph, types) = (model.graph, model.types)
    var owners: [Key: (position: Int, span: Span)] = [:]
    let positions = types.positions(ofAny: Catalog.scopedNameTypes)
    owners.reserveCapacity(positions.count)
    for position in positions {
      let node = graph.resources[position]
      guard let (name, span) = name(of: node), let key = key(node, name, graph, isAlone: true) else { continue }
      guard let first = owners[key] else {
        owners[key] = (position, span)
        continue
      }
      let owner = (node: node, span: span)
      let other = (node: graph.resources[first.position], span: first.span)
      // Of two that are there already nothing is created.
      let (late, early) = node.isExisting ? (other, owner) : (owner, other)
      guard !late.node.isExisting, late.node.path.entry != early.node.path.entry else { continue }
      findings.report(
        .sharedName, at: late.span,
        "'\(late.node.path)' has the name '\(name)', which '\(early.node.path)' has too",
        label: early.node.isExisting ? "it is taken already" : "AWS takes it once",
        labels: early.span == late.span ? [] : [Label(early.span, "the other")],
        help: [
          early.node.isExisting
            ? "give it another name, or refer to the one that is there" : "give each a name of its own"
        ])
    }
  }

  /// Between the environments of a spec; those whose accounts are not known are left out.
  static func check(_ systems: [(graph: ResourceGraph, findings: Findings)]) {
    var owners: [Key: Owner] = [:]
    for (graph, findings) in systems {
      guard let account = graph.account else { continue }
      for node in graph.resources where !node.isExisting {
        guard let (name, span) = name(of: node), let key = key(node, name, graph, isAlone: false) else { continue }
        let global = Key(type: key.type, scope: "\(account) \(key.scope)", name: key.name)
        let owner = Owner(span: span, environment: graph.environment)
        guard let first = owners[global] else {
          owners[global] = owner
          continue
        }
        guard let other = first.environment, other != graph.environment else { continue }
        findings.report(
          .sharedName, at: span,
          "'\(node.path)' has the name '\(name)', which another environment has too",
          label: "'\(other)' is in account \(account) too",
          notes: first.span == span ? [] : [Note("the name in '\(other)'", at: first.span)],
          help: ["put `${environment}` into the name, or leave it out, and Lintel derives one for each"])
      }
    }
  }

  /// The physical name and where it stands; nil where AWS or a hash has a say in it.
  private static func name(of node: Resource) -> (name: String, span: Span)? {
    guard !node.hashesName, let type = Catalog.type(named: node.type) else { return nil }
    if case .existing(let identifier) = node.role {
      // An ARN may be of another account.
      guard case .literal(let text) = identifier, !text.hasPrefix("arn:"), namesItself(type) else { return nil }
      return (text, node.span)
    }
    guard let property = type.nameProperty, let value = node[property], let name = value.literal else { return nil }
    return (name, value.span.isWritten ? value.span : node.span)
  }

  /// Whether what `existing` takes is the name, as against an id.
  private static func namesItself(_ type: ResourceType) -> Bool {
    switch type.existing[.name] {
    case .identifier?, .nameInARN?, .logGroupName?: true
    default: false
    }
  }

  private static func key(_ node: Resource, _ name: String, _ graph: ResourceGraph, isAlone: Bool) -> Key? {
    guard let scope = Catalog.facts(of: node.type)?.nameScope else { return nil }
    let place: String
    switch scope.extent {
    case .account: place = ""
    case .region: place = graph.region
    case .property(let property):
      guard let path = node[property]?.reference?.path else { return nil }
      if isAlone {
        place = path.description
      } else {
        // What stands in a resource of the environment's own is the environment's own.
        guard let holder = graph[path], case .existing(.literal(let identifier)) = holder.role else { return nil }
        place = "\(graph.region) \(identifier)"
      }
    }
    return Key(type: node.type, scope: place, name: scope.ignoresCase ? name.lowercased() : name)
  }
}
