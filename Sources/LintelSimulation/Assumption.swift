/// Something that AWS does not document, and the value that is taken for it.
///
/// Each is printed with every run, and can be set. Where the quick and the slow end differ, both are simulated.
///
/// The raw values are positions in `Assumptions`: a simulation reads some of them at every step.
package enum Assumption: Int, CaseIterable, Sendable {
  case metricDelay
  case fastMetricDelay
  case evaluationWait
  case loadPhase
  case taskProvisioning
  case instanceProvisioning
  case highAlarmPoints
  case lowAlarmPoints
  case serviceLowAlarm
  case groupLowAlarm
  case extraPoints
  case trackingScaleIn
  case scaleOutBlocksScaleIn
  case restartsCooldown
  case exactStepsReturn
  case queueLimit

  /// As it is written on the command line and printed, such as `metricDelay`.
  package var name: String { String(describing: self) }

  package init?(name: String) {
    guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// The value of a run that nobody tells otherwise, and the two ends between which the truth lies.
  ///
  /// The quick end is the one that scales out sooner.
  package var values: (quick: Int, typical: Int, slow: Int) {
    switch self {
    case .metricDelay: (60, 120, 180)
    case .fastMetricDelay: (0, 6, 20)
    case .evaluationWait: (0, 30, 59)
    case .loadPhase: (0, 30, 59)
    case .taskProvisioning: (15, 23, 60)
    case .instanceProvisioning: (40, 90, 180)
    case .highAlarmPoints: (3, 3, 3)
    case .lowAlarmPoints: (15, 15, 15)
    case .serviceLowAlarm: (90, 90, 90)
    case .groupLowAlarm: (70, 70, 70)
    case .extraPoints: (2, 2, 2)
    case .trackingScaleIn: (100, 100, 100)
    case .scaleOutBlocksScaleIn: (0, 0, 0)
    case .restartsCooldown: (1, 1, 1)
    case .exactStepsReturn: (0, 0, 0)
    case .queueLimit: (60, 60, 60)
    }
  }

  /// What it may be set to.
  package var range: ClosedRange<Int> {
    switch self {
    case .metricDelay, .fastMetricDelay, .taskProvisioning, .instanceProvisioning, .queueLimit: 0...3600
    case .evaluationWait, .loadPhase: 0...59
    case .highAlarmPoints, .lowAlarmPoints: 1...60
    case .serviceLowAlarm, .groupLowAlarm, .trackingScaleIn: 1...100
    case .extraPoints: 0...10
    case .scaleOutBlocksScaleIn, .restartsCooldown, .exactStepsReturn: 0...1
    }
  }

  package var unit: String {
    switch self {
    case .metricDelay, .fastMetricDelay, .evaluationWait, .loadPhase, .taskProvisioning, .instanceProvisioning,
      .queueLimit:
      "s"
    case .serviceLowAlarm, .groupLowAlarm, .trackingScaleIn: "%"
    case .highAlarmPoints, .lowAlarmPoints, .extraPoints, .scaleOutBlocksScaleIn, .restartsCooldown,
      .exactStepsReturn:
      ""
    }
  }

  /// What it is.
  package var words: String {
    switch self {
    case .metricDelay: "from the end of a metric's minute until CloudWatch has its datapoint"
    case .fastMetricDelay: "the same of metrics of 20 seconds"
    case .evaluationWait: "from then until the alarm is evaluated"
    case .loadPhase: "of a metric's minute gone when the load begins"
    case .taskProvisioning: "until a task that ECS starts runs, without the workload's own start"
    case .instanceProvisioning: "until an instance is in service, without the workload's own start"
    case .highAlarmPoints: "datapoints above the target that raise the alarm of target tracking"
    case .lowAlarmPoints: "datapoints that lower the count of target tracking"
    case .serviceLowAlarm: "of the target, where target tracking of a service begins to take away"
    case .groupLowAlarm: "of the target, where target tracking of an Auto Scaling group begins to take away"
    case .extraPoints: "datapoints that an alarm looks back further than it evaluates"
    case .trackingScaleIn: "of the surplus that target tracking takes away at a time, one at least"
    case .scaleOutBlocksScaleIn: "whether the cooldown of a scale-out holds a scale-in up too (0 no, 1 yes)"
    case .restartsCooldown: "whether a second scale-out during a cooldown begins it anew (0 no, 1 yes)"
    case .exactStepsReturn: "whether a step up that sets fewer than there are takes some away (0 no, 1 yes)"
    case .queueLimit: "that a request waits for a processor before it is given up"
    }
  }

  /// Where the value is from.
  package var basis: String {
    switch self {
    case .metricDelay, .evaluationWait, .loadPhase:
      "AWS's benchmark: 363 s from load to scale-out; seen: 17 min from its end to the alarm"
    case .fastMetricDelay: "AWS's benchmark: 86 s"
    case .taskProvisioning: "AWS's benchmark: 23 s between scale-out and running tasks"
    case .instanceProvisioning: "no figure is published; depends on the image"
    case .highAlarmPoints, .lowAlarmPoints, .serviceLowAlarm, .groupLowAlarm:
      "seen on alarms that target tracking has made"
    case .extraPoints: "CloudWatch's tables on missing data: 5 for 3"
    case .trackingScaleIn: "AWS says only that it scales in more gradually"
    case .scaleOutBlocksScaleIn, .restartsCooldown, .exactStepsReturn: "not stated"
    case .queueLimit: "the idle timeout of a load balancer"
    }
  }
}

/// The values of all assumptions in one run.
package struct Assumptions: Hashable, Sendable {
  /// One end of what is not known, or what lies between.
  package enum Pace: String, CaseIterable, Sendable { case quick, typical, slow }

  /// By position of the assumption.
  private var values: [Int]

  /// - Parameters:
  ///   - pace: The end of the bands.
  ///   - set: What somebody knows better, at every pace.
  package init(_ pace: Pace = .typical, set: [Assumption: Int] = [:]) {
    values = Assumption.allCases.map { assumption in
      let (quick, typical, slow) = assumption.values
      return set[assumption] ?? (pace == .quick ? quick : pace == .slow ? slow : typical)
    }
  }

  package subscript(assumption: Assumption) -> Int {
    get { values[assumption.rawValue] }
    set { values[assumption.rawValue] = newValue }
  }
}
