import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let swingingSteps = Rule(
    "swinging-steps", .warning, .checking, "Steps scale out into a step that scales in again, without end.",
    page: RulePage(
      .scaling,
      why: """
        CPU utilization is shared: the load that takes 50 % of 2 tasks takes 12.5 % of 8. If that is where a `below` step \
        takes tasks away, the rest is at 50 % again, the next step adds them, and so on as long as the load stays. Each \
        turn starts and stops tasks, and requests meet too few of them half of the time. A `below` has to be less than \
        what is left of each `above` after its step.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html",
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 50, setCapacity: 8 }, ↓{ below: 45, setCapacity: 2 }] }
          """),
        .ec2(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: cpu
                steps: [{ above: 60, setCapacity: 4 }, { above: 30, setCapacity: 3 }, ↓{ below: 20, setCapacity: 1 }]
          """),
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 60, setCapacity: 6 }] }
            calm: { service: web, stepScaling: { metric: cpu, steps: [↓{ below: 40, setCapacity: 2 }] } }
          """),
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 50, setCapacity: 8 }, { below: 12, setCapacity: 2 }] }
          """),
        .ec2(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 60, setCapacity: 2 }, { below: 20, setCapacity: 1 }] }
          """),
      ]))
}

/// Finds steps between which a count swings while the load stays the same.
enum Swings {
  /// `steps`: those of the metric, from its lowest value to its highest.
  static func check(
    _ target: ScaledTarget, _ metric: ScalingMetric, _ steps: [ScaledTarget.Step], _ findings: Findings
  ) {
    // What tracks a target takes part as well, and is another rule's.
    guard metric.sort == .value, SharedLoadMetrics.contains(metric.name, in: metric.namespace), target.isComplete,
      target.trackings.isEmpty,
      let swing = target.model.swing(of: metric)
    else { return }
    let up = steps.last { $0.direction == .scaleOut && $0.bound <= swing.high }
    guard let down = steps.first(where: { $0.direction == .scaleIn && swing.low <= $0.bound }) else { return }
    let low = swing.low.cut(to: 1)
    findings.report(
      .swingingSteps, at: down.span,
      "\(target.words) swings: \(swing.high) % of \(target.count(swing.few)) is \(low) % of \(swing.many), below "
        + "\(down.bound), and back for ever",
      label: "takes away what the load needs", labels: up.map { [Label($0.span, "and this one adds it again")] } ?? [],
      help: [help(target, metric, steps, down, swing.low)])
  }

  /// The highest whole `below` at which nothing swings, where that settles it.
  private static func help(
    _ target: ScaledTarget, _ metric: ScalingMetric, _ steps: [ScaledTarget.Step], _ down: ScaledTarget.Step,
    _ low: Decimal
  ) -> String {
    let otherwise = "leave more room: a lower `below`, or an `above` step that sets fewer"
    let others = steps.filter { $0.direction == .scaleIn && $0.bound != down.bound }
    guard others.isEmpty, let bounds = target.model.bounds else { return otherwise }
    let policies = target.model.steps(of: metric)
    let bound = stride(from: 99, through: 1, by: -1).first { number in
      Decimal(number) < min(down.bound, low)
        && Swing.first(of: policies.map { $0.direction == .scaleIn ? $0.moved(to: Decimal(number)) : $0 }, in: bounds)
          == nil
    }
    return bound.map { "write `below: \($0)` or less, or an `above` step that sets fewer" } ?? otherwise
  }
}
