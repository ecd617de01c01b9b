import LintelAnalysis

/// The datapoints of one metric, in thousandths, from the beginning of a run.
struct MetricSeries {
  /// The seconds of one datapoint.
  let resolution: Int
  /// Whether a longer period adds its datapoints up and does not average them.
  let isSum: Bool
  private(set) var values: [Int] = []
  /// How many datapoints there were when the last one was missing.
  private(set) var newestGap = 0

  static let missing = Int.min

  init(resolution: Int, isSum: Bool) {
    self.resolution = resolution
    self.isSum = isSum
  }

  mutating func reserve(_ count: Int) { values.reserveCapacity(count) }

  /// Takes the next datapoint; nil where nothing was published.
  mutating func append(_ value: Int?) {
    values.append(value ?? Self.missing)
    if value == nil { newestGap = values.count }
  }

  /// What stands for the seconds after `start` until `end`; nil where nothing was published.
  func value(after start: Int, until end: Int) -> Int? {
    let first = max(0, start / resolution)
    let last = min(values.count, end / resolution)
    guard first < last else { return nil }
    var sum = 0
    var count = 0
    for value in values[first..<last] where value != Self.missing {
      sum += value
      count += 1
    }
    guard count > 0 else { return nil }
    return isSum ? sum : (sum + count / 2) / count
  }
}
