package import LintelGraph

/// A metric that AWS keeps near a target by alarms of its own.
package struct TrackingPolicy: Hashable, Sendable {
  /// At which part of the target AWS's alarm for scaling in stands.
  ///
  /// Seen on real alarms and documented nowhere: 0.9 for services, 0.7 for the CPU of Auto Scaling groups.
  package struct LowAlarm: Hashable, Sendable {
    package let percent: Int

    package init(percent: Int) {
      self.percent = percent
    }

    package static let service = LowAlarm(percent: 90)
    package static let autoScalingGroup = LowAlarm(percent: 70)
  }

  package let target: Decimal
  package let lowAlarm: LowAlarm
  package let scalesIn: Bool

  package init(target: Decimal, lowAlarm: LowAlarm = .service, scalesIn: Bool = true) {
    self.target = target
    self.lowAlarm = lowAlarm
    self.scalesIn = scalesIn
  }

  /// Below which value of the metric AWS thinks of scaling in.
  package var lowThreshold: Decimal? {
    Decimal.quotient(Decimal(lowAlarm.percent), times: 1, over: 100).flatMap { Decimal.product(target, $0) }
  }

  /// The count that the policy wants, once one of its alarms is raised; nil when it wants no change.
  ///
  /// AWS scales out by the whole of what is needed, rounded up. It scales in only by what leaves the metric at the target
  /// or below.
  package func capacity(running: Int, at metric: Decimal) -> Int? {
    guard let needed = Decimal.ceiling(running, times: metric, over: target) else { return nil }
    if target < metric { return needed }
    guard scalesIn, let lowThreshold, metric < lowThreshold, needed < running else { return nil }
    return needed
  }
}
