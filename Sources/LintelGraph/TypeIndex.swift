/// The nodes of a graph by their types, so that each question looks at those that it is about only.
package struct TypeIndex: Sendable {
  private var positions: [String: [Int]] = [:]

  package init(_ graph: ResourceGraph) {
    for position in graph.resources.indices { positions[graph.resources[position].type, default: []].append(position) }
  }

  /// The positions of the nodes of some types, in the order of the graph.
  package func positions(of types: String...) -> [Int] {
    if types.count == 1 { return positions[types[0]] ?? [] }
    return types.flatMap { positions[$0] ?? [] }.sorted()
  }

  /// Whether there is a node of one of the types.
  package func has(_ types: String...) -> Bool { types.contains { positions[$0] != nil } }
}
