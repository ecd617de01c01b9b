import LintelAWS
package import LintelGraph

/// The addresses that a subnet has, and those that what stands in it takes.
package struct AddressBudget: Sendable {
  /// The share of one node in a subnet, spread evenly over its subnets.
  package struct Demand: Hashable, Sendable {
    package let path: Path
    /// With the counts that the system starts with.
    package let desired: Int
    /// With the most that scaling and a deployment bring; of a load balancer what AWS may take.
    package let most: Int
  }

  package let subnet: Path
  /// Without the five that AWS keeps in every subnet.
  package let usable: Int
  package let demands: [Demand]
  /// Whether the counts of all that stands in the subnet are known.
  package let isComplete: Bool

  package var desired: Int { demands.reduce(0) { $0 + $1.desired } }
  package var most: Int { demands.reduce(0) { $0 + $1.most } }

  /// AWS keeps the first four addresses of a subnet and the last.
  package static func usable(of block: CIDR) -> Int { max(0, block.count - 5) }

  /// The narrowest block that AWS asks for below a load balancer.
  package static let loadBalancerPrefix = SubnetSizes.ofLoadBalancer

  /// The budgets of the subnets whose blocks are known, in the order of the graph.
  package static func all(in graph: ResourceGraph) -> [AddressBudget] { all(Bounds(graph)) }

  package static func all(_ bounds: Bounds) -> [AddressBudget] {
    let graph = bounds.graph
    var demands: [Path: [Demand]] = [:]
    var incomplete: Set<Path> = []
    for node in bounds.types.positions(ofAny: Catalog.standingTypes).lazy.map({ graph.resources[$0] }) {
      guard let standing = Catalog.facts(of: node.type)?.stands else { continue }
      let subnets = subnets(of: node, in: graph)
      guard !subnets.isEmpty else { continue }
      guard let (desired, most) = demand(of: node, standing, bounds, graph) else {
        incomplete.formUnion(subnets)
        continue
      }
      // Load balancers take theirs in every subnet; tasks and instances are spread.
      let parts = standing.isSpread ? subnets.count : 1
      let share = Demand(path: node.path, desired: (desired + parts - 1) / parts, most: (most + parts - 1) / parts)
      for subnet in subnets { demands[subnet, default: []].append(share) }
    }
    return bounds.types.positions(of: ResourceType.subnet.name).compactMap { position in
      let node = graph.resources[position]
      guard let block = node["CidrBlock"]?.literal.flatMap({ CIDR($0) }) else { return nil }
      return AddressBudget(
        subnet: node.path, usable: usable(of: block), demands: demands[node.path] ?? [],
        isComplete: !node.isExisting && !incomplete.contains(node.path))
    }
  }

  static func subnets(of node: Resource, in graph: ResourceGraph) -> [Path] {
    (Catalog.facts(of: node.type)?.stands?.subnets(of: node, in: graph)?.items ?? []).compactMap { $0.reference?.path }
  }

  /// The addresses that a node takes altogether, or, where it takes the same in each subnet, in one.
  private static func demand(
    of node: Resource, _ standing: Facts.Standing, _ bounds: Bounds, _ graph: ResourceGraph
  ) -> (desired: Int, most: Int)? {
    switch standing.addresses(of: node) {
    case .inEach(let least, let most): return (least, most)
    case .spread(.instances): return bounds.instances(of: node).map { ($0.desired, $0.most) }
    case .spread(.tasks):
      guard let counts = bounds.tasks(of: node) else { return nil }
      let configuration = node["DeploymentConfiguration"]
      // Where requests move, all new tasks stand beside the old ones.
      let isRolling = configuration?["Strategy"]?.literal ?? "ROLLING" == "ROLLING"
      let percent = isRolling ? configuration?["MaximumPercent"] : nil
      guard let most = percent == nil ? 200 : graph.count(percent) else { return nil }
      return (counts.desired, max(counts.most, counts.most * most / 100))
    }
  }
}

extension Facts.Standing {
  /// Whether its addresses are spread over its subnets, as against taken in each.
  var isSpread: Bool { if case .spread = addresses { true } else { false } }
}
