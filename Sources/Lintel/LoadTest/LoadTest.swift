import LintelAWS
import LintelGraph
import LintelSimulation
import LintelSource

/// A load test: the requests of a simulation, for real.
package struct LoadTest {
  package enum Tool: String, CaseIterable, Sendable {
    /// Requests to a load balancer, by a script of k6.
    case k6
    /// Work on the instances of a group, by commands of Systems Manager.
    case stressNG = "stress-ng"
  }

  let subject: Path
  let load: String
  let curve: LoadCurve
  let workload: LoadPlan.Workload
  let graph: ResourceGraph
  /// The path of requests.
  let path: String
  let tool: Tool
  /// Those of one instance; commands on instances need to know.
  let processors: Double
  /// The listener through which the subject gets its requests.
  let listener: Path?

  /// - Parameters:
  ///   - checked: A spec of which every graph read.
  ///   - request: Which load.
  ///   - name: The service or group, as an entry or by its id; nil where one only has a workload.
  ///   - path: The path of requests.
  ///   - tool: What loads it; nil takes k6 where a load balancer leads there.
  /// - Throws: When the spec does not say enough.
  package init(
    _ checked: Checked, _ request: Simulate.Request, of name: String?, path: String, tool: Tool?
  ) throws(UsageError) {
    guard checked.graphs.count == 1, let first = checked.graphs.first else {
      let names = checked.graphs.compactMap(\.environment)
      throw UsageError(
        "a load test is of one environment: choose it with --environment; there are \(Suggestion.list(names))")
    }
    graph = Compilation.finished(first)
    let loading = try Loading(graph, request)
    workload = try Self.workload(name, in: graph)
    subject = workload.target
    load = loading.name
    curve = loading.curve.scaled(by: workload.share.double / 100)
    listener = Self.listener(of: subject, in: graph)
    self.path = path.hasPrefix("/") ? path : "/" + path
    let isGroup = graph[subject].flatMap { Catalog.facts(of: $0.type)?.counts } == .instances
    if tool == .stressNG, !isGroup {
      throw UsageError("'\(subject)' has no instances of its own to run commands on: leave `--tool` out")
    }
    if tool == .k6 || !isGroup, listener == nil {
      throw UsageError("no load balancer of the spec leads to '\(subject)': there is nothing to send requests to")
    }
    self.tool = tool ?? (listener == nil ? .stressNG : .k6)
    let processors = workload.processors?.double ?? ScalingSubject.processors(of: subject, in: graph)
    guard processors != nil || self.tool == .k6 else { throw SimulationGap.noProcessors(workload) }
    self.processors = processors ?? 1
  }

  private static func workload(_ name: String?, in graph: ResourceGraph) throws(UsageError) -> LoadPlan.Workload {
    let all = graph.load?.workloads ?? []
    guard let first = all.first else {
      let scalable = graph.resources.first { Catalog.facts(of: $0.type)?.counts != nil }
      throw UsageError(
        scalable.map { SimulationGap.noWorkload($0.path).words } ?? "the spec has no service and no Auto Scaling group")
    }
    let names = all.map(\.target.description)
    guard let name else {
      if all.count == 1 { return first }
      throw UsageError("the spec has several workloads: choose one with --of; there are \(Suggestion.list(names))")
    }
    if let found = all.first(where: { $0.target.description == name || $0.target.id == name }) { return found }
    let near = Suggestion.nearest(to: name, among: names + all.map(\.target.id))
    throw UsageError(
      "there is no workload of '\(name)'"
        + (near.map { "; did you mean '\($0)'?" } ?? "; there are those of \(Suggestion.list(names))"))
  }

  /// The first listener whose actions lead to a target group of the subject.
  private static func listener(of subject: Path, in graph: ResourceGraph) -> Path? {
    var groups: Set<Path> = []
    graph[subject]?.forEachReference { reference, _ in
      if graph[reference.path]?.type == ResourceType.targetGroup.name { groups.insert(reference.path) }
    }
    for node in graph.resources where node.path.section == "loadBalancers" && node.path.part.hasPrefix("listeners.") {
      var leads = false
      node.forEachReference { reference, _ in if groups.contains(reference.path) { leads = true } }
      guard leads else { continue }
      let id = node.path.part.split(separator: ".").dropFirst().first ?? ""
      return Path(node.path.section, node.path.id, "listeners.\(id)")
    }
    return nil
  }

  /// The script.
  package var text: String {
    switch tool {
    case .k6: K6Script(self).text
    case .stressNG: StressScript(self).text
    }
  }
}
