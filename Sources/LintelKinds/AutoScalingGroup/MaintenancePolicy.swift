import LintelGraph
import LintelSchema
import LintelSource

/// How far a group may be from its capacity while AWS replaces instances.
struct MaintenancePolicy: Described {
  static let summary = "How far the group may be from its capacity while AWS replaces instances."
  static let noun = "maintenance policy"

  let least: Located<Int>
  let most: Located<Int>

  init(_ fields: inout FieldReader) {
    least = fields.required(
      "minHealthyPercentage", .integer(0...100, in: .percent), "The share of the capacity that stays in service.")
    most = fields.required(
      "maxHealthyPercentage", .integer(100...200, in: .percent), "The share that there may be meanwhile.")
  }

  func policy(at span: Span) -> Value {
    .map(["MinHealthyPercentage": .integer(least), "MaxHealthyPercentage": .integer(most)], at: span)
  }
}

/// The criteria that AWS knows for which instance goes.
enum TerminationPolicy {
  static let words = [
    "Default", "AllocationStrategy", "ClosestToNextInstanceHour", "NewestInstance", "OldestInstance",
    "OldestLaunchConfiguration", "OldestLaunchTemplate",
  ]
}

extension AutoScalingGroup {
  func checkMaintenance(of entry: Entry<AutoScalingGroup>, _ lowered: Lowering) {
    guard let policy = maintenance?.value, policy.most.value - policy.least.value > 100 else { return }
    lowered.findings.report(
      .crossedBounds, at: policy.most.span,
      "\(policy.least.value) % and \(policy.most.value) % are more than 100 apart",
      label: "AWS takes a difference of 100 at most", labels: [Label(policy.least.span, "the least")],
      help: ["write `maxHealthyPercentage: \(policy.least.value + 100)`, or raise the least"])
  }
}
