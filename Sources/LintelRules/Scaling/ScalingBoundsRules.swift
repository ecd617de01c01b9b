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
