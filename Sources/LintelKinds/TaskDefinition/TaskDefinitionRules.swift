import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let differingRetention = Rule(
    "differing-log-retention", .error, .checking,
    "The containers of a task write to one log group, which keeps everything for the same time.",
    page: RulePage(
      .containers,
      why: """
        A task definition has one log group, `/ecs/<family>`, in which each container has streams of its own. Retention \
        belongs to the group: CloudWatch Logs cannot keep the streams of one container longer than those of another.
        """,
      source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                proxy:
                  image: public.ecr.aws/docker/library/haproxy:3.0
                  logs: { retentionDays: ↓7 }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                proxy:
                  image: public.ecr.aws/docker/library/haproxy:3.0
                  logs: { retentionDays: 30 }
          """)
      ]))

  package static let impossibleTaskSize = Rule(
    "impossible-task-size", .error, .checking,
    "Fargate offers fixed pairs of CPU and memory and refuses any other.",
    page: RulePage(
      .containers,
      why: """
        Each size of CPU comes with a range of memory: 256 units with 512, 1024 or 2048 MiB, 1024 units with 2048 to \
        8192 MiB in steps of 1024. AWS registers a task definition only with a pair of its table.
        """,
      awsAnswer: "No Fargate configuration exists for given values.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html",
      wrong: [
        .ecs("taskDefinitions:\n  web: { cpu: 256, memory: ↓4096 }"),
        .ecs("taskDefinitions:\n  web: { cpu: null, memory: ↓700 }"),
      ],
      right: [.ecs("taskDefinitions:\n  web: { cpu: 512, memory: 4096 }")]))
}

extension TaskDefinition {
  package static let rules: [EntryRule<TaskDefinition>] = [
    EntryRule([.impossibleTaskSize, .missingKey], by: checkSize),
    EntryRule([.impossibleNetwork, .onlyOnFargate, .containerWithoutMemory], by: checkCapacity),
    EntryRule([.differingRetention], by: checkRetention),
    EntryRule([.logsKeptForEver], by: checkLogs),
    EntryRule([.sharedContainerPort, .differingHostPort, .sharedPortName], by: checkPorts),
    EntryRule([.noEssentialContainer], by: checkEssential),
    EntryRule(
      [
        .unknownReference, .dependencyWithoutHealthCheck, .awaitedEndOfEssentialContainer, .circularContainerDependency,
      ], by: checkDependencies),
    EntryRule([.containersLargerThanTask, .reservationAboveLimit], by: checkLimits),
    EntryRule(
      [.unknownReference, .unmountedVolume, .unencryptedFileSystem, .rootBesideAccessPoint, .impossibleVolume],
      by: checkVolumes),
    EntryRule([.impossiblePlatform, .impossibleTaskSize], by: checkPlatform),
    EntryRule([.unsupportedCapability, .softLimitAboveHard], by: checkRuntime),
    EntryRule([.unsupportedOnWindows, .impossibleVolume], by: checkWindows),
    EntryRule([.commandInOneWord], by: checkCommands),
    EntryRule([.impossibleLogOption, .noLogRouter], by: checkLogOptions),
    EntryRule([.invalidName], by: checkStreams),
    EntryRule([.secretAndVariable], by: checkSecrets),
    EntryRule([.impossibleSecret], by: checkSecretAddresses),
    EntryRule([.movingImageTag, .dockerHubImage, .imagePastRepository, .needlessCredentials], by: checkImages),
    EntryRule([.onlyOnInstances], by: checkResources),
    EntryRule([.onlyOnInstances, .impossiblePlacement, .missingKey], by: checkPlacement),
    EntryRule([.volumeWithoutService], by: checkVolumesOfServices),
    EntryRule([.pathMountedTwice, .folderLargerThanMemory], by: checkFolders),
  ]

  private func checkRetention(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    var chosen = logs?.value.retentionDays
    for container in containers {
      guard let days = container.value.value.logs?.value.retentionDays else { continue }
      guard let first = chosen else {
        chosen = days
        continue
      }
      if first.value == days.value { continue }
      lowered.findings.report(
        .differingRetention, at: days.span,
        "container '\(container.key.value)' keeps logs for \(days.value) days, another for \(first.value)",
        label: "the containers of a task share one log group", labels: [Label(first.span, "the other")],
        help: ["give both the same `retentionDays`"])
    }
  }
}
