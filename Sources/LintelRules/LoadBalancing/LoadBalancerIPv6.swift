import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// Load balancers that have addresses of IPv6 too.
extension Rule {
  package static let loadBalancerSubnetWithoutIPv6 = Rule(
    "load-balancer-subnet-without-block", .error, .checking,
    "A load balancer is to have IPv6 addresses, and one of its subnets has none.",
    page: RulePage(
      .loadBalancing,
      why: """
        A load balancer with `ipAddressType: dualstack` has an IPv6 address in each of its subnets. AWS refuses it as long \
        as one of them has no IPv6 block.
        """,
      awsAnswer: "ValidationError: You must specify subnets with an associated IPv6 CIDR block.",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-ip-address-type.html",
      wrong: [
        .ecs(
          """
          vpcs:
            main: { ipv6: true }
          subnets:
            public-a: { ipv6: 0 }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 80, cidr: "::/0" }] }
          loadBalancers:
            public: { ipAddressType: dualstack, subnets: [public-a, ↓public-b] }
          """)
      ],
      right: [
        .ecs(
          """
          vpcs:
            main: { ipv6: true }
          subnets:
            public-a: { ipv6: 0 }
            public-b: { ipv6: 1 }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 80, cidr: "::/0" }] }
          loadBalancers:
            public: { ipAddressType: dualstack, subnets: [public-a, public-b] }
          """)
      ]))

  package static let listenerClosedToIPv6 = Rule(
    "listener-closed-to-one-family", .note, .checking,
    "A load balancer with IPv6 addresses lets everybody in over IPv4 and nobody over IPv6.",
    page: RulePage(
      .loadBalancing,
      why: """
        The name of a load balancer with `ipAddressType: dualstack` answers with addresses of both families, and most \
        clients try IPv6 first. Rules of security groups are for one family each: without one for IPv6 those clients wait \
        until they try IPv4, and clients that have IPv6 only get nowhere.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
      wrong: [
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          subnets: { public-a: { ipv6: 0 }, public-b: { ipv6: 1 } }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: ↓0.0.0.0/0 }] }
          loadBalancers:
            public: { ipAddressType: dualstack }
          """)
      ],
      right: [
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          subnets: { public-a: { ipv6: 0 }, public-b: { ipv6: 1 } }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 80, cidr: "::/0" }] }
          loadBalancers:
            public: { ipAddressType: dualstack }
          """),
        // An office that has IPv4 only.
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          subnets: { public-a: { ipv6: 0 }, public-b: { ipv6: 1 } }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: 203.0.113.0/24 }] }
          loadBalancers:
            public: { ipAddressType: dualstack }
          """),
      ]))
}

/// Holds load balancers with IPv6 addresses against their subnets and groups.
struct LoadBalancerIPv6 {
  private let model: SystemModel
  private let findings: Findings
  /// The parts of a VPC's block that subnets have, or that a help has named.
  private var taken: [Path: Set<Int>] = [:]

  static func check(_ model: SystemModel, _ findings: Findings) {
    let hosts = model.hosts(.loadBalancer).filter { $0.ipv6?.certainty == .yes }
    guard !hosts.isEmpty else { return }
    var check = LoadBalancerIPv6(model: model, findings: findings)
    for subnet in model.made(ResourceType.subnet) {
      guard let vpc = model.reach.vpc(of: subnet.path), let block = subnet["Ipv6CidrBlock"]?.ipv6Block else { continue }
      check.taken[vpc, default: []].insert(block.number)
    }
    for host in hosts {
      check.checkSubnets(of: host)
      check.checkListeners(of: host)
    }
  }

  private init(model: SystemModel, findings: Findings) {
    self.model = model
    self.findings = findings
  }

  // MARK: Subnets

  private mutating func checkSubnets(of host: Host) {
    for subnet in host.subnets ?? [] where model.reach.givesIPv6Addresses(subnet.path) == .no {
      let place = host.ipv6?.span ?? .none
      findings.report(
        .loadBalancerSubnetWithoutIPv6, at: subnet.span.or(host.span),
        "load balancer '\(host.path.id)' is to have IPv6 addresses, and \(subnet.path.words) has none",
        label: "AWS takes subnets with an IPv6 block only", labels: place.isWritten ? [Label(place, "IPv6")] : [],
        help: [remedy(for: subnet.path), "or, in \(host.path): `ipAddressType: ipv4`"])
    }
  }

  private mutating func remedy(for subnet: Path) -> String {
    let other = "use subnets with IPv6 addresses: `existing: subnet-…`"
    guard let vpc = model.reach.vpc(of: subnet), let node = model.graph[vpc], !node.isExisting,
      let number = (0...255).first(where: { !(taken[vpc] ?? []).contains($0) })
    else { return other }
    taken[vpc, default: []].insert(number)
    let hasBlock = model.made(ResourceType.vpcCidrBlock).contains { $0["VpcId"]?.reference?.path == vpc }
    return (hasBlock ? "" : "in \(vpc): `ipv6: true`, and ") + "in \(subnet): `ipv6: \(number)`"
  }

  // MARK: Groups

  private func checkListeners(of host: Host) {
    // Without public addresses of IPv4 there is another finding where nobody gets in over IPv6.
    guard !host.isUnfiltered, host.privateIPv4 == nil,
      model.graph[host.path]?["Scheme"]?.literal == "internet-facing"
    else { return }
    let rules = model.reach.ingress(of: host)
    guard rules.allSatisfy({ $0.certainty == .yes }) else { return }
    for listener in model.reach.listeners(of: host.path) {
      let about = rules.filter { rule in listener.traffics.contains { rule.traffic.contains($0) } }
      guard let open = about.first(where: { $0.peer == .addresses(.everywhere) }), let group = open.group,
        !about.contains(where: \.mayBeIPv6)
      else { continue }
      findings.report(
        .listenerClosedToIPv6, at: open.span,
        "load balancer '\(host.path.id)' has IPv6 addresses, and lets nobody in over IPv6 on port \(listener.port)",
        label: "everybody may connect over IPv4", notes: [Note("the listener", at: listener.span)],
        help: ["in \(group).ingress: \(Link.rule(open.traffic, .addresses(.everywhereOfIPv6)))"])
    }
  }
}

extension GroupRule {
  /// Whether it may let connections over IPv6 in: a prefix list may hold addresses of either family.
  fileprivate var mayBeIPv6: Bool {
    switch peer {
    case .addresses: isIPv6
    case .prefixList, .unknown: true
    case .group: false
    }
  }
}
