import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

/// Turns the steps of one policy into one or two of AWS's, an alarm each.
struct StepLowering {
  let entry: Entry<ScalingPolicy>
  let name: Located<String>
  let scaling: Located<StepScaling>
  let target: ScalingTarget
  let requests: RequestSource?

  /// The scale-out policy keeps the entry's name, the scale-in one adds `-in`.
  func lower(_ policy: Resource, into lowering: inout Lowering) {
    guard scaling.value.isSound, let metric = target.alarmMetric(scaling.value, requests, in: lowering) else { return }
    let path = policy.path
    if let side = scaling.value.scaleOut {
      var out = policy
      out.properties = properties(side, name: name)
      lowering.graph.replace(out)
      addAlarm(
        path.appending("alarm"), for: path, side, metric, name: name.map { $0 + "-alarm" },
        "GreaterThanOrEqualToThreshold", to: &lowering)
    } else {
      lowering.graph.remove(path)
    }
    if let side = scaling.value.scaleIn {
      var inward = lowering.derived("scaleIn", target.policyType, from: entry, [])
      let name = name.map { $0 + "-in" }
      inward.properties = properties(side, name: name)
      lowering.graph.add(inward)
      addAlarm(
        path.appending("scaleIn.alarm"), for: inward.path, side, metric, name: name.map { $0 + "-alarm" },
        "LessThanOrEqualToThreshold", to: &lowering)
    }
  }

  private func properties(_ side: StepScaling.Side, name: Located<String>) -> [Member] {
    target.steps(side, of: scaling, name: name) + entry.model.warmUp(of: target)
  }

  private func addAlarm(
    _ path: Path, for policy: Path, _ side: StepScaling.Side, _ metric: [Member], name: Located<String>,
    _ comparison: String, to lowering: inout Lowering
  ) {
    let first = side.intervals[0].step
    if let problem = NameRule.alarm.problem(with: name.value) {
      lowering.findings.report(
        .invalidName, at: name.isWritten ? name.span : entry.span, problem.message, label: problem.label,
        notes: [Note("an alarm of the policy has the policy's name and an ending")],
        help: ["give the policy a shorter name"])
    } else if let address = FileAddress.beginning(of: name.value) {
      // CloudWatch would take it, and scripts could not ask for it: the option takes several names, and of what a file
      // holds each letter would be one.
      lowering.findings.report(
        .invalidName, at: name.isWritten ? name.span : entry.span, "alarm name begins with '\(address)'",
        label: "the AWS CLI would read what is there, and not ask for an alarm of that name",
        notes: [Note("an alarm of the policy has the policy's name and an ending")],
        help: ["give the policy another name"])
    }
    let count = target.alarmWindow(of: scaling.value).count
    lowering.graph.add(
      lowering.derived(
        path.part, "AWS::CloudWatch::Alarm", from: entry, at: first.span,
        members(["AlarmName": .string(name)]) + metric
          + members([
            "EvaluationPeriods": count,
            "DatapointsToAlarm": scaling.value.datapointsToAlarm.map { .integer($0) },
            "Threshold": Value(.number(side.threshold), at: first.span),
            "ComparisonOperator": Value(.string(comparison)),
            "AlarmActions": .set([.reference(policy, .arn)]),
          ])))
  }
}
