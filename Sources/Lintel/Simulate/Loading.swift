import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSimulation
import LintelSource

/// The load that a request means in one system.
struct Loading {
  let name: String
  let curve: LoadCurve
  let start: Moment

  /// A Monday.
  static let usualStart = "2027-01-04T00:00:00Z"

  init(_ graph: ResourceGraph, _ request: Simulate.Request) throws(UsageError) {
    var own = graph.load?.start.flatMap { Moment($0) }
    if let text = request.start {
      guard let moment = Moment(text) else {
        throw UsageError("'\(text)' is no moment such as 2027-01-31T08:00:00Z")
      }
      own = moment
    }
    switch request.load {
    case .trace(let file):
      let trace: LoadTrace
      do throws(LoadTrace.Problem) {
        trace = try LoadTrace(file.bytes)
      } catch {
        throw UsageError("\(file.path):\(error.line): \(error.message)")
      }
      name = file.path
      curve = trace.curve
      own = request.start == nil ? trace.start ?? own : own
      guard let start = own ?? Moment(Self.usualStart) else { throw UsageError("there is no beginning") }
      self.start = start
    case .shared: throw UsageError("there is no other load")
    case .profile(let wanted):
      let profile = try Self.profile(wanted, of: graph)
      guard let start = own ?? Moment(Self.usualStart) else { throw UsageError("there is no beginning") }
      name = profile.name
      self.start = start
      curve = LoadCurve(profile.form, start: start)
    }
    guard curve.duration <= Self.longest else {
      throw UsageError("the load lasts \(curve.duration / 86_400) days, and 31 are simulated at most: cut it")
    }
  }

  private static let longest = 31 * 86_400

  private static func profile(_ name: String?, of graph: ResourceGraph) throws(UsageError) -> LoadPlan.Profile {
    let profiles = graph.load?.profiles ?? []
    let names = profiles.map(\.name)
    guard let first = profiles.first else { throw UsageError(SimulationGap.noProfile.words) }
    guard let name else {
      if profiles.count == 1 { return first }
      throw UsageError("the spec has several loads: choose one with --load; there are \(Suggestion.list(names))")
    }
    if let profile = profiles.first(where: { $0.name == name }) { return profile }
    let near = Suggestion.nearest(to: name, among: names)
    throw UsageError(
      "there is no profile '\(name)'"
        + (near.map { "; did you mean '\($0)'?" } ?? "; there are \(Suggestion.list(names))"))
  }

  /// Seconds: each one of a day, and a minute of what lasts longer.
  var step: Int { curve.duration <= 2 * 86_400 ? 1 : 60 }
}

/// What a simulation leaves out.
enum Remarks {
  static func remarks(on subject: ScalingSubject, _ workload: Workload) -> [PrintableText] {
    var remarks: [PrintableText] = []
    for (policy, metric) in subject.unknownMetrics(workload) {
      remarks.append(
        metric.name == "MemoryUtilization"
          ? "'\(policy)' acts on memory, and `memory` of the workload does not say how much is in use: it has no datapoints"
          : "'\(policy)' acts on \(metric.words), which is not simulated: it has no datapoints")
    }
    for policy in subject.policies {
      switch policy.form {
      case .predictive(let forecast, _):
        remarks.append(
          forecast.scales
            ? "'\(policy.path)' is left out: what it forecasts follows from weeks of its metric, which are not known here"
            : "'\(policy.path)' is left out: it only forecasts, and changes nothing")
      case .unknown: remarks.append("'\(policy.path)' is known only when deploying, and left out")
      case .steps, .tracking: break
      }
    }
    for name in subject.silent {
      remarks.append("'\(name)' is left out: its schedule or the clock of its zone is not known here")
    }
    if subject.resolution > 60 {
      remarks.append("metrics come every 5 minutes: `monitoring: true` in the launch template makes it every minute")
    }
    return remarks
  }
}
