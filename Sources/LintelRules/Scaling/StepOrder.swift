import LintelAWS
import LintelAnalysis
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
                  - { below: 11, setCapacity: 2 }
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
              stepScaling: { metric: cpu, steps: [{ above: 60, setCapacity: ↓12 }, { below: 11, setCapacity: ↓1 }] }
          """)
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 60, setCapacity: 10 }, { below: 11, setCapacity: 2 }] }
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
                steps: [{ above: 60, setCapacity: 3 }, ↓{ above: 600, setCapacity: 4 }, { below: 19, setCapacity: 1 }]
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
                steps: [{ above: 60, setCapacity: 3 }, { above: 100, setCapacity: 4 }, { below: 19, setCapacity: 1 }]
          """),
      ]))

  package static let backwardSteps = Rule(
    "backward-steps", .warning, .checking, "A step removes where the load is high, or adds where it is low.",
    page: RulePage(
      .scaling,
      why: """
        The more requests, work or waiting messages there are, the higher such a metric is. A step that takes tasks away \
        where it is high drives it up further; one that adds them where it is low has them idle. Usually `above` and \
        `below`, or `add` and `remove`, are mixed up. Metrics of what is free go the other way, and are no finding.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html",
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [↓{ above: 60, remove: 1 }, ↓{ below: 20, add: 1 }] }
          """)
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 60, add: 1 }, { below: 20, remove: 1 }] }
          """),
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: { namespace: Shop, name: FreeWorkers }
                steps: [{ above: 20, remove: 1 }, { below: 5, add: 1 }]
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
      \(steps.joined())        - { below: 4, setCapacity: 2 }
      """
  }
}

/// Holds the steps of what one thing scales by against each other and against its bounds.
struct StepOrder {
  private let target: ScaledTarget
  private let findings: Findings

  static func check(_ target: ScaledTarget, _ findings: Findings) {
    guard !target.steps.isEmpty else { return }
    let check = StepOrder(target: target, findings: findings)
    for step in target.steps {
      check.checkBounds(of: step)
      check.checkThreshold(of: step)
      check.checkSense(of: step)
    }
    check.checkNumber()
    var metrics: [ScalingMetric] = []
    for step in target.steps where !metrics.contains(step.metric) { metrics.append(step.metric) }
    for metric in metrics {
      let steps = target.steps.filter { $0.metric == metric }
      if check.checkOrder(steps) { Swings.check(target, metric, steps, findings) }
    }
  }

  // MARK: Each step

  private func checkBounds(of step: ScaledTarget.Step) {
    guard step.adjustment == .exact, let bounds = target.model.bounds, !bounds.contains(step.amount) else { return }
    let isHigh = step.amount > bounds.upperBound
    let limit = isHigh ? bounds.upperBound : bounds.lowerBound
    let key = target.isService ? (isHigh ? "maxCapacity" : "minCapacity") : (isHigh ? "maxSize" : "minSize")
    findings.report(
      .stepOutsideBounds, at: step.amountSpan,
      "a step sets \(target.count(step.amount)), and \(target.words) has \(isHigh ? "at most" : "at least") \(limit)",
      label: "scaling stops at \(limit)", notes: [Note("what it scales", at: target.node.span)],
      help: ["write `setCapacity: \(limit)`, or `\(key): \(step.amount)` there"])
  }

  private func checkThreshold(of step: ScaledTarget.Step) {
    guard step.isPercent else { return }
    let isNever = step.direction == .scaleOut ? Decimal(100) < step.bound : step.bound < Decimal(0)
    guard isNever else { return }
    findings.report(
      .thresholdNeverReached, at: step.span,
      "a step begins at \(step.bound) percent \(step.direction == .scaleOut ? "and above" : "and below")",
      label: "the metric is never \(step.direction == .scaleOut ? "above 100" : "below 0")",
      help: ["write a percentage of 0 to 100"])
  }

  private func checkSense(of step: ScaledTarget.Step) {
    guard step.adjustment != .exact, step.scalesOut != (step.direction == .scaleOut),
      // A share of values within bounds may be high where the load is low.
      step.metric.sort != .share, LoadMetrics.contains(step.metric.name, in: step.metric.namespace)
    else { return }
    let isHigh = step.direction == .scaleOut
    findings.report(
      .backwardSteps, at: step.span,
      "\(target.words) scales \(isHigh ? "in" : "out") where the load is \(isHigh ? "high" : "low")",
      label: isHigh ? "the rest has even more to do" : "there is less to do",
      help: ["write `\(isHigh ? "below" : "above")`, or `\(isHigh ? "add" : "remove")`"])
  }

  private func checkNumber() {
    for direction in [StepPolicy.Direction.scaleOut, .scaleIn] {
      var count: [Path: Int] = [:]
      for step in target.steps where step.direction == direction {
        count[step.entry, default: 0] += 1
        guard count[step.entry] == StepPolicyLimits.steps + 1 else { continue }
        findings.report(
          .tooManySteps, at: step.span,
          "policy '\(step.entry.id)' has more than \(StepPolicyLimits.steps) steps on one side",
          label: "AWS takes \(StepPolicyLimits.steps) step adjustments a policy",
          help: ["join steps, or use target tracking"])
      }
    }
  }

  // MARK: Between steps

  /// Steps of one metric, from the lowest value to the highest; whether one can follow after the other.
  private func checkOrder(_ steps: [ScaledTarget.Step]) -> Bool {
    if checkFlapping(steps) { return false }
    for (lower, higher) in zip(steps, steps.dropFirst()) {
      guard lower.adjustment == .exact, higher.adjustment == .exact, lower.amount > higher.amount else { continue }
      findings.report(
        .fallingSteps, at: higher.amountSpan,
        "\(target.words) is set to \(target.count(higher.amount)) at \(higher.bound), and to more at \(lower.bound)",
        label: "more load, and fewer \(target.isService ? "tasks" : "instances")",
        labels: [Label(lower.amountSpan, "at \(lower.bound)")],
        help: ["write \(lower.amount) or more here, or less there"])
    }
    return true
  }

  /// Reports policies of which one scales out where another scales in; false if there are none.
  private func checkFlapping(_ steps: [ScaledTarget.Step]) -> Bool {
    guard let out = steps.first(where: { $0.direction == .scaleOut }),
      let back = steps.last(where: { $0.direction == .scaleIn }), out.bound <= back.bound
    else { return false }
    findings.report(
      .flappingPolicies, at: back.span,
      "at \(out.bound) policy '\(out.entry.id)' scales \(target.words) out, and '\(back.entry.id)' scales it in",
      label: "in force at \(back.bound) and below", labels: [Label(out.span, "in force at \(out.bound) and above")],
      help: ["leave a gap: `below` less than the lowest `above`"])
    return true
  }
}
