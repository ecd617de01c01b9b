import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// Bounds that do not go with a count or a policy.
extension Rule {
  package static let noRoomToScale = Rule(
    "no-room-to-scale", .warning, .checking, "A policy scales something whose bounds leave it no choice.",
    page: RulePage(
      .scaling,
      why: """
        Between a minimum and a maximum that are equal there is nothing to scale. The policy's alarms are made, are \
        raised under load, and change nothing. An environment that pins the count needs no policy: `null` removes it.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html",
      wrong: [
        .ecs("services:\n  web:\n    autoScaling: { minCapacity: 2, maxCapacity: ↓2 }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 1, maxSize: ↓1 }"),
      ],
      right: [
        .ecs("services:\n  web:\n    autoScaling: { minCapacity: 2, maxCapacity: 3 }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 1, maxSize: 1 }\nscalingPolicies: null"),
      ]))

  package static let scalingFromZero = Rule(
    "scaling-from-zero", .warning, .checking,
    "A service may have no tasks, and scales by a metric that only running tasks publish.",
    page: RulePage(
      .scaling,
      why: """
        Without tasks there is no CPU utilization: CloudWatch gets no datapoint, no alarm is raised, and nothing ever \
        starts a task. AWS recommends a minimum above 0 for such metrics. To stop a service for good, write a maximum \
        of 0 and no policy.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
      wrong: [
        .ecs("services:\n  web:\n    autoScaling: { minCapacity: ↓0, maxCapacity: 10 }"),
        .ec2("autoScalingGroups:\n  web: { minSize: ↓0 }"),
      ],
      right: [
        .ecs("services:\n  web:\n    autoScaling: { minCapacity: 1, maxCapacity: 10 }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 0 }\nscalingPolicies: null"),
      ]))
}

extension ScalingCoherence {
  private var bound: (least: Value, most: Value)? {
    let owner = target.isService ? graph[target.model.path.appending("scalableTarget")] : target.node
    guard let owner, let least = owner["MinCapacity"] ?? owner["MinSize"],
      let most = owner["MaxCapacity"] ?? owner["MaxSize"]
    else { return nil }
    return (least, most)
  }

  func checkRoom() {
    guard let bounds = target.model.bounds, bounds.lowerBound == bounds.upperBound, let bound,
      let policy = target.model.policies.first(where: \.scales),
      // The maximum is none where a forecast may raise it.
      !target.forecasts.contains(where: { $0.policy.scales && $0.policy.buffer != nil })
    else { return }
    let key = target.isService ? "maxCapacity" : "maxSize"
    findings.report(
      .noRoomToScale, at: bound.most.span.or(target.node.span),
      "\(target.words) always has \(target.count(bounds.lowerBound)), and a policy to scale it",
      label: "the policy can change nothing",
      labels: bound.least.span.isWritten ? [Label(bound.least.span, "the minimum is the same")] : [],
      notes: [Note("the policy", at: policy.span)],
      help: ["write a higher `\(key)`, or remove the policy"])
  }

  func checkZero() {
    guard let bounds = target.model.bounds, bounds.lowerBound == 0, bounds.upperBound > 0, target.isComplete,
      !target.isForecast, let bound
    else { return }
    let metrics =
      target.trackings.map(\.metric) + target.steps.filter(\.scalesOut).map(\.metric)
    guard !metrics.isEmpty, metrics.allSatisfy({ RunningMetrics.contains($0.name, in: $0.namespace) }) else { return }
    let key = target.isService ? "minCapacity" : "minSize"
    findings.report(
      .scalingFromZero, at: bound.least.span.or(target.node.span),
      "\(target.words) may have no \(target.isService ? "tasks" : "instances"), and scales by a metric that only they "
        + "publish",
      label: "from none it never scales out again",
      notes: [Note("the policy", at: target.model.policies.first?.span)], help: ["write `\(key): 1`"])
  }
}
