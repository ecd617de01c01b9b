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
  let subnets: Located<[Located<EntryReference>]>
  let targetGroups: Located<[Located<EntryReference>]>?
  let minSize: Located<Deferred<Int>>
  let maxSize: Located<Deferred<Int>>
  let desiredCapacity: Located<Deferred<Int>>?
  let healthCheckType: Located<HealthCheckType>?
  let healthCheckGracePeriod: Located<Int>?
  let rollingUpdate: Located<RollingUpdate>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The group's name.", absence: Absence.name)
    launchTemplate = fields.required(
      "launchTemplate", .reference(to: LaunchTemplate.section), "What its instances start as: the newest version.")
    subnets = fields.required(
      "subnets", .set(of: .reference(to: Subnet.section), count: 1...100), "Where its instances stand.")
    targetGroups = fields.optional(
      "targetGroups", .set(of: .reference(to: TargetGroup.section), count: 0...50),
      "The target groups that its instances register with.")
    minSize = fields.required("minSize", .deferred(.integer(0...10_000)), "The fewest instances.")
    maxSize = fields.required("maxSize", .deferred(.integer(0...10_000)), "The most instances.")
    desiredCapacity = fields.optional(
      "desiredCapacity", .deferred(.integer(0...10_000)),
      "How many instances it has. With a scaling policy it starts with `minSize`, and this is not heeded.",
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
  }

  package enum HealthCheckType: String, CaseIterable, Sendable {
    case ec2 = "EC2"
    case elb = "ELB"
  }

  package func properties(of entry: Entry<AutoScalingGroup>, in lowering: inout Lowering) -> [Member] {
    let template = launchTemplate
    let owned = lowering.index.scaledGroups.contains(entry.id)
    return members([
      "LaunchTemplate": .map(
        [
          "LaunchTemplateId": lowering.reference(template, .id),
          "Version": lowering.reference(template, .latestVersion),
        ], at: template.span),
      "VPCZoneIdentifier": lowering.references(subnets, .id),
      "TargetGroupARNs": targetGroups.map { lowering.references($0, .arn) },
      "MinSize": text(minSize),
      "MaxSize": text(maxSize),
      "DesiredCapacity": owned ? nil : desiredCapacity.map { text($0) },
      "HealthCheckType": healthCheckType.map { .string($0.map(\.rawValue)) },
      "HealthCheckGracePeriod": healthCheckGracePeriod.map { .integer($0) },
      "UpdatePolicy": rollingUpdate.map { $0.value.policy(at: $0.span) },
    ])
  }

  package func derive(from entry: Entry<AutoScalingGroup>, in lowering: inout Lowering) {
    let path = Self.path(entry.id)
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
}
