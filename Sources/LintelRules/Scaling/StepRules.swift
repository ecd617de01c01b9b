import LintelAWS
import LintelGraph
package import LintelSource

// Single steps that cannot do what they say.
extension Rule {
  package static let fallingSteps = Rule(
    "falling-steps", .warning, .checking, "Steps set fewer tasks or instances at a higher value of the metric.",
    page: RulePage(
      .scaling,
      why: """
        A step sets the count for its part of the metric's range. When the load grows from one step into the next, a \
        lower count there stops tasks just when they are needed, which drives the metric up further. Usually two numbers \
        are mixed up.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html",
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: cpu
                steps:
                  - { above: 30, setCapacity: 5 }
                  - { above: 60, setCapacity: ↓3 }
                  - { below: 20, setCapacity: 2 }
          """)
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: cpu
                steps:
                  - { above: 60, setCapacity: 5 }
                  - { above: 30, setCapacity: 3 }
                  - { below: 20, setCapacity: 2 }
          """)
      ]))

  package static let stepOutsideBounds = Rule(
    "step-outside-bounds", .warning, .checking, "A step sets a count that the bounds do not allow.",
    page: RulePage(
      .scaling,
      why: """
        Scaling keeps to its bounds whatever a policy wants. A step above the maximum sets the maximum, one below the \
        minimum the minimum: the number in the step is never reached. Either the step or the bound is not what was meant.
        """,
      source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 60, setCapacity: ↓12 }, { below: 20, setCapacity: ↓1 }] }
          """)
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 60, setCapacity: 10 }, { below: 20, setCapacity: 2 }] }
          """)
      ]))

  package static let thresholdNeverReached = Rule(
    "threshold-never-reached", .warning, .checking, "A policy waits for a percentage that the metric never has.",
    page: RulePage(
      .scaling,
      why: """
        CPU utilization is a share of what the tasks or instances have, from 0 to 100 percent. AWS takes any number as a \
        threshold, and waits. A target of 100 is never exceeded either: AWS scales out above the target, not at it.
        """,
      source:
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html",
      wrong: [
        .ecs("scalingPolicies:\n  cpu:\n    targetTracking: { target: ↓100 }"),
        .ec2(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: cpu
                steps: [{ above: 60, setCapacity: 3 }, ↓{ above: 600, setCapacity: 4 }, { below: 20, setCapacity: 1 }]
          """),
      ],
      right: [
        .ecs("scalingPolicies:\n  cpu:\n    targetTracking: { target: 99.5 }"),
        .ec2(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: cpu
                steps: [{ above: 60, setCapacity: 3 }, { above: 100, setCapacity: 4 }, { below: 20, setCapacity: 1 }]
          """),
      ]))

  package static let tooManySteps = Rule(
    "too-many-steps", .error, .checking, "AWS takes \(StepPolicyLimits.steps) step adjustments a policy.",
    page: RulePage(
      .scaling,
      why: """
        The steps above and those below become two policies of AWS, each of which takes \(StepPolicyLimits.steps) step \
        adjustments at most. So many are rarely meant: target tracking needs one number.
        """,
      awsAnswer: "There can be at most 20 step adjustments per scaling policy",
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html",
      wrong: [.ecs(Self.steps(count: StepPolicyLimits.steps + 1))],
      right: [.ecs(Self.steps(count: StepPolicyLimits.steps))]))

  /// A policy with so many steps upwards, a mark before what is too many.
  private static func steps(count: Int) -> String {
    let steps = (1...count).map { number in
      let mark = number > StepPolicyLimits.steps ? "↓" : ""
      return "        - \(mark){ above: \(40 + number), setCapacity: \(2 + number) }\n"
    }
    return """
      services:
        web: { autoScaling: { maxCapacity: 40 } }
      scalingPolicies:
        cpu:
          targetTracking: null
          stepScaling:
            metric: cpu
            steps:
      \(steps.joined())        - { below: 20, setCapacity: 2 }
      """
  }
}
