import LintelAnalysis
import LintelGraph

/// What Application Auto Scaling, or EC2 Auto Scaling, does once a minute with the alarms of one service or group.
struct Controller {
  let assumptions: Assumptions
  /// The warm-up of policies of a group that say none.
  let commonWarmUp: Int
  /// Until what is started serves.
  let startTime: Int
  var policies: [PolicyClock]
  var alarms: [AlarmClock]
  /// What each alarm is called.
  let names: [String]
  /// The metric of each series.
  let metrics: [ScalingMetric]
  var least: Int
  var most: Int
  /// While a deployment runs: nothing is taken away, and what it runs besides counts.
  var deployed: Int?
  private(set) var decisions: [Decision] = []
  /// What came of each policy's last wish, so that the same is not said each minute.
  private var lastVerdicts: [Decision.Verdict?]
  /// Of the evaluation under way; kept, so that it is allocated once.
  private var wishes: [Wish] = []

  init(
    _ assumptions: Assumptions, commonWarmUp: Int, startTime: Int, policies: [PolicyClock], alarms: [AlarmClock],
    names: [String], metrics: [ScalingMetric], bounds: ClosedRange<Int>
  ) {
    self.assumptions = assumptions
    self.commonWarmUp = commonWarmUp
    self.startTime = startTime
    self.policies = policies
    self.alarms = alarms
    self.names = names
    self.metrics = metrics
    least = bounds.lowerBound
    most = bounds.upperBound
    lastVerdicts = Array(repeating: nil, count: policies.count)
  }

  /// What one policy wants now.
  private struct Wish {
    let policy: Int
    let alarm: Int
    let base: Int
    let count: Int?
    /// The count with what is already on its way; nil where nothing follows.
    var effective: Int?
    var verdict: Decision.Verdict
  }

  /// One evaluation of all policies.
  mutating func decide(at time: Int, _ fleet: inout Fleet) {
    let before = fleet.desired
    wishes.removeAll(keepingCapacity: true)
    var wanted = WantedCapacity(current: before)
    for index in policies.indices {
      let first = wishes.count
      addWishes(of: index, at: time, fleet)
      if wishes.count == first { lastVerdicts[index] = nil }
      switch policies[index].form {
      case .steps:
        for wish in first..<wishes.count { wishes[wish].effective.map { wanted.step(to: $0) } }
      case .tracking(let policy, _, _):
        let count = wishes.count > first ? wishes[first].effective : nil
        if policy.scalesIn || count != nil { wanted.track(count) }
      }
    }
    guard !wishes.isEmpty else { return }
    let free = wanted.count
    let after = free > before ? max(before, min(free, most)) : min(before, max(free, least))
    if after != before { carryOut(after, free, at: time, &fleet) }
    for index in wishes.indices { note(wishes[index], free, before, after, at: time) }
  }

  private mutating func carryOut(_ after: Int, _ free: Int, at time: Int, _ fleet: inout Fleet) {
    let before = fleet.desired
    fleet.set(after, readyAt: time + startTime)
    let restarts = assumptions[.restartsCooldown] == 1
    if after > before { for index in policies.indices { policies[index].cancelScaleInCooldown() } }
    for wish in wishes where wish.effective == free {
      if after > before {
        policies[wish.policy].scaledOut(from: before, at: time, restarts: restarts)
      } else {
        policies[wish.policy].scaledIn(at: time)
      }
    }
    if fleet.isComplete { completed(at: time) }
  }

  /// All that was on its way runs.
  mutating func completed(at time: Int) {
    for index in policies.indices { policies[index].completed(at: time) }
  }

  private mutating func note(_ wish: Wish, _ free: Int, _ before: Int, _ after: Int, at time: Int) {
    var verdict = wish.verdict
    if verdict == .scaled {
      verdict = wish.effective != free ? .outvoted : after != free ? .bounded : .scaled
    }
    let moves = verdict == .scaled || verdict == .bounded
    // It wants what is there already.
    if verdict == .scaled, after == before { return }
    guard verdict != lastVerdicts[wish.policy] || moves && after != before else { return }
    lastVerdicts[wish.policy] = verdict
    let alarm = alarms[wish.alarm]
    decisions.append(
      Decision(
        time: time, cause: .policy(policies[wish.policy].path, metrics[alarm.series], value: alarm.newest ?? 0),
        base: wish.base, wish: wish.count, before: before, after: moves ? after : before, verdict: verdict))
  }

  // MARK: Wishes

  private mutating func addWishes(of index: Int, at time: Int, _ fleet: Fleet) {
    switch policies[index].form {
    case .tracking(let tracking, let high, let low):
      if alarms[high].isRaised, let value = alarms[high].newest {
        let base = outBase(of: policies[index], at: time, fleet)
        // From none, the least that there can be.
        let count = base == 0 ? 1 : tracking.capacity(running: base, at: Self.decimal(value))
        wishes.append(outward(index, high, base, count, at: time, fleet))
        return
      }
      guard let low, alarms[low].isRaised, let value = alarms[low].newest else { return }
      let running = fleet.running + (deployed ?? 0)
      let count = tracking.capacity(running: running, at: Self.decimal(value)).map { share(of: $0, running) }
      let refusal = refusal(of: policies[index], at: time, fleet) ?? (count == nil ? .wouldReturn : nil)
      wishes.append(
        Wish(
          policy: index, alarm: low, base: running, count: count, effective: refusal == nil ? count : nil,
          verdict: refusal ?? .scaled))
    case .steps(let calls):
      for call in calls {
        guard alarms[call.alarm].isRaised, let value = alarms[call.alarm].newest else { continue }
        let isOut = call.steps.direction == .scaleOut
        let base = isOut ? outBase(of: policies[index], at: time, fleet) : fleet.running
        let count = call.steps.capacity(from: base, at: Self.decimal(value))
        wishes.append(
          isOut
            ? outward(index, call.alarm, base, count, at: time, fleet)
            : inward(index, call.alarm, count, at: time, fleet))
      }
    }
  }

  /// A scale-out: what is on its way already counts for it.
  private func outward(
    _ policy: Int, _ alarm: Int, _ base: Int, _ count: Int?, at time: Int, _ fleet: Fleet
  ) -> Wish {
    guard let count else {
      return Wish(policy: policy, alarm: alarm, base: base, count: nil, effective: nil, verdict: .noStep)
    }
    if count < base {
      guard assumptions[.exactStepsReturn] == 1 else {
        return Wish(
          policy: policy, alarm: alarm, base: base, count: count, effective: fleet.desired, verdict: .contrary)
      }
      return inward(policy, alarm, count, at: time, fleet)
    }
    let added = ScalingModel.addition(wanted: count - base, alreadyAdded: fleet.desired - base)
    let isCovered = added == 0 && fleet.desired > base
    return Wish(
      policy: policy, alarm: alarm, base: base, count: count, effective: fleet.desired + added,
      verdict: isCovered ? .covered(until: policies[policy].coveredUntil) : .scaled)
  }

  private func inward(_ policy: Int, _ alarm: Int, _ count: Int?, at time: Int, _ fleet: Fleet) -> Wish {
    var refusal = refusal(of: policies[policy], at: time, fleet)
    if refusal == nil {
      refusal = count == nil ? .noStep : (count ?? 0) > fleet.desired ? .contrary : nil
    }
    return Wish(
      policy: policy, alarm: alarm, base: fleet.running, count: count, effective: refusal == nil ? count : nil,
      verdict: refusal ?? .scaled)
  }

  /// The count that a scale-out is reckoned from: for services what runs, for groups the instances that are warm.
  private func outBase(of policy: PolicyClock, at time: Int, _ fleet: Fleet) -> Int {
    if let warmUp = policy.warmUp(orElse: commonWarmUp) { return fleet.warmCount(at: time, warmUp: warmUp) }
    return policy.outBase(running: fleet.running, at: time) + (deployed ?? 0)
  }

  /// What keeps a policy from taking away.
  private func refusal(of policy: PolicyClock, at time: Int, _ fleet: Fleet) -> Decision.Verdict? {
    if deployed != nil { return .deploying }
    if let warmUp = policy.warmUp(orElse: commonWarmUp) {
      return fleet.warmCount(at: time, warmUp: warmUp) < fleet.desired ? .warmingUp : nil
    }
    return policy.scaleInWaits(at: time, alsoAfterScaleOut: assumptions[.scaleOutBlocksScaleIn] == 1).map {
      .cooldown(until: $0)
    }
  }

  /// So much of a scale-in of target tracking as one decision makes.
  private func share(of count: Int, _ running: Int) -> Int {
    running - max(1, (running - count) * assumptions[.trackingScaleIn] / 100)
  }

  private static func decimal(_ thousandths: Int) -> Decimal {
    Decimal.quotient(Decimal(thousandths), times: 1, over: 1000) ?? Decimal(thousandths / 1000)
  }

  // MARK: Schedules

  /// New bounds, and maybe a count: cooldowns do not matter.
  mutating func apply(_ change: ScheduledChange, at time: Int, _ fleet: inout Fleet) {
    let before = fleet.desired
    if let value = change.least { least = value }
    if let value = change.most { most = value }
    let wanted = change.desired ?? before
    let after = min(max(wanted, least), max(least, most))
    if after != before { fleet.set(after, readyAt: time + startTime) }
    decisions.append(
      Decision(
        time: time, cause: .schedule(change.name), base: before, wish: change.desired, before: before, after: after,
        verdict: .scaled))
  }
}
