import LintelAWS
import LintelGraph
import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let unsupportedOnWindows = Rule(
    "unsupported-on-windows", .warning, .checking, "A task of Windows is given what only Linux has.",
    page: RulePage(
      .containers,
      why: """
        `linuxParameters`, `ulimits`, `readonlyRootFilesystem`, `user` and `pidMode` are settings of Linux. ECS does not \
        support them for containers of Windows: at best they do nothing, and what they should protect is not protected.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows_task_definitions.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              cpu: 1024
              memory: 2048
              operatingSystem: WINDOWS_SERVER_2022_CORE
              containers:
                web:
                  readonlyRootFilesystem: ↓true
                  ulimits: { ↓nofile: { softLimit: 1024, hardLimit: 2048 } }
                  linuxParameters: ↓{ initProcessEnabled: true }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              cpu: 1024
              memory: 2048
              operatingSystem: WINDOWS_SERVER_2022_CORE
              containers: { web: { readonlyRootFilesystem: false } }
          """)
      ]))
}

extension TaskDefinition {
  func checkWindows(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    guard let system = operatingSystem, TaskPlatform.isWindows(system.value) else { return }
    func report(_ span: Span, _ owner: String, _ field: String) {
      lowered.findings.report(
        .unsupportedOnWindows, at: span, "\(owner) runs Windows, where ECS does not support `\(field)`",
        label: "only Linux has it", labels: [Label(system.span, "the system")], help: ["remove it"])
    }
    if let pidMode { report(pidMode.span, "task definition '\(entry.id)'", "pidMode") }
    for container in containers {
      let runtime = container.value.value.runtime
      let owner = "container '\(container.key.value)'"
      if let parameters = runtime.linuxParameters { report(parameters.span, owner, "linuxParameters") }
      if let limit = runtime.ulimits.first { report(limit.key.span, owner, "ulimits") }
      if let isReadOnly = runtime.fields["ReadonlyRootFilesystem"], isReadOnly.literal == "true" {
        report(isReadOnly.span, owner, "readonlyRootFilesystem")
      }
      if let user = runtime.fields["User"] { report(user.span, owner, "user") }
    }
    for volume in volumes {
      if let driver = volume.value.value.docker?.value.driver, driver.value != "local" {
        lowered.findings.report(
          .impossibleVolume, at: driver.span,
          "Docker on Windows has no driver '\(driver.value)' (volume '\(volume.key.value)')",
          label: "it has `local` alone", labels: [Label(system.span, "the system")], help: ["remove it"])
      }
      guard let system = volume.value.value.efs else { continue }
      lowered.findings.report(
        .impossibleVolume, at: system.span,
        "tasks of Windows have no file systems of EFS (volume '\(volume.key.value)')",
        label: "Windows does not mount them", help: ["remove `efs`: the volume is then a folder of the task"])
    }
  }
}
