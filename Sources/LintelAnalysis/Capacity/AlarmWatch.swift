import LintelAWS
package import LintelGraph

/// A metric as CloudWatch names it.
package struct ScalingMetric: Hashable, Sendable {
  package let namespace: String
  package let name: String
  /// What tells it from others of the name, in words; empty for that of what scales itself.
  package let source: String

  package init(namespace: String, name: String, source: String = "") {
    self.namespace = namespace
    self.name = name
    self.source = source
  }

  /// One that an alarm or a policy names in full.
  init(namespace: String, name: String, dimensions: Value?, statistic: Value? = nil) {
    let pairs = (dimensions?.items ?? []).compactMap { item -> (name: String, value: String)? in
      item["Name"]?.literal.map { ($0, item["Value"].map(Self.words) ?? "") }
    }
    let names = Set(pairs.map(\.name))
    let isOwn = Self.own[namespace].map { names == $0 } ?? false
    let words = pairs.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.value)" } + [statistic?.literal ?? ""]
    self.init(namespace: namespace, name: name, source: isOwn ? "" : words.joined(separator: " "))
  }

  /// The dimensions of what scales itself.
  private static let own: [String: Set<String>] = [
    "AWS/ECS": ["ClusterName", "ServiceName"], "AWS/EC2": ["AutoScalingGroupName"],
  ]

  private static func words(_ value: Value) -> String {
    switch value.content {
    case .reference(let reference): "\(reference.path).\(reference.attribute.rawValue)"
    case .parameter(let name): "${\(name)}"
    case .pseudo(let pseudo): pseudo.rawValue
    case .text(let parts): parts.map(words).joined()
    default: value.literal ?? ""
    }
  }
}

/// An alarm that calls a policy: what it watches, and how much of it has to breach the threshold.
package struct AlarmWatch: Hashable, Sendable {
  package let path: Path
  package let metric: ScalingMetric
  /// The seconds of one datapoint.
  package let period: Int
  /// So many of the newest datapoints are looked at.
  package let evaluationPeriods: Int
  /// So many of these have to breach.
  package let datapointsToAlarm: Int
  package let missingData: AlarmState.MissingData

  /// The seconds that the metric has to breach the threshold at least.
  package var delay: Int { period * datapointsToAlarm }

  package init(
    path: Path, metric: ScalingMetric, period: Int, evaluationPeriods: Int, datapointsToAlarm: Int,
    missingData: AlarmState.MissingData = .missing
  ) {
    self.path = path
    self.metric = metric
    self.period = period
    self.evaluationPeriods = evaluationPeriods
    self.datapointsToAlarm = datapointsToAlarm
    self.missingData = missingData
  }

  /// Nil where something of it is known only when deploying.
  init?(_ alarm: Resource, in graph: ResourceGraph) {
    guard let name = alarm["MetricName"]?.literal, let period = graph.count(alarm["Period"]),
      let periods = graph.count(alarm["EvaluationPeriods"])
    else { return nil }
    let needed = alarm["DatapointsToAlarm"]
    guard let datapoints = needed == nil ? periods : graph.count(needed) else { return nil }
    path = alarm.path
    metric = ScalingMetric(
      namespace: alarm["Namespace"]?.literal ?? "", name: name, dimensions: alarm["Dimensions"])
    self.period = period
    evaluationPeriods = periods
    datapointsToAlarm = datapoints
    missingData = alarm["TreatMissingData"]?.literal.flatMap { AlarmState.MissingData(rawValue: $0) } ?? .missing
  }
}

/// The seconds that a policy waits for what it did to show.
package enum ScalingPace: Hashable, Sendable {
  /// Of services: between two activities of one direction.
  case cooldown(out: Int, in: Int)
  /// Of Auto Scaling groups: until new instances count in the group's metrics, where the policy says so.
  case warmUp(Int?)

  init(_ policy: Resource, _ unit: CountedUnit, in graph: ResourceGraph) {
    guard unit == .tasks else {
      self = .warmUp(graph.count(policy["EstimatedInstanceWarmup"]))
      return
    }
    let tracking = policy["TargetTrackingScalingPolicyConfiguration"]
    let both = graph.count(policy["StepScalingPolicyConfiguration"]?["Cooldown"]) ?? ScalingCooldown.ofServices
    self = .cooldown(
      out: graph.count(tracking?["ScaleOutCooldown"]) ?? both, in: graph.count(tracking?["ScaleInCooldown"]) ?? both)
  }
}
