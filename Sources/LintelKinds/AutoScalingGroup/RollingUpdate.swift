import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource

/// How the running instances of a group give way to new ones.
///
/// CloudFormation's defaults are to replace one at a time, without a pause, and to keep none in service.
struct RollingUpdate: Described {
  static let summary = "How running instances are replaced when the launch template changes."

  let minInService: Located<Int>?
  let batchSize: Located<Int>?
  let pause: Located<Int>?

  init(_ fields: inout FieldReader) {
    minInService = fields.optional(
      "minInService", .integer(0...9_999), "The instances that stay in service meanwhile: fewer than `maxSize`.",
      absence: Absence.aws(.autoScalingGroup, "UpdatePolicy", "AutoScalingRollingUpdate", "MinInstancesInService"))
    batchSize = fields.optional(
      "batchSize", .integer(1...1_000), "How many are replaced at a time.",
      absence: Absence.aws(.autoScalingGroup, "UpdatePolicy", "AutoScalingRollingUpdate", "MaxBatchSize"))
    pause = fields.optional(
      "pause", .integer(0...3600, in: .seconds),
      "Seconds that new instances have to get ready before the next are replaced.",
      absence: "0")
  }

  /// Meanwhile nothing else may take instances away or start some: AWS's own examples suspend the same processes.
  private static let suspended = [
    "AlarmNotification", "AZRebalance", "HealthCheck", "ReplaceUnhealthy", "ScheduledActions",
  ]

  func policy(at span: Span) -> Value {
    let update = Value.map(
      [
        "MinInstancesInService": minInService.map { .integer($0) },
        "MaxBatchSize": batchSize.map { .integer($0) },
        "PauseTime": pause.map { Value(.string("PT\($0.value)S"), at: $0.span) },
        "SuspendProcesses": .set(RollingUpdate.suspended.map { Value(.string($0)) }, at: span),
      ], at: span)
    return .map(["AutoScalingRollingUpdate": update], at: span)
  }
}
