import LintelAWS
import LintelAnalysis

/// A simulation under way.
struct Run {
  private let workload: Workload
  private let assumptions: Assumptions
  private let deployment: Range<Int>?
  private let signals: [Signal]
  /// The seconds of a metric's minute that were gone at the beginning, in whole steps.
  private let phase: Int
  /// For each alarm, the seconds from the end of a datapoint until it is evaluated.
  private let delays: [Int]
  private let longestWarmUp: Int
  private var series: [MetricSeries]
  private var meters: [Meter]
  private var controller: Controller
  /// How often each alarm was evaluated.
  private var evaluated: [Int]
  private var fleet: Fleet
  private var cursor: LoadCurve.Cursor
  private var pending: ArraySlice<(time: Int, change: ScheduledChange)>
  private var ledger: Ledger
  /// Work that waits, in seconds of one processor.
  private var backlog = 0.0

  init(_ simulation: Simulation, keepsMinutes: Bool) {
    let (subject, curve) = (simulation.subject, simulation.curve)
    workload = simulation.workload
    assumptions = simulation.assumptions
    deployment = simulation.deployment
    phase = assumptions[.loadPhase] / simulation.step * simulation.step
    let metrics = subject.metrics
    signals = metrics.map(Signal.init)
    series = signals.map { signal in
      MetricSeries(resolution: signal == .cpu ? subject.resolution : 60, isSum: signal == .requestsPerTarget)
    }
    for index in series.indices { series[index].reserve(curve.duration / series[index].resolution + 2) }
    meters = series.map { _ in Meter() }
    controller = simulation.controller(metrics, series)
    evaluated = controller.alarms.map { _ in 0 }
    delays = controller.alarms.map { [series, assumptions] alarm in
      Run.delay(of: series[alarm.series].resolution, assumptions)
    }
    longestWarmUp = subject.policies.reduce(subject.commonWarmUp) { longest, policy in
      if case .warmUp(let own?) = policy.pace { max(longest, own) } else { longest }
    }
    fleet = Fleet(running: subject.initial)
    cursor = LoadCurve.Cursor(curve)
    pending =
      subject.schedule.flatMap { change in change.times.map { (time: $0, change: change) } }
      .sorted { $0.time < $1.time }[...]
    ledger = Ledger(
      subject, workload, alarms: controller.names, keepsMinutes: keepsMinutes, duration: curve.duration)
  }

  private static func delay(of resolution: Int, _ assumptions: Assumptions) -> Int {
    // Short alarms are evaluated more often, so that the wait is shorter by as much.
    let wait = assumptions[.evaluationWait] * min(60, resolution) / 60
    return assumptions[resolution < 60 ? .fastMetricDelay : .metricDelay] + wait
  }

  var outcome: Outcome { ledger.outcome(decisions: controller.decisions) }

  /// What is due at a moment by itself: schedules, tasks that now run, deployments, datapoints that end.
  mutating func begin(_ time: Int) {
    while let next = pending.first, next.time <= time {
      controller.apply(next.change, at: time, &fleet)
      pending.removeFirst()
    }
    if !fleet.isComplete {
      fleet.advance(to: time)
      if fleet.isComplete { controller.completed(at: time) }
    }
    if let deployment {
      if deployment.contains(time), controller.deployed == nil { controller.deployed = fleet.desired }
      if time >= deployment.upperBound { controller.deployed = nil }
    }
    for index in series.indices {
      while series[index].values.count < (time + phase) / series[index].resolution {
        let value = meters[index].close(signals[index], workload)
        // Of a minute that began earlier not all is known.
        series[index].append(phase > 0 && series[index].values.isEmpty ? nil : value)
      }
    }
  }

  /// Evaluates the alarms whose turn it is, and lets the policies decide.
  mutating func evaluate(at time: Int) {
    var isDue = false
    for index in controller.alarms.indices {
      let cadence = controller.alarms[index].cadence
      let tick = (time + phase - delays[index]) / cadence
      guard tick > evaluated[index] else { continue }
      evaluated[index] = tick
      isDue = true
      let old = controller.alarms[index].state
      controller.alarms[index].evaluate(
        series[controller.alarms[index].series], until: tick * cadence, extraPoints: assumptions[.extraPoints])
      let new = controller.alarms[index].state
      if new != old { ledger.note(index, controller.names[index], new, at: time) }
    }
    guard isDue else { return }
    controller.decide(at: time, &fleet)
    fleet.forget(before: time - longestWarmUp)
  }

  /// Serves what comes from a moment on, while nothing changes.
  mutating func serve(from time: Int, for seconds: Int) {
    let requests = cursor.requests(from: time, to: time + seconds)
    let serving = fleet.running + (controller.deployed ?? 0)
    let processors = Double(serving) * workload.processors
    let capacity = processors * Double(seconds)
    let demand = requests * workload.cpuSeconds
    let wanted = demand + backlog
    let used = min(wanted, capacity)
    // Who would wait longer than anyone does gives up.
    let waiting = wanted - used
    backlog = min(waiting, processors * Double(assumptions[.queueLimit]))
    for index in meters.indices {
      meters[index].add(requests: requests, used: used, capacity: capacity, serving: serving, seconds: seconds)
    }
    ledger.add(
      Ledger.Moment(
        time: time, seconds: seconds, requests: requests, demand: demand, used: used, capacity: capacity,
        isSaturated: wanted >= capacity && wanted > 0, backlog: backlog, lost: waiting - backlog,
        running: serving, desired: fleet.desired + (controller.deployed ?? 0), most: controller.most))
  }
}
