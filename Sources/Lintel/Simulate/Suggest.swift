import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSimulation
package import LintelSource

/// The smallest change of a spec with which nothing is saturated, at either end of what AWS does not document.
///
/// Targets of target tracking on the processor, and bounds, are searched; steps stay as they are. Of all that bear the
/// load, what needs the fewest hours of tasks or instances is taken.
package struct Suggest {
  private let simulate: Simulate
  private let width: Int

  package init(_ simulate: Simulate, width: Int? = nil) {
    self.simulate = simulate
    self.width = min(max(width ?? 100, 40), 160)
  }

  /// What is tried: a target, nil for the written one, and bounds.
  private struct Candidate {
    let target: Int?
    let bounds: ClosedRange<Int>
    let hours: Double
  }

  package var text: PrintableText {
    simulate.systems.flatMap { system in system.runs.map { text(of: $0, in: system) } }.joined(separator: "\n")
  }

  private func text(of run: Simulate.Run, in system: Simulate.System) -> PrintableText {
    let place: PrintableText = system.environment.map { " in \($0)" } ?? ""
    let head: PrintableText = "\(run.subject.path)\(place) under \(system.load): "
    let isSound = run.outcomes.allSatisfy { $0.outcome.totals.secondsSaturated == 0 }
    guard let best = best(for: run) else {
      return lines(head + "no bounds and no target bear this load: a single request may need more than one has")
    }
    let now = run.typical.totals.taskHours
    if isSound, now <= best.hours + 0.005 {
      return lines(head + "never saturated at either end, and nothing that was tried needs fewer hours")
    }
    let hours = "\(Figures.decimal(best.hours, places: 2)) hours of \(run.subject.unit.words)"
    let words: PrintableText =
      "with these lines never saturated at either end, \(hours) instead of \(Figures.decimal(now, places: 2))"
    return lines(head + words) + "\n" + change(best, run, system)
  }

  private func lines(_ text: PrintableText) -> PrintableText {
    Paragraph.lines(text.text, width: width).map { $0 + "\n" }.joined()
  }

  /// The lines to write.
  private func change(_ candidate: Candidate, _ run: Simulate.Run, _ system: Simulate.System) -> PrintableText {
    var lines: [String] = []
    let (least, most) = (candidate.bounds.lowerBound, candidate.bounds.upperBound)
    let path = run.subject.path
    lines += ["\(path.section):", "  \(path.id):"]
    lines.append(
      run.subject.unit == .tasks
        ? "    autoScaling: { minCapacity: \(least), maxCapacity: \(most) }"
        : "    minSize: \(least)\n    maxSize: \(most)")
    if let target = candidate.target, let policy = Self.tracking(of: run.subject) {
      lines += ["scalingPolicies:", "  \(policy.id):", "    targetTracking: { target: \(target) }"]
    }
    let margin = system.environment == nil ? "  " : "      "
    let head = system.environment.map { "  environments:\n    \($0):\n" } ?? ""
    let body = lines.flatMap { $0.split(separator: "\n") }.map { margin + $0 }.joined(separator: "\n")
    return PrintableText(lines: head + body + "\n")
  }

  // MARK: Searching

  /// The one policy of target tracking on the processor.
  private static func tracking(of subject: ScalingSubject) -> Path? {
    let all = subject.policies.filter { policy in
      if case .tracking(_, let metric) = policy.form { metric.name == "CPUUtilization" } else { false }
    }
    return all.count == 1 ? all[0].path : nil
  }

  private func best(for run: Simulate.Run) -> Candidate? {
    let targets: [Int?] =
      [nil] + (Self.tracking(of: run.subject) == nil ? [] : Array(stride(from: 20, through: 90, by: 5)))
    let enough = Int((run.curve.peak / run.workload.rate).rounded(.up)) + 1
    // The first that is found wins where several need the same: what is written comes first.
    return targets.compactMap { self.candidate($0, enough, run) }.min { $0.hours + 0.005 < $1.hours }
  }

  /// The least minimum with which a target bears the load.
  private func candidate(_ target: Int?, _ enough: Int, _ run: Simulate.Run) -> Candidate? {
    let least = min(run.subject.bounds.lowerBound, enough)
    guard enough <= 5000 else { return nil }
    // More of a minimum is never worse, so that half of what is left is looked at each time.
    var (low, high) = (least, max(least, enough))
    guard bears(target, high, run) != nil else { return nil }
    while low < high {
      let middle = (low + high) / 2
      if bears(target, middle, run) != nil { high = middle } else { low = middle + 1 }
    }
    guard let outcomes = bears(target, high, run) else { return nil }
    let most = max(high, outcomes.map(\.totals.peakRunning).max() ?? high)
    return Candidate(target: target, bounds: high...most, hours: outcomes[1].totals.taskHours)
  }

  /// What comes of a target and a minimum with as many as are wanted; nil where something is saturated.
  private func bears(_ target: Int?, _ least: Int, _ run: Simulate.Run) -> [Outcome]? {
    let subject = run.subject.changed(target: target, tracking: Self.tracking(of: run.subject), least: least)
    var outcomes: [Outcome] = []
    for pace in [Assumptions.Pace.slow, .typical, .quick] {
      let simulation = Simulation(
        subject, run.workload, run.curve, Assumptions(pace, set: simulate.set), step: max(simulate.step, 5))
      let outcome = simulation.run(keepsMinutes: false)
      guard outcome.totals.secondsSaturated == 0 else { return nil }
      outcomes.append(outcome)
    }
    return outcomes
  }
}

extension ScalingSubject {
  /// The same with another target, another minimum, and no maximum that matters.
  fileprivate func changed(target: Int?, tracking: Path?, least: Int) -> ScalingSubject {
    let policies = policies.map { policy -> ScalingModel.Policy in
      guard let target, policy.path == tracking, case .tracking(let old, let metric) = policy.form else {
        return policy
      }
      let new = TrackingPolicy(target: Decimal(target), lowAlarm: old.lowAlarm, scalesIn: old.scalesIn)
      return ScalingModel.Policy(path: policy.path, form: .tracking(new, metric), pace: policy.pace, span: policy.span)
    }
    return ScalingSubject(
      path: path, unit: unit, policies: policies, bounds: least...max(10_000, least), initial: max(least, 1),
      commonWarmUp: commonWarmUp, resolution: resolution, schedule: schedule, silent: silent)
  }
}
