import LintelAWS
package import LintelGraph

extension ResourceGraph {
  /// A count as the graph knows it: written out, or the default of its parameter.
  package func count(_ value: Value?) -> Int? {
    value?.integer ?? judged(value).flatMap { Int($0) }
  }
}

/// The counts between which each service and Auto Scaling group moves.
package struct Bounds: Sendable {
  /// The scalable target of each service that has one.
  private var targets: [Path: Resource] = [:]
  /// What is set at times, by the service or group.
  private var actions: [Path: [ScheduledSizes]] = [:]
  package let graph: ResourceGraph
  let types: TypeIndex

  package init(_ graph: ResourceGraph) { self.init(graph, TypeIndex(graph)) }

  package init(_ graph: ResourceGraph, _ types: TypeIndex) {
    self.graph = graph
    self.types = types
    for node in types.positions(ofAny: Catalog.scalingTypes).lazy.map({ graph.resources[$0] }) {
      switch Catalog.facts(of: node.type)?.scaling {
      case .bounds(let property):
        node[property]?.forEachReference { reference, _ in
          if graph[reference.path].flatMap({ Catalog.facts(of: $0.type)?.counts }) == .tasks {
            targets[reference.path] = node
            let items = node["ScheduledActions"]?.items ?? []
            if !items.isEmpty { actions[reference.path] = items.map { ScheduledSizes(item: $0, in: graph) } }
          }
        }
      case .schedule(let property):
        if let group = node[property]?.reference?.path {
          actions[group, default: []].append(ScheduledSizes(node, in: graph))
        }
      case .policy, .alarm, nil: break
      }
    }
  }

  /// The fewest, the first and the most tasks or instances; nil where that is not known, or the node counts nothing.
  package func counts(of node: Resource) -> (least: Int, desired: Int, most: Int)? {
    switch Catalog.facts(of: node.type)?.counts {
    case .tasks: tasks(of: node)
    case .instances: instances(of: node)
    case nil: nil
    }
  }

  /// The bounds that are written for a service or group, without those that are set at times.
  package func written(of node: Resource) -> ClosedRange<Int>? {
    let isGroup = Catalog.facts(of: node.type)?.counts == .instances
    let owner = isGroup ? node : targets[node.path]
    guard let owner, let least = graph.count(owner[isGroup ? "MinSize" : "MinCapacity"]),
      let most = graph.count(owner[isGroup ? "MaxSize" : "MaxCapacity"]), least <= most
    else { return nil }
    return least...most
  }

  /// What is set at times of a service or group.
  package func scheduled(_ path: Path) -> [ScheduledSizes] { actions[path] ?? [] }

  /// Bounds with those that are set at times.
  private func widened(_ least: Int, _ most: Int, of path: Path) -> (least: Int, most: Int) {
    let actions = scheduled(path)
    let counts = actions.compactMap(\.desired)
    return (
      (actions.compactMap(\.least) + counts).reduce(least, min), (actions.compactMap(\.most) + counts).reduce(most, max)
    )
  }

  /// The fewest and the most tasks of a service; equal where nothing scales it, nil where that is not known.
  package func tasks(of service: Resource) -> (least: Int, desired: Int, most: Int)? {
    // A daemon's are as many as the instances of its cluster.
    if service["SchedulingStrategy"]?.literal == "DAEMON" { return nil }
    let written = service["DesiredCount"] ?? service.initial.first { $0.key == "DesiredCount" }?.value
    let desired = graph.count(written) ?? (written == nil && !service.isExisting ? 1 : nil)
    guard let target = targets[service.path] else { return desired.map { ($0, $0, $0) } }
    guard let least = graph.count(target["MinCapacity"]), let most = graph.count(target["MaxCapacity"]) else {
      return nil
    }
    let bounds = widened(least, most, of: service.path)
    return (bounds.least, written == nil ? max(1, least) : desired ?? least, bounds.most)
  }

  /// The same of a group's instances.
  package func instances(of group: Resource) -> (least: Int, desired: Int, most: Int)? {
    guard let least = graph.count(group["MinSize"]), let most = graph.count(group["MaxSize"]) else { return nil }
    let written = group["DesiredCapacity"] ?? group.initial.first { $0.key == "DesiredCapacity" }?.value
    let bounds = widened(least, most, of: group.path)
    return (bounds.least, graph.count(written) ?? least, bounds.most)
  }

  package func scalableTarget(of service: Path) -> Resource? { targets[service] }
}
