import LintelGraph
import LintelSource

/// Finds security groups that are used outside their VPC.
struct VPCBoundaries {
  private let graph: ResourceGraph
  private let findings: Findings

  static func check(_ graph: ResourceGraph, _ findings: Findings) {
    guard graph.resources.count(where: { $0.type == "AWS::EC2::VPC" }) > 1 else { return }
    let check = VPCBoundaries(graph: graph, findings: findings)
    for node in graph.resources where !node.isExisting { check.check(node) }
  }

  private func check(_ node: Resource) {
    switch node.type {
    case "AWS::ElasticLoadBalancingV2::LoadBalancer": check(node, node["SecurityGroups"], in: node["Subnets"])
    case "AWS::ECS::Service":
      let network = node["NetworkConfiguration"]?["AwsvpcConfiguration"]
      checkSubnets(network?["Subnets"], of: node)
      check(node, network?["SecurityGroups"], in: network?["Subnets"])
    case "AWS::EC2::Instance":
      check(node, node["SecurityGroupIds"], in: node["SubnetId"].map { Value.set([$0], at: $0.span) })
    case "AWS::AutoScaling::AutoScalingGroup":
      checkSubnets(node["VPCZoneIdentifier"], of: node)
      let template = node["LaunchTemplate"]?["LaunchTemplateId"]?.reference.flatMap { graph[$0.path] }
      check(node, template?["LaunchTemplateData"]?["SecurityGroupIds"], in: node["VPCZoneIdentifier"])
    case "AWS::EC2::SecurityGroupIngress": checkRule(node)
    default: break
    }
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
    guard let source = rule["SourceSecurityGroupId"], let named = source.reference.flatMap({ graph[$0.path] }),
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

  private func words(for host: Resource) -> String {
    switch host.type {
    case "AWS::ElasticLoadBalancingV2::LoadBalancer": "load balancer '\(host.path.id)'"
    case "AWS::ECS::Service": "service '\(host.path.id)'"
    case "AWS::EC2::Instance": "instance '\(host.path.id)'"
    default: "Auto Scaling group '\(host.path.id)'"
    }
  }
}
