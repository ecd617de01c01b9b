import LintelAWS
import LintelGraph
import LintelSimulation
import LintelSource

/// What a spec does not say and a simulation needs.
enum SimulationGap {
  case noPolicies(ResourceGraph)
  case noWorkload(Path)
  case noProfile

  /// Throws all that a system lacks, with what to add.
  static func check(_ graph: ResourceGraph, _ request: Simulate.Request) throws(UsageError) {
    var gaps: [SimulationGap] = []
    let subjects = Moment(Loading.usualStart).map { ScalingSubject.all(in: graph, start: $0, duration: 0) } ?? []
    let workloads = graph.load?.workloads ?? []
    if subjects.isEmpty {
      gaps.append(.noPolicies(graph))
    } else if !subjects.contains(where: { subject in workloads.contains { $0.target == subject.path } }) {
      gaps.append(.noWorkload(subjects[0].path))
    }
    if case .profile = request.load, graph.load?.profiles.isEmpty ?? true { gaps.append(.noProfile) }
    guard !gaps.isEmpty else { return }
    let place: PrintableText = graph.environment.map { "in \($0), " } ?? ""
    throw UsageError(place + gaps.map(\.words).joined(separator: "\n\n"))
  }

  static func noProcessors(_ workload: LoadPlan.Workload) -> UsageError {
    UsageError(
      "nothing says how many processors one of '\(workload.target)' has: add `processors` to "
        + "`load.workloads.\(workload.id)`")
  }

  var words: PrintableText {
    switch self {
    case .noPolicies(let graph):
      let scalable = graph.resources.first { node in
        node.role == .owned && node.path.part.isEmpty && Catalog.facts(of: node.type)?.counts != nil
      }
      guard let path = scalable?.path else {
        return "nothing scales: the spec has no service and no Auto Scaling group"
      }
      let bounds: PrintableText =
        Self.key(path) == "service"
        ? "\n\nand to the service `autoScaling: { minCapacity: 1, maxCapacity: 10 }`" : ""
      return """
        nothing scales '\(path)': add a policy

          scalingPolicies:
            cpu:
              \(Self.key(path)): \(path.id)
              targetTracking: { metric: cpu, target: 50 }\(bounds)
        """
    case .noWorkload(let path):
      return """
        nothing says what a request costs '\(path)': add a workload

          load:
            workloads:
              \(path.id): { \(Self.key(path)): \(path.id), cpuSeconds: 0.05 }

        `cpuSeconds` is the processor time of a process over the requests that it served.
        """
    case .noProfile:
      return """
        there is no load: add a profile, or name a trace with --load FILE.csv

          load:
            profiles:
              ramp: { stages: [ramp to 200 rps in 5m, hold for 20m, ramp to 10 rps in 5m, hold for 30m] }
        """
    }
  }

  /// The field that names it.
  private static func key(_ path: Path) -> PrintableText {
    path.section == "services" ? "service" : "autoScalingGroup"
  }
}
