package import LintelAWS
import LintelAnalysis
package import LintelGraph

extension ScalingSubject {
  /// What scales in a graph, in its order: services and groups that a policy or an action moves, and whose bounds are known.
  ///
  /// - Parameters:
  ///   - graph: The system.
  ///   - start: When a run begins.
  ///   - duration: The seconds that it lasts.
  /// - Returns: The subjects.
  package static func all(in graph: ResourceGraph, start: Moment, duration: Int) -> [ScalingSubject] {
    let bounds = Bounds(graph)
    return ScalingModel.all(bounds).compactMap { model -> ScalingSubject? in
      guard let node = graph[model.path], let unit = Catalog.facts(of: node.type)?.counts,
        let written = bounds.written(of: node), let counts = bounds.counts(of: node)
      else { return nil }
      let actions = bounds.scheduled(model.path)
      guard !model.policies.isEmpty || !actions.isEmpty else { return nil }
      let warmUp = graph.count(node["DefaultInstanceWarmup"]) ?? graph.count(node["Cooldown"])
      return ScalingSubject(
        path: model.path, unit: unit, policies: model.policies, bounds: written,
        initial: min(max(counts.desired, written.lowerBound), written.upperBound),
        commonWarmUp: warmUp ?? ScalingCooldown.ofServices,
        resolution: unit == .tasks || Self.hasDetailedMonitoring(node, in: graph) ? 60 : 300,
        schedule: actions.map { ScheduledChange($0, start: start, duration: duration) },
        silent: actions.filter { $0.times(from: start, for: 0) == nil }.map { $0.name ?? $0.words })
    }
  }

  /// The processors of one task or instance; nil where the graph does not tell.
  package static func processors(of path: Path, in graph: ResourceGraph) -> Double? {
    guard let node = graph[path] else { return nil }
    if let task = node["TaskDefinition"]?.reference?.path {
      let definition = graph[task]
      let own = graph.count(definition?["Cpu"])
      let units = own ?? definition?["ContainerDefinitions"]?.items.compactMap { graph.count($0["Cpu"]) }.reduce(0, +)
      return units.flatMap { $0 > 0 ? Double($0) / 1024 : nil }
    }
    let type = template(of: node, in: graph)?["InstanceType"]?.literal
    return type.flatMap { InstanceProcessors.count(of: $0) }.map(Double.init)
  }

  /// What the instances of a group are made from.
  private static func template(of group: Resource, in graph: ResourceGraph) -> Value? {
    let mixed = group["MixedInstancesPolicy"]?["LaunchTemplate"]?["LaunchTemplateSpecification"]
    let path = (group["LaunchTemplate"] ?? mixed)?["LaunchTemplateId"]?.reference?.path
    return path.flatMap { graph[$0] }?["LaunchTemplateData"]
  }

  /// Whether instances publish their metrics each minute, and not every five.
  private static func hasDetailedMonitoring(_ group: Resource, in graph: ResourceGraph) -> Bool {
    template(of: group, in: graph)?["Monitoring"]?["Enabled"]?.content == .boolean(true)
  }
}

extension ScheduledChange {
  init(_ sizes: ScheduledSizes, start: Moment, duration: Int) {
    self.init(
      name: sizes.name ?? sizes.words, least: sizes.least, most: sizes.most, desired: sizes.desired,
      times: sizes.times(from: start, for: duration) ?? [])
  }
}
