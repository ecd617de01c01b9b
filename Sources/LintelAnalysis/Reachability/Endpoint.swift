package import LintelGraph

/// Where a connection starts or ends.
package enum Endpoint: Hashable, Sendable, CustomStringConvertible {
  /// Every public address.
  case internet
  case addresses(CIDR)
  /// A load balancer, service, instance or Auto Scaling group of the graph.
  case host(Path)
  /// Whatever wears a security group, beyond what the graph knows to wear it.
  case wearers(of: Path)
  /// What tasks draw on through an API of AWS: a repository, a log group.
  case supply(Path)
  /// A registry of images outside the account.
  case registry(String)

  package var description: String {
    switch self {
    case .internet: "internet"
    case .addresses(let block): block.description
    case .host(let path), .supply(let path), .wearers(let path): path.description
    case .registry(let name): name
    }
  }

  /// The node that it is.
  package var path: Path? {
    switch self {
    case .host(let path), .supply(let path), .wearers(let path): path
    case .internet, .addresses, .registry: nil
    }
  }

  /// The addresses that connections from outside the VPC come from.
  var block: CIDR? {
    switch self {
    case .internet: .everywhere
    case .addresses(let block): block
    case .host, .wearers, .supply, .registry: nil
    }
  }
}
