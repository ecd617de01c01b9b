package import LintelAnalysis
import LintelGraph
package import LintelSource

/// What a spec lets reach what: the answer to `lintel reach`.
package struct Reach {
  /// One environment, or the spec that has none.
  package struct System {
    package let environment: String?
    package let reachability: Reachability
    /// With what services cannot do without and do not get.
    package let connections: [Connection]
    /// The endpoints that were asked for, as this system has them.
    package let from: Endpoint?
    package let to: Endpoint?
    let bySource: [Endpoint: [Connection]]
    let byDestination: [Endpoint: [Connection]]

    init(_ graph: ResourceGraph, from: String?, to: String?) throws(UsageError) {
      environment = graph.environment
      reachability = Reachability(graph)
      let needs = reachability.hosts.flatMap { [reachability] in reachability.needs(of: $0) }
      connections = reachability.connections() + needs.filter { $0.certainty == .no }
      bySource = Dictionary(grouping: connections, by: \.from)
      byDestination = Dictionary(grouping: connections, by: \.to)
      let endpoints = ReachEndpoints(reachability, connections + needs)
      self.from = try from.map { name throws(UsageError) in try endpoints.endpoint(named: name) }
      self.to = try to.map { name throws(UsageError) in try endpoints.endpoint(named: name) }
    }

    /// How many hosts a group stands for; nil for one of which others may wear it too.
    func count(ofWearers group: Path) -> Int? {
      let count = reachability.wearerCount(of: group)
      return count == 0 || reachability.graph[group]?.isExisting ?? true ? nil : count
    }

    /// Between two endpoints.
    package var routes: [ConnectionRoute] {
      guard let from, let to else { return [] }
      let all = reachability.routes(from: from, to: to)
      let possible = all.filter { $0.certainty != .no }
      guard let best = possible.first else { return Array(all.prefix(1)) }
      return possible.filter { $0.certainty == best.certainty }
    }

    /// All that an endpoint reaches which is no node, or nobody of the graph is known to wear.
    package func routes(from endpoint: Endpoint) -> [ConnectionRoute] {
      reachability.hosts.flatMap { host in
        reachability.routes(from: endpoint, to: host.endpoint).filter { $0.certainty != .no }
      }
    }
  }

  package let sources: Sources
  package let systems: [System]

  /// - Parameters:
  ///   - checked: A spec of which every graph read.
  ///   - from: The first end as the command line names it.
  ///   - to: The second end.
  /// - Throws: When there is no such end.
  package init(_ checked: Checked, from: String? = nil, to: String? = nil) throws(UsageError) {
    sources = checked.sources
    var systems: [System] = []
    for graph in checked.graphs {
      systems.append(try System(graph, from: from, to: to))
    }
    self.systems = systems
  }
}
