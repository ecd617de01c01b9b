import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource

/// Holds the policies and bounds of each thing that scales against each other.
struct ScalingCoherence {
  private let graph: ResourceGraph
  private let target: ScaledTarget
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let graph = model.graph
    // A policy whose steps make no sense has no target in the graph.
    let isWhole =
      model.isWhole("scalingPolicies")
      && !model.types.positions(
        of: "AWS::ApplicationAutoScaling::ScalingPolicy", "AWS::AutoScaling::ScalingPolicy"
      ).contains { graph.resources[$0].properties.isEmpty }
    for scaling in ScalingModel.all(model.bounds) {
      guard let target = ScaledTarget(scaling, in: graph) else { continue }
      let check = ScalingCoherence(graph: graph, target: target, findings: findings)
      guard !scaling.policies.isEmpty else { continue }
      check.checkRoom()
      check.checkZero()
      if isWhole { check.checkDirections() }
      check.checkTracking()
      StepOrder.check(target, findings)
    }
  }

  // MARK: Bounds

  private var bound: (least: Value, most: Value)? {
    let owner = target.isService ? graph[target.model.path.appending("scalableTarget")] : target.node
    guard let owner, let least = owner["MinCapacity"] ?? owner["MinSize"],
      let most = owner["MaxCapacity"] ?? owner["MaxSize"]
    else { return nil }
    return (least, most)
  }

  private func checkRoom() {
    guard let bounds = target.model.bounds, bounds.lowerBound == bounds.upperBound, let bound else { return }
    let key = target.isService ? "maxCapacity" : "maxSize"
    findings.report(
      .noRoomToScale, at: bound.most.span.or(target.node.span),
      "\(target.words) always has \(target.count(bounds.lowerBound)), and a policy to scale it",
      label: "the policy can change nothing",
      labels: bound.least.span.isWritten ? [Label(bound.least.span, "the minimum is the same")] : [],
      notes: [Note("the policy", at: target.model.policies.first?.span)],
      help: ["write a higher `\(key)`, or remove the policy"])
  }

  private func checkZero() {
    guard let bounds = target.model.bounds, bounds.lowerBound == 0, bounds.upperBound > 0, target.isComplete,
      let bound
    else { return }
    let metrics =
      target.trackings.map { $0.metric.literal ?? "" }
      + target.steps.filter { $0.direction == .scaleOut }.map(\.metric.name)
    guard !metrics.isEmpty, metrics.allSatisfy(RunningMetrics.contains) else { return }
    let key = target.isService ? "minCapacity" : "minSize"
    findings.report(
      .scalingFromZero, at: bound.least.span.or(target.node.span),
      "\(target.words) may have no \(target.isService ? "tasks" : "instances"), and scales by a metric that only they "
        + "publish",
      label: "from none it never scales out again",
      notes: [Note("the policy", at: target.model.policies.first?.span)], help: ["write `\(key): 1`"])
  }

  // MARK: Directions

  private func checkDirections() {
    guard target.isComplete, target.trackings.isEmpty, let first = target.steps.first else { return }
    let ups = target.steps.filter { $0.direction == .scaleOut }
    let downs = target.steps.filter { $0.direction == .scaleIn }
    if downs.isEmpty, !Self.isAlways(ups.first) {
      let count = (target.model.bounds?.lowerBound).map { " to \(target.count($0))" } ?? ""
      findings.report(
        .oneWayScaling, at: first.span,
        "\(target.words) scales out, and nothing brings it back\(count)",
        label: "below \(first.bound) nothing happens",
        help: [
          "add a step such as `{ below: \(Decimal(20) < first.bound ? "20" : "…"), setCapacity: "
            + "\(target.model.bounds?.lowerBound ?? 1) }`"
        ])
    } else if ups.isEmpty, let last = target.steps.last, !Self.isAlways(last) {
      findings.report(
        .oneWayScaling, at: last.span, "\(target.words) scales in, and nothing brings it back",
        label: "above \(last.bound) nothing happens",
        help: [
          "add a step such as `{ above: \(last.bound < Decimal(60) ? "60" : "…"), setCapacity: "
            + "\(target.model.bounds?.upperBound ?? 2) }`"
        ])
    }
  }

  /// Whether a step of a percentage holds whatever its value, so that it is the state of rest.
  private static func isAlways(_ step: ScaledTarget.Step?) -> Bool {
    guard let step, PercentMetrics.contains(step.metric.name) else { return false }
    return step.direction == .scaleOut ? step.bound <= Decimal(0) : Decimal(100) <= step.bound
  }

  // MARK: Target tracking

  private func checkTracking() {
    var seen: [String: Span] = [:]
    for tracking in target.trackings {
      let name = tracking.metric.literal ?? ""
      let span = tracking.metric.span.or(target.node.span)
      if let first = seen.updateValue(span, forKey: name) {
        findings.report(
          .repeatedTrackingMetric, at: span, "two policies track the same metric of \(target.words)",
          label: "AWS takes one such policy a metric", labels: [Label(first, "the first")],
          help: ["remove one of them"])
      }
      checkTarget(of: tracking, name)
    }
    guard let tracking = target.trackings.first(where: \.policy.scalesIn),
      let step = target.steps.first(where: { $0.direction == .scaleIn })
    else { return }
    findings.report(
      .stepsBesideTracking, at: step.span,
      "\(target.words) scales in by steps, and by target tracking that may not agree",
      label: "target tracking may scale out again at once",
      notes: [Note("'\(tracking.entry.id)' keeps a target", at: tracking.metric.span.or(target.node.span))],
      help: ["remove the `below` steps: target tracking scales in by itself"])
  }

  private func checkTarget(of tracking: ScaledTarget.Tracking, _ name: String) {
    guard PercentMetrics.contains(name), Decimal(100) <= tracking.policy.target else { return }
    findings.report(
      .thresholdNeverReached, at: tracking.target.span.or(target.node.span),
      "policy '\(tracking.entry.id)' scales out above \(tracking.policy.target) percent",
      label: "the metric never exceeds 100", help: ["write a percentage that leaves room, such as `target: 60`"])
  }
}
