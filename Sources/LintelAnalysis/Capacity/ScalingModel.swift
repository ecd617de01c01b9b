import LintelAWS
package import LintelGraph
package import LintelSource

/// The scaling of one service or Auto Scaling group: its bounds, its policies, and the alarms that call them.
package struct ScalingModel: Sendable {
  package struct Policy: Sendable {
    package enum Form: Sendable {
      case steps(StepPolicy)
      case tracking(TrackingPolicy)
      /// A policy that is known only when deploying, or steps that no alarm calls.
      case unknown
    }

    package let path: Path
    package let form: Form
    /// The alarms that call it; AWS makes those of tracking policies.
    package let alarms: [Path]
    package let span: Span
  }

  /// The service or group.
  package let path: Path
  /// Nil where they are not known.
  package let bounds: ClosedRange<Int>?
  package let policies: [Policy]

  /// The count that follows when each policy wants what it wants.
  ///
  /// The largest wins, so that whoever wants more gets it. Tracking policies take away only together; steps take away
  /// whatever a tracking policy thinks, which is why the two go badly with each other.
  package func capacity(current: Int, at metric: Decimal) -> Int {
    var stepped: [Int] = []
    var tracked: [Int?] = []
    for policy in policies {
      switch policy.form {
      case .steps(let steps): if let count = steps.capacity(from: current, at: metric) { stepped.append(count) }
      case .tracking(let tracking):
        let count = tracking.capacity(running: current, at: metric)
        if count != nil || tracking.scalesIn { tracked.append(count) }
      case .unknown: break
      }
    }
    return ScalingModel.capacity(current: current, stepped: stepped, tracked: tracked, bounds: bounds)
  }

  /// The count that follows from what step policies and tracking policies want; nil of a tracking one is no change.
  package static func capacity(
    current: Int, stepped: [Int], tracked: [Int?] = [], bounds: ClosedRange<Int>? = nil
  ) -> Int {
    let more = (stepped + tracked.compactMap(\.self)).filter { $0 > current }
    let agreed = tracked.contains(nil) ? [] : tracked.compactMap(\.self)
    let wanted = more.max() ?? (stepped + agreed).max() ?? current
    return bounds.map { min(max(wanted, $0.lowerBound), $0.upperBound) } ?? wanted
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
      case .bounds, nil: break
      }
    }
    var policies: [Path: [Policy]] = [:]
    for (node, target, unit) in policyNodes {
      policies[target, default: []].append(policy(node, unit, alarms[node.path] ?? []))
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

  private static func policy(_ node: Resource, _ unit: CountedUnit, _ alarms: [Resource]) -> Policy {
    let steps = node["StepScalingPolicyConfiguration"] ?? Value(.map(node.properties))
    let tracking = node["TargetTrackingScalingPolicyConfiguration"] ?? node["TargetTrackingConfiguration"]
    var form = Policy.Form.unknown
    if let tracking {
      if let target = decimal(tracking["TargetValue"]) {
        let scalesIn = tracking["DisableScaleIn"]?.content != .boolean(true)
        form = .tracking(
          TrackingPolicy(target: target, lowAlarm: unit == .tasks ? .service : .autoScalingGroup, scalesIn: scalesIn))
      }
    } else if let alarm = alarms.first, let policy = stepPolicy(steps, alarm) {
      form = .steps(policy)
    }
    return Policy(path: node.path, form: form, alarms: alarms.map(\.path), span: node.span)
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
