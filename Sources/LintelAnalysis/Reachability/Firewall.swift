import LintelAWS
package import LintelGraph
package import LintelSource

/// One rule of a security group.
package struct GroupRule: Hashable, Sendable {
  /// Nil for a host whose groups are not known.
  package let group: Path?
  package let traffic: Traffic
  /// The traffic as the group has it, where the rule judges who gets to a load balancer before it.
  package var written: Traffic?
  package let peer: Peer
  /// Unknown for the rules that an existing group may have.
  package let certainty: Certainty
  /// The place where it names its peer.
  package let span: Span
  /// The place where it names its ports.
  package let portSpan: Span

  /// Whether it is about addresses of IPv6, and so says nothing of connections over IPv4.
  package var isIPv6: Bool { family == .ipv6 }

  /// What carries the connections that it is about, where it names addresses.
  var family: CIDR.Family? { if case .addresses(let block) = peer { block.family } else { nil } }
}

extension GroupRule {
  /// What holds where no group filters anything.
  static func anything(at host: Host, _ traffic: Traffic = .all, from block: CIDR = .everywhere) -> GroupRule {
    GroupRule(
      group: nil, traffic: traffic, peer: .addresses(block), certainty: .yes, span: host.span, portSpan: host.span)
  }
}

/// The rules of all security groups, and who wears the groups.
struct Firewall {
  private let graph: ResourceGraph
  private var ingress: [Path: [GroupRule]] = [:]
  private var egress: [Path: [GroupRule]] = [:]
  private(set) var wearers: [Path: [Int]] = [:]
  /// Of the wearers of a group one each of those that wear the same groups.
  private(set) var samples: [Path: [Int]] = [:]

  init(_ graph: ResourceGraph, _ types: TypeIndex, hosts: [Host]) {
    self.graph = graph
    for node in types.positions(ofAny: Catalog.groupRuleTypes).lazy.map({ graph.resources[$0] }) {
      switch Catalog.facts(of: node.type)?.groupRules {
      case .group(let inward, let outward):
        for rule in node[inward]?.items ?? [] { ingress[node.path, default: []] += rules(rule, node) }
        for rule in node[outward]?.items ?? [] { egress[node.path, default: []] += rules(rule, node) }
      case .ingress(let property):
        guard let group = node[property]?.reference?.path else { continue }
        ingress[group, default: []] += rules(Value(.map(node.properties), at: node.span), node, of: group)
      case .egress(let property):
        guard let group = node[property]?.reference?.path else { continue }
        egress[group, default: []] += rules(Value(.map(node.properties), at: node.span), node, of: group)
      case nil: break
      }
    }
    var known: Set<[Path]> = []
    for (position, host) in hosts.enumerated() {
      for group in host.groups ?? [] { wearers[group.path, default: []].append(position) }
      let groups = (host.groups ?? []).map(\.path)
      guard known.insert(groups).inserted else { continue }
      for group in groups where samples[group]?.count ?? 0 < Firewall.sampled {
        samples[group, default: []].append(position)
      }
    }
  }

  private static let sampled = 32

  /// The rules by which a host's groups let in.
  func ingress(of host: Host) -> [GroupRule] { rules(of: host, ingress, standard: nil) }

  /// The rules by which a host's groups let out: everything, where a group says nothing.
  func egress(of host: Host) -> [GroupRule] { rules(of: host, egress, standard: .addresses(.everywhere)) }

  private func rules(of host: Host, _ written: [Path: [GroupRule]], standard: Peer?) -> [GroupRule] {
    if host.isUnfiltered {
      return [GroupRule.anything(at: host)]
    }
    guard let groups = host.groups else {
      return [
        GroupRule(group: nil, traffic: .all, peer: .unknown, certainty: .unknown, span: host.span, portSpan: host.span)
      ]
    }
    return groups.flatMap { group -> [GroupRule] in
      guard let node = graph[group.path], !node.isExisting else {
        let more = GroupRule(
          group: group.path, traffic: .all, peer: .unknown, certainty: .unknown, span: group.span, portSpan: group.span)
        return (written[group.path] ?? []) + [more]
      }
      if let rules = written[group.path] { return rules }
      guard let standard else { return [] }
      return [
        GroupRule(
          group: group.path, traffic: .all, peer: standard, certainty: .yes, span: node.span, portSpan: node.span)
      ]
    }
  }

  // MARK: Reading

  private func rules(_ rule: Value, _ node: Resource, of group: Path? = nil) -> [GroupRule] {
    let traffic = traffic(of: rule)
    let peers = Firewall.peerProperties.compactMap { rule[$0] }
    let place = rule.span.isWritten ? rule.span : node.span
    let ports = rule["FromPort"]?.span ?? .none
    return (peers.isEmpty ? [rule] : peers).map { peer in
      let meaning = Firewall.peer(peer)
      return GroupRule(
        group: group ?? node.path, traffic: traffic ?? .all, peer: meaning,
        certainty: traffic == nil || meaning == .unknown ? .unknown : .yes,
        span: peer.span.isWritten ? peer.span : place, portSpan: ports.isWritten ? ports : place)
    }
  }

  private static let peerProperties = [
    "CidrIp", "CidrIpv6", "SourceSecurityGroupId", "DestinationSecurityGroupId", "SourcePrefixListId",
    "DestinationPrefixListId",
  ]

  private static func peer(_ value: Value) -> Peer {
    if let path = value.reference?.path { return .group(path) }
    guard let text = value.literal else { return .unknown }
    return CIDR(text).map { .addresses($0) } ?? (text.hasPrefix("pl-") ? .prefixList(text) : .unknown)
  }

  /// Nil when it is known only when deploying.
  private func traffic(of rule: Value) -> Traffic? {
    guard let word = rule["IpProtocol"]?.literal else { return nil }
    if word == "-1" { return .all }
    let name = Firewall.namesOfProtocols[word] ?? word
    let isICMP = Traffic.isICMP(name)
    guard isICMP || name == "tcp" || name == "udp", let first = rule["FromPort"] else {
      return Traffic(name, Traffic.allPorts)
    }
    guard let least = first.integer else { return nil }
    if least == -1 { return Traffic(name, Traffic.allPorts) }
    // Of ICMP type and code stand for the ports.
    guard let most = isICMP ? least : rule["ToPort"]?.integer, least <= most else { return nil }
    return Traffic(name, least...most)
  }

  /// AWS takes these protocols by number too.
  private static let namesOfProtocols = ["6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"]
}
