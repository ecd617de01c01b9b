import LintelAWS
import LintelGraph

/// Connections one after the other: what the first reaches forwards to the next.
package struct ConnectionRoute: Hashable, Sendable {
  package let connections: [Connection]

  package var certainty: Certainty { connections.map(\.certainty).min() ?? .yes }

  fileprivate var missing: Int { connections.flatMap(\.links).count { $0.certainty == .no } }
}

// Between two endpoints: every route that could be meant, with all its links.
extension Reachability {
  /// The routes from one endpoint to another, those that work first, then those that lack least.
  ///
  /// There is none where nothing of that sort opens connections: from a load balancer to what it does not forward to.
  package func routes(from start: Endpoint, to endpoint: Endpoint) -> [ConnectionRoute] {
    var routes: [ConnectionRoute] = []
    switch endpoint {
    case .host(let path):
      guard let host = host(path) else { return [] }
      let direct = direct(from: start, to: host).map { ConnectionRoute(connections: [$0]) }
      let forwarded = forwarded(from: start, to: host)
      routes = start.block == nil ? direct + forwarded : forwarded + direct
      if case .host(let source) = start, let source = self.host(source),
        !routes.contains(where: { $0.certainty == .yes })
      {
        routes += roundabout(from: source, to: host)
      }
    case .internet, .addresses, .ownIPv6, .prefixList, .supply, .registry:
      guard case .host(let path) = start, let source = host(path) else { return [] }
      routes = outgoing(from: source, to: endpoint).map { ConnectionRoute(connections: [$0]) }
    case .wearers: return []
    }
    return routes.enumerated().sorted { left, right in
      if left.element.certainty != right.element.certainty { return left.element.certainty > right.element.certainty }
      if left.element.missing != right.element.missing { return left.element.missing < right.element.missing }
      return left.offset < right.offset
    }.map(\.element)
  }

  // MARK: One connection

  private func direct(from start: Endpoint, to host: Host) -> [Connection] {
    switch start {
    case .internet: return fromAddresses(.everywhere, to: host) + fromInternetOfIPv6(to: host)
    case .addresses(let block): return fromAddresses(block, to: host)
    case .ownIPv6(let vpc):
      return traffics(of: .ownIPv6(vpc), to: host).map { traffic in
        connection(fromIPv6Of: vpc, to: host, traffic, by: ingressLink(of: .ownIPv6(vpc), to: host, traffic))
      }
    case .host(let path):
      guard let source = self.host(path), source.kind != .loadBalancer else { return [] }
      return traffics(of: .host(source), to: host).flatMap { traffic -> [Connection] in
        let outs = firewall.egress(of: source).filter { leads($0, from: source, to: host) != .no }
        let common = outs.compactMap { out in out.traffic.intersection(traffic).map { (out, $0) } }
        if common.isEmpty {
          let refused = egressLink(of: source, to: .host(host), traffic)
          let rule = ingressLink(of: .host(source), to: host, traffic)
          return [
            Connection(
              from: start, to: host.endpoint, traffic: traffic, links: [refused] + listening(host, traffic) + [rule])
          ]
        }
        let ways = common.map { out, narrow in
          connection(
            from: source, to: host, narrow, out: out,
            by: ingressLink(of: .host(source), to: host, traffic, out: out))
        }
        // What goes over IPv4 need not go over IPv6 too.
        let open = ways.filter { $0.certainty != .no }
        return open.isEmpty ? ways : open
      }
    case .wearers(let group):
      return traffics(of: .wearers(of: group), to: host).map { traffic in
        let rule = ingressLink(of: .wearers(of: group), to: host, traffic)
        return Connection(from: start, to: host.endpoint, traffic: traffic, links: listening(host, traffic) + [rule])
      }
    case .prefixList, .supply, .registry: return []
    }
  }

  /// From everywhere over IPv6, where a rule of the host's groups speaks of that, or nobody comes otherwise.
  private func fromInternetOfIPv6(to host: Host) -> [Connection] {
    let isMeant = host.privateIPv4 != nil || ingress(of: host).contains(where: \.isIPv6)
    guard isMeant, hasIPv6(host) != .no else { return [] }
    return fromAddresses(.everywhereOfIPv6, to: host)
  }

  /// From a block, and from every part of it that a rule names.
  private func fromAddresses(_ block: CIDR, to host: Host) -> [Connection] {
    var found = traffics(of: .addresses(block), to: host).map { traffic in
      connection(from: block, to: host, traffic, by: ingressLink(of: .addresses(block), to: host, traffic))
    }
    for rule in ingress(of: host) {
      guard case .addresses(let part) = rule.peer, block.contains(part), block != part,
        block.prefix > 0 || !part.isPrivate
      else { continue }
      for traffic in traffic(of: rule, to: host) {
        found.append(connection(from: part, to: host, traffic, by: letsIn(rule)))
      }
    }
    if let own = ownBlock(of: host), block != .everywhere, block.contains(own), block != own {
      found += fromAddresses(own, to: host)
    }
    return found
  }

  /// The traffic worth trying: what a rule about the party lets in, and what the host is known to serve.
  private func traffics(of party: Party, to host: Host) -> [Traffic] {
    var found: [Traffic] = []
    for rule in ingress(of: host) where matches(rule.peer, party) != .no {
      // What an existing group may let in besides is nothing to begin with.
      if rule.peer == .unknown, rule.traffic == .all { continue }
      for traffic in traffic(of: rule, to: host) where !found.contains(traffic) { found.append(traffic) }
    }
    for traffic in served(by: host) where !found.contains(where: { $0.contains(traffic) }) { found.append(traffic) }
    return found.isEmpty ? [.all] : found
  }

  /// The ports of listeners, of target groups, and of containers.
  private func served(by host: Host) -> [Traffic] {
    if host.kind == .loadBalancer { return (forwarding.listeners[host.path] ?? []).flatMap(\.traffics) }
    var served = forwardedTargets(at: host.path).compactMap(\.traffic)
    let task = (graph[host.path]?["TaskDefinition"]?.reference).flatMap { graph[$0.path] }
    for container in task?["ContainerDefinitions"]?.items ?? [] {
      for mapping in container["PortMappings"]?.items ?? [] {
        guard let port = (mapping["HostPort"] ?? mapping["ContainerPort"])?.integer, port > 0 else { continue }
        served.append(Traffic(mapping["Protocol"]?.literal ?? "tcp", port...port))
      }
    }
    var seen: Set<Traffic> = []
    return served.filter { seen.insert($0).inserted }
  }

  private func outgoing(from source: Host, to endpoint: Endpoint) -> [Connection] {
    if case .ownIPv6(let vpc) = endpoint {
      return outgoing(from: source, to: endpoint, .ownIPv6(vpc), by: inside(vpc, source))
    }
    guard let block = endpoint.block else { return needs(of: source).filter { $0.to == endpoint } }
    let isOpenToIPv6 =
      endpoint == .internet && hasIPv6(source) != .no && firewall.egress(of: source).contains(where: \.isIPv6)
    return outgoing(from: source, to: block)
      + (isOpenToIPv6 ? outgoing(from: source, to: CIDR.everywhereOfIPv6) : [])
  }

  private func outgoing(from source: Host, to block: CIDR) -> [Connection] {
    outgoing(
      from: source, to: Reachability.endpoint(of: block), .addresses(block),
      by: departure(of: source, towards: block))
  }

  private func outgoing(
    from source: Host, to endpoint: Endpoint, _ party: Party, by way: @autoclosure () -> [Link]
  ) -> [Connection] {
    guard source.kind != .loadBalancer else { return [] }
    let rules = firewall.egress(of: source).filter { matches($0.peer, party) != .no }
    if rules.isEmpty {
      let links = [egressLink(of: source, to: party, .all)] + way()
      return [Connection(from: source.endpoint, to: endpoint, traffic: .all, links: links)]
    }
    return rules.map { rule in
      Connection(
        from: source.endpoint, to: endpoint, traffic: rule.traffic,
        links: [letsOut(rule, matches(rule.peer, party))] + way())
    }
  }

  // MARK: Several

  /// Through a load balancer.
  private func forwarded(from start: Endpoint, to host: Host) -> [ConnectionRoute] {
    forwardedTargets(at: host.path).flatMap { target -> [ConnectionRoute] in
      guard let loadBalancer = self.host(target.loadBalancer), loadBalancer.endpoint != start else { return [] }
      return direct(from: start, to: loadBalancer)
        .filter { $0.traffic == target.listener.port.map { Traffic(target.transport, $0...$0) } }.map { first in
          ConnectionRoute(connections: [first, connection(to: target, from: party(first.from))])
        }
    }
      + forwardedTargets(at: host.path).filter { .host($0.loadBalancer) == start }.map { target in
        ConnectionRoute(connections: [connection(to: target)])
      }
  }

  /// Out of the VPC and in again, as to the public name of a load balancer.
  private func roundabout(from source: Host, to host: Host) -> [ConnectionRoute] {
    roundabout(from: source, to: host, over: .everywhere)
      + roundabout(from: source, to: host, over: .everywhereOfIPv6)
  }

  /// The same over the internet of a family.
  private func roundabout(from source: Host, to host: Host, over block: CIDR) -> [ConnectionRoute] {
    let internet = Reachability.endpoint(of: block)
    let out = outgoing(from: source, to: block)
    let inward = fromAddresses(block, to: host).filter { $0.from == internet }.map {
      ConnectionRoute(connections: [$0])
    }
    let routes = inward + forwarded(from: internet, to: host).filter { $0.connections[0].from == internet }
    return routes.flatMap { route in
      out.compactMap { leaving in
        guard var arriving = route.connections.first, let common = leaving.traffic.intersection(arriving.traffic) else {
          return nil
        }
        arriving.traffic = common
        return ConnectionRoute(connections: [leaving, arriving] + route.connections.dropFirst())
      }
    }.filter { $0.certainty != .no }
  }
}
