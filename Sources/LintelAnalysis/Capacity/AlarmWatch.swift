package import LintelAWS
package import LintelGraph

/// A metric as CloudWatch names it.
package struct ScalingMetric: Hashable, Sendable {
  package let namespace: String
  package let name: String
  /// What tells it from others of the name, in words; empty for that of what scales itself.
  package let source: String
  /// What is made of its values, where that is more than one of the plain words: `p99`.
  package let statistic: String?
  /// What its values are to those that were published.
  package let sort: MetricStatistic.Sort

  package init(
    namespace: String, name: String, source: String = "", statistic: String? = nil, sort: MetricStatistic.Sort = .value
  ) {
    self.namespace = namespace
    self.name = name
    self.source = source
    self.statistic = statistic
    self.sort = sort
  }

  /// What an expression makes of several, CloudWatch's metric maths; nil where nothing says which of them counts.
  ///
  /// Its name is the expression, and all that it is made of tells it from others.
  init?(queries: Value) {
    let items = queries.items
    let returned = items.filter { $0["ReturnData"]?.content != .boolean(false) }
    guard returned.count == 1 else { return nil }
    guard let expression = returned[0]["Expression"]?.literal else {
      // One metric, in the long way.
      let stat = returned[0]["MetricStat"]
      guard let metric = stat?["Metric"], let name = metric["MetricName"]?.literal else { return nil }
      self.init(
        namespace: metric["Namespace"]?.literal ?? "", name: name, dimensions: metric["Dimensions"],
        statistic: stat?["Stat"])
      return
    }
    let words = expression.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    self.init(namespace: "", name: words, source: items.map(Self.words).joined(separator: " "))
  }

  /// Its name as people say it.
  package var words: String {
    namespace.isEmpty ? "'\(name)'" : (statistic.map { "\($0) of " } ?? "") + "\(namespace) \(name)"
  }

  /// Whether it is a share of what is there, and so never above 100.
  package var isPercent: Bool { sort == .value && PercentMetrics.contains(name, in: namespace) }

  /// One that an alarm or a policy names in full.
  init(namespace: String, name: String, dimensions: Value?, statistic: Value? = nil) {
    let pairs = (dimensions?.items ?? []).compactMap { item -> (name: String, value: String)? in
      item["Name"]?.literal.map { ($0, item["Value"].map(Self.words) ?? "") }
    }
    let names = Set(pairs.map(\.name))
    let made = statistic?.literal.flatMap { MetricStatistic($0) }
    let isExtended = made?.isExtended ?? false
    // What a service or group does by itself is its average, or what comes near that.
    let isOwn = !isExtended && Self.own[namespace].map { names == $0 } ?? false
    let words = pairs.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.value)" } + [statistic?.literal ?? ""]
    self.init(
      namespace: namespace, name: name, source: isOwn ? "" : words.joined(separator: " "),
      statistic: isExtended ? statistic?.literal : nil, sort: made?.sort ?? .value)
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
    case .list(let items), .set(let items): items.map(words).joined(separator: ",")
    case .map(let members): members.map { "\($0.key)=\(words($0.value))" }.joined(separator: " ")
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
    guard let (metric, period) = Self.watched(alarm, in: graph), let periods = graph.count(alarm["EvaluationPeriods"])
    else { return nil }
    let needed = alarm["DatapointsToAlarm"]
    guard let datapoints = needed == nil ? periods : graph.count(needed) else { return nil }
    path = alarm.path
    self.metric = metric
    self.period = period
    evaluationPeriods = periods
    datapointsToAlarm = datapoints
    missingData = alarm["TreatMissingData"]?.literal.flatMap { AlarmState.MissingData(rawValue: $0) } ?? .missing
  }

  private static func watched(_ alarm: Resource, in graph: ResourceGraph) -> (metric: ScalingMetric, period: Int)? {
    if let queries = alarm["Metrics"] {
      // The result has a value as often as the metric that has one most seldom.
      let periods = queries.items.compactMap { graph.count($0["MetricStat"]?["Period"] ?? $0["Period"]) }
      guard let metric = ScalingMetric(queries: queries), let period = periods.max() else { return nil }
      return (metric, period)
    }
    guard let name = alarm["MetricName"]?.literal, let period = graph.count(alarm["Period"]) else { return nil }
    let namespace = alarm["Namespace"]?.literal ?? ""
    let statistic = alarm["ExtendedStatistic"] ?? alarm["Statistic"]
    let metric = ScalingMetric(
      namespace: namespace, name: name, dimensions: alarm["Dimensions"], statistic: statistic)
    return (metric, period)
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
