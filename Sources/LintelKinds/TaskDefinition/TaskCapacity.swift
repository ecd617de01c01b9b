import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

extension TaskDefinition {
  package enum Compatibility: String, CaseIterable, Sendable {
    case fargate = "FARGATE"
    case ec2 = "EC2"
  }

  package enum NetworkMode: String, CaseIterable, Sendable { case awsvpc, bridge, host }

  /// Where its tasks can run, Fargate where nothing is said.
  var compatibilities: [Compatibility] { requiresCompatibilities?.value.map(\.value) ?? [.fargate] }

  var isForFargate: Bool { compatibilities.contains(.fargate) }

  /// Fargate has one mode only; AWS's default is `bridge`.
  var mode: NetworkMode { isForFargate ? .awsvpc : networkMode?.value ?? .bridge }

  func checkCapacity(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    if isForFargate {
      guard let networkMode, networkMode.value != .awsvpc else { return }
      lowered.findings.report(
        .impossibleNetwork, at: networkMode.span, "Fargate has no network mode '\(networkMode.value.rawValue)'",
        label: "AWS answers 'Fargate only supports network mode awsvpc'",
        help: ["remove it, or say `requiresCompatibilities: [EC2]`"])
      return
    }
    if let ephemeralStorage {
      lowered.findings.report(
        .onlyOnFargate, at: ephemeralStorage.span, "a task on an instance has no storage of its own",
        label: "only Fargate gives it one", help: ["remove it"])
    }
    guard memory == nil else { return }
    for container in containers {
      let limits = container.value.value.limits
      guard limits["Memory"] == nil, limits["MemoryReservation"] == nil else { continue }
      lowered.findings.report(
        .containerWithoutMemory, at: container.key.span,
        "container '\(container.key.value)' has neither `memory` nor `memoryReservation`",
        label: "AWS wants one of them where the task has no `memory`",
        help: ["add `memory: 256`, or as many MiB as it may use"])
    }
  }
}

extension Service {
  /// Whether its tasks have network interfaces of their own; nil where that is not known.
  func hasOwnAddresses(in spec: Specification) -> Bool? {
    guard let task = spec.sections[TaskDefinition.self][taskDefinition.value.id] else { return nil }
    if task.existing != nil, task.model.networkMode == nil { return subnets == nil ? nil : true }
    return task.model.mode == .awsvpc
  }

  /// What says where its tasks run, the cluster's strategy besides.
  private var placeOfLaunch: Span? { launchType?.span ?? capacityProviderStrategy?.span ?? assignPublicIp.span }

  /// The strategy that ECS goes by: its own, or that of its cluster.
  private func strategy(in spec: Specification) -> [Located<CapacityShare>] {
    if launchType != nil { return [] }
    let cluster = spec.sections[Cluster.self][cluster.value.id]?.model.defaultCapacityProviderStrategy
    return (capacityProviderStrategy ?? cluster)?.value ?? []
  }

  /// Where it says, or its cluster, that its tasks may run on spare capacity of Fargate.
  func spotShare(in spec: Specification) -> Span? {
    strategy(in: spec).first { $0.value.capacityProvider.value.word == "FARGATE_SPOT" }?.value.capacityProvider.span
  }

  /// Whether its tasks run on instances: by its launch type, its strategy, or that of its cluster.
  func runsOnInstances(in spec: Specification) -> Bool {
    launchType?.value == .ec2 || strategy(in: spec).contains { $0.value.capacityProvider.value.isEntry }
  }

  func checkNetwork(of entry: Entry<Service>, _ lowered: Lowering) {
    if let span = placeOfLaunch, runsOnInstances(in: lowered.spec), assignPublicIp.value {
      lowered.findings.report(
        .onlyOnFargate, at: assignPublicIp.span.isWritten ? assignPublicIp.span : span,
        "tasks of service '\(entry.id)' run on instances and cannot have public addresses",
        label: "only tasks on Fargate have them", help: ["write `false`"])
    }
    guard let task = lowered.spec.sections[TaskDefinition.self][taskDefinition.value.id],
      let hasOwn = hasOwnAddresses(in: lowered.spec)
    else { return }
    if hasOwn {
      guard subnets == nil else { return }
      lowered.findings.report(
        .missingKey, at: entry.absences["subnets"] ?? entry.span, "service '\(entry.id)' lacks 'subnets'",
        label: "its tasks have addresses of their own", help: ["add the subnets where its tasks stand"])
    } else if let span = subnets?.span ?? securityGroups?.span {
      let mode = task.model.mode.rawValue
      lowered.findings.report(
        .impossibleNetwork, at: span, "tasks in network mode '\(mode)' have no subnets and groups of their own",
        label: "they have the addresses of their instances",
        help: ["remove `subnets` and `securityGroups`, or, in taskDefinitions.\(task.id): `networkMode: awsvpc`"])
    }
  }

  func checkLaunchType(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let task = lowered.spec.sections[TaskDefinition.self][taskDefinition.value.id], task.existing == nil else {
      return
    }
    let wanted: TaskDefinition.Compatibility = runsOnInstances(in: lowered.spec) ? .ec2 : .fargate
    guard !task.model.compatibilities.contains(wanted) else { return checkSpot(of: entry, task, lowered) }
    let place = launchType?.span ?? capacityProviderStrategy?.span ?? entry.absences["launchType"] ?? entry.span
    let others = task.model.requiresCompatibilities?.span
    lowered.findings.report(
      .taskForOtherCapacity, at: place,
      "task definition '\(task.id)' is not for \(wanted == .ec2 ? "instances" : "Fargate"), where service "
        + "'\(entry.id)' runs it",
      label: "AWS answers 'Task definition does not support launch_type \(wanted.rawValue)'",
      labels: others.map { [Label($0, "what it is for")] } ?? [],
      help: [
        wanted == .ec2
          ? "in taskDefinitions.\(task.id): `requiresCompatibilities: [EC2]`"
          : "run the service on instances, `launchType: EC2`, or let the task definition be for `FARGATE`"
      ])
  }

  /// Fargate has spare capacity of Linux only.
  private func checkSpot(of entry: Entry<Service>, _ task: Entry<TaskDefinition>, _ lowered: Lowering) {
    guard let system = task.model.operatingSystem, TaskPlatform.isWindows(system.value),
      let spot = strategy(in: lowered.spec).first(where: { $0.value.capacityProvider.value.word == "FARGATE_SPOT" })
    else { return }
    lowered.findings.report(
      .taskForOtherCapacity, at: spot.value.capacityProvider.span,
      "task definition '\(task.id)' is for Windows, and service '\(entry.id)' runs it on Fargate Spot",
      label: "Fargate Spot has Linux only", labels: [Label(system.span, "what it is for")],
      help: ["run it on `FARGATE`, which its cluster has to list too"])
  }
}
