import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource

/// The endpoints of connections by the names that people type.
struct ReachEndpoints {
  /// The endpoints that can be named, in the order in which they are listed.
  let all: [Endpoint]
  private let environment: String?
  /// How many endpoints are listed.
  private static let shown = 40
  private let groups: [Path]

  init(_ reachability: Reachability, _ connections: [Connection]) {
    var all: [Endpoint] = [.internet] + reachability.hosts.map(\.endpoint)
    var seen = Set(all)
    for connection in connections {
      for endpoint in [connection.from, connection.to] where seen.insert(endpoint).inserted { all.append(endpoint) }
    }
    // The addresses of IPv6 of a VPC can always be asked for.
    for node in reachability.graph.resources where node.type == ResourceType.vpcCidrBlock.name {
      guard let vpc = node["VpcId"]?.reference?.path, seen.insert(.ownIPv6(vpc)).inserted else { continue }
      all.append(.ownIPv6(vpc))
    }
    self.all = all
    environment = reachability.graph.environment
    groups = reachability.graph.resources.filter { $0.type == ResourceType.securityGroup.name }.map(\.path)
  }

  /// An endpoint by `internet`, `services.encryptor`, an id that only one has, or a block of addresses.
  func endpoint(named name: String) throws(UsageError) -> Endpoint {
    if let endpoint = all.first(where: { $0.description == name }) { return endpoint }
    if let block = CIDR(name) ?? CIDR(ipv4: name + "/32") ?? CIDR(name + "/128") {
      return Reachability.endpoint(of: block.canonical)
    }
    // Whatever wears a group, be it known or not.
    if let group = groups.first(where: { $0.description == name }) { return .wearers(of: group) }
    let hosts = all.filter { endpoint in if case .host(let path) = endpoint { path.id == name } else { false } }
    let others = all.filter { endpoint in endpoint.path?.id == name }
    let found = hosts.isEmpty ? others : hosts
    if found.count == 1 { return found[0] }
    throw UsageError(found.isEmpty ? unknown(name) : ambiguous(name, found))
  }

  private func unknown(_ name: String) -> PrintableText {
    let names = all.map(\.description)
    let candidates = names + all.compactMap { $0.path?.id }
    let near: PrintableText =
      Suggestion.nearest(to: name, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
    let place: PrintableText = environment.map { " in \($0)" } ?? ""
    let shown = names.prefix(ReachEndpoints.shown).joined(separator: ", ")
    let more: PrintableText = names.count > ReachEndpoints.shown ? ", \(names.count - ReachEndpoints.shown) more" : ""
    return
      "'\(name)' is no end of a connection\(place)\(near)\nthere are \(shown)\(more), and blocks of addresses such "
      + "as 203.0.113.0/24"
  }

  private func ambiguous(_ name: String, _ found: [Endpoint]) -> PrintableText {
    "'\(name)' may be \(Suggestion.list(found.map(\.description), joinedBy: "or")): write it in full"
  }
}
