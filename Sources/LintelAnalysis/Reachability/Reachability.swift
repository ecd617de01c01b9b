import LintelAWS
package import LintelGraph
import LintelSource

/// Who can open a connection to what, and by which links.
///
/// Connections are direct ones: what a load balancer forwards is a connection of its own, and `routes(from:to:)` joins
/// them. A load balancer opens connections to its targets only. Network ACLs, which the language does not have, are
/// taken to let everything through, as AWS makes them.
package struct Reachability: Sendable {
  package let graph: ResourceGraph
  package let types: TypeIndex
  /// The hosts that connections start from and end at, in the order of the graph.
  package let hosts: [Host]
  let network: Network
  let firewall: Firewall
  let forwarding: Forwarding
  let permissions: Permissions
  /// Who gets in at load balancers that wear no group.
  let admissions: [Path: [GroupRule]]
  private let positions: [Path: Int]

  package init(_ graph: ResourceGraph) {
    self.init(graph, TypeIndex(graph))
  }

  package init(_ graph: ResourceGraph, _ types: TypeIndex) {
    self.graph = graph
    self.types = types
    hosts = Host.all(in: graph, types)
    network = Network(graph, types)
    firewall = Firewall(graph, types, hosts: hosts)
    forwarding = Forwarding(graph, types)
    permissions = Permissions(graph)
    admissions = Admissions.all(in: graph, hosts, firewall, forwarding)
    positions = Dictionary(hosts.enumerated().map { ($1.path, $0) }) { first, _ in first }
  }

  package func host(_ path: Path) -> Host? { positions[path].map { hosts[$0] } }

  /// The targets behind a load balancer, by listener.
  package func forwardedTargets(ofLoadBalancer path: Path) -> [ForwardedTarget] {
    forwarding.byLoadBalancer[path] ?? []
  }

  /// The load balancers that a host stands behind.
  package func forwardedTargets(at host: Path) -> [ForwardedTarget] { forwarding.byTarget[host] ?? [] }

  /// All connections that can be opened, or may be, by what is written: host after host in the order of the graph.
  ///
  /// What a rule lets in from addresses is one connection from all of them, also where hosts of the graph have some.
  /// What an existing group may let in besides is left out, unless it is all that stands between a load balancer and
  /// those that it serves. Where many hosts of one group may open connections to many of another, a group stands for
  /// its hosts; `other` is what the answer is compared with, so that both speak of the same.
  package func connections(beside other: Reachability? = nil) -> [Connection] {
    var found = ConnectionSet()
    for host in hosts {
      addIncoming(to: host, &found, beside: other)
      for target in forwardedTargets(ofLoadBalancer: host.path) { found.insert(connection(to: target)) }
      if host.kind != .loadBalancer { addOutgoing(from: host, &found) }
    }
    return found.all
  }

  // MARK: Coming in

  private func addIncoming(to host: Host, _ found: inout ConnectionSet, beside other: Reachability?) {
    for rule in ingress(of: host) {
      for traffic in traffic(of: rule, to: host) {
        switch rule.peer {
        case .addresses(let block): addAddresses(block, to: host, traffic, rule, &found)
        case .group(let group):
          if max(pairs(of: rule, from: group), other?.pairs(of: rule, from: group) ?? 0) > Reachability.namedPairs {
            addGroup(group, to: host, traffic, rule, &found)
          } else {
            addWearers(of: group, to: host, traffic, rule, &found)
          }
        case .unknown where host.kind == .loadBalancer:
          found.insert(connection(from: .everywhere, to: host, traffic, by: letsIn(rule)))
        case .prefixList(let id): addPrefixList(id, to: host, traffic, rule, &found)
        case .unknown: break
        }
      }
    }
  }

  /// The traffic that a rule lets in and that a host listens to.
  ///
  /// A load balancer listens on the ports of its listeners, anything else possibly on all.
  func traffic(of rule: GroupRule, to host: Host) -> [Traffic] {
    guard host.kind == .loadBalancer else { return [rule.traffic] }
    return (forwarding.listeners[host.path] ?? []).flatMap(\.traffics).filter(rule.traffic.contains)
  }

  private func addAddresses(
    _ block: CIDR, to host: Host, _ traffic: Traffic, _ rule: GroupRule, _ found: inout ConnectionSet
  ) {
    let whole = connection(from: block, to: host, traffic, by: letsIn(rule))
    if whole.certainty != .no { return found.insert(whole) }
    // Nobody comes from outside, but the rule still holds for the VPC's own addresses.
    if block.contains(.publicOfIPv6), let vpc = vpc(of: host) {
      return found.insert(connection(fromIPv6Of: vpc, to: host, traffic, by: letsIn(rule)))
    }
    guard let own = ownBlock(of: host), block.contains(own), block != own else { return }
    found.insert(connection(from: own, to: host, traffic, by: letsIn(rule)))
  }

  /// The addresses of a prefix list are those of others for the most part; they may be private ones.
  private func addPrefixList(
    _ id: String, to host: Host, _ traffic: Traffic, _ rule: GroupRule, _ found: inout ConnectionSet
  ) {
    let way = arrival(from: .everywhere, at: host)
    let isOpen = way.allSatisfy { $0.certainty != .no }
    found.insert(
      Connection(
        from: .prefixList(id), to: host.endpoint, traffic: traffic,
        links: (isOpen ? way : []) + listening(host, traffic) + [letsIn(rule, isOpen ? .yes : .unknown)]))
  }

  /// So many connections between the hosts of two groups are named one by one.
  static let namedPairs = 2_500

  private func pairs(of rule: GroupRule, from group: Path) -> Int {
    (rule.group.flatMap { firewall.wearers[$0] }?.count ?? 1) * (firewall.wearers[group]?.count ?? 0)
  }

  /// A group for its hosts: once as what opens connections to each host, and once as what each opens them to.
  private func addGroup(
    _ group: Path, to host: Host, _ traffic: Traffic, _ rule: GroupRule, _ found: inout ConnectionSet
  ) {
    for source in (firewall.samples[group] ?? []).map({ hosts[$0] }) where source.kind != .loadBalancer {
      for out in firewall.egress(of: source) {
        let leads = leads(out, from: source, to: host)
        guard let common = out.traffic.intersection(traffic), leads != .no else { continue }
        // What another of its groups lets out is not true of all.
        let leaving = letsOut(out, out.group == group ? leads : .unknown)
        found.insert(
          Connection(
            from: .wearers(of: group), to: host.endpoint, traffic: common,
            links: [leaving] + listening(host, common) + [letsIn(rule)]))
      }
    }
    guard let served = rule.group, firewall.wearers[served]?.first.map({ hosts[$0].path }) == host.path else { return }
    for source in (firewall.wearers[group] ?? []).map({ hosts[$0] }) where source.kind != .loadBalancer {
      for out in firewall.egress(of: source) {
        let leads = leads(out, from: source, to: host)
        guard let common = out.traffic.intersection(traffic), leads != .no else { continue }
        found.insert(
          Connection(
            from: source.endpoint, to: .wearers(of: served), traffic: common,
            links: [letsOut(out, leads), letsIn(rule)]))
      }
    }
  }

  private func addWearers(
    of group: Path, to host: Host, _ traffic: Traffic, _ rule: GroupRule, _ found: inout ConnectionSet
  ) {
    let wearers = (firewall.wearers[group] ?? []).map { hosts[$0] }
    for source in wearers where source.kind != .loadBalancer {
      for out in firewall.egress(of: source) {
        guard let common = out.traffic.intersection(traffic), leads(out, from: source, to: host) != .no else {
          continue
        }
        found.insert(connection(from: source, to: host, common, out: out, by: letsIn(rule)))
      }
    }
    if wearers.isEmpty || graph[group]?.isExisting ?? true {
      found.insert(
        Connection(
          from: .wearers(of: group), to: host.endpoint, traffic: traffic,
          links: listening(host, traffic) + [letsIn(rule)]))
    }
  }

  // MARK: Going out

  private func addOutgoing(from host: Host, _ found: inout ConnectionSet) {
    for rule in firewall.egress(of: host) {
      if case .prefixList(let id) = rule.peer {
        found.insert(
          Connection(
            from: host.endpoint, to: .prefixList(id), traffic: rule.traffic,
            links: [letsOut(rule)] + departure(of: host, towards: .everywhere)))
      }
      guard case .addresses(let block) = rule.peer, block != Reachability.nobody else { continue }
      found.insert(
        Connection(
          from: host.endpoint, to: Reachability.endpoint(of: block), traffic: rule.traffic,
          links: [letsOut(rule)] + departure(of: host, towards: block)))
    }
    for need in needs(of: host) { found.insert(need) }
  }

  /// The address in the rule that stands for no traffic at all.
  private static let nobody = CIDR(base: 0xFFFF_FFFF, prefix: 32)

  /// The whole internet, or some addresses; those of IPv6 are some also where they are all.
  package static func endpoint(of block: CIDR) -> Endpoint { block == .everywhere ? .internet : .addresses(block) }
}

/// Connections in the order in which they were found, the best of each pair and traffic.
private struct ConnectionSet {
  private struct Key: Hashable {
    let from: Endpoint
    let to: Endpoint
    let traffic: Traffic
    let purpose: Connection.Purpose?
  }

  private(set) var all: [Connection] = []
  private var index: [Key: Int] = [:]

  mutating func insert(_ connection: Connection) {
    guard connection.certainty != .no else { return }
    let key = Key(
      from: connection.from, to: connection.to, traffic: connection.traffic, purpose: connection.purpose)
    if let position = index[key] {
      if all[position].certainty < connection.certainty { all[position] = connection }
    } else {
      index[key] = all.count
      all.append(connection)
    }
  }
}
