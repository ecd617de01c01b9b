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
    checkBounds(lowering)
    checkHealth(of: entry, lowering.findings)
    rollingUpdate?.value.check(maxSize, lowering.findings)
    checkService(during: rollingUpdate, of: entry.id, lowering)
    let path = Self.path(entry.id)
    if lowering.index.scaledGroups.contains(entry.id) {
      lowering.graph.update(path) { $0.initial = [Member("DesiredCapacity", text(minSize))] }
      checkCount(of: entry.id, lowering.findings)
    }
    lowering.graph.outputs.append(
      Output("\(LogicalID(path))Name", "The name of Auto Scaling group '\(entry.id)'", .reference(path, .name)))
  }

  private func checkCount(of id: String, _ findings: Findings) {
    guard let desiredCapacity, let count = desiredCapacity.value.known, let least = minSize.value.known,
      let most = maxSize.value.known, (least...max(least, most)).contains(count), count != least
    else { return }
    findings.report(
      .ignoredCount, at: desiredCapacity.span,
      "Auto Scaling group '\(id)' starts with \(least), whatever `desiredCapacity` says",
      label: "with a scaling policy the count belongs to scaling",
      labels: [Label(minSize.span, "it starts with the fewest")],
      help: ["write `desiredCapacity: \(least)`, or remove it; a higher `minSize` starts more"])
  }

  /// CloudFormation's type holds sizes as strings.
  private func text(_ size: Located<Deferred<Int>>) -> Value {
    switch size.value {
    case .known(let count): Value(.string(String(count)), at: size.span)
    case .parameter(let name, _): Value(.parameter(name), at: size.span)
    }
  }

  private func checkBounds(_ lowering: Lowering) {
    guard let least = minSize.value.judged, let most = maxSize.value.judged else { return }
    if least > most {
      lowering.findings.report(
        .crossedBounds, at: maxSize.span, "at most \(most) instances are fewer than at least \(least)",
        label: "AWS refuses a minimum above the maximum", labels: [Label(minSize.span, "the minimum")],
        help: ["raise one or lower the other"])
    } else if let desired = desiredCapacity, let count = desired.value.judged, !(least...most).contains(count) {
      lowering.findings.report(
        .crossedBounds, at: desired.span, "\(count) instances are not between \(least) and \(most)",
        label: "AWS answers 'Desired capacity must be between the specified min size and max size'",
        help: ["use a number from \(least) to \(most)"])
    }
  }
}
