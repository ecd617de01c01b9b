import LintelAWS
package import LintelGraph
package import LintelSource

/// The scaling of one service or Auto Scaling group: its bounds, its policies, and the alarms that call them.
package struct ScalingModel: Sendable {
  package struct Policy: Sendable {
    package enum Form: Sendable {
      /// Steps, once for each alarm that calls them: their bounds are relative to its threshold.
      case steps([(alarm: AlarmWatch, steps: StepPolicy)])
      /// A target of a metric; AWS makes and minds the alarms.
      case tracking(TrackingPolicy, ScalingMetric)
      /// A forecast, which wants what no value of a metric tells.
      case predictive(PredictivePolicy, ScalingMetric)
      /// A policy that is known only when deploying, or steps that no alarm calls.
      case unknown
    }

    package let path: Path
    package let form: Form
    package let pace: ScalingPace
    package let span: Span

    package init(path: Path, form: Form, pace: ScalingPace, span: Span) {
      self.path = path
      self.form = form
      self.pace = pace
      self.span = span
    }

    /// The count that it wants at these values of metrics; nil when it wants no change, or when none is its own.
    func wish(current: Int, at readings: [ScalingMetric: Decimal]) -> Int? {
      switch form {
      case .steps(let calls):
        return calls.compactMap { call in
          readings[call.alarm.metric].flatMap { call.steps.capacity(from: current, at: $0) }
        }.max()
      case .tracking(let tracking, let metric):
        return readings[metric].flatMap { tracking.capacity(running: current, at: $0) }
      case .predictive, .unknown: return nil
      }
    }

    /// Whether it ever sets a count: what only forecasts does not.
    package var scales: Bool { if case .predictive(let forecast, _) = form { forecast.scales } else { true } }
  }

  /// A count, and the policies that want it.
  package struct Decision: Hashable, Sendable {
    package let count: Int
    package let policies: [Path]
  }

  /// The service or group.
  package let path: Path
  /// Nil where they are not known.
  package let bounds: ClosedRange<Int>?
  package let policies: [Policy]

  package init(path: Path, bounds: ClosedRange<Int>?, policies: [Policy]) {
    self.path = path
    self.bounds = bounds
    self.policies = policies
  }

  /// The metrics that the policies act on, in their order.
  package var metrics: [ScalingMetric] {
    var metrics: [ScalingMetric] = []
    for policy in policies {
      switch policy.form {
      case .steps(let calls): metrics += calls.map(\.alarm.metric).filter { !metrics.contains($0) }
      case .tracking(_, let metric): if !metrics.contains(metric) { metrics.append(metric) }
      case .predictive, .unknown: break
      }
    }
    return metrics
  }

  /// What follows when each policy wants what it wants at these values of metrics, with all alarms as they then are.
  ///
  /// The largest wins, so that whoever wants more gets it. Tracking policies take away only together; steps take away
  /// whatever a tracking policy thinks, which is why the two go badly with each other. A metric without a value, such as
  /// one that nothing reports, keeps tracking from taking away.
  package func decision(current: Int, at readings: [ScalingMetric: Decimal]) -> Decision {
    var stepped: [Int] = []
    var tracked: [Int?] = []
    var wishes: [(path: Path, count: Int)] = []
    for policy in policies {
      let count = policy.wish(current: current, at: readings)
      if let count { wishes.append((policy.path, count)) }
      switch policy.form {
      case .steps: if let count { stepped.append(count) }
      case .tracking(let tracking, _): if count != nil || tracking.scalesIn { tracked.append(count) }
      case .predictive, .unknown: break
      }
    }
    let free = ScalingModel.capacity(current: current, stepped: stepped, tracked: tracked)
    let count = bounds.map { min(max(free, $0.lowerBound), $0.upperBound) } ?? free
    return Decision(count: count, policies: free == current ? [] : wishes.filter { $0.count == free }.map(\.path))
  }

  /// The same where all policies act on one metric.
  package func capacity(current: Int, at metric: Decimal) -> Int {
    decision(current: current, at: Dictionary(metrics.map { ($0, metric) }) { first, _ in first }).count
  }

  /// A count that the steps of one metric bring back to where it was, although the load stays the same.
  package func swing(of metric: ScalingMetric) -> Swing? {
    bounds.flatMap { Swing.first(of: steps(of: metric), in: $0) }
  }

  /// The steps that alarms of one metric call.
  package func steps(of metric: ScalingMetric) -> [StepPolicy] {
    policies.flatMap { policy -> [StepPolicy] in
      guard case .steps(let calls) = policy.form else { return [] }
      return calls.filter { $0.alarm.metric == metric }.map(\.steps)
    }
  }

  /// The count that follows from what step policies and tracking policies want; nil of a tracking one is no change.
  package static func capacity(
    current: Int, stepped: [Int], tracked: [Int?] = [], bounds: ClosedRange<Int>? = nil
  ) -> Int {
    var wanted = WantedCapacity(current: current)
    for count in stepped { wanted.step(to: count) }
    for count in tracked { wanted.track(count) }
    let count = wanted.count
    return bounds.map { min(max(count, $0.lowerBound), $0.upperBound) } ?? count
  }

  /// The count that a scale-out adds while the cooldown of another runs that has added something.
  package static func addition(wanted: Int, alreadyAdded: Int) -> Int { max(0, wanted - alreadyAdded) }
}

// MARK: From a graph
extension ScalingModel {
  /// The models of all that something scales, in the order of the graph.
  package static func all(in graph: ResourceGraph) -> [ScalingModel] { all(Bounds(graph)) }

  package static func all(_ bounds: Bounds) -> [ScalingModel] {
    let graph = bounds.graph
    var alarms: [Path: [Resource]] = [:]
    var policyNodes: [(node: Resource, target: Path, unit: CountedUnit)] = []
    for node in bounds.types.positions(ofAny: Catalog.scalingTypes).lazy.map({ graph.resources[$0] }) {
      switch Catalog.facts(of: node.type)?.scaling {
      case .alarm(let actions):
        for action in node[actions]?.items ?? [] {
          if let policy = action.reference?.path { alarms[policy, default: []].append(node) }
        }
      case .policy(let property, let unit):
        if let target = node[property]?.reference?.path { policyNodes.append((node, target, unit)) }
      case .bounds, .schedule, nil: break
      }
    }
    var policies: [Path: [Policy]] = [:]
    for (node, target, unit) in policyNodes {
      policies[target, default: []].append(policy(node, unit, alarms[node.path] ?? [], in: graph))
    }
    return bounds.types.positions(ofAny: Catalog.countedTypes).compactMap { position -> ScalingModel? in
      let node = graph.resources[position]
      var owner = node.path
      if Catalog.facts(of: node.type)?.counts == .tasks {
        guard let target = bounds.scalableTarget(of: node.path) else { return nil }
        owner = target.path
      }
      let allowed = bounds.counts(of: node).flatMap { range($0.least, $0.most) }
      return ScalingModel(path: node.path, bounds: allowed, policies: policies[owner] ?? [])
    }
  }

  private static func range(_ least: Int, _ most: Int) -> ClosedRange<Int>? { least <= most ? least...most : nil }

  private static func policy(
    _ node: Resource, _ unit: CountedUnit, _ alarms: [Resource], in graph: ResourceGraph
  ) -> Policy {
    let form = form(node, unit, alarms, in: graph)
    return Policy(path: node.path, form: form, pace: ScalingPace(node, unit, in: graph), span: node.span)
  }

  private static func form(
    _ node: Resource, _ unit: CountedUnit, _ alarms: [Resource], in graph: ResourceGraph
  ) -> Policy.Form {
    if let tracking = node["TargetTrackingScalingPolicyConfiguration"] ?? node["TargetTrackingConfiguration"] {
      guard let target = decimal(tracking["TargetValue"]), let metric = metric(of: tracking) else { return .unknown }
      let scalesIn = tracking["DisableScaleIn"]?.content != .boolean(true)
      return .tracking(
        TrackingPolicy(target: target, lowAlarm: unit == .tasks ? .service : .autoScalingGroup, scalesIn: scalesIn),
        metric)
    }
    if let forecast = node["PredictiveScalingPolicyConfiguration"] ?? node["PredictiveScalingConfiguration"] {
      return predictive(forecast)
    }
    let steps = node["StepScalingPolicyConfiguration"] ?? Value(.map(node.properties))
    let calls = alarms.compactMap { alarm -> (alarm: AlarmWatch, steps: StepPolicy)? in
      guard let watch = AlarmWatch(alarm, in: graph), let policy = stepPolicy(steps, alarm) else { return nil }
      return (watch, policy)
    }
    return calls.isEmpty || calls.count < alarms.count ? .unknown : .steps(calls)
  }

  /// AWS takes one metric, although it has a list of them.
  private static func predictive(_ forecast: Value) -> Policy.Form {
    let specification = forecast["MetricSpecifications"]?.items.first
    let mode = forecast["Mode"].map(\.literal) ?? "ForecastOnly"
    let behavior = forecast["MaxCapacityBreachBehavior"].map(\.literal) ?? "HonorMaxCapacity"
    guard let target = decimal(specification?["TargetValue"]), let mode, let behavior else { return .unknown }
    let named =
      specification?["PredefinedMetricPairSpecification"] ?? specification?["PredefinedScalingMetricSpecification"]
    let type = named?["PredefinedMetricType"]?.literal ?? ""
    let (namespace, name) = TrackedMetrics.metric(of: type) ?? ("", type)
    let buffer = behavior == "IncreaseMaxCapacity" ? forecast["MaxCapacityBuffer"]?.integer ?? 0 : nil
    return .predictive(
      PredictivePolicy(target: target, scales: mode == "ForecastAndScale", buffer: buffer),
      ScalingMetric(namespace: namespace, name: name))
  }

  private static func metric(of tracking: Value) -> ScalingMetric? {
    if let custom = tracking["CustomizedMetricSpecification"] {
      if let queries = custom["Metrics"] { return ScalingMetric(queries: queries) }
      return ScalingMetric(
        namespace: custom["Namespace"]?.literal ?? "", name: custom["MetricName"]?.literal ?? "",
        dimensions: custom["Dimensions"], statistic: custom["Statistic"])
    }
    let predefined = tracking["PredefinedMetricSpecification"]
    let type = predefined?["PredefinedMetricType"]?.literal ?? ""
    guard let (namespace, name) = TrackedMetrics.metric(of: type) else {
      return ScalingMetric(namespace: "", name: type)
    }
    guard let label = predefined?["ResourceLabel"] else { return ScalingMetric(namespace: namespace, name: name) }
    return ScalingMetric(
      namespace: namespace, name: name, dimensions: .set([.map(["Name": "ResourceLabel", "Value": label])]))
  }

  private static func stepPolicy(_ configuration: Value, _ alarm: Resource) -> StepPolicy? {
    guard let adjustment = configuration["AdjustmentType"]?.literal.flatMap({ StepPolicy.Adjustment(rawValue: $0) }),
      let threshold = decimal(alarm["Threshold"]), let comparison = alarm["ComparisonOperator"]?.literal
    else { return nil }
    let items = configuration["StepAdjustments"]?.items ?? []
    let steps = items.compactMap { item -> StepPolicy.Step? in
      guard let amount = item["ScalingAdjustment"]?.integer else { return nil }
      return StepPolicy.Step(
        lower: decimal(item["MetricIntervalLowerBound"]), upper: decimal(item["MetricIntervalUpperBound"]),
        adjustment: amount)
    }
    guard steps.count == items.count else { return nil }
    return StepPolicy(
      adjustment, comparison.hasPrefix("Greater") ? .scaleOut : .scaleIn, threshold: threshold, steps: steps,
      minimumMagnitude: configuration["MinAdjustmentMagnitude"]?.integer)
  }

  private static func decimal(_ value: Value?) -> Decimal? {
    switch value?.content {
    case .number(let number): number
    case .integer(let integer): Decimal(integer)
    default: nil
    }
  }
}
