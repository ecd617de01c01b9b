extension Reachability {
  /// Whether a host has public addresses, by its own word or by that of one of its subnets.
  ///
  /// A load balancer has them if it faces the internet.
  package func hasPublicAddress(_ host: Host) -> Certainty {
    if let own = host.publicAddress { return own.certainty }
    guard let subnets = host.subnets else { return .unknown }
    return subnets.map { network.mapsPublicAddresses($0.path).certainty }.max() ?? .no
  }
}
