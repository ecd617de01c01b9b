import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource
import Testing

@testable import LintelSimulation

/// What holds for any policies under any load.
@Suite struct SimulationPropertyTests {
  private static func policies(_ random: inout SplitMix) -> [ScalingModel.Policy] {
    (0..<Int.random(in: 1...3, using: &random)).map { index in
      let pace = ScalingPace.cooldown(
        out: [0, 60, 300].randomElement(using: &random) ?? 0, in: [0, 60, 300, 600].randomElement(using: &random) ?? 0)
      let path = Path("scalingPolicies", "p\(index)")
      guard Bool.random(using: &random) else {
        let tracking = TrackingPolicy(
          target: Decimal(Int.random(in: 10...90, using: &random)), scalesIn: Bool.random(using: &random))
        return ScalingModel.Policy(
          path: path, form: .tracking(tracking, ScalingBench.metric), pace: pace, span: .none)
      }
      let up = Int.random(in: 30...90, using: &random)
      let adjustment: StepPolicy.Adjustment = [.change, .exact, .percent].randomElement(using: &random) ?? .change
      let amount = Int.random(in: 1...20, using: &random)
      let sign = adjustment == .exact ? 1 : -1
      return policy(
        path, pace,
        [
          .of(adjustment, .scaleOut, up, [(0, 10, amount), (10, nil, amount + 3)]),
          .of(adjustment, .scaleIn, up / 3, [(nil, 0, sign * Int.random(in: 1...amount, using: &random))]),
        ])
    }
  }

  static func policy(_ path: Path, _ pace: ScalingPace, _ steps: [StepPolicy]) -> ScalingModel.Policy {
    let calls = steps.map { steps in
      (
        alarm: AlarmWatch(
          path: path.appending(steps.direction == .scaleOut ? "out" : "in"), metric: ScalingBench.metric, period: 60,
          evaluationPeriods: 2, datapointsToAlarm: 2), steps: steps
      )
    }
    return ScalingModel.Policy(path: path, form: .steps(calls), pace: pace, span: .none)
  }

  private static func curve(_ random: inout SplitMix) -> LoadCurve {
    var time = 0
    return LoadCurve(
      (0..<Int.random(in: 2...12, using: &random)).map { _ in
        defer { time += Int.random(in: 0...1500, using: &random) }
        return LoadCurve.Point(time, Double(Int.random(in: 0...900, using: &random)))
      })
  }

  @Test(arguments: 0..<60)
  func boundsAndCooldowns(_ seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    let least = Int.random(in: 0...3, using: &random)
    let bounds = least...(least + Int.random(in: 0...20, using: &random))
    let policies = Self.policies(&random)
    let unit: CountedUnit = seed % 3 == 0 ? .instances : .tasks
    let subject = ScalingSubject(
      path: Path("services", "web"), unit: unit,
      policies: unit == .tasks
        ? policies
        : policies.map { ScalingModel.Policy(path: $0.path, form: $0.form, pace: .warmUp(120), span: .none) },
      bounds: bounds, initial: max(least, 1) > bounds.upperBound ? least : max(least, 1))
    let pace = Assumptions.Pace.allCases[seed % 3]
    let outcome = Simulation(
      subject, Workload(cpuSeconds: 0.02, processors: 1, startUp: seed % 60), Self.curve(&random), Assumptions(pace),
      step: seed % 2 == 0 ? 1 : 30
    ).run()
    #expect(outcome.minutes.allSatisfy { bounds.contains($0.desired) && (0...100_000).contains($0.utilization ?? 0) })
    for policy in subject.policies {
      guard case .cooldown(_, let wait) = policy.pace else { continue }
      var last: Int?
      for decision in outcome.decisions {
        if decision.after > decision.before { last = nil }
        guard decision.after < decision.before, case .policy(policy.path, _, _) = decision.cause else { continue }
        if let last { #expect(decision.time - last >= wait, "\(policy.path)") }
        last = decision.time
      }
    }
    for decision in outcome.decisions { #expect(bounds.contains(decision.after)) }
    #expect(outcome.totals.requestsLost <= outcome.totals.requestsOverCapacity + 1e-6)
  }

  /// Where no load makes the steps swing, a load that stays brings the count to rest; where one does, it does not.
  @Test(arguments: 0..<80)
  func steadyLoadRests(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(1000 + seed))
    let first = Int.random(in: 2...8, using: &random)
    let up = Int.random(in: 30...80, using: &random)
    let down = Int.random(in: 3...(up - 2), using: &random)
    let least = Int.random(in: 1...2, using: &random)
    let bounds = least...12
    let steps: [StepPolicy] = [
      .of(.exact, .scaleOut, up, [(0, nil, first)]), .of(.exact, .scaleIn, down, [(nil, 0, least)]),
    ]
    let policy = Self.policy(Path("scalingPolicies", "cpu"), .cooldown(out: 60, in: 60), steps)
    let swing = Swing.first(of: steps, in: bounds)
    func run(_ percent: Double, _ initial: Int) -> Outcome {
      let subject = ScalingSubject(
        path: Path("services", "web"), unit: .tasks, policies: [policy], bounds: bounds, initial: initial)
      let workload = Workload(cpuSeconds: 0.01, processors: 1)
      let rate = percent * Double(initial)
      let curve = LoadCurve([.init(0, rate), .init(4 * 3600, rate)])
      // What waits would be load of its own.
      return Simulation(subject, workload, curve, Assumptions(set: [.queueLimit: 0]), step: 10).run()
    }
    if let swing {
      let high = try #require(Double(swing.high.description))
      let outcome = run(high + 0.5, swing.few)
      #expect(outcome.totals.reversals >= 4, "\(swing) \(outcome.totals.reversals)")
    } else {
      for percent in stride(from: 5, through: 100, by: 5) {
        for initial in [least, first] {
          let counts = Set(run(Double(percent), initial).minutes.suffix(120).map(\.desired))
          #expect(counts.count == 1, "\(percent) % of \(initial): \(counts.sorted())")
        }
      }
    }
  }
}
