import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource
import Testing

@testable import LintelSimulation

/// What CloudWatch's pages say of alarms, and what was measured of whole services.
@Suite struct AlarmOracleTests {
  @Test("O27 to O37: missing data", arguments: ScalingTests.missingData)
  func missingData(_ points: String, needed: Int, expected: String) {
    var series = MetricSeries(resolution: 60, isSum: false)
    for point in points { series.append(point == "-" ? nil : point == "X" ? 60_000 : 40_000) }
    for current in [AlarmState.ok, .alarm] {
      let states = AlarmState.MissingData.allCases.map { missing -> String in
        var alarm = AlarmClock(
          series: 0, period: 60, evaluationPeriods: 3, datapointsToAlarm: needed, threshold: 50_000,
          comparison: .above, missingData: missing, state: current)
        alarm.evaluate(series, until: 300, extraPoints: Assumptions()[.extraPoints])
        return alarm.state.rawValue
      }
      #expect(states.joined(separator: " ") == expected.replacing("keep", with: current.rawValue))
    }
  }

  @Test("O40: long periods slide by a minute")
  func slidingWindow() {
    var series = MetricSeries(resolution: 60, isSum: false)
    for minute in 1...6 { series.append(minute * 1000) }
    var alarm = AlarmClock(
      series: 0, period: 300, evaluationPeriods: 1, datapointsToAlarm: 1, threshold: 3500,
      comparison: .above)
    alarm.evaluate(series, until: 300, extraPoints: 2)
    #expect(alarm.newest == 3000 && alarm.state == .ok && alarm.cadence == 60)
    alarm.evaluate(series, until: 360, extraPoints: 2)
    #expect(alarm.newest == 4000 && alarm.state == .alarm)
  }

  @Test("O40: what an alarm looks back", arguments: [(60, 5, 4, 300), (600, 3, 3, 1800)])
  func interval(_ period: Int, periods: Int, needed: Int, seconds: Int) {
    // Just so many seconds of breach raise it, and as many less one period with all that must breach do not.
    var series = MetricSeries(resolution: 60, isSum: false)
    for _ in 0..<(60 - needed * period / 60) { series.append(0) }
    for _ in 0..<(needed * period / 60) { series.append(9000) }
    var alarm = AlarmClock(
      series: 0, period: period, evaluationPeriods: periods, datapointsToAlarm: needed,
      threshold: 8999, comparison: .atLeast)
    alarm.evaluate(series, until: 3600, extraPoints: 2)
    #expect(alarm.state == .alarm && period * periods == seconds)
    alarm.evaluate(series, until: 3600 - period, extraPoints: 2)
    #expect(alarm.state == .ok)
  }

  // MARK: Measured

  /// A service at rest, whose load then jumps, or ends.
  private static func outcome(
    _ pace: Assumptions.Pace, resolution: Int, from: Double, to: Double, tasks: Int
  ) -> Outcome {
    let tracking = TrackingPolicy(target: Decimal(50))
    let policy = ScalingModel.Policy(
      path: Path("scalingPolicies", "cpu"), form: .tracking(tracking, ScalingBench.metric),
      pace: .cooldown(out: 60, in: 300), span: .none)
    let subject = ScalingSubject(
      path: Path("services", "web"), unit: .tasks, policies: [policy], bounds: 1...20, initial: tasks,
      resolution: resolution)
    let assumptions = Assumptions(pace)
    // The jump is at the beginning of the metric's minute, or so much later as is assumed.
    let jump = 3600
    let curve = LoadCurve([.init(0, from), .init(jump, from), .init(jump, to), .init(jump + 3600, to)])
    return Simulation(subject, Workload(cpuSeconds: 0.01, processors: 1), curve, assumptions).run()
  }

  @Test(
    "O41, O42: from load to scale-out, and to running tasks", arguments: [(60, 363, 386), (20, 86, 109)])
  func timeToScaleOut(_ resolution: Int, trigger: Int, running: Int) throws {
    let times = try Assumptions.Pace.allCases.map { pace -> (Int, Int) in
      let outcome = Self.outcome(pace, resolution: resolution, from: 80, to: 400, tasks: 2)
      let decision = try #require(outcome.decisions.first { $0.after > $0.before })
      let start = Assumptions(pace)[.taskProvisioning]
      return (decision.time - 3600, decision.time - 3600 + start)
    }
    #expect(times[0].0 <= trigger && trigger <= times[2].0, "\(times)")
    #expect(times[0].1 <= running && running <= times[2].1, "\(times)")
    #expect(times[0].0 <= times[1].0 && times[1].0 <= times[2].0)
  }

  @Test("O43: from the end of load to the alarm that scales in")
  func timeToScaleIn() throws {
    let times = try Assumptions.Pace.allCases.map { pace -> Int in
      let outcome = Self.outcome(pace, resolution: 60, from: 180, to: 0, tasks: 4)
      let raised = try #require(outcome.transitions.first { $0.alarm.hasSuffix("low") && $0.state == .alarm })
      return raised.time - 3600
    }
    #expect(times[0] <= 17 * 60 && 17 * 60 <= times[2], "\(times)")
  }
}
