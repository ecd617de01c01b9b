import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

/// What a policy scales, and how AWS's two scaling services spell it.
enum ScalingTarget {
  case service(id: String, cluster: Value, at: Span)
  case autoScalingGroup(Value)

  /// Nil when the policy's service did not read, or has no bounds.
  init?(of policy: ScalingPolicy, in lowering: Lowering) {
    if let service = policy.service {
      guard let entry = lowering.spec.sections[Service.self][service.value.id] else { return nil }
      guard entry.existing == nil, entry.model.autoScaling != nil else { return nil }
      self = .service(
        id: entry.id, cluster: lowering.reference(entry.model.cluster, .name), at: service.span)
    } else if let group = policy.autoScalingGroup {
      guard lowering.spec.sections[AutoScalingGroup.self][group.value.id] != nil else { return nil }
      self = .autoScalingGroup(lowering.reference(group, .name))
    } else {
      return nil
    }
  }

  var policyType: String {
    switch self {
    case .service: "AWS::ApplicationAutoScaling::ScalingPolicy"
    case .autoScalingGroup: "AWS::AutoScaling::ScalingPolicy"
    }
  }

  /// The name and what is scaled.
  ///
  /// AWS::AutoScaling::ScalingPolicy has no property for a name: only the script gives it.
  func identity(name: Located<String>) -> [Member] {
    switch self {
    case .service(let id, _, let span):
      members([
        "PolicyName": .string(name),
        "ScalingTargetId": .reference(Service.scalableTarget(of: id), .id, at: span),
      ])
    case .autoScalingGroup(let group): [Member("AutoScalingGroupName", group)]
    }
  }

  /// Nil where the metric is none of what is scaled, or nobody knows whose requests count: a rule says so.
  func tracking(
    _ tracking: Located<ScalingPolicy.TargetTracking>, name: Located<String>, _ requests: RequestSource?,
    in lowering: Lowering
  ) -> [Member]? {
    let configuration = tracking.value
    let span = configuration.metric.span
    var predefined: Value?
    if let word = configuration.metric.value.word {
      guard let type = predefinedMetric(word) else { return nil }
      if word == .requestsPerTarget, requests == nil { return nil }
      predefined = .map(
        [
          "PredefinedMetricType": Value(.string(type), at: span),
          "ResourceLabel": word == .requestsPerTarget ? requests?.label(at: span) : nil,
        ], at: span)
    }
    let value = Value.map(
      [
        "PredefinedMetricSpecification": predefined,
        "CustomizedMetricSpecification": configuration.metric.value.custom.map {
          $0.specification(in: lowering, at: span)
        },
        "TargetValue": Value(.number(configuration.target.value), at: configuration.target.span),
        "DisableScaleIn": configuration.disableScaleIn.map { .boolean($0) },
        "ScaleOutCooldown": configuration.scaleOutCooldown.map { .integer($0) },
        "ScaleInCooldown": configuration.scaleInCooldown.map { .integer($0) },
      ], at: tracking.span)
    let key =
      switch self {
      case .service: "TargetTrackingScalingPolicyConfiguration"
      case .autoScalingGroup: "TargetTrackingConfiguration"
      }
    return identity(name: name) + [Member("PolicyType", "TargetTrackingScaling"), Member(key, value)]
  }

  /// Nil where the metric is none of what is scaled, or nobody knows whose requests count: a rule says so.
  func forecast(
    _ scaling: Located<PredictiveScaling>, name: Located<String>, _ requests: RequestSource?
  ) -> [Member]? {
    let configuration = scaling.value
    let (word, span) = (configuration.metric.value, configuration.metric.span)
    guard let pair = metricPair(word), word != .requestsPerTarget || requests != nil else { return nil }
    let specification = Value.map(
      [
        "TargetValue": Value(.number(configuration.target.value), at: configuration.target.span),
        "PredefinedMetricPairSpecification": .map(
          [
            "PredefinedMetricType": Value(.string(pair), at: span),
            "ResourceLabel": word == .requestsPerTarget ? requests?.label(at: span) : nil,
          ], at: span),
      ], at: span)
    let behavior = configuration.maxCapacityBreachBehavior
    let value = Value.map(
      [
        "MetricSpecifications": .set([specification], at: span),
        "Mode": configuration.mode.map { .string($0.map(\.rawValue)) },
        "SchedulingBufferTime": configuration.schedulingBufferTime.map { .integer($0) },
        "MaxCapacityBreachBehavior": behavior.map { .string($0.map(\.rawValue)) },
        // AWS refuses it beside a maximum that holds: a rule says so.
        "MaxCapacityBuffer": configuration.raisesMaximum
          ? configuration.maxCapacityBuffer.map { .integer($0) } : nil,
      ], at: scaling.span)
    let key =
      switch self {
      case .service: "PredictiveScalingPolicyConfiguration"
      case .autoScalingGroup: "PredictiveScalingConfiguration"
      }
    return identity(name: name) + [Member("PolicyType", "PredictiveScaling"), Member(key, value)]
  }

  func steps(_ side: StepScaling.Side, of scaling: Located<StepScaling>, name: Located<String>) -> [Member] {
    let span = scaling.value.steps.span
    let adjustments = Value.list(
      side.intervals.map { interval in
        .map(
          [
            "MetricIntervalLowerBound": interval.lower.map { Value(.number($0), at: interval.step.span) },
            "MetricIntervalUpperBound": interval.upper.map { Value(.number($0), at: interval.step.span) },
            "ScalingAdjustment": interval.step.value.action.map { .integer($0.adjustment) },
          ], at: interval.step.span)
      }, at: span)
    let isPercent = side.sort == .percent
    let configuration = members([
      "AdjustmentType": Value(.string(side.sort.rawValue)),
      "MetricAggregationType": Value(.string(scaling.value.aggregation)),
      "MinAdjustmentMagnitude": isPercent ? scaling.value.minimumMagnitude.map { .integer($0) } : nil,
      "StepAdjustments": adjustments,
    ])
    switch self {
    case .service:
      let all = configuration + members(["Cooldown": scaling.value.cooldown.map { .integer($0) }])
      return identity(name: name) + [
        Member("PolicyType", "StepScaling"), Member("StepScalingPolicyConfiguration", Value(.map(all), at: span)),
      ]
    case .autoScalingGroup:
      return identity(name: name) + [Member("PolicyType", "StepScaling")] + configuration
    }
  }

  /// AWS's word for a metric; nil where it is none of what is scaled.
  private func predefinedMetric(_ metric: MetricWord) -> String? {
    switch (self, metric) {
    case (_, .requestsPerTarget): "ALBRequestCountPerTarget"
    case (.service, .cpu): "ECSServiceAverageCPUUtilization"
    case (.service, .memory): "ECSServiceAverageMemoryUtilization"
    case (.autoScalingGroup, .cpu): "ASGAverageCPUUtilization"
    case (.autoScalingGroup, .networkIn): "ASGAverageNetworkIn"
    case (.autoScalingGroup, .networkOut): "ASGAverageNetworkOut"
    case (.service, .networkIn), (.service, .networkOut), (.autoScalingGroup, .memory): nil
    }
  }

  /// AWS's word for a metric and what it is the average of, as predictive scaling takes them; nil as above.
  private func metricPair(_ metric: MetricWord) -> String? {
    switch (self, metric) {
    case (_, .requestsPerTarget): "ALBRequestCount"
    case (.service, .cpu): "ECSServiceCPUUtilization"
    case (.service, .memory): "ECSServiceMemoryUtilization"
    case (.autoScalingGroup, .cpu): "ASGCPUUtilization"
    case (.autoScalingGroup, .networkIn): "ASGNetworkIn"
    case (.autoScalingGroup, .networkOut): "ASGNetworkOut"
    case (.service, .networkIn), (.service, .networkOut), (.autoScalingGroup, .memory): nil
    }
  }

  /// The periods, in seconds, that have to breach a threshold one after the other.
  ///
  /// ECS reports each minute. EC2 reports each five with basic monitoring: three periods of one minute would hold one
  /// datapoint and two gaps, and the alarm would be raised by one and flap.
  func alarmWindow(of scaling: StepScaling) -> (period: Value, count: Value) {
    let isEC2 = if case .autoScalingGroup = self { scaling.metric.value.isOfInstances } else { false }
    let period = scaling.period.map { Value.integer($0) } ?? Value(.integer(isEC2 ? 300 : 60))
    let count = isEC2 && (period.integer ?? 0) >= 300 ? 1 : 3
    return (period, scaling.evaluationPeriods.map { .integer($0) } ?? Value(.integer(count)))
  }

  /// The metric that an alarm watches, with its dimensions and period; nil where it is none of what is scaled.
  func alarmMetric(_ scaling: StepScaling, _ requests: RequestSource?, in lowering: Lowering) -> [Member]? {
    let metric = scaling.metric
    let period = alarmWindow(of: scaling).period
    if let maths = metric.value.custom?.maths {
      return [Member("Metrics", maths.queries(period: period, in: lowering))]
    }
    if let named = metric.value.custom?.named {
      return members([
        "Namespace": .string(named.namespace), "MetricName": .string(named.name),
        "Dimensions": named.dimensions(in: lowering),
      ]) + [Self.statistic(scaling.statistic ?? named.statistic, usual: "Average")]
        + members(["Unit": named.unit.map { .string($0) }, "Period": period])
    }
    guard let word = metric.value.word, let type = predefinedMetric(word),
      let (namespace, name) = TrackedMetrics.metric(of: type)
    else { return nil }
    let dimensions: Value
    switch self {
    case _ where word == .requestsPerTarget:
      guard let requests else { return nil }
      dimensions = requests.dimensions
    case .service(let id, let cluster, let span):
      dimensions = .set([
        .map(["Name": "ClusterName", "Value": cluster]),
        .map(["Name": "ServiceName", "Value": .reference(Service.path(id), .name, at: span)]),
      ])
    case .autoScalingGroup(let group):
      dimensions = .set([.map(["Name": "AutoScalingGroupName", "Value": group])])
    }
    return members([
      "Namespace": Value(.string(namespace)), "MetricName": Value(.string(name), at: metric.span),
      "Dimensions": dimensions,
    ]) + [
      // Of this metric AWS's sum is the average of the targets.
      Self.statistic(scaling.statistic, usual: word == .requestsPerTarget ? "Sum" : "Average"),
      Member("Period", period),
    ]
  }

  /// What an alarm makes of the values of a period: it has one of two properties for that.
  private static func statistic(_ written: Located<String>?, usual: Value) -> Member {
    let isExtended = written.flatMap { MetricStatistic($0.value) }?.isExtended ?? false
    return Member(isExtended ? "ExtendedStatistic" : "Statistic", written.map { .string($0) } ?? usual)
  }
}

extension PolicyMetric {
  /// Whether EC2 reports it of instances: every five minutes, unless it is asked to do so more often.
  fileprivate var isOfInstances: Bool { word.map { $0 != .requestsPerTarget } ?? false }
}
