package import LintelSource

extension Rule {
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
        .ec2("autoScalingGroups:\n  web: { desiredCapacity: 5, maxSize: 8 }"),
        .ec2("autoScalingGroups:\n  web: { maxSize: 4, rollingUpdate: { minInService: 3 } }"),
      ]))
}
