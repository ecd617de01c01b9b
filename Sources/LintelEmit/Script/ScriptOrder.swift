import LintelAWS
import LintelGraph

/// In which order a script makes things: each after what it refers to and what it comes after, else by section and id,
/// because the order of keys means nothing.
enum ScriptOrder {
  static func resources(of graph: ResourceGraph) -> [Resource] {
    var state: [UInt8] = Array(repeating: 0, count: graph.resources.count)
    var order: [Int] = []
    let sorted = sorted(graph)
    var rank = Array(repeating: 0, count: sorted.count)
    for (index, position) in sorted.enumerated() { rank[position] = index }
    var pending: [(position: Int, isDone: Bool)] = sorted.reversed().map { ($0, false) }
    while let (position, isDone) = pending.popLast() {
      if isDone {
        order.append(position)
        continue
      }
      guard state[position] == 0 else { continue }
      state[position] = 1
      pending.append((position, true))
      let needs = needs(of: graph.resources[position], graph).sorted { rank[$0] > rank[$1] }
      for needed in needs where state[needed] == 0 {
        pending.append((needed, false))
      }
    }
    return order.map { graph.resources[$0] }.filter { !$0.isExisting }
  }

  /// The nodes by the order of sections, which is Lintel's, and then by id.
  static func sorted(_ graph: ResourceGraph) -> [Int] {
    var sections: [String: Int] = [:]
    for resource in graph.resources where sections[resource.path.section] == nil {
      sections[resource.path.section] = sections.count
    }
    let keys = graph.resources.map { (sections[$0.path.section] ?? 0, $0.path.id, $0.path.part) }
    return graph.resources.indices.sorted { keys[$0] < keys[$1] }
  }

  /// What the steps and the result name.
  static func references(of order: [Resource], _ graph: ResourceGraph) -> Set<Reference> {
    var references: Set<Reference> = []
    for resource in order { resource.forEachReference { reference, _ in references.insert(reference) } }
    for output in graph.outputs { output.value.forEachReference { reference, _ in references.insert(reference) } }
    return references
  }

  private static func needs(of resource: Resource, _ graph: ResourceGraph) -> [Int] {
    var needs: [Int] = []
    resource.forEachReference { reference, _ in
      if let position = graph.position(of: reference.path) { needs.append(position) }
    }
    needs += resource.after.compactMap { graph.position(of: $0) }
    return needs
  }
}
