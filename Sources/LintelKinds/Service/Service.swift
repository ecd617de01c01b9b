import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource
import LintelSpec

/// An ECS service.
package struct Service: Kind {
  package static let section = "services"
  package static let summary = "An ECS service: tasks that are kept running, behind a load balancer or not."
  package static let type = "AWS::ECS::Service"
  package static let existing = ExistingForm.nameOrARN(service: "ecs")
  package static let attributes = ["name", "arn"]
  package static let nameRule = NameRule.service
  package static let nameUse = NameUse.property("ServiceName")

  package let name: Located<String>?
  let cluster: Located<EntryReference>
  let taskDefinition: Located<EntryReference>
  let launchType: Located<LaunchType>?
  let capacityProviderStrategy: Located<[Located<CapacityShare>]>?
  let schedulingStrategy: Located<SchedulingStrategy>?
  let desiredCount: Located<Deferred<Int>>?
  let subnets: Located<[Located<EntryReference>]>?
  let securityGroups: Located<[Located<EntryReference>]>?
  let assignPublicIp: Located<Bool>
  let healthCheckGracePeriod: Located<Int>?
  let loadBalancers: [Located<Target>]
  let autoScaling: Located<AutoScaling>?
  let propagateTags: Located<PropagateTags>
  let enableECSManagedTags: Located<Bool>
  let enableExecuteCommand: Located<Bool>?
  let availabilityZoneRebalancing: Located<Rebalancing>?
  let placementStrategies: Located<[Located<PlacementStrategy>]>?
  let placementConstraints: Located<[Located<PlacementConstraint>]>?
  let deployment: Located<Deployment>?
  let serviceConnect: Located<ServiceConnect>?
  let serviceDiscovery: Located<ServiceDiscovery>?
  let volumes: Located<[MapEntry<ServiceVolume>]>?
  private let short: ShortFields

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The service's name in its cluster.", absence: Absence.name)
    cluster = fields.theOnly("cluster", in: Cluster.section, "The cluster that it runs in.")
    taskDefinition = fields.namesake("taskDefinition", in: TaskDefinition.section, "What it runs.")
    launchType = fields.optional(
      "launchType", .choice, "Where its tasks run: on Fargate, or on instances that have joined the cluster.",
      absence: "`FARGATE`, unless the cluster has a default strategy")
    capacityProviderStrategy = fields.optional(
      "capacityProviderStrategy", .list(of: .object, count: 1...20),
      "Where its tasks run, in shares: on `FARGATE` and `FARGATE_SPOT`, or on instances of capacity providers.",
      absence: "the cluster's, where it has one and `launchType` is not written")
    fields.atMostOne("launchType", "capacityProviderStrategy")
    schedulingStrategy = fields.optional(
      "schedulingStrategy", .choice,
      "Whether it runs a number of tasks (`REPLICA`), or one on each instance of the cluster (`DAEMON`), which has no count, "
        + "no scaling and no placement strategies, and needs `launchType: EC2`.",
      absence: Absence.aws(.service, "SchedulingStrategy"))
    desiredCount = fields.optional(
      "desiredCount", .deferred(.integer(0...5000)),
      "How many tasks it runs. With `autoScaling` it starts with `minCapacity`, one at least, and this is not heeded.",
      absence: Absence.aws(.service, "DesiredCount"))
    subnets = fields.optional(
      "subnets", .set(of: .reference(to: Subnet.section), count: 1...16), "Where its tasks stand.",
      absence: "where their instances stand, in network modes `bridge` and `host`")
    securityGroups = fields.optional(
      "securityGroups", .set(of: .reference(to: SecurityGroup.section), count: 1...5),
      "The groups that its tasks wear.", absence: "the VPC's default group")
    assignPublicIp = fields.optional(
      "assignPublicIp", .boolean, default: false,
      "Whether tasks on Fargate get public addresses, which they need in public subnets.")
    healthCheckGracePeriod = fields.optional(
      "healthCheckGracePeriod", .integer(0...2_147_483_647, in: .seconds),
      "Seconds that a new task may fail health checks.",
      absence: Absence.aws(.service, "HealthCheckGracePeriodSeconds"))
    loadBalancers =
      fields.optional(
        "loadBalancers", .list(of: .object, count: 0...5), "The target groups that its tasks register with.")?.value
      ?? []
    autoScaling = fields.optional("autoScaling", .object, "Bounds within which scaling policies set the count.")
    propagateTags = fields.optional(
      "propagateTags", .choice, default: .service, "Whose tags its tasks get, so that costs can be told apart.")
    enableECSManagedTags = fields.optional(
      "enableECSManagedTags", .boolean, default: true,
      "Whether ECS tags the tasks with the names of the cluster and the service.")
    enableExecuteCommand = fields.optional(
      "enableExecuteCommand", .boolean, "Whether `aws ecs execute-command` may run commands in its containers.",
      absence: Absence.aws(.service, "EnableExecuteCommand"))
    availabilityZoneRebalancing = fields.optional(
      "availabilityZoneRebalancing", .choice,
      "Whether ECS starts tasks in the zone that has fewest, and stops others, when zones have become uneven.",
      absence: "`ENABLED` for a new service, else as it was")
    placementStrategies = fields.optional(
      "placementStrategies", .list(of: .object, count: 0...5),
      "By what ECS chooses among instances that have room for a task, the first strategy first. Write `[]` to take them "
        + "away again: a stack keeps what its template no longer speaks of.",
      absence: "tasks are spread over zones")
    placementConstraints = fields.optional(
      "placementConstraints", .list(of: .object, count: 0...10),
      "What an instance has to be so that a task is placed there. Write `[]` to take them away again.",
      absence: "any instance that has room")
    deployment = fields.optional("deployment", .object, "How new tasks take the place of old ones.")
    serviceConnect = fields.optional(
      "serviceConnect", .object, "Names of a namespace by which it is found, and finds others: `{}` to be a client.")
    serviceDiscovery = fields.optional(
      "serviceDiscovery", .object, "A name of a namespace under which DNS has its tasks: `{}` for its id.")
    volumes = fields.optional(
      "volumeConfigurations", .map("volume", keys: KeyRule(.volume), ofObjects: ServiceVolume.self, count: 0...1),
      "The volume of EBS that each of its tasks gets, by its name in `volumes` of the task definition. Write `{}` to take it "
        + "away again: a stack keeps what its template no longer speaks of.",
      absence: "none")
    short = ShortFields(&fields)
  }

  package enum LaunchType: String, CaseIterable, Sendable {
    case fargate = "FARGATE"
    case ec2 = "EC2"
  }

  package enum SchedulingStrategy: String, CaseIterable, Sendable {
    case replica = "REPLICA"
    case daemon = "DAEMON"
  }

  package enum Rebalancing: String, CaseIterable, Sendable {
    case enabled = "ENABLED"
    case disabled = "DISABLED"
  }

  package enum PropagateTags: String, CaseIterable, Sendable {
    case service = "SERVICE"
    case taskDefinition = "TASK_DEFINITION"
    case none = "NONE"
  }

  /// A container's port that registers with a target group.
  package struct Target: Described {
    package static let summary = "A container's port that registers with a target group."

    let targetGroup: Located<EntryReference>
    let container: Located<String>?
    let port: Located<Int>?
    let shift: TrafficShift

    package init(_ fields: inout FieldReader) {
      targetGroup = fields.required("targetGroup", .reference(to: TargetGroup.section), "The target group.")
      container = fields.optional(
        "container", .name(.container), "The name of a container of the task definition.",
        absence: "the only one that has a port")
      port = fields.optional("port", .port, "The container's port.", absence: "the container's own")
      shift = TrafficShift(&fields)
    }

    /// The ids of the target groups that the port registers with, in turn where there are two.
    var targetGroups: [String] { [targetGroup.value.id] + (shift.alternateTargetGroup.map { [$0.value.id] } ?? []) }
  }

  /// The bounds of a service's count.
  package struct AutoScaling: Described {
    package static let summary = "The bounds within which scaling policies set a service's count."
    package static let noun = "pair of bounds"

    let minCapacity: Located<Deferred<Int>>
    let maxCapacity: Located<Deferred<Int>>
    let suspendedState: Located<SuspendedState>?

    package init(_ fields: inout FieldReader) {
      minCapacity = fields.required("minCapacity", .deferred(.integer(0...5000)), "The fewest tasks.")
      maxCapacity = fields.required("maxCapacity", .deferred(.integer(0...5000)), "The most tasks.")
      suspendedState = fields.optional(
        "suspendedState", .object, "What scaling leaves alone for the time being.", absence: "nothing")
    }
  }

  /// What scaling leaves alone for the time being, while its policies stay as they are.
  package struct SuspendedState: Described {
    package static let summary = "What scaling leaves alone for the time being. Its policies stay as they are."

    let scaleIn: Located<Bool>
    let scaleOut: Located<Bool>
    let scheduled: Located<Bool>

    package init(_ fields: inout FieldReader) {
      scaleIn = fields.optional(
        "dynamicScalingInSuspended", .boolean, default: false, "Whether no policy removes tasks.")
      scaleOut = fields.optional(
        "dynamicScalingOutSuspended", .boolean, default: false, "Whether no policy adds tasks.")
      scheduled = fields.optional(
        "scheduledScalingSuspended", .boolean, default: false, "Whether no scheduled action does anything.")
    }

    /// All members: what is left out stays as it is.
    func value(at span: Span) -> Value {
      .map(
        [
          "DynamicScalingInSuspended": .boolean(scaleIn), "DynamicScalingOutSuspended": .boolean(scaleOut),
          "ScheduledScalingSuspended": .boolean(scheduled),
        ], at: span)
    }
  }

  package func properties(of entry: Entry<Service>, in lowering: inout Lowering) -> [Member] {
    let isPublic = Value(.string(assignPublicIp.value ? "ENABLED" : "DISABLED"), at: assignPublicIp.span)
    return members([
      "Cluster": lowering.reference(cluster, .name),
      "TaskDefinition": lowering.reference(taskDefinition, .arn),
      "LaunchType": launchValue(in: lowering),
      "CapacityProviderStrategy": capacityProviderStrategy.map { lowering.strategy($0) },
      "SchedulingStrategy": schedulingStrategy.map { .string($0.map(\.rawValue)) },
      "DesiredCount": autoScaling == nil ? desiredCount.map { lowering.value(of: $0) } : nil,
      "DeploymentConfiguration": configuration(of: entry, in: lowering),
      "NetworkConfiguration": subnets.map { subnets in
        .map(
          [
            "AwsvpcConfiguration": .map(
              [
                "Subnets": lowering.references(subnets, .id),
                "SecurityGroups": securityGroups.map { lowering.references($0, .id) },
                "AssignPublicIp": isPublic,
              ], at: subnets.span)
          ], at: subnets.span)
      },
      "LoadBalancers": loadBalancers.isEmpty
        ? nil
        : .set(
          loadBalancers.map { target in
            let (container, port) = registration(of: target, in: lowering.spec)
            return .map(
              [
                "TargetGroupArn": lowering.reference(target.value.targetGroup, .arn),
                "ContainerName": container.map { .string($0) },
                "ContainerPort": port.map { .integer($0) },
                "AdvancedConfiguration": target.value.shift.value(of: entry, in: lowering),
              ], at: target.span)
          }, at: loadBalancers.first?.span ?? .none),
      "ServiceConnectConfiguration": serviceConnectValue(in: &lowering),
      "ServiceRegistries": registries(of: entry, in: lowering),
      "VolumeConfigurations": volumes.map { volumes in
        .list(
          volumes.value.map { $0.value.value.configuration($0.key, of: entry, in: lowering) }, at: volumes.span)
      },
      "HealthCheckGracePeriodSeconds": healthCheckGracePeriod.map { .integer($0) },
      // CloudFormation's type has no word for neither, unlike ECS.
      "PropagateTags": propagateTags.value == .none ? nil : .string(propagateTags.map(\.rawValue)),
      "EnableECSManagedTags": Value(.boolean(enableECSManagedTags.value), at: enableECSManagedTags.span),
      "AvailabilityZoneRebalancing": availabilityZoneRebalancing.map { .string($0.map(\.rawValue)) },
      "PlacementStrategies": placementStrategies.map { strategies in
        .list(strategies.value.map { $0.value.value(at: $0.span) }, at: strategies.span)
      },
      "PlacementConstraints": placementConstraints.map(PlacementConstraint.value),
      "EnableExecuteCommand": enableExecuteCommand.map { .boolean($0) },
    ])
  }

  /// Fargate, unless a strategy of the service or of its cluster says where tasks run.
  private func launchValue(in lowering: Lowering) -> Value? {
    if let launchType { return .string(launchType.map(\.rawValue)) }
    let cluster = lowering.spec.sections[Cluster.self][cluster.value.id]?.model
    let hasStrategy = capacityProviderStrategy != nil || cluster?.defaultCapacityProviderStrategy != nil
    return hasStrategy ? nil : "FARGATE"
  }

  package func derive(from entry: Entry<Service>, in lowering: inout Lowering) {
    let path = Self.path(entry.id)
    lowering.graph.outputs.append(
      Output("\(LogicalID(path))Name", "The name of service '\(entry.id)'", .reference(path, .name)))
    addDiscovery(of: entry, to: &lowering)
    for role in deploymentRoles(of: entry, in: lowering) { lowering.graph.add(role) }
    guard let autoScaling else { return }
    let minimum = lowering.value(of: autoScaling.value.minCapacity)
    // A count that is given when deploying could be none: AWS starts one task then, and scaling raises it.
    if let least = autoScaling.value.minCapacity.value.known {
      let initial = Value(.integer(max(1, least)), at: autoScaling.value.minCapacity.span)
      lowering.graph.update(path) { $0.initial = [Member("DesiredCount", initial)] }
    }
    lowering.graph.add(
      lowering.derived(
        "scalableTarget", "AWS::ApplicationAutoScaling::ScalableTarget", from: entry, at: autoScaling.span,
        members([
          "ServiceNamespace": "ecs",
          "ScalableDimension": "ecs:service:DesiredCount",
          "ResourceId": .text([
            "service/", lowering.reference(cluster, .name), "/", .reference(path, .name),
          ]),
          "MinCapacity": minimum,
          "MaxCapacity": lowering.value(of: autoScaling.value.maxCapacity),
          "SuspendedState": autoScaling.value.suspendedState.map { $0.value.value(at: $0.span) },
        ])))
  }

  /// The container and port that register, written or the only ones there are; nil where that is open.
  func registration(
    of target: Located<Target>, in spec: Specification
  ) -> (container: Located<String>?, port: Located<Int>?) {
    let containers = spec.sections[TaskDefinition.self][taskDefinition.value.id]?.model.containers ?? []
    let listening = containers.filter { !answeringPorts(of: $0.value.value, to: target, in: spec).isEmpty }
    let container =
      target.value.container ?? (listening.count == 1 ? Located(listening[0].key.value, at: target.span) : nil)
    if let port = target.value.port { return (container, port) }
    let own = containers.first { $0.key.value == container?.value }
      .map { answeringPorts(of: $0.value.value, to: target, in: spec) }
    return (container, own?.count == 1 ? own.map { Located($0[0].port.value, at: target.span) } : nil)
  }

  /// The ports of a container that a target group can connect to.
  func answeringPorts(
    of container: Container, to target: Located<Target>, in spec: Specification
  ) -> [ContainerPort] {
    let group = spec.sections[TargetGroup.self][target.value.targetGroup.value.id]
    let transports = group?.model.transports ?? ContainerPort.Transport.allCases
    return container.ports.filter { transports.contains($0.protocol.value) }
  }

  static func scalableTarget(of id: String) -> Path { path(id).appending("scalableTarget") }
}
