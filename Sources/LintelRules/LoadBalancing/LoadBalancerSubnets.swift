import LintelAnalysis
import LintelGraph
import LintelSource

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
    for subnet in host.subnets ?? [] {
      guard let link = model.reach.entrance(to: subnet.path).missing else { continue }
      findings.report(
        .loadBalancerInPrivateSubnet, at: model.place(ofPrivate: subnet),
        "load balancer '\(host.path.id)' faces the internet from \(subnet.path.words), which nothing from there reaches",
        label: "connections to its address in this subnet time out", notes: [link.note],
        help: [
          model.mayBePublic(subnet.path) ? "in \(subnet.path): `public: true`" : "use a public subnet",
          "or, for a VPC's own use, in \(host.path): `scheme: internal`",
        ])
    }
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
