import LintelAnalysis
import LintelGraph
import LintelSource

/// The ends of connections by the names that people type.
struct ReachEnds {
  /// What can be named, in the order in which it is listed.
  let all: [End]
  private let environment: String?
  private let groups: [Path]

  init(_ reachability: Reachability, _ connections: [Connection]) {
    var all: [End] = [.internet] + reachability.hosts.map(\.end)
    var seen = Set(all)
    for connection in connections {
      for end in [connection.from, connection.to] where seen.insert(end).inserted { all.append(end) }
    }
    self.all = all
    environment = reachability.graph.environment
    groups = reachability.graph.resources.filter { $0.type == "AWS::EC2::SecurityGroup" }.map(\.path)
  }

  /// An end by `internet`, `services.encryptor`, an id that only one has, or a block of addresses.
  func end(named name: String) throws(UsageError) -> End {
    if let end = all.first(where: { $0.description == name }) { return end }
    if let block = CIDR(name) ?? CIDR(name + "/32") {
      return block.prefix == 0 ? .internet : CIDR(block.canonical).map { .addresses($0) } ?? .internet
    }
    // Whatever wears a group, be it known or not.
    if let group = groups.first(where: { $0.description == name }) { return .wearers(of: group) }
    let hosts = all.filter { end in if case .host(let path) = end { path.id == name } else { false } }
    let others = all.filter { end in end.path?.id == name }
    let found = hosts.isEmpty ? others : hosts
    if found.count == 1 { return found[0] }
    throw UsageError(found.isEmpty ? unknown(name) : ambiguous(name, found))
  }

  private func unknown(_ name: String) -> String {
    let names = all.map(\.description)
    let candidates = names + all.compactMap { $0.path?.id }
    let near = Suggestion.nearest(to: name, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
    let place = environment.map { " in \($0)" } ?? ""
    return "'\(name)' is no end of a connection\(place)\(near)\nthere are "
      + names.joined(separator: ", ") + ", and blocks of addresses such as 203.0.113.0/24"
  }

  private func ambiguous(_ name: String, _ found: [End]) -> String {
    "'\(name)' may be \(Suggestion.list(found.map(\.description), joinedBy: "or")): write it in full"
  }
}
