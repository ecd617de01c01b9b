import LintelAWS
package import LintelGraph

/// Between which counts a rolling deployment moves, and whether it moves at all.
///
/// ECS keeps at least the lower limit healthy, rounded up, and runs at most the upper limit, rounded down. One of the
/// two must leave it room to start a new task or to stop an old one.
package struct DeploymentLimits: Hashable, Sendable {
  package let desired: Int
  /// Percent of the desired count; AWS's default is 100.
  package let minimumHealthyPercent: Int
  /// Percent of the desired count; AWS's default is 200.
  package let maximumPercent: Int

  package init(desired: Int, minimumHealthyPercent: Int = 100, maximumPercent: Int = 200) {
    self.desired = desired
    self.minimumHealthyPercent = minimumHealthyPercent
    self.maximumPercent = maximumPercent
  }

  /// The tasks that stay healthy.
  package var least: Int { (desired * minimumHealthyPercent + 99) / 100 }
  /// The tasks that run at the same time.
  package var most: Int { desired * maximumPercent / 100 }
  package var canStart: Bool { most > desired }
  package var canStop: Bool { least < desired }
  /// Whether a deployment gets anywhere; one of no tasks has nothing to do.
  package var isPossible: Bool { desired == 0 || canStart || canStop }
}

extension DeploymentLimits {
  /// The limits of each service at its fewest, desired and most tasks, in the order of the graph.
  ///
  /// Services of which a count or a percentage is not known are left out, and those that something else than ECS
  /// deploys.
  package static func all(in graph: ResourceGraph) -> [(service: Path, limits: [DeploymentLimits])] {
    let bounds = Bounds(graph)
    return graph.resources.compactMap { node in
      guard Catalog.facts(of: node.type)?.counts == .tasks, let limits = all(of: node, bounds, graph) else {
        return nil
      }
      return (node.path, limits)
    }
  }

  private static func all(of service: Resource, _ bounds: Bounds, _ graph: ResourceGraph) -> [DeploymentLimits]? {
    let deployer = service["DeploymentController"]?["Type"]?.literal ?? "ECS"
    guard deployer == "ECS", let counts = bounds.tasks(of: service) else { return nil }
    let configuration = service["DeploymentConfiguration"]
    // Other strategies have all new tasks beside the old ones.
    guard configuration?["Strategy"]?.literal ?? "ROLLING" == "ROLLING" else { return nil }
    guard let least = percent(configuration?["MinimumHealthyPercent"], 100, graph),
      let most = percent(configuration?["MaximumPercent"], 200, graph)
    else { return nil }
    var seen: Set<Int> = []
    return [counts.least, counts.desired, counts.most].filter { seen.insert($0).inserted }.map { count in
      DeploymentLimits(desired: count, minimumHealthyPercent: least, maximumPercent: most)
    }
  }

  private static func percent(_ value: Value?, _ standard: Int, _ graph: ResourceGraph) -> Int? {
    value == nil ? standard : graph.count(value)
  }
}
