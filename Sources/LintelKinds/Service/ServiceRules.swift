package import LintelSource

extension Rule {
  package static let ignoredCount = Rule(
    "ignored-count", .warning, .checking, "A count stands beside scaling, which starts with another.",
    page: RulePage(
      .scaling,
      why: """
        What scales belongs to scaling: a template that stated its count would undo what scaling did at each update. So \
        a service starts with `minCapacity`, one at least, and an Auto Scaling group with `minSize`, by template and by \
        script alike. A count of its own beside them is never heeded, and whoever reads it is misled.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html",
      wrong: [
        .ecs("services:\n  web: { desiredCount: ↓1 }"),
        .ecs("services:\n  web: { desiredCount: ↓5, autoScaling: { minCapacity: 2, maxCapacity: 10 } }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 1, desiredCapacity: ↓2, maxSize: 4 }"),
      ],
      right: [
        .ecs("services:\n  web: { desiredCount: 2, autoScaling: { minCapacity: 2, maxCapacity: 10 } }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 2, desiredCapacity: 2, maxSize: 4 }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 1, desiredCapacity: 2, maxSize: 4 }\nscalingPolicies: null"),
      ]))

  package static let crossedBounds = Rule(
    "crossed-bounds", .error, .checking, "A minimum above its maximum is refused by AWS.",
    page: RulePage(
      .scaling,
      why: """
        Scaling keeps the number of tasks or instances between two bounds. AWS refuses bounds that leave nothing \
        between them, and a desired capacity of an Auto Scaling group outside them. A wrong bound is often what one \
        environment makes of the spec: only one of the two was changed.
        """,
      awsAnswer: "Desired capacity:5 must be between the specified min size:1 and max size:3",
      source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
      wrong: [
        .ecs("services:\n  web:\n    autoScaling: { minCapacity: 4, maxCapacity: ↓2 }"),
        .ec2("autoScalingGroups:\n  web: { desiredCapacity: ↓5 }"),
        .ec2("autoScalingGroups:\n  web: { maxSize: 4, rollingUpdate: { minInService: ↓4 } }"),
      ],
      right: [
        .ecs("services:\n  web:\n    autoScaling: { minCapacity: 2, maxCapacity: 4 }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 5, desiredCapacity: 5, maxSize: 8 }"),
        .ec2("autoScalingGroups:\n  web: { maxSize: 4, rollingUpdate: { minInService: 3 } }"),
      ]))
}
