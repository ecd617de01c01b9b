import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// An Auto Scaling group as a place where tasks of clusters run.
package struct CapacityProvider: Kind {
  package static let section = "capacityProviders"
  package static let summary =
    "Instances of an Auto Scaling group as a place where tasks run. ECS marks the group with a tag `AmazonECSManaged`, and "
    + "gives it a scaling policy and a hook of its own, which no deployment touches."
  package static let type = "AWS::ECS::CapacityProvider"
  package static let existing = ExistingForm.nameOrARN(service: "ecs")
  package static let attributes = ["name"]
  package static let nameRule = NameRule.capacityProvider
  package static let nameUse = NameUse.hashedProperty("Name")

  package let name: Located<String>?
  let autoScalingGroup: Located<EntryReference>
  let managedScaling: Located<ManagedScaling>?
  let managedTerminationProtection: Located<Switch>
  let managedDraining: Located<Switch>

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The provider's name.", absence: Absence.name)
    autoScalingGroup = fields.namesake(
      "autoScalingGroup", in: AutoScalingGroup.section,
      "The group whose instances tasks run on. Their user data has to name the cluster that they join.")
    managedScaling = fields.optional(
      "managedScaling", .object,
      "Has ECS set the size of the group, between its `minSize` and `maxSize`, by what tasks need: `{}` for AWS's settings.",
      absence: "the group has the size that others give it")
    managedTerminationProtection = fields.optional(
      "managedTerminationProtection", .choice, default: .disabled,
      "Whether scaling in leaves instances alone that run tasks. It needs `managedScaling`, and has the group protect its "
        + "new instances. AWS does not delete a stack with such a group before that protection is taken from its instances."
    )
    managedDraining = fields.optional(
      "managedDraining", .choice, default: .enabled,
      "Whether tasks of an instance that is to go are started elsewhere first.")
  }

  package enum Switch: String, CaseIterable, Sendable {
    case enabled = "ENABLED"
    case disabled = "DISABLED"
  }

  /// Whether ECS sets the size of the group.
  var isScaling: Bool { managedScaling?.value.status.value == .enabled }

  /// Whether its group has to protect new instances.
  var protects: Bool { managedTerminationProtection.value == .enabled }

  /// All of it is said: what an update leaves out stays as it was.
  package func properties(of entry: Entry<CapacityProvider>, in lowering: inout Lowering) -> [Member] {
    members([
      "AutoScalingGroupProvider": .map(
        [
          "AutoScalingGroupArn": lowering.reference(autoScalingGroup, .name),
          "ManagedScaling": ManagedScaling.value(managedScaling),
          "ManagedTerminationProtection": .string(managedTerminationProtection.map(\.rawValue)),
          "ManagedDraining": .string(managedDraining.map(\.rawValue)),
        ], at: autoScalingGroup.span)
    ])
  }
}

/// How ECS sets the size of a capacity provider's group.
package struct ManagedScaling: Described {
  package static let summary = "How ECS sets the size of a capacity provider's group."
  package static let noun = "managed scaling"

  let status: Located<CapacityProvider.Switch>
  private let numbers: [(property: String, value: Located<Int>)]

  package init(_ fields: inout FieldReader) {
    status = fields.optional("status", .choice, default: .enabled, "Whether ECS does so.")
    numbers = [
      (
        "TargetCapacity",
        fields.optional(
          "targetCapacity", .integer(1...100), default: Self.usual("TargetCapacity"),
          "How much of the instances is to be in use, in percent: less than 100 keeps room for tasks to come.")
      ),
      (
        "MinimumScalingStepSize",
        fields.optional(
          "minimumScalingStepSize", .integer(1...10_000), default: Self.usual("MinimumScalingStepSize"),
          "The fewest instances that are added at a time.")
      ),
      (
        "MaximumScalingStepSize",
        fields.optional(
          "maximumScalingStepSize", .integer(1...10_000), default: Self.usual("MaximumScalingStepSize"),
          "The most instances that are added at a time.")
      ),
      (
        "InstanceWarmupPeriod",
        fields.optional(
          "instanceWarmupPeriod", .integer(0...10_000, in: .seconds), default: Self.usual("InstanceWarmupPeriod"),
          "Seconds until a new instance counts.")
      ),
    ]
  }

  private static func usual(_ member: String) -> Int {
    ResourceType.capacityProvider.integerDefault(of: "AutoScalingGroupProvider", "ManagedScaling", member)
  }

  /// The number of a member.
  subscript(_ property: String) -> Located<Int>? { numbers.first { $0.property == property }?.value }

  static func value(_ scaling: Located<ManagedScaling>?) -> Value {
    guard let scaling else {
      let names = ["TargetCapacity", "MinimumScalingStepSize", "MaximumScalingStepSize", "InstanceWarmupPeriod"]
      return Value(
        .map([Member("Status", "DISABLED")] + names.map { Member($0, Value(.integer(usual($0)))) }))
    }
    return Value(
      .map(
        [Member("Status", .string(scaling.value.status.map(\.rawValue)))]
          + scaling.value.numbers.map { Member($0.property, .integer($0.value)) }), at: scaling.span)
  }
}
