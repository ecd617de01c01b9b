package import LintelGraph

/// The start or the end of a connection.
package enum Endpoint: Hashable, Sendable, CustomStringConvertible {
  /// Every public address of IPv4; all of IPv6 are the block `::/0`.
  case internet
  case addresses(CIDR)
  /// The addresses of IPv6 of a VPC, which AWS chooses when the VPC gets its block.
  case ownIPv6(Path)
  /// The addresses of a prefix list, by its id.
  case prefixList(String)
  /// A load balancer, service, instance or Auto Scaling group of the graph.
  case host(Path)
  /// The wearers of a security group: those that the graph does not know, or so many that the group stands for them.
  case wearers(of: Path)
  /// A thing that tasks draw on through an API of AWS: a repository, a log group.
  case supply(Path)
  /// A registry of images outside the account.
  case registry(String)

  package var description: String {
    switch self {
    case .internet: "internet"
    case .addresses(let block): block.description
    case .ownIPv6(let vpc): vpc.appending("ipv6Block").description
    case .host(let path), .supply(let path), .wearers(let path): path.description
    case .registry(let name), .prefixList(let name): name
    }
  }

  /// The node of the graph that the endpoint is; nil for one outside it.
  package var path: Path? {
    switch self {
    case .host(let path), .supply(let path), .wearers(let path): path
    case .internet, .addresses, .ownIPv6, .prefixList, .registry: nil
    }
  }

  /// The addresses that connections from outside the VPC come from.
  var block: CIDR? {
    switch self {
    case .internet: .everywhere
    case .addresses(let block): block
    case .host, .ownIPv6, .wearers, .prefixList, .supply, .registry: nil
    }
  }
}
