package import LintelAWS
package import LintelGraph
package import LintelSimulation
package import LintelSource

/// What scaling does under a load: the answer to `lintel simulate`.
package struct Simulate {
  /// What the command line asks for.
  package struct Request {
    package enum Load {
      /// A profile of the spec; nil where it has one only.
      case profile(String?)
      /// That of another system.
      case shared
      /// A file of requests.
      case trace(SourceFile)
    }

    package var load = Load.profile(nil)
    /// Assumptions, by their names.
    package var assumptions: [(name: String, value: String)] = []
    /// The seconds of one step; nil chooses by the length of the load.
    package var step: Int?
    package var start: String?
    /// How many tasks or instances there are at the beginning.
    package var count: Int?
    /// When a deployment runs, as `10m-15m`.
    package var deployment: String?

    package init() {}
  }

  /// One service or group.
  package struct Run {
    package let subject: ScalingSubject
    package let workload: Workload
    package let price: Double?
    package let curve: LoadCurve
    /// One for each pace.
    package let outcomes: [(pace: Assumptions.Pace, outcome: Outcome)]
    /// What the simulation leaves out.
    package let remarks: [PrintableText]

    /// The run that lies between the ends.
    package var typical: Outcome { (outcomes.first { $0.pace == .typical } ?? outcomes[0]).outcome }
  }

  /// One environment, or the spec that has none.
  package struct System {
    package let environment: String?
    /// What tells it from others: the environment, the file, or both.
    package let label: String
    /// What the load is called.
    package let load: String
    package let start: Moment
    package let curve: LoadCurve
    package let runs: [Run]
    /// What scales and has no workload.
    package let unsaid: [Path]
  }

  package let systems: [System]
  /// What somebody knows better.
  package let set: [Assumption: Int]
  package let step: Int

  /// - Parameters:
  ///   - checked: A spec of which every graph read.
  ///   - request: What to simulate.
  /// - Throws: When the spec or the request does not say enough, in words that say what to add.
  package init(_ checked: Checked, _ request: Request) throws(UsageError) {
    try self.init([(name: nil, checked: checked)], request)
  }

  /// - Parameters:
  ///   - specs: Specs of which every graph read, and what they are called where there are several.
  ///   - request: What to simulate; of several systems that are compared, the first says the load of all.
  ///   - sharesLoad: Whether all have one load.
  /// - Throws: When a spec or the request does not say enough, in words that say what to add.
  package init(
    _ specs: [(name: String?, checked: Checked)], _ request: Request, sharesLoad: Bool = false
  ) throws(UsageError) {
    set = try Self.assumptions(request.assumptions)
    var systems: [System] = []
    var step = 1
    var shared: Loading?
    for spec in specs {
      for graph in spec.checked.graphs {
        var wanted = request
        // What the first has said, the others need not.
        if shared != nil { wanted.load = .shared }
        try SimulationGap.check(graph, wanted)
        let loading: Loading
        if let shared { loading = shared } else { loading = try Loading(graph, request) }
        if sharesLoad { shared = loading }
        step = max(step, request.step ?? loading.step)
        let label = [spec.name, graph.environment].compactMap(\.self).joined(separator: " ")
        systems.append(
          try Self.system(graph, label, loading, request, set, step: request.step ?? loading.step))
      }
    }
    self.systems = systems
    self.step = step
  }

  private static func system(
    _ graph: ResourceGraph, _ label: String, _ loading: Loading, _ request: Request, _ set: [Assumption: Int], step: Int
  ) throws(UsageError) -> System {
    let deployment = try request.deployment.map { text throws(UsageError) in try window(text) }
    let subjects = ScalingSubject.all(in: graph, start: loading.start, duration: loading.curve.duration)
    let workloads = graph.load?.workloads ?? []
    var runs: [Run] = []
    for subject in subjects {
      guard let written = workloads.first(where: { $0.target == subject.path }) else { continue }
      let processors = written.processors?.double ?? ScalingSubject.processors(of: subject.path, in: graph)
      guard let processors else {
        throw SimulationGap.noProcessors(written)
      }
      let workload = Workload(
        cpuSeconds: written.cpuSeconds.double, processors: processors, startUp: written.startUp,
        memory: written.memory.map { Int(($0.double * 1000).rounded()) })
      let own = try subject.beginning(with: request.count)
      let curve = loading.curve.scaled(by: written.share.double / 100)
      let outcomes = Assumptions.Pace.allCases.map { pace in
        let simulation = Simulation(
          own, workload, curve, Assumptions(pace, set: set), step: step, deployment: deployment)
        return (pace, simulation.run(keepsMinutes: pace == .typical))
      }
      runs.append(
        Run(
          subject: own, workload: workload, price: written.price?.double, curve: curve, outcomes: outcomes,
          remarks: Remarks.remarks(on: own, workload)))
    }
    let said = Set(runs.map(\.subject.path))
    return System(
      environment: graph.environment, label: label, load: loading.name, start: loading.start, curve: loading.curve,
      runs: runs,
      unsaid: subjects.map(\.path).filter { !said.contains($0) })
  }

  // MARK: The command line

  private static func assumptions(_ set: [(name: String, value: String)]) throws(UsageError) -> [Assumption: Int] {
    var values: [Assumption: Int] = [:]
    for (name, value) in set {
      guard let assumption = Assumption(name: name) else {
        let names = Assumption.allCases.map(\.name)
        let near = Suggestion.nearest(to: name, among: names)
        throw UsageError(
          "there is no assumption '\(name)'"
            + (near.map { "; did you mean '\($0)'?" } ?? "; there are \(Suggestion.list(names))"))
      }
      guard let number = Int(value), assumption.range.contains(number) else {
        let range = assumption.range
        throw UsageError(
          "'\(value)' is no value of \(name): a number from \(range.lowerBound) to \(range.upperBound) is expected")
      }
      values[assumption] = number
    }
    return values
  }

  private static func window(_ text: String) throws(UsageError) -> Range<Int> {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { part in
      part == "0" || part == "0s" ? 0 : LoadStage.seconds(String(part))
    }
    guard parts.count == 2, let from = parts[0], let to = parts[1], from < to else {
      throw UsageError("'\(text)' is no time of a deployment such as 10m-15m")
    }
    return from..<to
  }
}

extension ScalingSubject {
  /// The same with so many at the beginning.
  fileprivate func beginning(with count: Int?) throws(UsageError) -> ScalingSubject {
    guard let count else { return self }
    guard bounds.contains(count) else {
      throw UsageError("'\(path)' has \(bounds.lowerBound) to \(bounds.upperBound), and cannot begin with \(count)")
    }
    return ScalingSubject(
      path: path, unit: unit, policies: policies, bounds: bounds, initial: count, commonWarmUp: commonWarmUp,
      resolution: resolution, schedule: schedule, silent: silent)
  }
}
