package import LintelGraph

extension ResourceGraph {
  /// A count as the graph knows it: written out, or the default of its parameter.
  package func count(_ value: Value?) -> Int? {
    guard let value else { return nil }
    if case .parameter(let name) = value.content {
      return parameters.first { $0.name == name }?.defaultValue.flatMap { Int($0) }
    }
    return value.integer ?? value.literal.flatMap { Int($0) }
  }
}

/// What each service and Auto Scaling group may grow to.
package struct Bounds: Sendable {
  /// The scalable target of each service that has one.
  private var targets: [Path: Resource] = [:]
  let graph: ResourceGraph
  let types: TypeIndex

  package init(_ graph: ResourceGraph) { self.init(graph, TypeIndex(graph)) }

  package init(_ graph: ResourceGraph, _ types: TypeIndex) {
    self.graph = graph
    self.types = types
    for position in types.positions(of: "AWS::ApplicationAutoScaling::ScalableTarget") {
      let node = graph.resources[position]
      node["ResourceId"]?.forEachReference { reference, _ in
        if graph[reference.path]?.type == "AWS::ECS::Service" { targets[reference.path] = node }
      }
    }
  }

  /// The fewest and the most tasks of a service; equal where nothing scales it, nil where that is not known.
  package func tasks(of service: Resource) -> (least: Int, desired: Int, most: Int)? {
    let written = service["DesiredCount"] ?? service.initial.first { $0.key == "DesiredCount" }?.value
    let desired = graph.count(written) ?? (written == nil && !service.isExisting ? 1 : nil)
    guard let target = targets[service.path] else { return desired.map { ($0, $0, $0) } }
    guard let least = graph.count(target["MinCapacity"]), let most = graph.count(target["MaxCapacity"]) else {
      return nil
    }
    return (least, written == nil ? max(1, least) : desired ?? least, most)
  }

  /// The same of a group's instances.
  package func instances(of group: Resource) -> (least: Int, desired: Int, most: Int)? {
    guard let least = graph.count(group["MinSize"]), let most = graph.count(group["MaxSize"]) else { return nil }
    let written = group["DesiredCapacity"] ?? group.initial.first { $0.key == "DesiredCapacity" }?.value
    return (least, graph.count(written) ?? least, most)
  }

  package func scalableTarget(of service: Path) -> Resource? { targets[service] }
}
