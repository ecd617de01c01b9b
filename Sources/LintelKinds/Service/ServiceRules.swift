import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let ignoredCount = Rule(
    "ignored-count", .warning, .checking, "A count stands beside scaling, which starts with another.",
    page: RulePage(
      .scaling,
      why: """
        What scales belongs to scaling: a template that stated its count would undo what scaling did at each update. So \
        a service starts with `minCapacity`, one at least, and an Auto Scaling group with `minSize`, by template and by \
        script alike. A count of its own beside them is never heeded, and whoever reads it is misled.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html",
      wrong: [
        .ecs("services:\n  web: { desiredCount: ↓1 }"),
        .ecs("services:\n  web: { desiredCount: ↓5, autoScaling: { minCapacity: 2, maxCapacity: 10 } }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 1, desiredCapacity: ↓2, maxSize: 4 }"),
      ],
      right: [
        .ecs("services:\n  web: { desiredCount: 2, autoScaling: { minCapacity: 2, maxCapacity: 10 } }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 2, desiredCapacity: 2, maxSize: 4 }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 1, desiredCapacity: 2, maxSize: 4 }\nscalingPolicies: null"),
      ]))

  package static let crossedBounds = Rule(
    "crossed-bounds", .error, .checking, "A minimum above its maximum is refused by AWS.",
    page: RulePage(
      .scaling,
      why: """
        Scaling keeps the number of tasks or instances between two bounds. AWS refuses bounds that leave nothing \
        between them, and a desired capacity of an Auto Scaling group outside them. A wrong bound is often what one \
        environment makes of the spec: only one of the two was changed.
        """,
      awsAnswer: "Desired capacity:5 must be between the specified min size:1 and max size:3",
      source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
      wrong: [
        .ecs("services:\n  web:\n    autoScaling: { minCapacity: 4, maxCapacity: ↓2 }"),
        .ec2("autoScalingGroups:\n  web: { desiredCapacity: ↓5 }"),
        .ec2("autoScalingGroups:\n  web: { maxSize: 4, rollingUpdate: { minInService: ↓4 } }"),
      ],
      right: [
        .ecs("services:\n  web:\n    autoScaling: { minCapacity: 2, maxCapacity: 4 }"),
        .ec2("autoScalingGroups:\n  web: { minSize: 5, desiredCapacity: 5, maxSize: 8 }"),
        .ec2("autoScalingGroups:\n  web: { maxSize: 4, rollingUpdate: { minInService: 3 } }"),
      ]))
}

extension Service {
  package static let rules: [EntryRule<Service>] = [
    EntryRule([.missingKey, .unknownReference], judgesExisting: true, by: checkContainers),
    EntryRule([.missingKey, .unknownReference, .impossibleShift], by: checkShifts),
    EntryRule([.ineffectiveField], by: checkSteps),
    EntryRule([.missingKey, .ineffectiveField, .impossibleShift], by: checkHooks),
    EntryRule([.ignoredCount], by: checkCount),
    EntryRule([.volumeWithoutService, .impossibleVolume, .missingKey], by: checkVolumes),
    EntryRule([.crossedBounds], by: checkBounds),
    EntryRule([.impossibleStrategy, .providerOutsideCluster], by: checkStrategy),
    EntryRule([.defaultGroupBehindLoadBalancer], by: checkGroups),
    EntryRule([.missingKey, .unknownReference, .requestTimeoutOverTCP], by: checkConnect),
    EntryRule(
      [
        .missingKey, .unknownReference, .invalidValue, .discoveryWithoutDNS, .namespaceOfAnotherVPC, .portWithoutRecord,
        .addressRecordOfInstances,
      ], by: checkDiscovery),
    EntryRule([.onlyOnFargate, .impossibleNetwork, .missingKey], by: checkNetwork),
    EntryRule([.taskForOtherCapacity], by: checkLaunchType),
    EntryRule([.deregistrationOutlastsSpot], by: checkDelay),
    EntryRule([.rebalancingWithoutRoom], by: checkRebalancing),
    EntryRule([.execInReadOnlyContainer], by: checkExec),
    EntryRule([.impossibleDaemon], by: checkDaemon),
    EntryRule([.onlyOnInstances, .impossiblePlacement, .missingKey, .ineffectiveField], by: checkPlacement),
  ]

  private func checkContainers(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let task = lowered.spec.sections[TaskDefinition.self][taskDefinition.value.id] else { return }
    for target in loadBalancers {
      let (container, port) = registration(of: target, in: lowered.spec)
      if container == nil || port == nil {
        if entry.existing == nil { reportOpen(target, container?.value, task, lowered) }
      } else if task.existing == nil, let container, let port {
        check(container, port, of: target, task, lowered)
      }
    }
  }

  /// Reports a target of which nobody says which container, or which port, it is.
  private func reportOpen(
    _ target: Located<Target>, _ container: String?, _ task: Entry<TaskDefinition>, _ lowered: Lowering
  ) {
    func ports(_ container: Container) -> [ContainerPort] {
      answeringPorts(of: container, to: target, in: lowered.spec)
    }
    let containers = task.model.containers
    let names = containers.filter { !ports($0.value.value).isEmpty }.map(\.key.value)
    let own = containers.first { $0.key.value == container }.map { ports($0.value.value) } ?? []
    let keys = [container == nil ? "container" : nil, target.value.port == nil ? "port" : nil].compactMap(\.self)
    let reason: String
    let help: String
    if task.existing != nil {
      reason = "the containers of task definition '\(task.id)', which is already there, are not known"
      help = "add \(keys.map { "`\($0)`" }.joined(separator: " and "))"
    } else if let container, let first = own.first {
      let numbers = own.map { String($0.port.value) }
      reason = "container '\(container)' has ports \(numbers.joined(separator: ", "))"
      help = "write `port: \(first.port.value)`, or whichever answers requests"
    } else if let container {
      reason = "container '\(container)' has no port"
      help = "give it one, such as \(portWords(8080, for: target, lowered)), in taskDefinitions.\(task.id)"
    } else if names.isEmpty {
      reason = "no container of task definition '\(task.id)' has a port"
      help = "give one of them a port, such as \(portWords(8080, for: target, lowered))"
    } else {
      reason = "containers \(Suggestion.list(names)) of task definition '\(task.id)' have ports"
      help = "write `container: \(names[0])`, or whichever answers requests"
    }
    lowered.findings.report(
      .missingKey, at: target.span, "this target lacks \(Suggestion.list(keys, joinedBy: "and"))", label: reason,
      help: [help])
  }

  /// The words that give a container a port which a target group can connect to.
  private func portWords(_ port: Int, for target: Located<Target>, _ lowered: Lowering) -> String {
    let group = lowered.spec.sections[TargetGroup.self][target.value.targetGroup.value.id]
    return group?.model.transports == [.udp] ? "`ports: [{ port: \(port), protocol: udp }]`" : "`port: \(port)`"
  }

  private func check(
    _ name: Located<String>, _ port: Located<Int>, of target: Located<Target>, _ task: Entry<TaskDefinition>,
    _ lowered: Lowering
  ) {
    let containers = task.model.containers
    guard let container = containers.first(where: { $0.key.value == name.value }) else {
      let near = Suggestion.nearest(to: name.value, among: containers.map(\.key.value))
      return lowered.findings.report(
        .unknownReference, at: name.span,
        "task definition '\(task.id)' has no container '\(name.value)'",
        label: "AWS answers 'The container \(name.value) does not exist in the task definition'",
        help: [
          near.map { "did you mean `\($0)`?" }
            ?? "its containers are \(Suggestion.list(containers.map(\.key.value)))"
        ])
    }
    let ports = answeringPorts(of: container.value.value, to: target, in: lowered.spec)
    if ports.contains(where: { $0.port.value == port.value }) { return }
    let label =
      container.value.value.ports.contains { $0.port.value == port.value }
      ? "it does by another protocol than target group '\(target.value.targetGroup.value.id)' has"
      : "AWS answers 'The container \(name.value) did not have a container port \(port.value) defined'"
    lowered.findings.report(
      .unknownReference, at: port.span, "container '\(name.value)' does not listen on port \(port.value)",
      label: label, notes: ports.prefix(5).map { Note("it listens on \($0.port.value)", at: $0.port.span) },
      help: [
        ports.first.map { "write `port: \($0.port.value)`" + (ports.count > 1 ? ", or another of its ports" : "") }
          ?? "give the container \(portWords(port.value, for: target, lowered))"
      ])
  }

  private func checkCount(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let bounds = autoScaling?.value, let desiredCount, let count = desiredCount.value.known,
      let least = bounds.minCapacity.value.known,
      let most = bounds.maxCapacity.value.known, least <= most, count != max(1, least)
    else { return }
    lowered.findings.report(
      .ignoredCount, at: desiredCount.span,
      "service '\(entry.id)' starts with \(max(1, least)), whatever `desiredCount` says",
      label: "with `autoScaling` the count belongs to scaling",
      labels: [Label(bounds.minCapacity.span, "it starts with the fewest")],
      help: ["write `desiredCount: \(max(1, least))`, or remove it; a higher `minCapacity` starts more"])
  }

  private func checkBounds(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let bounds = autoScaling?.value, let least = bounds.minCapacity.value.judged,
      let most = bounds.maxCapacity.value.judged, least > most
    else { return }
    lowered.findings.report(
      .crossedBounds, at: bounds.maxCapacity.span, "at most \(most) tasks are fewer than at least \(least)",
      label: "AWS answers 'Maximum capacity cannot be less than minimum capacity'",
      labels: [Label(bounds.minCapacity.span, "the minimum")], help: ["raise one or lower the other"])
  }
}
