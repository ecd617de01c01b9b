import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let fractionForPercent = Rule(
    "fraction-for-percent", .warning, .checking, "A percentage is written as a fraction of 1.",
    page: RulePage(
      .scaling,
      why: """
        The metrics of scaling count in percent, from 0 to 100. `0.5` is half a percent, which an idle task exceeds: \
        the service would grow to its maximum and stay there. AWS takes the number without a word.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html",
      wrong: [
        .ecs("scalingPolicies:\n  cpu:\n    targetTracking: { target: ↓0.5 }"),
        .ec2("scalingPolicies:\n  cpu:\n    targetTracking: { target: ↓0.75 }"),
        .ecs(
          "scalingPolicies:\n  peak: { service: web, stepScaling: { metric: cpu, steps: [↓{ above: 0.9, setCapacity: 10 }] } }"
        ),
      ],
      right: [
        .ecs("scalingPolicies:\n  cpu:\n    targetTracking: { target: 50 }"),
        .ecs("scalingPolicies:\n  cpu:\n    targetTracking: { target: 1 }"),
        // Next to nothing, beside a percentage that is meant.
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 60, setCapacity: 10 }, { below: 0.5, setCapacity: 2 }] }
          """),
      ]))
}

/// Finds percentages below 1 that are meant as shares of 1.
enum Fractions {
  static func check(_ target: ScaledTarget, _ findings: Findings) {
    for tracking in target.trackings where tracking.metric.isPercent {
      guard isFraction(tracking.policy.target) else { continue }
      findings.report(
        .fractionForPercent, at: tracking.target.span.or(target.node.span),
        "policy '\(tracking.entry.id)' keeps the metric at \(tracking.policy.target) percent",
        label: "from 0 to 100, not to 1", help: ["write `\(percent(tracking.policy.target))`"])
    }
    for forecast in target.forecasts where forecast.metric.isPercent {
      guard isFraction(forecast.policy.target) else { continue }
      findings.report(
        .fractionForPercent, at: forecast.target.or(target.node.span),
        "policy '\(forecast.entry.id)' plans for \(forecast.policy.target) percent",
        label: "from 0 to 100, not to 1", help: ["write `\(percent(forecast.policy.target))`"])
    }
    var entries: [Path] = []
    for step in target.steps where !entries.contains(step.entry) { entries.append(step.entry) }
    for entry in entries { check(target.steps.filter { $0.entry == entry }, findings) }
  }

  /// Steps down below 1 percent are meant where those up are percentages: an idle task uses next to nothing.
  private static func check(_ steps: [ScaledTarget.Step], _ findings: Findings) {
    let fractions = steps.filter { $0.isPercent && isFraction($0.bound) }
    let isMeant = steps.contains { Decimal(1) <= $0.bound }
    guard !isMeant, let first = fractions.last else { return }
    let words = fractions.reversed().map { "`\(percent($0.bound))` for \($0.bound)" }.joined(separator: ", ")
    findings.report(
      .fractionForPercent, at: first.span, "policy '\(first.entry.id)' has a step at \(first.bound) percent",
      label: "from 0 to 100, not to 1", labels: fractions.dropLast().map { Label($0.span, "and this one") },
      help: ["write percentages: \(words)"])
  }

  private static func isFraction(_ number: Decimal) -> Bool { Decimal(0) < number && number < Decimal(1) }

  private static func percent(_ number: Decimal) -> String {
    Decimal.product(number, Decimal(100))?.description ?? ""
  }
}
