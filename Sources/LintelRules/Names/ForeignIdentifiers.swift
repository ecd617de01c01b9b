import LintelAWS
import LintelGraph
package import LintelSource

extension Rule {
  package static let foreignIdentifier = Rule(
    "foreign-identifier", .error, .checking,
    "What is already there belongs to another region or account than the system.",
    page: RulePage(
      .references,
      why: """
        An ARN names a region and an account, and a load balancer, a target group, a cluster or a role of another one \
        cannot be used. Nor can a certificate, or a key, a topic or a function of another region, which may be of \
        another account. An id such as `vpc-…` or `ami-…` does not show its region, but it is of one region only: the \
        same id in environments of two regions is wrong in one of them at least. Where an environment has another \
        region, it needs identifiers of its own.
        """,
      awsAnswer: "The AMI ID … does not exist. Launching EC2 instance failed.",
      source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-ami.html",
      wrong: [
        .ecs("clusters:\n  jobs: { existing: ↓\"arn:aws:ecs:eu-west-1:111111111111:cluster/shop\" }"),
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 443, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public:
              listeners:
                https: { certificate: ↓"arn:aws:acm:eu-west-1:111111111111:certificate/shop", targetGroup: web }
          """),
        .whole(
          """
          lintel: 1
          project: blog
          region: us-east-1
          securityGroups:
            web: { existing: { export: network-web } }
          launchTemplates:
            web: { ami: ↓ami-0123456789abcdef0, instanceType: t3.micro, securityGroups: [web] }
          environments:
            main: {}
            europe: { region: eu-west-1 }
          """),
      ],
      right: [
        .ecs("clusters:\n  jobs: { existing: \"arn:aws:ecs:us-east-1:111111111111:cluster/shop\" }"),
        .whole(
          """
          lintel: 1
          project: blog
          region: us-east-1
          securityGroups:
            web: { existing: { export: network-web } }
          launchTemplates:
            web: { ami: ami-0123456789abcdef0, instanceType: t3.micro, securityGroups: [web] }
          environments:
            main: {}
            europe:
              region: eu-west-1
              launchTemplates: { web: { ami: ami-0fedcba9876543210 } }
          """),
      ]))
}

/// Finds identifiers of another region or account than the system's.
enum ForeignIdentifiers {
  /// Images are pulled from registries of other regions and accounts.
  private static let shared = ResourceType.repository

  /// ARNs of one system.
  static func check(_ model: SystemModel, _ findings: Findings) {
    let graph = model.graph
    for node in graph.resources {
      if case .existing(.literal(let text)) = node.role, node.type != shared.name {
        check(text, of: "'\(node.path)'", at: node.place(ofMissing: "existing"), graph, findings)
      }
      if !node.isExisting { checkProperties(of: node, graph, findings) }
    }
  }

  /// ARNs that its properties take.
  private static func checkProperties(of node: Resource, _ graph: ResourceGraph, _ findings: Findings) {
    for placed in PlacedARN.all where placed.type.name == node.type {
      guard let first = placed.path.first, let property = node[first] else { continue }
      for value in values(placed.path.dropFirst(), in: property) {
        guard let arn = words(value, graph) else { continue }
        let name = (arn.split(separator: "/").last ?? "").split(separator: ":").last ?? ""
        check(
          arn, of: "\(placed.noun) '\(name)'", at: value.span, ofAccount: placed.isOfAccount, graph, findings)
      }
    }
  }

  /// The values at the end of a way through lists and objects.
  private static func values(_ path: ArraySlice<String>, in value: Value) -> [Value] {
    if !value.items.isEmpty { return value.items.flatMap { values(path, in: $0) } }
    guard let first = path.first else { return [value] }
    return value[first].map { values(path.dropFirst(), in: $0) } ?? []
  }

  /// A text as rules see it; nil where a part of it is known only when deploying.
  private static func words(_ value: Value, _ graph: ResourceGraph) -> String? {
    switch value.content {
    case .text(let parts):
      let known = parts.compactMap { words($0, graph) }
      return known.count == parts.count ? known.joined() : nil
    case .pseudo(.partition): return Regions.partition(of: graph.region)
    case .pseudo(.region): return graph.region
    case .pseudo(.account): return graph.account
    default: return graph.judged(value)
    }
  }

  private static func check(
    _ text: String, of what: String, at span: Span, ofAccount: Bool = true, _ graph: ResourceGraph,
    _ findings: Findings
  ) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn" else { return }
    if !parts[3].isEmpty, parts[3] != graph.region {
      findings.report(
        .foreignIdentifier, at: span, "\(what) is in region '\(parts[3])', the system in '\(graph.region)'",
        label: "its ARN says so", help: ["use one of region '\(graph.region)'"])
    } else if ofAccount, let account = graph.account, parts[4].utf8.count == 12, parts[4] != account {
      findings.report(
        .foreignIdentifier, at: span, "\(what) is in account \(parts[4]), the system in \(account)",
        label: "its ARN says so", help: ["use one of account \(account)"])
    }
  }

  /// Ids that environments of different regions share.
  static func check(_ systems: [(graph: ResourceGraph, findings: Findings)]) {
    var first: [String: (region: String, environment: String?, span: Span)] = [:]
    for (graph, findings) in systems {
      for node in graph.resources {
        for (id, span) in regionalIDs(of: node) {
          guard let known = first[id] else {
            first[id] = (graph.region, graph.environment, span)
            continue
          }
          guard known.region != graph.region else { continue }
          findings.report(
            .foreignIdentifier, at: span, "'\(id)' cannot be in region '\(graph.region)' and in '\(known.region)'",
            label: known.environment.map { "environment '\($0)' uses it in '\(known.region)'" } ?? "",
            notes: known.span == span ? [] : [Note("its use in '\(known.region)'", at: known.span)],
            help: ["give each environment the id of its own region"])
        }
      }
    }
  }

  /// Ids whose regions they do not show.
  private static func regionalIDs(of node: Resource) -> [(id: String, span: Span)] {
    if case .existing(.literal(let text)) = node.role {
      let prefixes = ["vpc-", "subnet-", "sg-", "i-", "ami-", "lt-"]
      let hasID = Catalog.type(named: node.type)?.existing[.id] != nil
      return hasID && prefixes.contains { text.hasPrefix($0) } ? [(text, node.place(ofMissing: "existing"))] : []
    }
    let image = node["ImageId"] ?? node["LaunchTemplateData"]?["ImageId"]
    guard let image, let id = image.literal, id.hasPrefix("ami-") else { return [] }
    return [(id, image.span)]
  }
}
