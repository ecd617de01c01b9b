import LintelGraph
package import LintelSource

// Policies of one thing that do not go with each other.
extension Rule {
  package static let oneWayScaling = Rule(
    "one-way-scaling", .warning, .checking, "A service or group scales one way, and nothing ever scales it back.",
    page: RulePage(
      .scaling,
      why: """
        Steps act where the metric stands in one of them. With steps for high load only, a single busy hour leaves the \
        largest count running, and costing, for ever; with steps for low load only, a quiet night leaves too few tasks \
        for the day. Target tracking goes both ways by itself. A lowest step `above: 0` counts as a way back, because it \
        holds at rest.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html",
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [↓{ above: 60, setCapacity: 5 }] }
          """),
        .ec2(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [↓{ below: 10, setCapacity: 1 }] }
          """),
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 60, setCapacity: 5 }, { below: 20, setCapacity: 2 }] }
          """),
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 0, setCapacity: 2 }, { above: 60, setCapacity: 5 }] }
          """),
        .ecs(
          "scalingPolicies:\n  peak: { service: web, stepScaling: { metric: cpu, steps: [{ above: 90, setCapacity: 10 }] } }"
        ),
      ]))

  package static let stepsBesideTracking = Rule(
    "steps-beside-tracking", .warning, .checking,
    "Steps scale in what target tracking keeps at a target.",
    page: RulePage(
      .scaling,
      why: """
        Policies of target tracking take tasks away only when all of them agree. Steps ask nobody: they take tasks away, \
        the metric of those that are left rises above the target, and target tracking starts new ones. Steps that only \
        scale out, faster than target tracking would, go well with it.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html",
      wrong: [
        .ecs(
          "scalingPolicies:\n  calm: { service: web, stepScaling: { metric: cpu, steps: [↓{ below: 20, setCapacity: 2 }] } }"
        )
      ],
      right: [
        .ecs(
          "scalingPolicies:\n  peak: { service: web, stepScaling: { metric: cpu, steps: [{ above: 90, setCapacity: 10 }] } }"
        )
      ]))

  package static let repeatedTrackingMetric = Rule(
    "repeated-tracking-metric", .error, .checking, "Two policies of target tracking keep one metric at a target.",
    page: RulePage(
      .scaling,
      why: """
        Two targets for one metric contradict each other, and AWS refuses the second policy. Policies for different \
        metrics go together: the one that wants most wins.
        """,
      awsAnswer: "Only one TargetTrackingScaling policy for a given metric specification is allowed",
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html",
      wrong: [.ecs("scalingPolicies:\n  more: { service: web, targetTracking: { metric: ↓cpu, target: 70 } }")],
      right: [
        .ecs(
          """
          services:
            jobs:
              cluster: main
              taskDefinition: web
              subnets: [public-a]
              securityGroups: [web]
              assignPublicIp: true
              autoScaling: { minCapacity: 1, maxCapacity: 4 }
          scalingPolicies:
            jobs: { service: jobs, targetTracking: { metric: cpu, target: 70 } }
          """)
      ]))

  package static let flappingPolicies = Rule(
    "flapping-policies", .error, .checking, "One policy scales out at values at which another scales in.",
    page: RulePage(
      .scaling,
      why: """
        Where both policies are in force, one starts tasks and the other stops them, in turn and without end. Within one \
        policy the same is `contradicting-steps`. Between the lowest `above` and the highest `below` there has to be a \
        gap in which nothing happens.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html",
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 40, setCapacity: 5 }] }
            calm: { service: web, stepScaling: { metric: cpu, steps: [↓{ below: 50, setCapacity: 2 }] } }
          """)
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 50, setCapacity: 5 }] }
            calm: { service: web, stepScaling: { metric: cpu, steps: [{ below: 40, setCapacity: 2 }] } }
          """)
      ]))
}
