import LintelAWS
import LintelGraph
import LintelSchema
package import LintelSource

extension Rule {
  package static let containersLargerThanTask = Rule(
    "containers-larger-than-task", .error, .checking,
    "The containers of a task have more CPU or memory reserved than the task has.",
    page: RulePage(
      .containers,
      why: """
        A task has what its own `cpu` and `memory` say, and its containers share that. What they have for themselves, \
        `cpu` and `memoryReservation` or else `memory`, may be that much together, and no container may have a limit \
        above it. Containers on Fargate need none of these: they then share all that there is.
        """,
      awsAnswer: "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { cpu: 200 }
                proxy: { image: "public.ecr.aws/docker/library/haproxy:3.0", cpu: ↓100 }
          """),
        .ecs("taskDefinitions:\n  web:\n    containers: { web: { memory: ↓1024 } }"),
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { memory: 512, memoryReservation: 400 }
                proxy: { image: "public.ecr.aws/docker/library/haproxy:3.0", memory: ↓128 }
          """),
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { cpu: 156, memory: 512, memoryReservation: 384 }
                proxy: { image: "public.ecr.aws/docker/library/haproxy:3.0", cpu: 100, memory: 128 }
          """)
      ]))

  package static let reservationAboveLimit = Rule(
    "reservation-above-limit", .error, .checking, "More memory is reserved for a container than it may use.",
    page: RulePage(
      .containers,
      why: """
        `memoryReservation` is what a container has in any case, and `memory` what it is killed beyond. AWS refuses a \
        reservation above the limit.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
      wrong: [.ecs("taskDefinitions:\n  web:\n    containers: { web: { memory: 256, memoryReservation: ↓384 } }")],
      right: [.ecs("taskDefinitions:\n  web:\n    containers: { web: { memory: 384, memoryReservation: 256 } }")]))
}

extension TaskDefinition {
  func checkLimits(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    var isTooLarge = false
    for container in containers {
      let limits = container.value.value.limits
      guard let limit = limits["Memory"], let most = limit.integer else { continue }
      if let reserved = limits["MemoryReservation"], let least = reserved.integer, least > most {
        lowered.findings.report(
          .reservationAboveLimit, at: reserved.span,
          "\(least) MiB are reserved for container '\(container.key.value)', which may use \(most)",
          label: "AWS refuses it", labels: [Label(limit.span, "the limit")],
          help: ["raise `memory`, or lower `memoryReservation`"])
      }
      guard let memory, most > memory.value else { continue }
      isTooLarge = true
      lowered.findings.report(
        .containersLargerThanTask, at: limit.span,
        "container '\(container.key.value)' may use \(most) MiB, and the task has \(memory.value)",
        label: "AWS answers that the setting 'is greater than for the task'",
        labels: [Label(memory.span, "the task's")], help: ["lower it, or raise `memory` of the task"])
    }
    if let cpu { checkSum(of: "CPU units", cpu, "cpu", entry, lowered.findings) { $0.limits["Cpu"] } }
    guard let memory, !isTooLarge else { return }
    checkSum(of: "MiB", memory, "memory", entry, lowered.findings) {
      $0.limits["MemoryReservation"] ?? $0.limits["Memory"]
    }
  }

  /// Reports the container with which what is reserved exceeds what there is.
  private func checkSum(
    of unit: String, _ whole: Located<Int>, _ key: String, _ entry: Entry<TaskDefinition>, _ findings: Findings,
    _ part: (Container) -> Value?
  ) {
    let parts = containers.compactMap { part($0.value.value) }
    let sum = parts.reduce(0) { $0 + ($1.integer ?? 0) }
    guard sum > whole.value else { return }
    var running = 0
    for value in parts {
      running += value.integer ?? 0
      guard running > whole.value else { continue }
      findings.report(
        .containersLargerThanTask, at: value.span,
        "\(sum) \(unit) are reserved for the containers of task definition '\(entry.id)', which has \(whole.value)",
        label: "with this it is too much", labels: [Label(whole.span, "the task's")],
        help: ["lower some of them, or raise `\(key)` of the task"])
      return
    }
  }
}
