package import LintelAWS
package import LintelAnalysis
package import LintelGraph

/// A service or an Auto Scaling group that is simulated, and what of it matters for that.
package struct ScalingSubject: Sendable {
  package let path: Path
  package let unit: CountedUnit
  package let policies: [ScalingModel.Policy]
  package let bounds: ClosedRange<Int>
  /// How many there are at the beginning.
  package let initial: Int
  /// The warm-up of policies that say none.
  package let commonWarmUp: Int
  /// The seconds of a datapoint of processor use.
  package let resolution: Int
  package let schedule: [ScheduledChange]
  /// Actions of which it is not known when they act.
  package let silent: [String]

  package init(
    path: Path, unit: CountedUnit, policies: [ScalingModel.Policy], bounds: ClosedRange<Int>, initial: Int,
    commonWarmUp: Int = ScalingCooldown.ofServices, resolution: Int = 60, schedule: [ScheduledChange] = [],
    silent: [String] = []
  ) {
    self.path = path
    self.unit = unit
    self.policies = policies
    self.bounds = bounds
    self.initial = initial
    self.commonWarmUp = commonWarmUp
    self.resolution = resolution
    self.schedule = schedule
    self.silent = silent
  }

  /// The metrics of policies that have no datapoints here.
  package func unknownMetrics(_ workload: Workload) -> [(policy: Path, metric: ScalingMetric)] {
    policies.flatMap { policy in
      ScalingModel(path: path, bounds: bounds, policies: [policy]).metrics.filter { metric in
        switch Signal(metric) {
        case .cpu, .requestsPerTarget: false
        case .memory: workload.memory == nil
        case .unknown: true
        }
      }.map { (policy.path, $0) }
    }
  }

  /// The metrics that its policies act on, in their order.
  var metrics: [ScalingMetric] { ScalingModel(path: path, bounds: bounds, policies: policies).metrics }
}

/// What a request costs, and what one task or instance has to serve it with.
package struct Workload: Hashable, Sendable {
  /// The seconds of one processor that a request takes.
  package let cpuSeconds: Double
  /// The processors of one task or instance: 0.25 of a task with 256 CPU units.
  package let processors: Double
  /// Seconds from the start of a task's process, or of an instance, until it takes requests.
  package let startUp: Int
  /// The memory in use, in thousandths of a percent, whatever the load.
  package let memory: Int?

  package init(cpuSeconds: Double, processors: Double, startUp: Int = 0, memory: Int? = nil) {
    self.cpuSeconds = cpuSeconds
    self.processors = processors
    self.startUp = startUp
    self.memory = memory
  }

  /// The requests a second that one can serve.
  package var rate: Double { processors / cpuSeconds }

  /// The processor use of so many, in thousandths of a percent: CloudWatch's CPUUtilization.
  package static func utilization(used: Double, each: Double, count: Int) -> Int {
    Int((100_000 * used / (each * Double(count))).rounded())
  }
}

/// What a metric of a policy is in a simulation.
enum Signal {
  case cpu, memory, requestsPerTarget
  /// Nothing here says what it would be: it has no datapoints.
  case unknown

  init(_ metric: ScalingMetric) {
    let isOwn = metric.source.isEmpty && metric.sort == .value
    switch (metric.namespace, metric.name) {
    case ("AWS/ECS", "CPUUtilization") where isOwn, ("AWS/EC2", "CPUUtilization") where isOwn: self = .cpu
    case ("AWS/ECS", "MemoryUtilization") where isOwn: self = .memory
    case ("AWS/ApplicationELB", "RequestCountPerTarget"): self = .requestsPerTarget
    default: self = .unknown
    }
  }
}
