import LintelAWS

extension Reachability {
  /// Whether a host has public addresses, by its own word or by that of one of its subnets.
  ///
  /// A load balancer has them if it faces the internet.
  package func hasPublicAddress(_ host: Host) -> Certainty {
    if let own = host.publicAddress { return own.certainty }
    guard let subnets = host.subnets else { return .unknown }
    return subnets.map { network.mapsPublicAddresses($0.path).certainty }.max() ?? .no
  }

  /// Whether a host has addresses of IPv6, by one of its subnets; load balancers have none.
  package func hasIPv6(_ host: Host) -> Certainty {
    if host.kind == .loadBalancer { return host.isExisting ? .unknown : .no }
    guard let subnets = host.subnets else { return .unknown }
    return subnets.map { network.givesIPv6Addresses($0.path).certainty }.max() ?? .no
  }
}
