import LintelAnalysis
import LintelGraph

/// An alarm in time: what it watches, and the state that it is in.
///
/// It is plain numbers, its name stands beside: in a week each one is looked at ten thousand times.
struct AlarmClock {
  enum Comparison {
    case above, atLeast, below, atMost
  }

  /// The index of the series that it watches.
  let series: Int
  let period: Int
  let evaluationPeriods: Int
  let datapointsToAlarm: Int
  /// In thousandths.
  let threshold: Int
  let comparison: Comparison
  let missingData: AlarmState.MissingData
  private(set) var state: AlarmState
  /// The newest datapoint that it has seen, in thousandths.
  private(set) var newest: Int?

  init(
    series: Int, period: Int, evaluationPeriods: Int, datapointsToAlarm: Int, threshold: Int, comparison: Comparison,
    missingData: AlarmState.MissingData = .missing,
    state: AlarmState = .insufficientData
  ) {
    self.series = series
    self.period = period
    self.evaluationPeriods = evaluationPeriods
    self.datapointsToAlarm = datapointsToAlarm
    self.threshold = threshold
    self.comparison = comparison
    self.missingData = missingData
    self.state = state
  }

  /// The seconds between two evaluations: a minute, or the period where that is shorter.
  var cadence: Int { min(60, period) }

  var isRaised: Bool { state == .alarm }

  private func isBreach(_ value: Int) -> Bool {
    switch comparison {
    case .above: value > threshold
    case .atLeast: value >= threshold
    case .below: value < threshold
    case .atMost: value <= threshold
    }
  }

  /// Evaluates what there is until `end`, on a window that slides.
  mutating func evaluate(_ series: MetricSeries, until end: Int, extraPoints: Int) {
    let isPlain = period == series.resolution && end % period == 0
    let available = end / series.resolution
    if isPlain, available <= series.values.count, available - series.newestGap >= evaluationPeriods {
      // Nothing is missing: so much is looked at each minute of a week that it is done without copies.
      var breaches = 0
      for value in series.values[(available - evaluationPeriods)..<available] where isBreach(value) { breaches += 1 }
      state = breaches >= datapointsToAlarm ? .alarm : .ok
      newest = series.values[available - 1]
      return
    }
    var points: [AlarmState.Datapoint] = []
    newest = nil
    for index in (0..<(evaluationPeriods + extraPoints)).reversed() {
      let stop = end - index * period
      let value = stop - period < 0 ? nil : series.value(after: stop - period, until: stop)
      points.append(value.map { isBreach($0) ? .breaching : .fine } ?? .missing)
      if let value { newest = value }
    }
    state = AlarmState.after(
      points, periods: evaluationPeriods, needed: datapointsToAlarm, missing: missingData, current: state)
  }
}
