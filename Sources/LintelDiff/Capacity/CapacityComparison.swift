import LintelAWS
import LintelAnalysis
import LintelGraph

/// Tasks and instances on either side.
enum CapacityComparison {
  private struct Size {
    var capacity: Capacity?
    let scaling: [String]
    let saysDesired: Bool
  }

  static func changes(from: ResourceGraph, to: ResourceGraph) -> [CapacityChange] {
    let (before, after) = (sizes(of: from), sizes(of: to))
    let paths = to.resources.map(\.path).filter { after[$0] != nil }
    let gone = from.resources.map(\.path).filter { before[$0] != nil && after[$0] == nil }
    return (paths + gone).compactMap { path in
      var (old, new) = (before[path], after[path])
      if let first = old, let second = new, second.capacity?.unit == .instances,
        !first.saysDesired || !second.saysDesired
      {
        old?.capacity?.desired = nil
        new?.capacity?.desired = nil
      }
      guard old?.capacity != new?.capacity || old?.scaling != new?.scaling else { return nil }
      return CapacityChange(
        path: path, before: old?.capacity, after: new?.capacity, scalingBefore: old?.scaling ?? [],
        scalingAfter: new?.scaling ?? [])
    }
  }

  private static func sizes(of graph: ResourceGraph) -> [Path: Size] {
    let bounds = Bounds(graph)
    let scaling = ScalingWords(graph)
    var sizes: [Path: Size] = [:]
    for node in graph.resources where node.role == .owned {
      let capacity: Capacity?
      switch Catalog.facts(of: node.type)?.counts {
      case .tasks: capacity = tasks(of: node, bounds, graph)
      case .instances: capacity = instances(of: node, bounds, graph)
      case nil: continue
      }
      sizes[node.path] = Size(
        capacity: capacity, scaling: scaling.words(for: node.path), saysDesired: node.saysDesired)
    }
    return sizes
  }

  private static func tasks(of service: Resource, _ bounds: Bounds, _ graph: ResourceGraph) -> Capacity? {
    guard let counts = bounds.tasks(of: service) else { return nil }
    let task = (service["TaskDefinition"]?.reference).flatMap { graph[$0.path] }
    return Capacity(
      unit: .tasks, minimum: counts.least, desired: counts.desired, maximum: counts.most,
      cpu: graph.count(task?["Cpu"]), memory: graph.count(task?["Memory"]), instanceType: nil)
  }

  private static func instances(of group: Resource, _ bounds: Bounds, _ graph: ResourceGraph) -> Capacity? {
    guard let counts = bounds.instances(of: group) else { return nil }
    let template = (group.launchTemplate?["LaunchTemplateId"]?.reference).flatMap { graph[$0.path] }
    return Capacity(
      unit: .instances, minimum: counts.least, desired: counts.desired, maximum: counts.most, cpu: nil, memory: nil,
      instanceType: template?["LaunchTemplateData"]?["InstanceType"]?.literal)
  }
}
