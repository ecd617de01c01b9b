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
        binds a port fails with 'address already in use' and exits; if it is essential, the task stops with it, and ECS \
        starts the next one. Nothing complains before that.
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

  package static let differingHostPort = Rule(
    "differing-host-port", .error, .checking, "A task of an address of its own maps no port to another.",
    page: RulePage(
      .containers,
      why: """
        In network mode `awsvpc`, the only one on Fargate, a task has a network interface, and its containers listen on \
        the ports of that; in mode `host` they listen on those of the instance. There is nothing between that could map one port to another, so AWS takes a `hostPort` only \
        if it is the container's port.
        """,
      awsAnswer: "When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { port: null, ports: [{ port: 8080, hostPort: ↓80 }] }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { port: null, ports: [{ port: 8080, hostPort: 8080 }] }
          """)
      ]))

  package static let sharedPortName = Rule(
    "shared-port-name", .error, .checking, "Two ports of a task have one name.",
    page: RulePage(
      .containers,
      why: """
        Service Connect finds a port by its name, in all containers of a task. AWS refuses a task definition in which \
        two ports have the same.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { port: null, ports: [{ port: 8080, name: http }, { port: 8081, name: ↓http }] }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { port: null, ports: [{ port: 8080, name: http }, { port: 8081, name: admin }] }
          services:
            web: { loadBalancers: [{ targetGroup: web, port: 8080 }] }
          """)
      ]))

  package static let logsKeptForEver = Rule(
    "logs-kept-for-ever", .note, .checking, "Log events that nobody deletes are stored, and paid for, for ever.",
    page: RulePage(
      .containers,
      why: """
        CloudWatch Logs keeps a group's events until its retention is over, and a group without retention keeps them \
        all. The group also outlives the system, because it holds data. One `retentionDays` in `logs` of the task \
        definition, or of any of its containers, is enough: they share the group.
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
          """),
        .ecs(
          """
          taskDefinitions:
            jobs:
              cpu: 256
              memory: 512
              logs: { retentionDays: 90 }
              containers:
                jobs: { image: "public.ecr.aws/docker/library/busybox:1.36" }
                helper: { image: "public.ecr.aws/docker/library/busybox:1.36" }
          """),
      ]))
}

extension TaskDefinition {
  /// Two containers of a task cannot listen on one port.
  func checkPorts(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    var owners: [String: (name: String, span: Span)] = [:]
    var names: [String: Span] = [:]
    for container in containers {
      for port in container.value.value.ports {
        checkHostPort(of: port, lowered.findings)
        checkName(of: port, &names, lowered.findings)
        let span = port.port.span
        // Behind a bridge each container has ports of its own.
        let owner = mode == .bridge ? "\(container.key.value) \(port.words)" : port.words
        guard let first = owners.updateValue((container.key.value, span), forKey: owner) else { continue }
        let isSame = first.name == container.key.value
        lowered.findings.report(
          .sharedContainerPort, at: span,
          "container '\(container.key.value)' listens on port \(port.words)"
            + (isSame ? " twice" : ", and so does '\(first.name)'"),
          label: isSame ? "AWS takes it once" : "the second of them cannot start",
          labels: [Label(first.span, "the first")],
          help: [isSame ? "remove one of them" : "give each container of a task a port of its own"])
      }
    }
  }

  private func checkHostPort(of port: ContainerPort, _ findings: Findings) {
    guard mode != .bridge, let host = port.hostPort, host.value != port.port.value else { return }
    findings.report(
      .differingHostPort, at: host.span, "port \(port.port.value) cannot be \(host.value) outside of the container",
      label: "AWS answers that both 'must match'", labels: [Label(port.port.span, "the container's")],
      help: ["remove `hostPort`"])
  }

  private func checkName(of port: ContainerPort, _ names: inout [String: Span], _ findings: Findings) {
    guard let name = port.name, let first = names.updateValue(name.span, forKey: name.value) else { return }
    findings.report(
      .sharedPortName, at: name.span, "two ports of the task have the name '\(name.value)'",
      label: "nothing could tell which is meant", labels: [Label(first, "the first")],
      help: ["give each a name of its own"])
  }

  func checkLogs(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    guard !containers.isEmpty, retention == nil, usesOwnLogGroup(entry) else { return }
    lowered.findings.report(
      .logsKeptForEver,
      at: removedLogs ?? containers.lazy.compactMap(\.value.value.removedLogs).first ?? entry.span,
      "the logs of task definition '\(entry.id)' are kept for ever",
      label: "nothing says how long", help: ["give it `logs: { retentionDays: 30 }`"])
  }

  /// Logs go to a stream `<prefix>/<container>/<task>`, whose prefix is the container's name and whose task has 32
  /// digits.
  func checkStreams(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    for (container, settings) in zip(containers, logSettings(of: entry)) where settings.group != nil {
      let name = container.key
      // Another prefix has its own length.
      if settings.options.contains(where: { $0.key.value == "awslogs-stream-prefix" }) { continue }
      let stream = "\(name.value)/\(name.value)/" + String(repeating: "0", count: 32)
      guard let problem = NameRule.logStream.problem(with: stream) else { continue }
      lowered.findings.report(
        .invalidName, at: name.span, problem.message, label: problem.label,
        notes: [Note("it is made of the container's name, twice, and the task's id")],
        help: ["give the container a shorter name"])
    }
  }
}
