import LintelAnalysis
import LintelGraph

/// Keeps what happens in a run.
struct Ledger {
  /// One step of it; work is in seconds of one processor.
  struct Moment {
    let time: Int
    let seconds: Int
    let requests: Double
    let demand: Double
    let used: Double
    let capacity: Double
    let isSaturated: Bool
    let backlog: Double
    let lost: Double
    let running: Int
    let desired: Int
    let most: Int
  }

  private let subject: ScalingSubject
  private let workload: Workload
  private let alarms: [String]
  private let keepsMinutes: Bool
  private let duration: Int
  /// The requests a second that one task takes at the target.
  private let rateAtTarget: Double
  private var totals = Totals()
  private var minutes: [Outcome.Minute] = []
  private var transitions: [Transition] = []
  private var raised: UInt64 = 0
  private var lastDesired: Int?
  private var lastDirection = 0
  // Of the minute that runs.
  private var requests = 0.0
  private var used = 0.0
  private var capacity = 0.0
  private var saturated = 0
  private var minuteStart = 0

  init(_ subject: ScalingSubject, _ workload: Workload, alarms: [String], keepsMinutes: Bool, duration: Int) {
    self.subject = subject
    self.workload = workload
    self.alarms = alarms
    self.keepsMinutes = keepsMinutes
    self.duration = duration
    rateAtTarget = Self.rateAtTarget(subject, workload)
    if keepsMinutes { minutes.reserveCapacity(duration / 60 + 1) }
  }

  /// The least that any policy lets one task have before it wants more.
  private static func rateAtTarget(_ subject: ScalingSubject, _ workload: Workload) -> Double {
    var rates = [workload.rate]
    func add(_ metric: ScalingMetric, _ threshold: Decimal) {
      guard let thousandths = Simulation.thousandths(threshold), thousandths > 0 else { return }
      switch Signal(metric) {
      case .cpu: rates.append(workload.rate * Double(thousandths) / 100_000)
      case .requestsPerTarget: rates.append(Double(thousandths) / 60_000)
      case .memory, .unknown: break
      }
    }
    for policy in subject.policies {
      switch policy.form {
      case .tracking(let tracking, let metric): add(metric, tracking.target)
      case .steps(let calls):
        for call in calls where call.steps.direction == .scaleOut {
          let start = call.steps.steps.filter { $0.adjustment > 0 }.compactMap(\.lower).min() ?? Decimal(0)
          add(call.alarm.metric, call.steps.threshold + start)
        }
      case .predictive, .unknown: break
      }
    }
    return rates.min() ?? workload.rate
  }

  mutating func note(_ index: Int, _ alarm: String, _ state: AlarmState, at time: Int) {
    transitions.append(Transition(time: time, alarm: alarm, state: state))
    guard index < 64 else { return }
    if state == .alarm { raised |= 1 << UInt64(index) } else { raised &= ~(1 << UInt64(index)) }
  }

  mutating func add(_ moment: Moment) {
    let seconds = moment.seconds
    let rate = moment.requests / Double(seconds)
    let needed = rate > 0 ? Int((rate / rateAtTarget).rounded(.up)) : 0
    totals.requests += moment.requests
    totals.requestsOverCapacity += max(0, moment.demand - moment.capacity) / workload.cpuSeconds
    totals.requestsLost += moment.lost / workload.cpuSeconds
    totals.taskSeconds += moment.desired * seconds
    totals.used += moment.used
    totals.capacity += moment.capacity
    totals.peakRunning = max(totals.peakRunning, moment.running)
    if moment.isSaturated { totals.secondsSaturated += seconds }
    if moment.desired >= moment.most { totals.secondsAtMaximum += seconds }
    if moment.capacity > 0 {
      totals.longestWait = max(totals.longestWait, moment.backlog / moment.capacity * Double(seconds))
    }
    // Where nothing is needed, all that is too much is so in parts of one.
    let part = Double(seconds) / Double(max(needed, 1))
    if moment.running < needed {
      totals.underProvisioning += Double(needed - moment.running) * part
      totals.underTime += Double(seconds)
    } else if moment.running > needed {
      totals.overProvisioning += Double(moment.running - needed) * part
      totals.overTime += Double(seconds)
    }
    if let lastDesired, lastDesired != moment.desired {
      let direction = moment.desired > lastDesired ? 1 : -1
      if direction > 0 { totals.scaleOuts += 1 } else { totals.scaleIns += 1 }
      if lastDirection != 0, direction != lastDirection { totals.reversals += 1 }
      lastDirection = direction
    }
    lastDesired = moment.desired
    requests += moment.requests
    used += moment.used
    capacity += moment.capacity
    if moment.isSaturated { saturated += seconds }
    let end = moment.time + seconds
    if end / 60 > minuteStart / 60 || end >= duration { close(moment, needed, end) }
  }

  private mutating func close(_ moment: Moment, _ needed: Int, _ end: Int) {
    let utilization = capacity > 0 ? Int((100_000 * used / capacity).rounded()) : nil
    totals.peakUtilization = max(totals.peakUtilization, utilization ?? 0)
    if keepsMinutes {
      minutes.append(
        Outcome.Minute(
          time: minuteStart, rate: requests / Double(max(1, end - minuteStart)), running: moment.running,
          desired: moment.desired, needed: needed, utilization: utilization, saturatedSeconds: saturated,
          wait: moment.capacity > 0 ? moment.backlog / moment.capacity * Double(moment.seconds) : 0, alarms: raised))
    }
    (requests, used, capacity, saturated) = (0, 0, 0, 0)
    minuteStart = end
  }

  /// All of it, once it is over.
  func outcome(decisions: [Decision]) -> Outcome {
    var totals = totals
    let whole = Double(max(1, duration))
    totals.underProvisioning /= whole
    totals.overProvisioning /= whole
    totals.underTime /= whole
    totals.overTime /= whole
    return Outcome(
      subject: subject.path, duration: duration, minutes: minutes, alarms: alarms, decisions: decisions,
      transitions: transitions, totals: totals)
  }
}
