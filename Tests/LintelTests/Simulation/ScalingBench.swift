import LintelAWS
import LintelAnalysis
import LintelGraph

@testable import LintelSimulation

/// One service or group whose metric the test gives, minute by minute.
struct ScalingBench {
  static let metric = ScalingMetric(namespace: "AWS/ECS", name: "CPUUtilization")

  private var controller: Controller
  private(set) var fleet: Fleet
  private var series = MetricSeries(resolution: 60, isSum: false)
  private var minute = 0

  var decisions: [Decision] { controller.decisions }

  /// With so many at the beginning; all alarms want one datapoint.
  init(
    _ count: Int, steps: [StepPolicy] = [], tracking: [TrackingPolicy] = [],
    pace: ScalingPace = .cooldown(out: 300, in: 300), bounds: ClosedRange<Int> = 0...100, startTime: Int = 0,
    assumptions: Assumptions = Assumptions()
  ) {
    var alarms: [AlarmClock] = []
    var policies: [PolicyClock] = []
    func add(_ threshold: Decimal, _ comparison: AlarmClock.Comparison) -> Int {
      alarms.append(
        AlarmClock(
          series: 0, period: 60, evaluationPeriods: 1, datapointsToAlarm: 1,
          threshold: Simulation.thousandths(threshold) ?? 0, comparison: comparison))
      return alarms.count - 1
    }
    for policy in steps {
      let alarm = add(policy.threshold, policy.direction == .scaleOut ? .atLeast : .atMost)
      policies.append(
        PolicyClock(
          path: Path("scalingPolicies", "steps-\(policies.count)"), form: .steps([(alarm, policy)]), pace: pace))
    }
    for policy in tracking {
      let high = add(policy.target, .above)
      let low = policy.scalesIn ? policy.lowThreshold.map { add($0, .below) } : nil
      policies.append(
        PolicyClock(
          path: Path("scalingPolicies", "tracking-\(policies.count)"), form: .tracking(policy, high: high, low: low),
          pace: pace))
    }
    controller = Controller(
      assumptions, commonWarmUp: 300, startTime: startTime, policies: policies, alarms: alarms,
      names: alarms.map { _ in "alarm" }, metrics: [Self.metric], bounds: bounds)
    fleet = Fleet(running: count)
  }

  /// A minute with this value of the metric; answers the count that is wanted then.
  mutating func minute(at value: Double?) -> Int {
    minute += 1
    let time = minute * 60
    if !fleet.isComplete {
      fleet.advance(to: time)
      if fleet.isComplete { controller.completed(at: time) }
    }
    series.append(value.map { Int(($0 * 1000).rounded()) })
    for index in controller.alarms.indices {
      controller.alarms[index].evaluate(series, until: time, extraPoints: 2)
    }
    controller.decide(at: time, &fleet)
    return fleet.desired
  }
}

extension StepPolicy {
  /// Steps with bounds relative to the threshold.
  static func of(
    _ adjustment: Adjustment, _ direction: Direction, _ threshold: Int, _ parts: [(Int?, Int?, Int)],
    minimumMagnitude: Int? = nil
  ) -> StepPolicy {
    StepPolicy(
      adjustment, direction, threshold: Decimal(threshold),
      steps: parts.map {
        Step(lower: $0.0.map { Decimal($0) }, upper: $0.1.map { Decimal($0) }, adjustment: $0.2)
      }, minimumMagnitude: minimumMagnitude)
  }

  /// The worked example of the step scaling page.
  static let guideOut = of(.percent, .scaleOut, 50, [(0, 10, 0), (10, 20, 10), (20, nil, 30)])
  static let guideIn = of(.percent, .scaleIn, 50, [(-10, 0, 0), (-20, -10, -10), (nil, -20, -30)])
}
