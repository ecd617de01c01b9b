import LintelAWS
import LintelGraph

/// In which order a script makes things: each after what it refers to and what it comes after, else by section and id,
/// because the order of keys means nothing.
enum ScriptOrder {
  static func resources(of graph: ResourceGraph) -> [Resource] {
    graph.creationOrder(by: sorted(graph)).map { graph.resources[$0] }.filter { !$0.isExisting }
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
}
