package import LintelGraph
package import LintelSource

// What rules ask of single hosts, target groups and subnets.
extension Reachability {
  /// The ports that a load balancer listens on, as far as the graph has its listeners.
  package func listeners(of loadBalancer: Path) -> [ListenerPort] { forwarding.listeners[loadBalancer] ?? [] }

  /// The listeners that forward to a target group.
  package func forwards(to targetGroup: Path) -> [Forward] { forwarding.forwards[targetGroup] ?? [] }

  /// Every target group that a listener forwards to.
  package var forwardedTargetGroups: some Collection<Path> { forwarding.forwards.keys }

  /// The hosts that register with a target group.
  package func registrations(with targetGroup: Path) -> [Registration] { forwarding.registrations[targetGroup] ?? [] }

  /// The rules by which a host's groups let in; an unknown rule stands for whatever is not known of them.
  ///
  /// Where a load balancer wears none and its targets see their clients, these are the rules of the targets' groups.
  package func ingress(of host: Host) -> [GroupRule] { admissions[host.path] ?? firewall.ingress(of: host) }

  /// The rules by which a host's groups let out.
  package func egress(of host: Host) -> [GroupRule] { firewall.egress(of: host) }

  /// The hosts of the graph that wear a group.
  package func wearers(of group: Path) -> [Host] { (firewall.wearers[group] ?? []).map { hosts[$0] } }

  /// How many hosts of the graph wear a group.
  package func wearerCount(of group: Path) -> Int { firewall.wearers[group]?.count ?? 0 }

  /// The VPC that a subnet is part of.
  package func vpc(of subnet: Path) -> Path? { network.vpc(of: subnet) }

  /// The letter of the zone that a subnet stands in; nil when it is not known.
  package func zone(of subnet: Path) -> (letter: String, span: Span)? {
    guard let zone = graph[subnet]?["AvailabilityZone"], case .text(let parts) = zone.content,
      let letter = parts.last?.literal
    else { return nil }
    return (letter, zone.span)
  }

  /// The links by which the internet comes to a subnet: a route to a gateway that lets it in.
  package func entrance(to subnet: Path, from block: CIDR = .everywhere) -> [Link] {
    let exit = network.exit(of: subnet, towards: block)
    return through(exit) { $0.letsIn }
  }

  /// The links by which a host opens connections to the internet, in each subnet that it may start in.
  package func exits(of host: Host) -> [(subnet: Host.Use, links: [Link])] {
    (host.subnets ?? []).map { ($0, departure(of: host, from: $0, towards: .everywhere)) }
  }
}
