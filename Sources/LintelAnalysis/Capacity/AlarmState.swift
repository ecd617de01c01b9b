/// The state that an alarm makes of datapoints, some of which may be missing.
package enum AlarmState: String, Sendable {
  case ok = "OK"
  case alarm = "ALARM"
  case insufficientData = "INSUFFICIENT_DATA"

  package enum Datapoint: Sendable { case fine, breaching, missing }

  /// The datapoint that the alarm takes a missing one for.
  package enum MissingData: String, CaseIterable, Sendable { case missing, ignore, breaching, notBreaching }

  /// The state that follows from the datapoints of the evaluation range.
  ///
  /// CloudWatch looks back further than it evaluates, so that enough real datapoints make the missing ones irrelevant.
  ///
  /// The points stand from the oldest to the newest. Of the `periods` newest, `needed` must breach.
  package static func after(
    _ points: [Datapoint], periods: Int, needed: Int, missing: MissingData, current: AlarmState
  ) -> AlarmState {
    let real = points.filter { $0 != .missing }
    guard real.count < periods else {
      return real.suffix(periods).count { $0 == .breaching } >= needed ? .alarm : .ok
    }
    let breaches = real.count { $0 == .breaching }
    switch missing {
    case .breaching: return breaches + periods - real.count >= needed ? .alarm : .ok
    case .notBreaching: return breaches >= needed ? .alarm : .ok
    case .missing, .ignore: break
    }
    guard !real.isEmpty else { return missing == .missing ? .insufficientData : current }
    guard breaches == real.count, breaches < needed else { return breaches >= needed ? .alarm : .ok }
    // All that is there breaches, and it is less than is needed: an old one counts for those that did not come.
    let oldest = points.firstIndex { $0 != .missing } ?? points.endIndex
    return missing == .missing && points.count - oldest >= needed ? .alarm : current
  }
}
