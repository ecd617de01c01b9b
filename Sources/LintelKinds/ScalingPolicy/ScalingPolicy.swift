import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource
import LintelSpec

/// How a service or an Auto Scaling group scales: by a target that AWS tracks, by steps, or ahead of what AWS forecasts.
package struct ScalingPolicy: Kind {
  package static let section = "scalingPolicies"
  package static let summary = "How a service or an Auto Scaling group scales."
  package static let type = "AWS::ApplicationAutoScaling::ScalingPolicy"
  package static let existing = ExistingForm.impossible
  package static let attributes: [String] = []
  package static let nameRule = NameRule.scalingPolicy
  package static let nameUse = NameUse.property("PolicyName")

  package let name: Located<String>?
  let service: Located<EntryReference>?
  let autoScalingGroup: Located<EntryReference>?
  let targetTracking: Located<TargetTracking>?
  let stepScaling: Located<StepScaling>?
  let predictiveScaling: Located<PredictiveScaling>?
  let estimatedInstanceWarmup: Located<Int>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The policy's name.", absence: Absence.name)
    service = fields.optional("service", .reference(to: Service.section), "The service that it scales.")
    autoScalingGroup = fields.optional(
      "autoScalingGroup", .reference(to: AutoScalingGroup.section), "The Auto Scaling group that it scales.")
    targetTracking = fields.optional("targetTracking", .object, "Keeps a metric near a target.")
    stepScaling = fields.optional(
      "stepScaling", .object,
      "Sets the capacity by steps of a metric. An alarm wants three minutes of a service in a row. Of a group it wants "
        + "five minutes, because EC2 reports its instances each five (basic monitoring).")
    predictiveScaling = fields.optional(
      "predictiveScaling", .object, "Adds capacity before the load comes, as AWS forecasts it.")
    estimatedInstanceWarmup = fields.optional(
      "estimatedInstanceWarmup", .integer(0...86_400, in: .seconds),
      "Seconds until a new instance counts in the group's metrics. Auto Scaling groups only.",
      absence: "the group's own")
    fields.exactlyOne("service", "autoScalingGroup")
    fields.exactlyOne("targetTracking", "stepScaling", "predictiveScaling")
  }

  /// A metric that is kept near a target.
  package struct TargetTracking: Described {
    package static let summary = "Keeps a metric near a target: AWS makes and minds the alarms."

    let metric: Located<PolicyMetric>
    let target: Located<Decimal>
    let targetGroup: Located<EntryReference>?
    let disableScaleIn: Located<Bool>?
    let scaleOutCooldown: Located<Int>?
    let scaleInCooldown: Located<Int>?

    package init(_ fields: inout FieldReader) {
      metric = fields.required("metric", .policyMetric, PolicyMetric.words)
      target = fields.required("target", .positiveNumber, "The value to keep it near, in the metric's unit.")
      targetGroup = fields.optional("targetGroup", .reference(to: TargetGroup.section), ScalingPolicy.groupWords)
      disableScaleIn = fields.optional(
        "disableScaleIn", .boolean, "Whether it only ever adds tasks or instances.",
        absence: Absence.aws(.serviceScalingPolicy, "TargetTrackingScalingPolicyConfiguration", "DisableScaleIn"))
      scaleOutCooldown = fields.optional(
        "scaleOutCooldown", .integer(0...86_400, in: .seconds),
        "Seconds between two activities that add tasks. Services only.",
        absence: Self.cooldown("ScaleOutCooldown"))
      scaleInCooldown = fields.optional(
        "scaleInCooldown", .integer(0...86_400, in: .seconds),
        "Seconds between two activities that remove tasks. Services only.",
        absence: Self.cooldown("ScaleInCooldown"))
    }

    private static func cooldown(_ member: String) -> String {
      Absence.aws(.serviceScalingPolicy, "TargetTrackingScalingPolicyConfiguration", member)
    }
  }

  // MARK: Lowering

  package func properties(of entry: Entry<ScalingPolicy>, in lowering: inout Lowering) -> [Member] { [] }

  package func addNested(in entry: Entry<ScalingPolicy>, to lowering: inout Lowering) {
    let path = Self.path(entry.id)
    guard let base = lowering.graph[path], let target = ScalingTarget(of: self, in: lowering) else { return }
    let name = lowering.name(of: entry)
    let requests = try? requestSource(in: lowering)?.get()
    var policy = Resource(path, target.policyType, span: base.span)
    policy.tags = base.tags
    policy.after = requests?.forwarders ?? []
    if let targetTracking {
      if let properties = target.tracking(targetTracking, name: name, requests, in: lowering) {
        policy.properties = properties + warmUp(of: target)
      }
      lowering.graph.replace(policy)
    } else if let stepScaling {
      StepLowering(entry: entry, name: name, scaling: stepScaling, target: target, requests: requests)
        .lower(policy, into: &lowering)
    } else if let predictiveScaling {
      if let properties = target.forecast(predictiveScaling, name: name, requests) { policy.properties = properties }
      lowering.graph.replace(policy)
    }
  }

  /// Only EC2 Auto Scaling knows a warm-up time.
  func warmUp(of target: ScalingTarget) -> [Member] {
    guard case .autoScalingGroup = target else { return [] }
    return members(["EstimatedInstanceWarmup": estimatedInstanceWarmup.map { .integer($0) }])
  }

  /// The metric of any sort of policy.
  var metric: Located<PolicyMetric>? {
    targetTracking?.value.metric ?? stepScaling?.value.metric
      ?? predictiveScaling?.value.metric.map { PolicyMetric.scalar($0) }
  }

  /// The target group of any sort of policy, where one is named.
  var targetGroup: Located<EntryReference>? {
    targetTracking?.value.targetGroup ?? stepScaling?.value.targetGroup ?? predictiveScaling?.value.targetGroup
  }

  /// Whether it ever sets a count: what only forecasts does not.
  var scales: Bool { predictiveScaling?.value.scales ?? true }

  /// Whose requests the policy counts; nil where it counts none.
  func requestSource(in lowering: Lowering) -> Result<RequestSource, RequestSource.Problem>? {
    guard metric?.value.word == .requestsPerTarget else { return nil }
    var groups: [Located<EntryReference>] = []
    if let service, let entry = lowering.spec.sections[Service.self][service.value.id] {
      groups = entry.model.loadBalancers.map(\.value.targetGroup)
    } else if let autoScalingGroup,
      let entry = lowering.spec.sections[AutoScalingGroup.self][autoScalingGroup.value.id]
    {
      groups = entry.model.targetGroups?.value ?? []
    }
    return RequestSource.find(targetGroup, among: groups, in: lowering)
  }

  static let groupWords =
    "The target group whose requests count, with `requestsPerTarget`; needed where tasks register with several."
}

extension FieldType where Value == Decimal {
  /// A number, exact to its last digit.
  package static var number: FieldType<Decimal> {
    FieldType(shape: .number, placeholder: Decimal(0)) { cursor, context in
      guard let cursor = context.throughVariable(cursor) else { return nil }
      guard let text = context.scalar(cursor, expected: "a number") else { return nil }
      guard context.isPlain(cursor), let number = Decimal(text) else {
        let span = cursor.span(in: context.tree)
        let fix: Fix? =
          Decimal(text) == nil
          ? Unit.percent.number(in: text).map { .writeBare($0, insteadOf: text, at: span) }
          : .removeQuotes(around: text, at: span)
        context.reportType(cursor, expected: "a number", fix: fix)
        return nil
      }
      return number
    }
  }

  /// A number above zero.
  package static var positiveNumber: FieldType<Decimal> {
    number.converted(placeholder: Decimal(1)) { number, span, context in
      if number > Decimal(0) { return number }
      context.findings.report(.invalidValue, at: span, "\(number) is no target", label: "a number above 0 is expected")
      return nil
    }
  }
}
