import LintelAWS
import LintelSchema
package import LintelSource

extension Rule {
  package static let impossiblePlatform = Rule(
    "impossible-platform", .error, .checking, "Fargate has no tasks of Windows on ARM.",
    page: RulePage(
      .containers,
      why: """
        Fargate runs Linux on both architectures, and Windows on `X86_64` alone. AWS registers no task definition for \
        Fargate that names another pair.
        """,
      awsAnswer: "No Fargate configuration exists for given values.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web: { cpu: 1024, memory: 2048, architecture: ↓ARM64, operatingSystem: WINDOWS_SERVER_2022_CORE }
          """)
      ],
      right: [
        .ecs("taskDefinitions:\n  web: { architecture: ARM64 }"),
        .ecs("taskDefinitions:\n  web: { cpu: 1024, memory: 2048, operatingSystem: WINDOWS_SERVER_2022_CORE }"),
      ]))

  package static let unsupportedCapability = Rule(
    "unsupported-capability", .error, .checking, "Fargate gives a container none of root's rights but one.",
    page: RulePage(
      .containers,
      why: """
        What a container may do on Fargate can be less than what Docker gives it, and not more, with the exception of \
        `SYS_PTRACE`, which lets debuggers and agents look into other processes.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { linuxParameters: { capabilities: { add: [SYS_PTRACE, ↓NET_ADMIN] } } }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { linuxParameters: { capabilities: { add: [SYS_PTRACE], drop: [ALL] } } }
          """)
      ]))

  package static let softLimitAboveHard = Rule(
    "soft-limit-above-hard", .error, .checking, "A limit of a container's processes is above what it may be raised to.",
    page: RulePage(
      .containers,
      why: "A soft limit is in force, and processes may raise it up to the hard one. AWS refuses one that is above it.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { ulimits: { nofile: { softLimit: ↓65536, hardLimit: 1024 } } }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { ulimits: { nofile: { softLimit: 65536, hardLimit: 65536 }, core: { softLimit: 0, hardLimit: -1 } } }
          """)
      ]))
}

extension TaskDefinition {
  func checkPlatform(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    guard isForFargate, let system = operatingSystem, TaskPlatform.isWindows(system.value) else { return }
    if let architecture, architecture.value == "ARM64" {
      lowered.findings.report(
        .impossiblePlatform, at: architecture.span, "Fargate has no Windows on ARM",
        label: "AWS answers 'No Fargate configuration exists for given values'",
        labels: [Label(system.span, "Windows")], help: ["write `architecture: X86_64`"])
    }
    guard let cpu, !FargateSize.windowsCPUs.contains(cpu.value) else { return }
    lowered.findings.report(
      .impossibleTaskSize, at: cpu.span, "Fargate has no Windows task of \(cpu.value) CPU units",
      label: "AWS answers 'No Fargate configuration exists for given values'", labels: [Label(system.span, "Windows")],
      help: ["use `cpu: 1024`, `cpu: 2048` or `cpu: 4096`, with memory that goes with it"])
  }

  func checkRuntime(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    for container in containers {
      let runtime = container.value.value.runtime
      let added = runtime.linuxParameters?.value.capabilities?.value.add?.value ?? []
      for capability in added where isForFargate && capability.value != LinuxCapabilities.onFargate {
        lowered.findings.report(
          .unsupportedCapability, at: capability.span, "Fargate does not give a container '\(capability.value)'",
          label: "AWS adds '\(LinuxCapabilities.onFargate)' alone", help: ["remove it"])
      }
      for limit in runtime.ulimits {
        let (soft, hard) = (limit.value.value.softLimit, limit.value.value.hardLimit)
        guard hard.value >= 0, soft.value < 0 || soft.value > hard.value else { continue }
        lowered.findings.report(
          .softLimitAboveHard, at: soft.span,
          "limit '\(limit.key.value)' of container '\(container.key.value)' is above \(hard.value)",
          label: "AWS refuses it", labels: [Label(hard.span, "the hard limit")],
          help: ["write `softLimit: \(hard.value)`, or raise `hardLimit`"])
      }
    }
  }
}
