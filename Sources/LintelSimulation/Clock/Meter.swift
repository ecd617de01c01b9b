/// What happens during one datapoint of a metric.
struct Meter {
  private var requests = 0.0
  private var used = 0.0
  private var capacity = 0.0
  private var served = 0
  private var seconds = 0

  mutating func add(requests: Double, used: Double, capacity: Double, serving: Int, seconds: Int) {
    self.requests += requests
    self.used += used
    self.capacity += capacity
    served += serving * seconds
    self.seconds += seconds
  }

  /// The datapoint in thousandths, and begins the next one; nil where none is published.
  mutating func close(_ signal: Signal, _ workload: Workload) -> Int? {
    defer { self = Meter() }
    switch signal {
    case .cpu: return capacity > 0 ? Int((100_000 * used / capacity).rounded()) : nil
    case .memory: return served > 0 ? workload.memory : nil
    case .requestsPerTarget:
      // A load balancer reports what each of its targets gets on the average, as the sum of the minute.
      let targets = seconds > 0 ? Double(served) / Double(seconds) : 0
      return targets > 0 ? Int((1000 * requests / targets).rounded()) : nil
    case .unknown: return nil
    }
  }
}
