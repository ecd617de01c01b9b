import LintelAWS
import LintelGraph
import LintelSource

// From load balancers to their targets, which may see the load balancer or the client behind it: over IPv4.
extension Reachability {
  /// From a load balancer to a target, for whoever connects to it.
  package func connection(to target: ForwardedTarget) -> Connection { connection(to: target, from: nil) }

  /// The same for one party.
  func connection(to target: ForwardedTarget, from party: Party?) -> Connection {
    var links = [
      Link(.forward(listener: target.listener.path, targetGroup: target.targetGroup), .yes, at: target.forwardSpan),
      Link(
        .registration(target.host, targetGroup: target.targetGroup, port: target.port),
        target.port == nil ? .unknown : .yes, at: target.registrationSpan),
    ]
    let traffic = target.traffic ?? .all
    if let source = host(target.loadBalancer), let host = host(target.host) {
      links += sameVPC(source, host, byGroup: nil)
      links += [
        egressLink(of: source, to: .host(host), traffic, over: .ipv4),
        admission(of: target, from: source, to: host, traffic, party),
      ]
    }
    return Connection(
      from: .host(target.loadBalancer), to: .host(target.host), traffic: traffic,
      purpose: .forwarding(listener: target.listener.path), links: links)
  }

  /// The links by which a load balancer asks a target on a port whether it is well: over TCP, from its own addresses.
  package func healthCheck(of target: ForwardedTarget, on port: Int) -> [Link] {
    guard let source = host(target.loadBalancer), let host = host(target.host) else { return [] }
    return [
      egressLink(of: source, to: .host(host), .tcp(port), over: .ipv4),
      ingressLink(of: .host(source), to: host, .tcp(port), over: .ipv4),
    ]
  }

  /// Whether a target sees the addresses of clients, and no group of the load balancer stands for them.
  ///
  /// A rule that names a group of the load balancer lets its clients in, whatever addresses they have.
  package func seesClients(_ target: ForwardedTarget) -> Certainty {
    guard host(target.loadBalancer)?.isUnfiltered ?? false else { return .no }
    return Admissions.seesClients(graph[target.targetGroup])
  }

  /// The rule by which a target lets in what a load balancer forwards.
  private func admission(
    of target: ForwardedTarget, from source: Host, to host: Host, _ traffic: Traffic, _ party: Party?
  ) -> Link {
    let own = ingressLink(of: .host(source), to: host, traffic, over: .ipv4)
    let seesClients = seesClients(target)
    if seesClients == .no || seesClients == .unknown && own.certainty == .yes { return own }
    // Clients that come over IPv6 are not seen.
    switch party {
    case .addresses(let block)? where block.family == .ipv6: return own
    case .ownIPv6?: return own
    case .addresses?, .host?, .wearers?, nil: break
    }
    // Groups of clients count for nothing there: what a client wears does not come with its address.
    let rules = ingress(of: host).filter { rule in
      if case .group = rule.peer { false } else { rule.traffic.contains(traffic) && !rule.isIPv6 }
    }
    let links = rules.map { rule in letsIn(rule, party.map { matches(rule.peer, $0) } ?? .yes) }
    if let found = best(links) { return found }
    let block = hasPublicAddress(source) == .no ? ownBlock(of: source) ?? .everywhere : .everywhere
    return Link(
      .letsIn(group: host.groups?.first?.path, .addresses(block), traffic), seesClients == .yes ? .no : .unknown,
      at: groupSpan(of: host))
  }

  /// The party that stands at an endpoint.
  func party(_ endpoint: Endpoint) -> Party? {
    switch endpoint {
    case .host(let path): host(path).map { .host($0) }
    case .wearers(let group): .wearers(of: group)
    case .ownIPv6(let vpc): .ownIPv6(vpc)
    case .internet, .addresses: .addresses(endpoint.block ?? .everywhere)
    case .prefixList, .supply, .registry: nil
    }
  }
}

/// Who gets in at load balancers that wear no group: everybody, or whoever the groups of their targets let in.
enum Admissions {
  static func all(
    in graph: ResourceGraph, _ hosts: [Host], _ firewall: Firewall, _ forwarding: Forwarding
  ) -> [Path: [GroupRule]] {
    var found: [Path: [GroupRule]] = [:]
    let open = hosts.filter(\.isUnfiltered)
    guard !open.isEmpty else { return found }
    let byPath = Dictionary(hosts.map { ($0.path, $0) }) { first, _ in first }
    for host in open {
      var rules: [GroupRule] = []
      for listener in forwarding.listeners[host.path] ?? [] {
        for traffic in listener.traffics {
          let targets = (forwarding.byLoadBalancer[host.path] ?? []).filter {
            $0.listener.path == listener.path && $0.transport == traffic.protocol
          }
          for rule in targets.flatMap({ admitted($0, at: host, traffic, byPath, graph, firewall) })
          where !rules.contains(rule) {
            rules.append(rule)
          }
          if targets.isEmpty { rules.append(.anything(at: host, traffic)) }
          // Over IPv6 it stands for its clients: what it passes on goes over IPv4.
          if host.ipv6?.certainty == .yes {
            rules.append(.anything(at: host, traffic, from: .everywhereOfIPv6))
          }
        }
      }
      found[host.path] = rules
    }
    return found
  }

  private static func admitted(
    _ target: ForwardedTarget, at loadBalancer: Host, _ traffic: Traffic, _ hosts: [Path: Host], _ graph: ResourceGraph,
    _ firewall: Firewall
  ) -> [GroupRule] {
    guard seesClients(graph[target.targetGroup]) == .yes, let host = hosts[target.host], let arriving = target.traffic
    else {
      return [.anything(at: loadBalancer, traffic)]
    }
    return firewall.ingress(of: host).compactMap { rule in
      if case .group = rule.peer { return nil }
      guard rule.traffic.contains(arriving), !rule.isIPv6 else { return nil }
      return GroupRule(
        group: rule.group, traffic: traffic, written: rule.traffic, peer: rule.peer, certainty: rule.certainty,
        span: rule.span, portSpan: rule.portSpan)
    }
  }

  /// Whether the targets of a group see the addresses of those who connect to its load balancer.
  static func seesClients(_ targetGroup: Resource?) -> Certainty {
    guard let targetGroup else { return .unknown }
    let written = (targetGroup["TargetGroupAttributes"]?.items ?? []).first {
      $0["Key"]?.literal == ResourceType.preservesClients
    }
    if let written { return (written["Value"]?.literal).map { Certainty($0 == "true") } ?? .unknown }
    guard let word = targetGroup["Protocol"]?.literal, let type = targetGroup["TargetType"]?.literal else {
      return .unknown
    }
    return Certainty(ResourceType.preservesClientsByDefault(protocol: word, targetType: type))
  }
}
