import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// Where a load balancer stands, and whether that is where it is needed.
extension Rule {
  package static let loadBalancerInPrivateSubnet = Rule(
    "load-balancer-in-private-subnet", .error, .checking,
    "A load balancer faces the internet from a subnet that the internet cannot reach.",
    page: RulePage(
      .loadBalancing,
      why: """
        An internet-facing load balancer has a public address in each of its subnets, and its name answers with all of \
        them. Connections arrive only where the subnet routes to an internet gateway: in any other subnet they time out, \
        for the share of the clients that got this address. Where the VPC has no internet gateway at all, AWS refuses \
        the load balancer.
        """,
      awsAnswer: "InvalidSubnet: VPC vpc-… has no internet gateway",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        .ecs(
          """
          subnets:
            private-c: { vpc: main, availabilityZone: c, cidr: 10.0.32.0/20 }
          loadBalancers:
            public: { subnets: [public-a, public-b, ↓private-c] }
          """)
      ],
      right: [
        .ecs(
          """
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
            private-b: { vpc: main, availabilityZone: b, cidr: 10.0.48.0/20 }
          targetGroups:
            inside: { vpc: main, port: 8080 }
          loadBalancers:
            inside:
              scheme: internal
              subnets: [private-a, private-b]
              securityGroups: [lb]
              listeners: { http: { port: 80, targetGroup: inside } }
          services:
            inside:
              cluster: main
              taskDefinition: web
              subnets: [public-a]
              securityGroups: [web]
              assignPublicIp: true
              healthCheckGracePeriod: 60
              loadBalancers: [{ targetGroup: inside, container: web, port: 8080 }]
          """)
      ]))

  package static let loadBalancerZoneTwice = Rule(
    "load-balancer-zone-twice", .error, .checking, "A load balancer has two subnets in one Availability Zone.",
    page: RulePage(
      .loadBalancing,
      why: """
        An Application Load Balancer stands in two Availability Zones at least, with one subnet in each. AWS refuses two \
        subnets of one zone, also where there is a second zone besides.
        """,
      awsAnswer:
        "InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
      wrong: [
        .ecs(
          "subnets:\n  public-b: { availabilityZone: a }\nloadBalancers:\n  public: { subnets: [public-a, ↓public-b] }")
      ],
      right: [.ecs("subnets:\n  public-b: { availabilityZone: us-east-1c }")]))

  package static let loadBalancerInSeveralVPCs = Rule(
    "load-balancer-in-several-vpcs", .error, .checking, "The subnets of a load balancer belong to different VPCs.",
    page: RulePage(
      .loadBalancing,
      why: """
        A load balancer has its addresses in one VPC, where its targets and its security groups are as well. AWS \
        refuses subnets of two VPCs.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
      wrong: [
        .ecs(
          """
          vpcs:
            other: { cidr: 10.7.0.0/16 }
          subnets:
            other-c: { vpc: other, availabilityZone: c, cidr: 10.7.0.0/20, public: true }
          loadBalancers:
            public: { subnets: [public-a, public-b, ↓other-c] }
          """)
      ],
      right: [
        .ecs(
          """
          subnets:
            edge-c: { vpc: main, availabilityZone: c, cidr: 10.0.32.0/20, public: true }
          loadBalancers:
            public: { subnets: [public-a, public-b, edge-c] }
          """)
      ]))

  package static let zoneWithoutLoadBalancer = Rule(
    "zone-without-load-balancer", .error, .checking,
    "Targets start in an Availability Zone that their load balancer does not stand in.",
    page: RulePage(
      .loadBalancing,
      why: """
        A load balancer sends requests to targets of its own zones only. A task that starts elsewhere registers, stays \
        unused, never passes a health check and is stopped: the service keeps replacing it.
        """,
      awsAnswer: "Target is in an Availability Zone that is not enabled for the load balancer",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
      wrong: [
        .ecs(
          """
          subnets:
            edge-c: { vpc: main, availabilityZone: c, cidr: 10.0.32.0/20, public: true }
          services:
            web: { subnets: [public-a, ↓edge-c] }
          """),
        .ec2(
          """
          subnets:
            edge-c: { vpc: main, availabilityZone: c, cidr: 10.1.32.0/20, public: true }
          autoScalingGroups:
            web: { subnets: [public-a, ↓edge-c] }
          """),
      ],
      right: [
        // Another subnet of a zone that the load balancer stands in.
        .ecs(
          """
          subnets:
            tasks-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, public: true }
          services:
            web: { subnets: [tasks-a, public-b] }
          """)
      ]))
}

/// Finds load balancers whose subnets do not serve them, or what stands behind them.
struct LoadBalancerSubnets {
  private let model: SystemModel
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = LoadBalancerSubnets(model: model, findings: findings)
    for host in model.hosts(.loadBalancer) {
      check.checkEntrances(of: host)
      check.checkZones(of: host)
      check.checkVPCs(of: host)
    }
    for host in model.reach.hosts { check.checkZones(ofTarget: host) }
  }

  // MARK: The way in

  private func checkEntrances(of host: Host) {
    guard model.graph[host.path]?["Scheme"]?.literal == "internet-facing" else { return }
    // That a subnet has no addresses of IPv6 is a finding of its own.
    let isOverIPv6 = host.ipv6?.certainty == .yes
    for subnet in host.subnets ?? [] {
      let isIPv6 = isOverIPv6 && model.reach.givesIPv6Addresses(subnet.path) == .yes
      let ways = (host.privateIPv4 == nil ? [CIDR.everywhere] : []) + (isIPv6 ? [.everywhereOfIPv6] : [])
      let missing = ways.lazy.compactMap { block in
        model.reach.entrance(to: subnet.path, from: block).missing.map { (block, $0) }
      }.first
      guard let (block, link) = missing else { continue }
      let words = block == .everywhere ? "" : " over IPv6"
      findings.report(
        .loadBalancerInPrivateSubnet, at: model.place(ofPrivate: subnet),
        "load balancer '\(host.path.id)' faces the internet from \(subnet.path.words), which nothing from there "
          + "reaches\(words)",
        label: "connections to its\(block == .everywhere ? "" : " IPv6") address in this subnet time out",
        notes: [link.note],
        help: [
          remedy(for: subnet.path, block),
          "or, for a VPC's own use, in \(host.path): `scheme: internal`",
        ])
    }
  }

  private func remedy(for subnet: Path, _ block: CIDR) -> String {
    guard model.mayBePublic(subnet) else { return "use a public subnet" }
    if block.family == .ipv6, model.graph[subnet]?.places["routeTable"] != nil {
      return "in the route table that \(subnet) names: `- { cidr: \(block.yaml), gateway: internet }`"
    }
    return "in \(subnet): `public: true`"
  }

  // MARK: Zones

  /// AWS gives a load balancer one address a zone.
  private func checkZones(of host: Host) {
    var seen: [String: Host.Use] = [:]
    for subnet in host.subnets ?? [] {
      guard let zone = model.reach.zone(of: subnet.path) else { continue }
      guard let first = seen.updateValue(subnet, forKey: zone.letter) else { continue }
      let places = first.path == subnet.path ? [] : [first, subnet]
      findings.report(
        .loadBalancerZoneTwice, at: subnet.span,
        "load balancer '\(host.path.id)' has two subnets in zone \(model.graph.region)\(zone.letter)",
        label: "AWS takes one subnet a zone", labels: [Label(first.span, "the first")],
        notes: places.compactMap { place in
          model.reach.zone(of: place.path).map { Note("\(place.path.words) is in zone \($0.letter)", at: $0.span) }
        },
        help: ["use subnets of two zones or more"])
    }
  }

  /// A target in a zone that its load balancer does not stand in is never used.
  private func checkZones(ofTarget host: Host) {
    guard host.kind != .loadBalancer, !host.isExisting else { return }
    var seen: Set<Path> = []
    for target in model.reach.forwardedTargets(at: host.path) {
      guard seen.insert(target.loadBalancer).inserted, let loadBalancer = model.reach.host(target.loadBalancer),
        let zones = zones(of: loadBalancer)
      else { continue }
      for subnet in host.subnets ?? [] {
        guard let zone = model.reach.zone(of: subnet.path), zones[zone.letter] == nil else { continue }
        let places = zones.keys.sorted().map { model.graph.region + $0 }.joined(separator: ", ")
        findings.report(
          .zoneWithoutLoadBalancer, at: subnet.span,
          "\(host.path.words) starts in zone \(model.graph.region)\(zone.letter), "
            + "where \(loadBalancer.path.words) does not stand",
          label: "targets there are never used, and fail their health checks",
          notes: [
            Note(
              "\(loadBalancer.path.words) has subnets in \(places)",
              at: (loadBalancer.subnets?.first?.span).flatMap { $0.isWritten ? $0 : nil })
          ],
          help: [
            "in \(loadBalancer.path).subnets: add a subnet of zone \(zone.letter)",
            "or take `\(subnet.path.id)` out of \(host.path).subnets",
          ])
      }
    }
  }

  /// The zones of a load balancer; nil unless all are known.
  private func zones(of host: Host) -> [String: Host.Use]? {
    guard let subnets = host.subnets, !subnets.isEmpty else { return nil }
    var zones: [String: Host.Use] = [:]
    for subnet in subnets {
      guard let zone = model.reach.zone(of: subnet.path) else { return nil }
      zones[zone.letter] = subnet
    }
    return zones
  }

  // MARK: VPCs

  private func checkVPCs(of host: Host) {
    guard let first = host.subnets?.first, let vpc = model.reach.vpc(of: first.path) else { return }
    for subnet in (host.subnets ?? []).dropFirst() {
      guard let other = model.reach.vpc(of: subnet.path), model.areDifferent(vpc, other) else { continue }
      findings.report(
        .loadBalancerInSeveralVPCs, at: subnet.span,
        "load balancer '\(host.path.id)' stands in \(vpc.words), and \(subnet.path.words) is part of \(other.words)",
        label: "all its subnets belong to one VPC", labels: [Label(first.span, "in '\(vpc.id)'")],
        help: ["use subnets with `vpc: \(vpc.id)`"])
    }
  }
}
