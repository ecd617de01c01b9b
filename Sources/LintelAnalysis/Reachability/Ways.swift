import LintelGraph

/// Connections one after the other: what the first reaches forwards to the next.
package struct Way: Hashable, Sendable {
  package let connections: [Connection]

  package var answer: Answer { connections.map(\.answer).min() ?? .yes }

  fileprivate var missing: Int { connections.flatMap(\.links).count { $0.answer == .no } }
}

// Between two ends: every way that could be meant, with all its links.
extension Reachability {
  /// The ways from one end to another, those that work first, then those that lack least.
  ///
  /// There is none where nothing of that sort opens connections: from a load balancer to what it does not forward to.
  package func ways(from start: End, to end: End) -> [Way] {
    var ways: [Way] = []
    switch end {
    case .host(let path):
      guard let host = host(path) else { return [] }
      let direct = direct(from: start, to: host).map { Way(connections: [$0]) }
      let forwarded = forwarded(from: start, to: host)
      ways = start.block == nil ? direct + forwarded : forwarded + direct
      if case .host(let source) = start, let source = self.host(source), !ways.contains(where: { $0.answer == .yes }) {
        ways += roundabout(from: source, to: host)
      }
    case .internet, .addresses, .supply, .registry:
      guard case .host(let path) = start, let source = host(path) else { return [] }
      ways = leaving(from: source, to: end).map { Way(connections: [$0]) }
    case .wearers: return []
    }
    return ways.enumerated().sorted { left, right in
      if left.element.answer != right.element.answer { return left.element.answer > right.element.answer }
      if left.element.missing != right.element.missing { return left.element.missing < right.element.missing }
      return left.offset < right.offset
    }.map(\.element)
  }

  // MARK: One connection

  private func direct(from start: End, to host: Host) -> [Connection] {
    switch start {
    case .internet, .addresses: return fromAddresses(start.block ?? .everywhere, to: host)
    case .host(let path):
      guard let source = self.host(path), source.kind != .loadBalancer else { return [] }
      return traffics(of: .host(source), to: host).flatMap { traffic -> [Connection] in
        let rule = admission(of: .host(source), to: host, traffic)
        let outs = firewall.egress(of: source).filter { matches($0.peer, .host(host)) != .no }
        let common = outs.compactMap { out in out.traffic.intersection(traffic).map { (out, $0) } }
        if common.isEmpty {
          let refused = leave(of: source, to: .host(host), traffic)
          return [
            Connection(
              from: start, to: host.end, traffic: traffic, links: [refused] + listening(host, traffic) + [rule])
          ]
        }
        return common.map { out, traffic in connection(from: source, to: host, traffic, out: out, by: rule) }
      }
    case .wearers(let group):
      return traffics(of: .wearers(of: group), to: host).map { traffic in
        let rule = admission(of: .wearers(of: group), to: host, traffic)
        return Connection(from: start, to: host.end, traffic: traffic, links: listening(host, traffic) + [rule])
      }
    case .supply, .registry: return []
    }
  }

  /// From a block, and from every part of it that a rule names.
  private func fromAddresses(_ block: CIDR, to host: Host) -> [Connection] {
    var found = traffics(of: .addresses(block), to: host).map { traffic in
      connection(from: block, to: host, traffic, by: admission(of: .addresses(block), to: host, traffic))
    }
    for rule in firewall.ingress(of: host) {
      guard case .addresses(let part) = rule.peer, block.contains(part), block != part,
        block != .everywhere || !part.isPrivate
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

  /// What is worth trying: what a rule about the party lets in, and what the host is known to serve.
  private func traffics(of party: Party, to host: Host) -> [Traffic] {
    var found: [Traffic] = []
    for rule in firewall.ingress(of: host) where matches(rule.peer, party) != .no {
      // What an existing group may let in besides is nothing to begin with.
      if rule.peer == .unknown, rule.traffic == .all { continue }
      for traffic in traffic(of: rule, to: host) where !found.contains(traffic) { found.append(traffic) }
    }
    for traffic in served(by: host) where !found.contains(where: { $0.contains(traffic) }) { found.append(traffic) }
    return found.isEmpty ? [.all] : found
  }

  /// The ports of listeners, of target groups, and of containers.
  private func served(by host: Host) -> [Traffic] {
    if host.kind == .loadBalancer { return (forwarding.listeners[host.path] ?? []).map { .tcp($0.port) } }
    var ports = fronts(of: host.path).compactMap(\.port)
    let task = (graph[host.path]?["TaskDefinition"]?.reference).flatMap { graph[$0.path] }
    for container in task?["ContainerDefinitions"]?.items ?? [] {
      ports += (container["PortMappings"]?.items ?? []).compactMap { $0["ContainerPort"]?.integer }
    }
    var seen: Set<Int> = []
    return ports.filter { seen.insert($0).inserted }.map { .tcp($0) }
  }

  private func leaving(from source: Host, to end: End) -> [Connection] {
    guard let block = end.block else { return needs(of: source).filter { $0.to == end } }
    guard source.kind != .loadBalancer else { return [] }
    let rules = firewall.egress(of: source).filter { matches($0.peer, .addresses(block)) != .no }
    if rules.isEmpty {
      let links = [leave(of: source, to: .addresses(block), .all)] + departure(of: source, towards: block)
      return [Connection(from: source.end, to: end, traffic: .all, links: links)]
    }
    return rules.map { rule in
      Connection(
        from: source.end, to: end, traffic: rule.traffic,
        links: [letsOut(rule, matches(rule.peer, .addresses(block)))] + departure(of: source, towards: block))
    }
  }

  // MARK: Several

  /// Through a load balancer.
  private func forwarded(from start: End, to host: Host) -> [Way] {
    fronts(of: host.path).flatMap { front -> [Way] in
      guard let loadBalancer = self.host(front.loadBalancer), loadBalancer.end != start else { return [] }
      let last = connection(through: front)
      return direct(from: start, to: loadBalancer)
        .filter { $0.traffic == .tcp(front.listener.port) }.map { Way(connections: [$0, last]) }
    }
      + fronts(of: host.path).filter { .host($0.loadBalancer) == start }.map { front in
        Way(connections: [connection(through: front)])
      }
  }

  /// Out of the VPC and in again, as to the public name of a load balancer.
  private func roundabout(from source: Host, to host: Host) -> [Way] {
    let out = leaving(from: source, to: .internet)
    let inward = fromAddresses(.everywhere, to: host).filter { $0.from == .internet }.map { Way(connections: [$0]) }
    let ways = inward + forwarded(from: .internet, to: host).filter { $0.connections[0].from == .internet }
    return ways.flatMap { way in
      out.compactMap { leaving in
        guard var arriving = way.connections.first, let common = leaving.traffic.intersection(arriving.traffic) else {
          return nil
        }
        arriving.traffic = common
        return Way(connections: [leaving, arriving] + way.connections.dropFirst())
      }
    }.filter { $0.answer != .no }
  }
}
