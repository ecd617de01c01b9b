import LintelAWS
package import LintelGraph
import LintelSource

// What single connections depend on: each function gives all links of one, whatever their answers.
extension Reachability {
  /// The other end as a group's rule sees it.
  enum Party {
    case addresses(CIDR)
    /// Some address of IPv6 of a VPC.
    case ownIPv6(Path)
    case host(Host)
    case wearers(of: Path)
  }

  // MARK: Rules of groups

  /// Whether a rule that names `peer` is about a party.
  func matches(_ peer: Peer, _ party: Party) -> Certainty {
    switch (peer, party) {
    case (.unknown, _), (.prefixList, _): return .unknown
    case (.addresses(let block), .addresses(let other)): return Certainty(block.contains(other))
    case (.addresses(let block), .ownIPv6): return holds(.publicOfIPv6, block)
    case (.addresses(.everywhere), _): return .yes
    case (.addresses(let block), .host(let host)) where block.family == .ipv6:
      // Which block a VPC has is AWS's choice.
      return hasIPv6(host) && holds(.publicOfIPv6, block)
    case (.addresses(let block), .host(let host)):
      let blocks = host.subnets.map { subnets in subnets.map { network.block(of: $0.path) } } ?? [nil]
      return blocks.map { holds($0, block) }.max() ?? .no
    case (.addresses, .wearers): return .unknown
    case (.group(let group), .host(let host)):
      guard let groups = host.groups else { return .unknown }
      return Certainty(groups.contains { $0.path == group })
    case (.group(let group), .wearers(let other)): return Certainty(group == other)
    case (.group, .addresses), (.group, .ownIPv6): return .no
    }
  }

  /// Whether an address of a subnet, any of which a host may have, is in a block.
  private func holds(_ subnet: CIDR?, _ block: CIDR) -> Certainty {
    guard let subnet else { return .unknown }
    return block.contains(subnet) ? .yes : block.overlaps(subnet) ? .unknown : .no
  }

  func letsIn(_ rule: GroupRule, _ matches: Certainty = .yes) -> Link {
    Link(.letsIn(group: rule.group, rule.peer, rule.written ?? rule.traffic), matches && rule.certainty, at: rule.span)
  }

  func letsOut(_ rule: GroupRule, _ matches: Certainty = .yes) -> Link {
    Link(.letsOut(group: rule.group, rule.peer, rule.traffic), matches && rule.certainty, at: rule.span)
  }

  /// Whether the host of a rule may have connections with a party that it is about: over IPv6 both have addresses.
  ///
  /// The way from addresses outside the graph says so itself.
  private func carries(_ rule: GroupRule, _ party: Party, _ host: Host) -> Certainty {
    switch party {
    case .addresses, .ownIPv6: return .yes
    case .host, .wearers: break
    }
    return rule.isIPv6 ? hasIPv6(host) : .yes
  }

  /// Whether a rule about hosts lets one out to another, over what both have.
  func leads(_ out: GroupRule, from source: Host, to host: Host) -> Certainty {
    matches(out.peer, .host(host)) && carries(out, .host(host), source)
  }

  /// Whether rules at both ends of a connection may be about the same one: over IPv4, or over IPv6.
  func agree(_ out: GroupRule, _ rule: GroupRule) -> Bool {
    guard let family = out.family, let other = rule.family else { return true }
    return family == other
  }

  /// The rule of a host's groups that lets a party in, or what would have to be written.
  ///
  /// - Parameters:
  ///   - party: Who connects.
  ///   - host: What it connects to.
  ///   - traffic: On which ports.
  ///   - out: The rule that lets the party out, where it is a host.
  ///   - family: What carries the connection, where only one can.
  /// - Returns: The best link, or the one that lacks.
  func ingressLink(
    of party: Party, to host: Host, _ traffic: Traffic, out: GroupRule? = nil, over family: CIDR.Family? = nil
  ) -> Link {
    let rules = ingress(of: host).filter { rule in
      rule.traffic.contains(traffic) && (out.map { agree($0, rule) } ?? true) && rule.isAbout(family)
    }
    return best(rules.map { letsIn($0, matches($0.peer, party) && carries($0, party, host)) })
      ?? Link(.letsIn(group: host.groups?.first?.path, peer(party), traffic), .no, at: groupSpan(of: host))
  }

  /// The rule of a host's groups that lets it out to a party, or what would have to be written.
  func egressLink(of host: Host, to party: Party, _ traffic: Traffic, over family: CIDR.Family? = nil) -> Link {
    let rules = firewall.egress(of: host).filter { $0.traffic.contains(traffic) && $0.isAbout(family) }
    return best(rules.map { letsOut($0, matches($0.peer, party) && carries($0, party, host)) })
      ?? Link(.letsOut(group: host.groups?.first?.path, peer(party), traffic), .no, at: egressSpan(of: host))
  }

  /// The first of the best links, unless all are missing.
  func best(_ links: [Link]) -> Link? {
    links.first { $0.certainty == .yes } ?? links.first { $0.certainty == .unknown }
  }

  private func peer(_ party: Party) -> Peer {
    switch party {
    case .addresses(let block): .addresses(block)
    case .host(let host):
      host.groups?.first.map { .group($0.path) }
        ?? (host.isUnfiltered ? .addresses(ownBlock(of: host) ?? .everywhere) : .unknown)
    case .wearers(let group): .group(group)
    case .ownIPv6: .unknown
    }
  }

  func groupSpan(of host: Host) -> Span {
    guard let group = host.groups?.first else { return host.span }
    return graph[group.path]?.span ?? group.span
  }

  /// What a written list of what goes out lacks has its place there.
  private func egressSpan(of host: Host) -> Span {
    let list = (host.groups?.first).flatMap { graph[$0.path] }?.places["egress"]
    return list ?? groupSpan(of: host)
  }

  /// The links that are not known of a host's groups, which so may let more in.
  package func openQuestions(of host: Host) -> [Link] {
    ingress(of: host).filter { $0.certainty == .unknown }.map { letsIn($0) }
  }

  // MARK: Connections

  /// From addresses outside the graph.
  func connection(from block: CIDR, to host: Host, _ traffic: Traffic, by rule: Link) -> Connection {
    Connection(
      from: Reachability.endpoint(of: block), to: host.endpoint, traffic: traffic,
      links: arrival(from: block, at: host) + listening(host, traffic) + [rule])
  }

  /// From the addresses of IPv6 of a VPC.
  func connection(fromIPv6Of vpc: Path, to host: Host, _ traffic: Traffic, by rule: Link) -> Connection {
    Connection(
      from: .ownIPv6(vpc), to: host.endpoint, traffic: traffic,
      links: inside(vpc, host) + listening(host, traffic) + [rule])
  }

  /// From one host to another, inside their VPC.
  func connection(
    from source: Host, to host: Host, _ traffic: Traffic, out: GroupRule, by rule: Link
  ) -> Connection {
    Connection(
      from: source.endpoint, to: host.endpoint, traffic: traffic,
      links: sameVPC(source, host, byGroup: rule) + [letsOut(out, leads(out, from: source, to: host))]
        + listening(host, traffic) + [rule])
  }

  /// The listener that takes a connection to a load balancer.
  func listening(_ host: Host, _ traffic: Traffic) -> [Link] {
    guard host.kind == .loadBalancer else { return [] }
    let ports = forwarding.listeners[host.path] ?? []
    guard let listener = ports.first(where: { $0.traffics.contains(where: traffic.contains) }) else {
      let port = traffic.ports.count == 1 ? traffic.ports.lowerBound : nil
      return [Link(.listener(nil, of: host.path, port: port), host.isExisting ? .unknown : .no, at: host.span)]
    }
    return [Link(.listener(listener.path, of: host.path, port: listener.port), .yes, at: listener.span)]
  }

  /// Whether two hosts are in one VPC.
  ///
  /// AWS takes a rule that names a group only from the same VPC or a peer's, so that such a rule settles it where
  /// nothing else is known.
  func sameVPC(_ source: Host, _ host: Host, byGroup rule: Link?) -> [Link] {
    if let first = vpc(of: source), let second = vpc(of: host) {
      return first == second ? [] : [Link(.sameVPC(first), .no, at: source.span)]
    }
    if case .letsIn(_, .addresses, _)? = rule?.fact { return [Link(.sameVPC(nil), .unknown, at: source.span)] }
    return []
  }

  // MARK: The way in and out

  /// The links between a host and the addresses of IPv6 of a VPC.
  func inside(_ vpc: Path, _ host: Host) -> [Link] {
    let isSame = self.vpc(of: host).map { Certainty($0 == vpc) } ?? .unknown
    return [Link(.sameVPC(vpc), isSame, at: host.span)] + anyIPv6Address(of: host)
  }

  private func anyIPv6Address(of host: Host) -> [Link] {
    guard let subnets = host.subnets, !subnets.isEmpty else {
      return [Link(.place(host.path), .unknown, at: host.span)]
    }
    return best(subnets.map { ipv6Address(of: host, in: $0, for: .everywhereOfIPv6) })
  }

  /// The way inside the VPC, where addresses that have no other may be the VPC's own.
  private func orInside(_ way: [Link], _ block: CIDR, _ host: Host) -> [Link] {
    guard block != .everywhereOfIPv6, way.contains(where: { $0.certainty == .no }), let vpc = vpc(of: host),
      case let isOwn = network.isOwnIPv6(block, of: vpc), isOwn != .no
    else { return way }
    return [Link(.ownIPv6(block, vpc: vpc), isOwn, at: host.span)] + anyIPv6Address(of: host)
  }

  /// The links by which connections from addresses outside the graph arrive at a host.
  func arrival(from block: CIDR, at host: Host) -> [Link] { orInside(arrivalFromOutside(block, at: host), block, host) }

  private func arrivalFromOutside(_ block: CIDR, at host: Host) -> [Link] {
    let own = ownBlock(of: host)
    if let own, own.contains(block) { return [Link(.sameVPC(vpc(of: host)), .yes, at: host.span)] }
    guard let subnets = host.subnets, !subnets.isEmpty else {
      return scheme(of: host) + [Link(.place(host.path), .unknown, at: host.span)]
    }
    if block.isPrivate {
      // Through a peering or a private gateway, if at all.
      if own == nil { return [Link(.place(host.path), .unknown, at: host.span)] }
      return best(
        subnets.map { subnet in
          ipv6Address(of: host, in: subnet, for: block)
            + through(network.exit(of: subnet.path, towards: block)) { $0 == .other }
        })
    }
    return scheme(of: host)
      + best(
        subnets.map { subnet in
          address(of: host, in: subnet, for: block)
            + through(network.exit(of: subnet.path, towards: block)) { $0.letsIn }
        })
  }

  /// The links by which a host's connections leave for addresses outside the graph, from one of its subnets or from
  /// all.
  func departure(of host: Host, towards block: CIDR, fromAll: Bool = false) -> [Link] {
    let own = ownBlock(of: host)
    if let own, own.contains(block) { return [Link(.sameVPC(vpc(of: host)), .yes, at: host.span)] }
    guard let subnets = host.subnets, !subnets.isEmpty else {
      return [Link(.place(host.path), .unknown, at: host.span)]
    }
    let ways = subnets.map { departure(of: host, from: $0, towards: block) }
    return orInside(fromAll ? weakest(ways) : best(ways), block, host)
  }

  /// The same from one subnet.
  func departure(of host: Host, from subnet: Host.Use, towards block: CIDR) -> [Link] {
    let exit = network.exit(of: subnet.path, towards: block)
    if block.family == .ipv6 {
      let way = block.isPrivate ? through(exit) { $0 == .other } : exit.links
      return ipv6Address(of: host, in: subnet, for: block) + way
    }
    if case .nat = exit.gateway { return exit.links }
    if block.isPrivate { return through(exit) { $0 == .other } }
    // Through what is not known, a public address may not be needed.
    let isInternetGateway = if case .internet = exit.gateway { true } else { false }
    if exit.certainty == .unknown, !isInternetGateway { return exit.links }
    return address(of: host, in: subnet, for: block) + exit.links
  }

  private func scheme(of host: Host) -> [Link] {
    guard host.kind == .loadBalancer, let scheme = host.publicAddress else { return [] }
    return [Link(.scheme(host.path), scheme.certainty, at: scheme.span)]
  }

  /// The address by which a host has connections with a block outside its VPC; every one of IPv6 is public.
  private func address(of host: Host, in subnet: Host.Use, for block: CIDR) -> [Link] {
    if block.family == .ipv6 { return ipv6Address(of: host, in: subnet, for: block) }
    guard host.kind != .loadBalancer else {
      return host.privateIPv4.map { [Link(.publicIPv4(host.path), .no, at: $0)] } ?? []
    }
    if let own = host.publicAddress {
      return [Link(.publicAddress(host.path, by: .entry(host.addressOwner ?? host.path)), own.certainty, at: own.span)]
    }
    let maps = network.mapsPublicAddresses(subnet.path)
    return [Link(.publicAddress(host.path, by: .subnet(subnet.path)), maps.certainty, at: maps.span)]
  }

  private func ipv6Address(of host: Host, in subnet: Host.Use, for block: CIDR) -> [Link] {
    guard block.family == .ipv6 else { return [] }
    if let own = host.ipv6 {
      return [Link(.ipv6Address(host.path, bySubnet: nil), own.certainty, at: own.span)]
    }
    let gives = network.givesIPv6Addresses(subnet.path)
    return [Link(.ipv6Address(host.path, bySubnet: subnet.path), gives.certainty, at: gives.span)]
  }

  /// The links of an exit, the route refused if it leads to a gateway that does not serve.
  func through(_ exit: Network.Exit, _ serves: (Link.Gateway) -> Bool) -> [Link] {
    guard let route = exit.links.first, !serves(exit.gateway), route.certainty != .no, exit.gateway != .nothing else {
      return exit.links
    }
    return [Link(route.fact, .no, at: route.span)]
  }

  private func best(_ ways: [[Link]]) -> [Link] {
    let best = ways.map { $0.map(\.certainty).min() ?? .yes }.max() ?? .no
    return ways.first { ($0.map(\.certainty).min() ?? .yes) == best } ?? []
  }

  private func weakest(_ ways: [[Link]]) -> [Link] {
    let worst = ways.map { $0.map(\.certainty).min() ?? .yes }.min() ?? .no
    return ways.first { ($0.map(\.certainty).min() ?? .yes) == worst } ?? []
  }

  // MARK: Facts

  /// The VPC of a host: that of its subnets, or of its groups.
  package func vpc(of host: Host) -> Path? {
    for subnet in host.subnets ?? [] { if let vpc = network.vpc(of: subnet.path) { return vpc } }
    for group in host.groups ?? [] { if let vpc = graph[group.path]?["VpcId"]?.reference?.path { return vpc } }
    return nil
  }

  func ownBlock(of host: Host) -> CIDR? { vpc(of: host).flatMap { network.block(ofVPC: $0) } }
}

extension CIDR {
  /// Blocks that nobody routes on the internet.
  private static let privateBlocks = [
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10",
  ].compactMap { CIDR($0) }

  /// Whether no address of it is routed on the internet.
  package var isPrivate: Bool { CIDR.privateBlocks.contains { $0.contains(self) } }
}

extension GroupRule {
  /// Whether it may be about connections over a family of addresses; nil is any.
  func isAbout(_ family: CIDR.Family?) -> Bool { family == nil || self.family == nil || self.family == family }
}
