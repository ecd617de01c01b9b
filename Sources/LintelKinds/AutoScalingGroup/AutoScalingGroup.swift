import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// An EC2 Auto Scaling group.
package struct AutoScalingGroup: Kind {
  package static let section = "autoScalingGroups"
  package static let summary = "A group of EC2 instances that is kept at a size, behind a load balancer or not."
  package static let type = "AWS::AutoScaling::AutoScalingGroup"
  package static let existing = ExistingForm.nameOrARN(service: "autoscaling")
  package static let attributes = ["name"]
  package static let nameRule = NameRule.autoScalingGroup
  package static let nameUse = NameUse.property("AutoScalingGroupName")

  package let name: Located<String>?
  let launchTemplate: Located<EntryReference>
  let mixedInstances: Located<MixedInstances>?
  let subnets: Located<[Located<EntryReference>]>
  let targetGroups: Located<[Located<EntryReference>]>?
  let minSize: Located<Deferred<Int>>
  let maxSize: Located<Deferred<Int>>
  let desiredCapacity: Located<Deferred<Int>>?
  let healthCheckType: Located<HealthCheckType>?
  let healthCheckGracePeriod: Located<Int>?
  let rollingUpdate: Located<RollingUpdate>?
  let maintenance: Located<MaintenancePolicy>?
  let lifecycleHooks: Located<[MapEntry<LifecycleHook>]>?
  let notifications: Located<[Located<Notification>]>?
  let warmPool: Located<WarmPool>?
  /// Properties as they stand.
  let properties: PropertyFields

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The group's name.", absence: Absence.name)
    launchTemplate = fields.required(
      "launchTemplate", .reference(to: LaunchTemplate.section), "What its instances start as: the newest version.")
    mixedInstances = fields.optional(
      "mixedInstances", .object, "Other instance types than the launch template's, and how many of them are Spot.",
      absence: "On-Demand instances of the launch template's type")
    subnets = fields.required(
      "subnets", .set(of: .reference(to: Subnet.section), count: 1...100), "Where its instances stand.")
    targetGroups = fields.optional(
      "targetGroups", .set(of: .reference(to: TargetGroup.section), count: 0...50),
      "The target groups that its instances register with.")
    minSize = fields.required("minSize", .deferred(.integer(0...10_000)), "The fewest instances.")
    maxSize = fields.required("maxSize", .deferred(.integer(0...10_000)), "The most instances.")
    desiredCapacity = fields.optional(
      "desiredCapacity", .deferred(.integer(0...10_000)),
      "How many instances it has. With a scaling policy, a scheduled action or the managed scaling of a capacity provider it "
        + "starts with `minSize`, and this is not heeded.",
      absence: "`minSize`")
    healthCheckType = fields.optional(
      "healthCheckType", .choice, "Whether the load balancer's health checks count too (`ELB`).",
      absence: Absence.aws(.autoScalingGroup, "HealthCheckType"))
    healthCheckGracePeriod = fields.optional(
      "healthCheckGracePeriod", .integer(0...86_400, in: .seconds),
      "Seconds before the first health check of a new instance.",
      absence: "0")
    rollingUpdate = fields.optional(
      "rollingUpdate", .object, "How running instances are replaced when the launch template changes.",
      absence: "only instances that start later have the change")
    maintenance = fields.optional(
      "instanceMaintenancePolicy", .object,
      "How far the group may fall short of its capacity, or exceed it, while AWS replaces instances.",
      absence: "what replaces instances decides")
    lifecycleHooks = fields.optional(
      "lifecycleHooks", .map("lifecycle hook", keys: .identifier, ofObjects: LifecycleHook.self, count: 0...50),
      "Pauses of its instances as they start or end, by name. What is not here is taken from the group, but for what ECS "
        + "has there itself.",
      absence: "instances start and end without a pause")
    notifications = fields.optional(
      "notifications", .list(of: .object, count: 0...10),
      "Topics that are told of its instances. What is not here is taken from the group.", absence: "nobody is told")
    warmPool = fields.optional(
      "warmPool", .object,
      "Instances that are prepared and wait, for groups whose instances take long to start. Without it a pool is removed.",
      absence: "instances start when they are needed")
    var properties = PropertyFields(of: .autoScalingGroup)
    properties.boolean(
      &fields, "newInstancesProtectedFromScaleIn", "NewInstancesProtectedFromScaleIn",
      "Whether scaling in leaves instances alone that start from then on.")
    properties.boolean(
      &fields, "capacityRebalance", "CapacityRebalance",
      "Whether a Spot instance that EC2 is likely to take back is replaced before.")
    properties.value(
      &fields, "terminationPolicies", .list(of: .oneOf(TerminationPolicy.words), count: 1...6), "TerminationPolicies",
      "Which instance goes first when the group has too many, one criterion after the other.",
      { .list($0.value.map { .string($0) }, at: $0.span) })
    properties.integer(
      &fields, "defaultInstanceWarmup", 0...86_400, in: .seconds, "DefaultInstanceWarmup",
      "Seconds until a new instance's metrics count, for scaling and for replacing others.",
      absence: "what each policy says")
    properties.integer(
      &fields, "maxInstanceLifetime", 86_400...31_536_000, in: .seconds, "MaxInstanceLifetime",
      "After how many seconds an instance is replaced, one day at least.", absence: "never")
    self.properties = properties
  }

  package enum HealthCheckType: String, CaseIterable, Sendable {
    case ec2 = "EC2"
    case elb = "ELB"
  }

  package func properties(of entry: Entry<AutoScalingGroup>, in lowering: inout Lowering) -> [Member] {
    let template = launchTemplate
    let owned = lowering.index.scaledGroups.contains(entry.id)
    let start = Value.map(
      [
        "LaunchTemplateId": lowering.reference(template, .id),
        "Version": lowering.reference(template, .latestVersion),
      ], at: template.span)
    return members([
      "LaunchTemplate": mixedInstances == nil ? start : nil,
      "MixedInstancesPolicy": mixedInstances.map { $0.value.policy(start, at: $0.span) },
      "VPCZoneIdentifier": lowering.references(subnets, .id),
      "TargetGroupARNs": targetGroups.map { lowering.references($0, .arn) },
      "MinSize": text(minSize),
      "MaxSize": text(maxSize),
      "DesiredCapacity": owned ? nil : desiredCapacity.map { text($0) },
      "HealthCheckType": healthCheckType.map { .string($0.map(\.rawValue)) },
      "HealthCheckGracePeriod": healthCheckGracePeriod.map { .integer($0) },
      "InstanceMaintenancePolicy": maintenance.map { $0.value.policy(at: $0.span) },
      "LifecycleHookSpecificationList": hooks(of: entry, in: lowering),
      "NotificationConfigurations": notifications.flatMap { notifications in
        notifications.value.isEmpty
          ? nil
          : .set(
            notifications.value.map { $0.value.configuration(at: $0.span, in: lowering) }, at: notifications.span)
      },
      "UpdatePolicy": updatePolicy(of: entry, in: lowering),
    ]) + properties.members
      + members(["NewInstancesProtectedFromScaleIn": protection(of: entry, in: lowering)])
  }

  /// A capacity provider protects instances that its group protects already.
  private func protection(of entry: Entry<AutoScalingGroup>, in lowering: Lowering) -> Value? {
    guard let span = lowering.index.protectedGroups[entry.id] else { return nil }
    return properties["NewInstancesProtectedFromScaleIn"] == nil ? Value(.boolean(true), at: span) : nil
  }

  private func hooks(of entry: Entry<AutoScalingGroup>, in lowering: Lowering) -> Value? {
    lifecycleHooks.map { hooks in
      .set(
        hooks.value.map { $0.value.value.specification($0.key, of: Self.path(entry.id), in: lowering) }, at: hooks.span)
    }
  }

  /// An update of a stack leaves the sizes alone that an action has set meanwhile, unless the template changes them.
  private func updatePolicy(of entry: Entry<AutoScalingGroup>, in lowering: Lowering) -> Value? {
    let rolling = rollingUpdate.map { $0.value.policy(at: $0.span) }
    guard lowering.index.scheduledGroups.contains(entry.id) else { return rolling }
    return .map(
      [
        "AutoScalingRollingUpdate": rolling?["AutoScalingRollingUpdate"],
        "AutoScalingScheduledAction": .map(["IgnoreUnmodifiedGroupSizeProperties": Value(.boolean(true))]),
      ], at: rolling?.span ?? .none)
  }

  package func derive(from entry: Entry<AutoScalingGroup>, in lowering: inout Lowering) {
    let path = Self.path(entry.id)
    if let role = hookRole(of: entry, in: lowering) { lowering.graph.add(role) }
    if let pool = pool(of: entry, in: lowering) { lowering.graph.add(pool) }
    if lowering.index.scaledGroups.contains(entry.id) {
      lowering.graph.update(path) { $0.initial = [Member("DesiredCapacity", text(minSize))] }
    }
    lowering.graph.outputs.append(
      Output("\(LogicalID(path))Name", "The name of Auto Scaling group '\(entry.id)'", .reference(path, .name)))
  }

  /// CloudFormation's type holds sizes as strings.
  private func text(_ size: Located<Deferred<Int>>) -> Value {
    switch size.value {
    case .known(let count): Value(.string(String(count)), at: size.span)
    case .parameter(let name, _): Value(.parameter(name), at: size.span)
    }
  }

  /// The same of a size that is a value already.
  static func text(_ size: Value) -> Value { size.integer.map { Value(.string(String($0)), at: size.span) } ?? size }
}
