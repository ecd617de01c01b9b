import LintelAWS
import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let unmountedVolume = Rule(
    "unmounted-volume", .note, .checking, "No container has a volume of its task.",
    page: RulePage(
      .containers,
      why: "A volume that is mounted nowhere does nothing; often the mount point was forgotten, or has another name.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html",
      wrong: [.ecs("taskDefinitions:\n  web:\n    volumes: { ↓scratch: {} }")],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              volumes: { scratch: {} }
              containers:
                web: { mountPoints: [{ sourceVolume: scratch, containerPath: /tmp }] }
          """)
      ]))

  package static let unencryptedFileSystem = Rule(
    "unencrypted-file-system", .error, .checking,
    "A file system is entered by IAM or by an access point, and what goes there is not encrypted.",
    page: RulePage(
      .containers,
      why: """
        Who a task is, and which access point it means, is said within the encrypted connection. AWS refuses a volume \
        with either and without encryption. Lintel turns it on where the spec says nothing.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              volumes:
                files: { efs: { fileSystem: fs-0123456789abcdef0, iam: ENABLED, transitEncryption: ↓DISABLED } }
              containers:
                web: { mountPoints: [{ sourceVolume: files, containerPath: /files }] }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              volumes:
                files: { efs: { fileSystem: fs-0123456789abcdef0, iam: ENABLED } }
              containers:
                web: { mountPoints: [{ sourceVolume: files, containerPath: /files }] }
          """)
      ]))

  package static let rootBesideAccessPoint = Rule(
    "root-beside-access-point", .error, .checking, "An access point has a folder of its own.",
    page: RulePage(
      .containers,
      why: """
        An access point says which folder of the file system is the root of whoever enters by it. AWS refuses \
        another beside it.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              volumes:
                files:
                  efs: { fileSystem: fs-0123456789abcdef0, accessPoint: fsap-0123456789abcdef0, rootDirectory: ↓/web }
              containers:
                web: { mountPoints: [{ sourceVolume: files, containerPath: /files }] }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              volumes:
                files: { efs: { fileSystem: fs-0123456789abcdef0, accessPoint: fsap-0123456789abcdef0, rootDirectory: / } }
              containers:
                web: { mountPoints: [{ sourceVolume: files, containerPath: /files }] }
          """)
      ]))
}

extension TaskDefinition {
  func checkVolumes(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    var mounted: Set<String> = []
    for container in containers {
      for mount in container.value.value.mountPoints {
        let name = mount.value.sourceVolume
        mounted.insert(name.value)
        if volumes.contains(where: { $0.key.value == name.value }) { continue }
        let names = volumes.map(\.key.value)
        let near = Suggestion.nearest(to: name.value, among: names)
        lowered.findings.report(
          .unknownReference, at: name.span, "task definition '\(entry.id)' has no volume '\(name.value)'",
          label: "container '\(container.key.value)' would have it",
          help: [
            near.map { "did you mean `\($0)`?" }
              ?? (names.isEmpty
                ? "add `volumes: { \(name.value): {} }` to the task definition"
                : "its volumes are \(Suggestion.list(names))")
          ])
      }
      checkSources(of: container, entry, lowered.findings)
    }
    for volume in volumes {
      if !mounted.contains(volume.key.value) {
        lowered.findings.report(
          .unmountedVolume, at: volume.key.span, "no container has volume '\(volume.key.value)'",
          label: "it is mounted nowhere", help: ["give a container a mount point, or remove the volume"])
      }
      if let efs = volume.value.value.efs { check(efs.value, lowered.findings) }
      if let docker = volume.value.value.docker { check(docker.value, volume.key.value, lowered.findings) }
    }
  }

  private func checkSources(
    of container: MapEntry<Container>, _ entry: Entry<TaskDefinition>, _ findings: Findings
  ) {
    for source in container.value.value.volumesFrom {
      let name = source.value.sourceContainer
      let others = containers.map(\.key.value).filter { $0 != container.key.value }
      if others.contains(name.value) { continue }
      let near = Suggestion.nearest(to: name.value, among: others)
      let help =
        near.map { "did you mean `\($0)`?" }
        ?? (others.isEmpty ? "remove it: there is no other container" : "the others are \(Suggestion.list(others))")
      findings.report(
        .unknownReference, at: name.span,
        name.value == container.key.value
          ? "container '\(name.value)' has its own volumes already"
          : "task definition '\(entry.id)' has no container '\(name.value)'",
        label: name.value == container.key.value
          ? "this is the container itself" : "container '\(container.key.value)' would have its volumes",
        help: [name.value == container.key.value ? "remove it, or name another container" : help])
    }
  }

  /// ECS refuses `false` and takes `true`, with which the agent starts no task.
  ///
  /// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-volume-config.html says that `autoprovision` is
  /// for `shared` alone; and ECS's answer to `false`, "When 'scope' parameter is 'task', 'autoprovision' must either not be
  /// specified or set to 'True'", is the opposite of what stands there.
  private func check(_ docker: DockerVolume, _ name: String, _ findings: Findings) {
    guard let autoprovision = docker.autoprovision, docker.scope.value != .shared else { return }
    findings.report(
      .impossibleVolume, at: autoprovision.span,
      "a volume of Docker that is made with its task has no `autoprovision` (volume '\(name)')",
      label: "only a shared one does",
      labels: docker.scope.span.isWritten ? [Label(docker.scope.span, "its scope")] : [],
      help: ["remove it, or write `scope: shared`"])
  }

  private func check(_ system: Volume.FileSystem, _ findings: Findings) {
    if system.wantsEncryption, let encryption = system.transitEncryption, encryption.value == .off {
      let reason = system.accessPoint?.span ?? system.iam.span
      findings.report(
        .unencryptedFileSystem, at: encryption.span, "what goes to the file system has to be encrypted",
        label: "AWS refuses it", labels: [Label(reason, "this wants it")], help: ["remove it, or write `ENABLED`"])
    }
    if let point = system.accessPoint, let root = system.rootDirectory, root.value != "/" {
      findings.report(
        .rootBesideAccessPoint, at: root.span, "the access point says which folder is the root",
        label: "AWS refuses another", labels: [Label(point.span, "the access point")], help: ["remove it"])
    }
  }
}
