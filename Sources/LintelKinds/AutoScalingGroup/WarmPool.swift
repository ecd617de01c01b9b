import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource

/// Instances of a group that are prepared and wait.
struct WarmPool: Described {
  static let summary =
    "Instances beside those of the group that are prepared and wait until it needs them. `{}` is one of them all."
  static let noun = "warm pool"

  let minSize: Located<Int>?
  let maxGroupPreparedCapacity: Located<Int>?
  let poolState: Located<String>?
  let reuseOnScaleIn: Located<Bool>?

  init(_ fields: inout FieldReader) {
    minSize = fields.optional(
      "minSize", .integer(0...10_000), "The fewest that wait.", absence: Absence.aws(.warmPool, "MinSize"))
    maxGroupPreparedCapacity = fields.optional(
      "maxGroupPreparedCapacity", .integer(0...10_000), "The most instances that wait or serve together.",
      absence: "the group's `maxSize`")
    poolState = fields.optional(
      "poolState", .oneOf(["Stopped", "Running"]), "How they wait: stopped, paid for their volumes only, or running.",
      absence: Absence.aws(.warmPool, "PoolState"))
    reuseOnScaleIn = fields.optional(
      "reuseOnScaleIn", .boolean, "Whether instances that the group no longer needs wait again.",
      absence: Absence.aws(.warmPool, "InstanceReusePolicy", "ReuseOnScaleIn"))
  }

  static let part = "warmPool"
}

extension AutoScalingGroup {
  /// The pool beside a group.
  func pool(of entry: Entry<AutoScalingGroup>, in lowering: Lowering) -> Resource? {
    guard let pool = warmPool else { return nil }
    var resource = lowering.derived(
      WarmPool.part, ResourceType.warmPool.name, from: entry, at: pool.span,
      members([
        "AutoScalingGroupName": .reference(Self.path(entry.id), .name, at: pool.span),
        "MinSize": pool.value.minSize.map { .integer($0) },
        "MaxGroupPreparedCapacity": pool.value.maxGroupPreparedCapacity.map { .integer($0) },
        "PoolState": pool.value.poolState.map { .string($0) },
        "InstanceReusePolicy": pool.value.reuseOnScaleIn.map { .map(["ReuseOnScaleIn": .boolean($0)], at: $0.span) },
      ]))
    // Its type takes none.
    resource.tags = []
    return resource
  }
}
