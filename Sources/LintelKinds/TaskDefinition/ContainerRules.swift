import LintelAWS
import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let sharedContainerPort = Rule(
    "shared-container-port", .error, .checking, "The containers of a task share one address, and with it its ports.",
    page: RulePage(
      .containers,
      why: """
        On Fargate all containers of a task have one network interface, like processes of one machine. The second that \
        binds a port fails with 'address already in use' and exits; because every container is essential, the task stops \
        with it, and ECS starts the next one. Nothing complains before that.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                proxy: { image: "public.ecr.aws/docker/library/haproxy:3.0", port: ↓8080 }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                proxy: { image: "public.ecr.aws/docker/library/haproxy:3.0", port: 8081 }
          """)
      ]))

  package static let logsKeptForEver = Rule(
    "logs-kept-for-ever", .note, .checking, "Log events that nobody deletes are stored, and paid for, for ever.",
    page: RulePage(
      .containers,
      why: """
        CloudWatch Logs keeps a group's events until its retention is over, and a group without retention keeps them \
        all. The group also outlives the system, because it holds data. One `retentionDays` in any of the containers \
        is enough: they share the group.
        """,
      source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            ↓jobs:
              cpu: 256
              memory: 512
              containers:
                jobs: { image: "public.ecr.aws/docker/library/busybox:1.36" }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            jobs:
              cpu: 256
              memory: 512
              containers:
                jobs: { image: "public.ecr.aws/docker/library/busybox:1.36", logs: { retentionDays: 90 } }
                helper: { image: "public.ecr.aws/docker/library/busybox:1.36" }
          """)
      ]))
}

extension TaskDefinition {
  /// Two containers of a task cannot listen on one port.
  func checkPorts(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    var owners: [Int: (name: String, span: Span)] = [:]
    for container in containers {
      guard let port = container.value.value.port else { continue }
      guard let first = owners.updateValue((container.key.value, port.span), forKey: port.value) else { continue }
      lowered.findings.report(
        .sharedContainerPort, at: port.span,
        "container '\(container.key.value)' listens on port \(port.value), and so does '\(first.name)'",
        label: "the second of them cannot start", labels: [Label(first.span, "the first")],
        help: ["give each container of a task a port of its own"])
    }
  }

  func checkLogs(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    guard !containers.isEmpty, retention == nil else { return }
    lowered.findings.report(
      .logsKeptForEver, at: containers.lazy.compactMap(\.value.value.removedLogs).first ?? entry.span,
      "the logs of task definition '\(entry.id)' are kept for ever",
      label: "no container says how long", help: ["give a container `logs: { retentionDays: 30 }`"])
  }

  /// Logs go to a stream `<prefix>/<container>/<task>`, whose prefix is the container's name and whose task has 32
  /// digits.
  func checkStreams(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    for container in containers {
      let name = container.key
      let stream = "\(name.value)/\(name.value)/" + String(repeating: "0", count: 32)
      guard let problem = NameRule.logStream.problem(with: stream) else { continue }
      lowered.findings.report(
        .invalidName, at: name.span, problem.message, label: problem.label,
        notes: [Note("it is made of the container's name, twice, and the task's id")],
        help: ["give the container a shorter name"])
    }
  }
}
