import LintelAWS
import LintelGraph
package import LintelSource

// What belongs to one VPC and is used in another.
extension Rule {
  package static let groupOfAnotherVPC = Rule(
    "group-of-another-vpc", .error, .checking, "A security group is used outside the VPC that it belongs to.",
    page: RulePage(
      .network,
      why: """
        A security group belongs to one VPC. Only what stands in its subnets can wear it, and only rules of groups of \
        the same VPC can name it: a rule that names a group of another VPC wants a peering between both, which the \
        language does not have.
        """,
      awsAnswer: "You have specified two resources that belong to different networks.",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
      wrong: [
        .ecs(
          """
          vpcs:
            jobs: { cidr: 10.1.0.0/16 }
          securityGroups:
            jobs: { vpc: jobs, description: Jobs in a VPC of their own }
          services:
            web: { securityGroups: [web, ↓jobs] }
          """),
        .ecs(
          """
          vpcs:
            jobs: { cidr: 10.1.0.0/16 }
          securityGroups:
            jobs:
              vpc: jobs
              description: Jobs in a VPC of their own
              ingress: [{ port: 9000, securityGroup: ↓web }]
          """),
      ],
      right: [
        .ecs(
          """
          securityGroups:
            jobs: { vpc: main, description: Jobs in the VPC of the service }
          services:
            web: { securityGroups: [web, jobs] }
          """),
        .ecs(
          """
          vpcs:
            peer: { existing: vpc-0123456789abcdef0 }
          securityGroups:
            callers: { existing: sg-0123456789abcdef0, vpc: peer }
            internal:
              vpc: main
              description: Reachable from a VPC that is there already and may be a peer
              ingress: [{ port: 9000, securityGroup: callers }]
          """),
      ]))

  package static let subnetsOfSeveralVPCs = Rule(
    "subnets-of-several-vpcs", .error, .checking,
    "A service or an Auto Scaling group is spread over subnets of different VPCs.",
    page: RulePage(
      .network,
      why: """
        All subnets of a service, and all of an Auto Scaling group, have to be in one VPC: its security groups and \
        target groups belong to one too. Two VPCs need a service or a group each.
        """,
      awsAnswer: "All specified subnets must be from the same VPC.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html",
      wrong: [
        .ec2(
          """
          vpcs:
            other: { cidr: 10.2.0.0/16 }
          subnets:
            other-c: { vpc: other, availabilityZone: c, cidr: 10.2.0.0/24, public: true }
          autoScalingGroups:
            jobs: { launchTemplate: jobs, subnets: [public-a, ↓other-c], minSize: 1, maxSize: 2 }
          launchTemplates:
            jobs: { ami: ami-0123456789abcdef0, instanceType: t3.micro, securityGroups: [jobs] }
          securityGroups:
            jobs: { existing: sg-0123456789abcdef0 }
          """)
      ],
      right: [
        .ec2(
          """
          subnets:
            edge: { vpc: main, availabilityZone: c, cidr: 10.1.32.0/20, public: true }
          autoScalingGroups:
            jobs: { launchTemplate: web, subnets: [public-a, edge], minSize: 1, maxSize: 2 }
          """)
      ]))
}

/// Finds security groups that are used outside their VPC.
struct VPCBoundaries {
  private let graph: ResourceGraph
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let (graph, types) = (model.graph, model.types)
    guard types.positions(of: ResourceType.vpc.name).count > 1 else { return }
    let check = VPCBoundaries(graph: graph, findings: findings)
    for node in types.positions(ofAny: Catalog.hostTypes).lazy.map({ graph.resources[$0] }) where !node.isExisting {
      check.checkHost(node)
    }
    for type in [ResourceType.securityGroupIngress, .securityGroupEgress] {
      for rule in model.made(type) { check.checkRule(rule) }
    }
  }

  private func checkHost(_ node: Resource) {
    guard let standing = Catalog.facts(of: node.type)?.stands else { return }
    let subnets = standing.subnets(of: node, in: graph)
    // A load balancer in several VPCs is a rule of its own.
    if standing.host != .loadBalancer { checkSubnets(subnets, of: node) }
    check(node, standing.groups?.value(in: node, of: graph), in: subnets)
  }

  /// Where the first subnet stands, the others have to.
  private func checkSubnets(_ subnets: Value?, of host: Resource) {
    var first: (subnet: Value, vpc: Resource)?
    for subnet in subnets?.items ?? [] {
      guard let node = subnet.reference.flatMap({ graph[$0.path] }), let own = vpc(of: node) else { continue }
      guard let known = first else {
        first = (subnet, own)
        continue
      }
      guard areDifferent(known.vpc, own) else { continue }
      findings.report(
        .subnetsOfSeveralVPCs, at: subnet.span,
        "\(words(for: host)) stands in VPC '\(known.vpc.path.id)' and in VPC '\(own.path.id)'",
        label: "in '\(own.path.id)'", labels: [Label(known.subnet.span, "in '\(known.vpc.path.id)'")],
        help: ["use subnets of one VPC, and write another entry for the other"])
    }
  }

  /// A group that the spec makes stands in one VPC; one that is there already may be shared with others.
  ///
  /// Of a host that stands in several VPCs nothing is said: that is a finding of its own.
  private func check(_ host: Resource, _ groups: Value?, in subnets: Value?) {
    let places = (subnets?.items ?? []).compactMap { subnet -> (subnet: Value, vpc: Resource)? in
      subnet.reference.flatMap { graph[$0.path] }.flatMap { vpc(of: $0) }.map { (subnet, $0) }
    }
    guard let place = places.first, !places.contains(where: { areDifferent($0.vpc, place.vpc) }) else { return }
    for group in groups?.items ?? [] {
      guard let node = group.reference.flatMap({ graph[$0.path] }), !node.isExisting, let own = vpc(of: node),
        areDifferent(own, place.vpc)
      else { continue }
      findings.report(
        .groupOfAnotherVPC, at: group.span,
        "\(words(for: host)) stands in VPC '\(place.vpc.path.id)', and group '\(node.path.id)' belongs to "
          + "'\(own.path.id)'",
        label: "AWS answers that they belong to different networks",
        labels: [Label(place.subnet.span, "in '\(place.vpc.path.id)'")], notes: [Note("the group", at: node.span)],
        help: ["use a group with `vpc: \(place.vpc.path.id)`"])
    }
  }

  /// VPCs that are there already may be peers of each other and of anything.
  private func checkRule(_ rule: Resource) {
    guard let source = rule["SourceSecurityGroupId"] ?? rule["DestinationSecurityGroupId"],
      let named = source.reference.flatMap({ graph[$0.path] }),
      let group = rule["GroupId"]?.reference.flatMap({ graph[$0.path] }), let own = vpc(of: group),
      let other = vpc(of: named), own.path != other.path, !own.isExisting, !other.isExisting, !named.isExisting
    else { return }
    findings.report(
      .groupOfAnotherVPC, at: source.span,
      "a rule of group '\(group.path.id)' in VPC '\(own.path.id)' names group '\(named.path.id)' of '\(other.path.id)'",
      label: "AWS answers that they belong to different networks", notes: [Note("the group", at: named.span)],
      help: ["name the addresses instead: `cidr: …`"])
  }

  private func vpc(of node: Resource) -> Resource? { (node["VpcId"]?.reference).flatMap { graph[$0.path] } }

  /// Whether two entries are certainly not one VPC: identifiers that are looked up when deploying may be the same.
  private func areDifferent(_ left: Resource, _ right: Resource) -> Bool {
    if left.path == right.path { return false }
    guard case .existing(let first) = left.role, case .existing(let second) = right.role else { return true }
    guard case .literal(let first) = first, case .literal(let second) = second else { return false }
    return first != second
  }

  private func words(for host: Resource) -> String { "\(ResourceType.noun(host.type)) '\(host.path.id)'" }
}
