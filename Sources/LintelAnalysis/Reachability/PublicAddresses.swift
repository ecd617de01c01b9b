package import LintelGraph

extension Reachability {
  /// Whether a host has public addresses, by its own word, by that of its launch template or by that of one of its
  /// subnets.
  ///
  /// A load balancer has them if it faces the internet.
  package func hasPublicAddress(_ host: Host) -> Certainty {
    if let own = host.publicAddress { return own.certainty }
    guard let subnets = host.subnets else { return .unknown }
    return subnets.map { network.mapsPublicAddresses($0.path).certainty }.max() ?? .no
  }

  /// Whether a host has addresses of IPv6, by its own word or by that of one of its subnets.
  package func hasIPv6(_ host: Host) -> Certainty {
    if let own = host.ipv6 { return own.certainty }
    guard let subnets = host.subnets else { return .unknown }
    return subnets.map { givesIPv6Addresses($0.path) }.max() ?? .no
  }

  /// Whether what starts in a subnet gets addresses of IPv6.
  package func givesIPv6Addresses(_ subnet: Path) -> Certainty { network.givesIPv6Addresses(subnet).certainty }
}
