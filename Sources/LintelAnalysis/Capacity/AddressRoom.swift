import LintelAWS
package import LintelGraph

/// Tasks and instances that may start in the same subnets, and the addresses that these have for them.
package struct AddressRoom: Sendable {
  package let subnets: [Path]
  /// Services and Auto Scaling groups, in the order of the graph.
  package let members: [Path]
  /// The addresses that the members take with the counts that the system starts with.
  package let desired: Int
  /// The addresses that load balancers and single instances leave of all subnets together.
  package let free: Int

  /// The rooms whose subnets are all known, in the order of their first members.
  ///
  /// Members that share some subnets only are in different rooms: a room that is too small is certain, one that is
  /// large enough is not.
  package static func all(_ bounds: Bounds, _ budgets: [AddressBudget]) -> [AddressRoom] {
    let graph = bounds.graph
    var budgetOf: [Path: AddressBudget] = [:]
    for budget in budgets { budgetOf[budget.subnet] = budget }
    var order: [[Path]] = []
    var members: [[Path]: (paths: [Path], desired: Int)] = [:]
    let positions = bounds.types.positions(ofAny: Catalog.countedTypes)
    for node in positions.lazy.map({ graph.resources[$0] }) {
      guard !node.isExisting, let count = bounds.counts(of: node)?.desired else { continue }
      let subnets = AddressBudget.subnets(of: node, in: graph).sorted()
      guard !subnets.isEmpty, subnets.allSatisfy({ budgetOf[$0] != nil }) else { continue }
      if members[subnets] == nil { order.append(subnets) }
      members[subnets, default: ([], 0)].paths.append(node.path)
      members[subnets, default: ([], 0)].desired += count
    }
    return order.compactMap { subnets in
      guard let room = members[subnets] else { return nil }
      let free = Set(subnets).compactMap { budgetOf[$0] }.reduce(0) { sum, budget in
        let fixed = budget.demands.filter { !isSpread($0, in: graph) }.reduce(0) { $0 + $1.desired }
        return sum + max(0, budget.usable - fixed)
      }
      return AddressRoom(subnets: subnets, members: room.paths, desired: room.desired, free: free)
    }
  }

  private static func isSpread(_ demand: AddressBudget.Demand, in graph: ResourceGraph) -> Bool {
    graph[demand.path].flatMap { Catalog.facts(of: $0.type)?.stands?.isSpread } ?? false
  }
}
