package import LintelGraph

/// A count that the policies of one metric bring back to where it was, although the load stays the same.
///
/// A share such as CPU utilization falls as the count rises: what is 50 % of 2 tasks is 12.5 % of 8. Where a rise ends in
/// a step that takes away, and what is left rises again, there is no rest.
package struct Swing: Hashable, Sendable {
  /// The count before the rise, and the one after it.
  package let few: Int
  package let many: Int
  /// The metric before the rise: where the step begins.
  package let high: Decimal
  /// What is left of it after the rise.
  package let low: Decimal

  /// The first swing of step policies that share a metric, with the load just where a step up begins.
  ///
  /// Nil where there is none. Steps up that set fewer than there are are left out: AWS does not say what these do.
  package static func first(of policies: [StepPolicy], in bounds: ClosedRange<Int>) -> Swing? {
    let starts = policies.filter { $0.direction == .scaleOut }.flatMap { policy in
      policy.steps.compactMap { $0.lower.map { policy.threshold + $0 } }
    }
    let counts = counts(of: policies, in: bounds)
    for start in starts.sorted() where Decimal(0) < start {
      for count in counts {
        guard let swing = swing(from: count, at: start, policies, bounds) else { continue }
        // At the very edge two steps meet; that lasts no longer than the load stands still.
        guard swing.many == Self.swing(from: count, at: start + Decimal(1), policies, bounds)?.many else { continue }
        return swing
      }
    }
    return nil
  }

  /// The counts that may be there when a step is reached.
  private static func counts(of policies: [StepPolicy], in bounds: ClosedRange<Int>) -> [Int] {
    let isExact = policies.allSatisfy { $0.adjustment == .exact }
    let least = max(1, bounds.lowerBound)
    guard isExact else { return least <= bounds.upperBound ? Array((least...bounds.upperBound).prefix(200)) : [] }
    let amounts = policies.flatMap { $0.steps.map { min(max($0.adjustment, bounds.lowerBound), bounds.upperBound) } }
    return Set(amounts + [least]).filter { $0 >= least }.sorted()
  }

  private static func swing(
    from count: Int, at metric: Decimal, _ policies: [StepPolicy], _ bounds: ClosedRange<Int>
  ) -> Swing? {
    var current = count
    var seen: Set<Int> = []
    var rise: (count: Int, metric: Decimal)?
    while seen.insert(current).inserted, seen.count < 50 {
      guard let now = Decimal.quotient(metric, times: count, over: current),
        let next = next(from: current, at: min(now, Decimal(100)), policies, bounds)
      else { return nil }
      if rise == nil {
        guard next > current, let left = Decimal.quotient(metric, times: count, over: next) else { return nil }
        rise = (next, left)
      }
      current = next
    }
    guard let rise, current == count else { return nil }
    return Swing(few: count, many: rise.count, high: metric, low: rise.metric)
  }

  /// The count that follows; nil where nothing moves it.
  private static func next(
    from current: Int, at metric: Decimal, _ policies: [StepPolicy], _ bounds: ClosedRange<Int>
  ) -> Int? {
    func wanted(_ direction: StepPolicy.Direction) -> Int? {
      policies.filter { $0.direction == direction }.compactMap { $0.capacity(from: current, at: metric) }.max()
        .map { min(max($0, bounds.lowerBound), bounds.upperBound) }
    }
    if let more = wanted(.scaleOut) { return more > current ? more : nil }
    // Without any there is no metric, and nothing rises again.
    guard let fewer = wanted(.scaleIn), fewer < current, fewer > 0 else { return nil }
    return fewer
  }
}
