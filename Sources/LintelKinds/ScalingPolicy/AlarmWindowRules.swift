import LintelAWS
import LintelGraph
import LintelSchema
package import LintelSource

// Alarms of steps that CloudWatch refuses, or that cannot see what they are for.
extension Rule {
  package static let impossibleAlarmWindow = Rule(
    "impossible-alarm-window", .error, .checking, "CloudWatch takes no alarm that looks at its metric like this.",
    page: RulePage(
      .scaling,
      why: """
        An alarm looks back over `evaluationPeriods` times `period` seconds: a day at most, with periods of an hour or \
        more a week. Of these periods `datapointsToAlarm` have to be at a step or past it, which cannot be more than \
        there are.
        """,
      awsAnswer: "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400)",
      source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
      wrong: [
        .ecs(Self.steps("evaluationPeriods: 3, datapointsToAlarm: ↓5")),
        .ecs(Self.steps("period: 600, evaluationPeriods: ↓200")),
      ],
      right: [
        .ecs(Self.steps("evaluationPeriods: 5, datapointsToAlarm: 3")), .ecs(Self.steps("evaluationPeriods: 1440")),
        .ecs(Self.steps("period: 3600, evaluationPeriods: 168")),
      ]))

  package static let shortAlarmPeriod = Rule(
    "short-alarm-period", .warning, .checking, "An alarm's periods are shorter than those that AWS publishes in.",
    page: RulePage(
      .scaling,
      why: """
        AWS's own services publish their metrics each minute, or less often. Most shorter periods hold no value at all, \
        and the alarm changes to `INSUFFICIENT_DATA`, in which it scales nothing. Periods of 10 and 30 seconds are for \
        metrics that a program publishes itself in high resolution.
        """,
      source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
      wrong: [.ecs(Self.steps("period: ↓30"))],
      right: [
        .ecs(Self.steps("period: 60")),
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: { namespace: Shop, name: Orders }
                period: 30
                steps: [{ above: 100, add: 2 }, { below: 20, remove: 1 }]
          """),
      ]))

  private static func steps(_ fields: String) -> String {
    """
    scalingPolicies:
      cpu:
        targetTracking: null
        stepScaling: { metric: cpu, \(fields), steps: [{ above: 60, add: 2 }, { below: 20, remove: 1 }] }
    """
  }
}

extension ScalingPolicy {
  func checkAlarms(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    guard let scaling = stepScaling?.value, let target = ScalingTarget(of: self, in: lowered) else { return }
    let window = target.alarmWindow(of: scaling)
    guard let period = window.period.integer, let count = window.count.integer else { return }
    if let needed = scaling.datapointsToAlarm, needed.value > count {
      lowered.findings.report(
        .impossibleAlarmWindow, at: needed.span, "\(needed.value) of \(count) periods cannot be at a step",
        label: "AWS takes no more than it looks at",
        labels: scaling.evaluationPeriods.map { [Label($0.span, "the periods")] } ?? [],
        help: ["write \(count) or less, or `evaluationPeriods: \(needed.value)`"])
    }
    let longest = period < 3600 ? AlarmPeriods.longestWindow.short : AlarmPeriods.longestWindow.long
    if period * count > longest {
      lowered.findings.report(
        .impossibleAlarmWindow, at: scaling.evaluationPeriods?.span ?? scaling.period?.span ?? entry.span,
        "an alarm cannot look back over \(count) periods of \(period) seconds",
        label: "\(longest / 86_400 == 1 ? "a day" : "a week") at most",
        help: ["write `evaluationPeriods: \(longest / period)` or less"])
    }
    let isAWSs =
      scaling.metric.value.custom.map { custom in
        custom.sources.contains { $0.namespace.value.hasPrefix("AWS/") }
      } ?? true
    if let written = scaling.period, written.value < 60, isAWSs {
      lowered.findings.report(
        .shortAlarmPeriod, at: written.span, "AWS publishes this metric each minute at most",
        label: "most of these periods hold no value", help: ["write `period: 60`"])
    }
  }
}
