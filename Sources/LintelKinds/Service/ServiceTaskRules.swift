import LintelAWS
import LintelGraph
import LintelSchema
package import LintelSource
import LintelSpec

// What a service asks of its tasks that does not go with what they are.
extension Rule {
  package static let rebalancingWithoutRoom = Rule(
    "rebalancing-without-room", .error, .checking,
    "Tasks are to be spread over zones anew, and none may be started before another is stopped.",
    page: RulePage(
      .containers,
      why: """
        To even out its zones ECS starts a task where there are few before it stops one where there are many, for which \
        `maximumPercent` has to be above 100. ECS refuses a service that asks for `availabilityZoneRebalancing` without \
        that room.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html",
      wrong: [
        .ecs(
          """
          services:
            web:
              availabilityZoneRebalancing: ↓ENABLED
              desiredCount: 2
              deployment: { minimumHealthyPercent: 50, maximumPercent: 100 }
          """)
      ],
      right: [
        .ecs(
          "services:\n  web: { availabilityZoneRebalancing: ENABLED, deployment: { maximumPercent: 150 }, desiredCount: 2 }"
        ),
        .ecs(
          """
          services:
            web:
              availabilityZoneRebalancing: DISABLED
              desiredCount: 2
              deployment: { minimumHealthyPercent: 50, maximumPercent: 100 }
          """),
      ]))

  package static let execInReadOnlyContainer = Rule(
    "exec-in-read-only-container", .warning, .checking,
    "A service takes commands in a container to which nothing can be written.",
    page: RulePage(
      .containers,
      why: """
        `aws ecs execute-command` talks to an agent that ECS puts into each container, and the agent makes folders there \
        for itself. With `readonlyRootFilesystem` it cannot, and no command gets through: AWS does not support the two \
        together. The agent writes below `/var/lib/amazon` and `/var/log/amazon`, so that volumes there help in practice.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web: { containers: { web: { readonlyRootFilesystem: ↓true } } }
          services:
            web: { enableExecuteCommand: true }
          """)
      ],
      right: [
        .ecs("services:\n  web: { enableExecuteCommand: true }"),
        .ecs(
          """
          taskDefinitions:
            web:
              volumes: { agent: {}, logs: {} }
              containers:
                web:
                  readonlyRootFilesystem: true
                  mountPoints:
                    - { sourceVolume: agent, containerPath: /var/lib/amazon }
                    - { sourceVolume: logs, containerPath: /var/log/amazon }
          services:
            web: { enableExecuteCommand: true }
          """),
      ]))

  package static let deregistrationOutlastsSpot = Rule(
    "deregistration-outlasts-spot", .warning, .checking,
    "A task on Fargate Spot may be gone before its target group has let go of it.",
    page: RulePage(
      .containers,
      why: """
        When Fargate takes its spare capacity back, a task has two minutes until it is stopped. A target group waits \
        \(Service.usualDelay) seconds for requests that are being answered, unless `deregistrationDelay` says otherwise, \
        and those that are still answered after the two minutes end in an error. AWS wants the delay of target groups with \
        tasks on Fargate Spot to be less than two minutes.
        """,
      source: "https://repost.aws/knowledge-center/fargate-spot-termination-notice",
      wrong: [
        spot("targetGroups:\n  web: { deregistrationDelay: ↓180 }"), spot("", "↓"),
      ],
      right: [spot("targetGroups:\n  web: { deregistrationDelay: 60 }")]))

  private static func spot(_ lines: String, _ mark: String = "") -> SpecExample {
    .ecs(
      """
      clusters:
        main: { capacityProviders: [FARGATE_SPOT] }
      services:
        web:
          capacityProviderStrategy: [{ capacityProvider: FARGATE_SPOT, weight: 1 }]
          loadBalancers: [\(mark){ targetGroup: web, container: web, port: 8080 }]
      \(lines)
      """)
  }
}

extension Service {
  /// Seconds that a target group waits where it does not say how many.
  static let usualDelay = ResourceType.targetGroup.integerDefault(
    of: "TargetGroupAttributes", "deregistration_delay.timeout_seconds")

  /// Seconds that Fargate gives a task on spare capacity before it stops it.
  private static let noticeOfSpot = 120

  func checkRebalancing(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let rebalancing = availabilityZoneRebalancing, rebalancing.value == .enabled,
      let most = deployment?.value.maximumPercent, most.value <= 100
    else { return }
    lowered.findings.report(
      .rebalancingWithoutRoom, at: rebalancing.span,
      "service '\(entry.id)' cannot move tasks between zones with at most \(most.value) percent of them",
      label: "ECS refuses it", labels: [Label(most.span, "no task may start besides")],
      help: ["write `maximumPercent: 200`, or `availabilityZoneRebalancing: DISABLED`"])
  }

  func checkExec(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let isOn = enableExecuteCommand, isOn.value,
      let task = lowered.spec.sections[TaskDefinition.self][taskDefinition.value.id], task.existing == nil,
      !(task.model.operatingSystem.map { TaskPlatform.isWindows($0.value) } ?? false)
    else { return }
    for container in task.model.containers {
      guard let isReadOnly = container.value.value.runtime.fields["ReadonlyRootFilesystem"],
        isReadOnly.literal == "true", !container.value.value.hasFolderOfAgent
      else { continue }
      lowered.findings.report(
        .execInReadOnlyContainer, at: isReadOnly.span,
        "service '\(entry.id)' takes commands, and nothing can be written to container '\(container.key.value)'",
        label: "the agent of `execute-command` cannot start", labels: [Label(isOn.span, "the service takes commands")],
        help: [
          "remove it, or give the container writable volumes at `/var/lib/amazon` and `/var/log/amazon`"
        ])
    }
  }

  func checkDelay(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let spot = spotShare(in: lowered.spec) else { return }
    for target in loadBalancers {
      let group = lowered.spec.sections[TargetGroup.self][target.value.targetGroup.value.id]
      guard let group, group.existing == nil else { continue }
      let delay = group.model.attributes["deregistration_delay.timeout_seconds"]
      guard let seconds = delay.map({ $0.literal.flatMap { Int($0) } }) ?? Self.usualDelay,
        seconds >= Self.noticeOfSpot
      else { continue }
      lowered.findings.report(
        .deregistrationOutlastsSpot, at: delay.map { $0.span.isWritten ? $0.span : target.span } ?? target.span,
        "tasks on Fargate Spot have \(Self.noticeOfSpot) seconds to go, and target group '\(group.id)' waits \(seconds)",
        label: "requests that take longer are cut off", notes: [Note("the tasks may run on Fargate Spot", at: spot)],
        help: ["in targetGroups.\(group.id): `deregistrationDelay: 90`"])
    }
  }
}

extension Container {
  /// Whether a writable folder stands where the agent of `execute-command` writes.
  fileprivate var hasFolderOfAgent: Bool {
    let mounts = mountPoints.filter { !($0.value.readOnly?.value ?? false) }.map(\.value.containerPath.value)
    let folders = mounts + (runtime.linuxParameters?.value.tmpfs ?? []).map(\.value.containerPath.value)
    // What other containers mount is theirs to say.
    if !volumesFrom.isEmpty { return true }
    return folders.contains { folder in
      ["/var/lib/amazon", "/var/log/amazon"].contains { place in
        let path = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        return path == place || place.hasPrefix(path + "/") || path.hasPrefix(place + "/")
      }
    }
  }
}
