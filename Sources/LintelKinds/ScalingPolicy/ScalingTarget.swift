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

  func tracking(_ tracking: Located<ScalingPolicy.TargetTracking>, name: Located<String>) -> [Member] {
    let configuration = tracking.value
    let metric = Value(.string(predefinedMetric(configuration.metric.value)), at: configuration.metric.span)
    let value = Value.map(
      [
        "PredefinedMetricSpecification": .map(["PredefinedMetricType": metric], at: metric.span),
        "TargetValue": Value(.number(configuration.target.value), at: configuration.target.span),
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

  func steps(_ side: StepScaling.Side, name: Located<String>, at span: Span) -> [Member] {
    let adjustments = Value.list(
      side.intervals.map { interval in
        .map(
          [
            "MetricIntervalLowerBound": interval.lower.map { Value(.number($0), at: interval.step.span) },
            "MetricIntervalUpperBound": interval.upper.map { Value(.number($0), at: interval.step.span) },
            "ScalingAdjustment": .integer(interval.step.value.setCapacity),
          ], at: interval.step.span)
      }, at: span)
    let configuration = members([
      "AdjustmentType": "ExactCapacity", "MetricAggregationType": "Average", "StepAdjustments": adjustments,
    ])
    switch self {
    case .service:
      return identity(name: name) + [
        Member("PolicyType", "StepScaling"),
        Member("StepScalingPolicyConfiguration", Value(.map(configuration), at: span)),
      ]
    case .autoScalingGroup:
      return identity(name: name) + [Member("PolicyType", "StepScaling")] + configuration
    }
  }

  private func predefinedMetric(_ metric: ScalingPolicy.Metric) -> String {
    switch (self, metric) {
    case (.service, .cpu): "ECSServiceAverageCPUUtilization"
    case (.autoScalingGroup, .cpu): "ASGAverageCPUUtilization"
    }
  }

  /// The periods, in seconds, that have to breach a threshold one after the other.
  ///
  /// ECS reports each minute. EC2 reports each five with basic monitoring: three periods of one minute would hold one
  /// datapoint and two gaps, and the alarm would be raised by one and flap.
  var alarmWindow: (period: Int, count: Int) {
    switch self {
    case .service: (60, 3)
    case .autoScalingGroup: (300, 1)
    }
  }

  /// The metric that an alarm watches, and its dimensions.
  func alarmMetric(_ metric: Located<ScalingPolicy.Metric>) -> [Member] {
    let namespace: String
    let dimensions: [Value]
    switch self {
    case .service(let id, let cluster, let span):
      namespace = "AWS/ECS"
      dimensions = [
        .map(["Name": "ClusterName", "Value": cluster]),
        .map(["Name": "ServiceName", "Value": .reference(Service.path(id), .name, at: span)]),
      ]
    case .autoScalingGroup(let group):
      namespace = "AWS/EC2"
      dimensions = [.map(["Name": "AutoScalingGroupName", "Value": group])]
    }
    return members([
      "Namespace": Value(.string(namespace)), "MetricName": Value(.string("CPUUtilization"), at: metric.span),
      "Dimensions": .set(dimensions),
    ])
  }
}

/// Turns the steps of one policy into one or two of AWS's, an alarm each.
struct StepLowering {
  let entry: Entry<ScalingPolicy>
  let name: Located<String>
  let scaling: Located<StepScaling>
  let target: ScalingTarget

  /// The scale-out policy keeps the entry's name, the scale-in one adds `-in`.
  func lower(_ policy: Resource, into lowering: inout Lowering) {
    guard scaling.value.isSound else { return }
    let path = policy.path
    if let side = scaling.value.scaleOut {
      var out = policy
      out.properties = target.steps(side, name: name, at: scaling.value.steps.span)
      lowering.graph.replace(out)
      addAlarm(
        path.appending("alarm"), for: path, side, name: name.map { $0 + "-alarm" }, "GreaterThanOrEqualToThreshold",
        to: &lowering)
    } else {
      lowering.graph.remove(path)
    }
    if let side = scaling.value.scaleIn {
      var inward = lowering.derived("scaleIn", target.policyType, from: entry, [])
      let name = name.map { $0 + "-in" }
      inward.properties = target.steps(side, name: name, at: scaling.value.steps.span)
      lowering.graph.add(inward)
      addAlarm(
        path.appending("scaleIn.alarm"), for: inward.path, side, name: name.map { $0 + "-alarm" },
        "LessThanOrEqualToThreshold", to: &lowering)
    }
  }

  private func addAlarm(
    _ path: Path, for policy: Path, _ side: StepScaling.Side, name: Located<String>, _ comparison: String,
    to lowering: inout Lowering
  ) {
    let first = side.intervals[0].step
    if let problem = NameRule.alarm.problem(with: name.value) {
      lowering.findings.report(
        .invalidName, at: name.isWritten ? name.span : entry.span, problem.message, label: problem.label,
        notes: [Note("an alarm of the policy has the policy's name and an ending")],
        help: ["give the policy a shorter name"])
    }
    lowering.graph.add(
      lowering.derived(
        path.part, "AWS::CloudWatch::Alarm", from: entry, at: first.span,
        members(["AlarmName": .string(name)]) + target.alarmMetric(scaling.value.metric)
          + members([
            "Statistic": "Average",
            "Period": .init(.integer(target.alarmWindow.period)),
            "EvaluationPeriods": .init(.integer(target.alarmWindow.count)),
            "Threshold": Value(.number(side.threshold), at: first.span),
            "ComparisonOperator": Value(.string(comparison)),
            "AlarmActions": .set([.reference(policy, .arn)]),
          ])))
  }
}
