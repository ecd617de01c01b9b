import LintelAWS
import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let volumeWithoutService = Rule(
    "volume-without-service", .error, .checking,
    "A task definition leaves a volume to its service, and the service does not describe it.",
    page: RulePage(
      .containers,
      why: """
        A volume with `configuredAtLaunch` is made when a task starts, as `volumeConfigurations` of its service say. ECS \
        refuses a service that runs the task definition and says nothing of the volume, and one that describes a volume \
        which the task definition does not leave to it. A task has one such volume at most.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/configure-ebs-volume.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              volumes: { ↓data: { configuredAtLaunch: true } }
              containers: { web: { mountPoints: [{ sourceVolume: data, containerPath: /data }] } }
          """),
        .ecs(
          """
          taskDefinitions:
            web:
              volumes: { data: {} }
              containers: { web: { mountPoints: [{ sourceVolume: data, containerPath: /data }] } }
          services:
            web: { volumeConfigurations: { ↓data: { sizeGiB: 20 } } }
          """),
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              volumes: { data: { configuredAtLaunch: true } }
              containers: { web: { mountPoints: [{ sourceVolume: data, containerPath: /data }] } }
          services:
            web: { volumeConfigurations: { data: { sizeGiB: 20, type: gp3, encrypted: true } } }
          """)
      ]))
}

extension TaskDefinition {
  /// The volumes that are its services' to describe.
  var volumesOfServices: [MapEntry<Volume>] {
    volumes.filter { $0.value.value.configuredAtLaunch?.value ?? false }
  }

  func checkVolumesOfServices(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    let own = volumesOfServices
    if own.count > 1 {
      lowered.findings.report(
        .volumeWithoutService, at: own[1].key.span,
        "task definition '\(entry.id)' leaves \(own.count) volumes to its services",
        label: "ECS makes one for a task", labels: [Label(own[0].key.span, "the first")],
        help: ["keep one of them, and use a file system of EFS for what else has to be shared"])
    }
    guard let volume = own.first else { return }
    let services = lowered.spec.sections[Service.self].entries.filter {
      $0.existing == nil && $0.model.taskDefinition.value.id == entry.id
    }
    for service in services {
      let name = volume.key.value
      if service.model.volumes?.value.contains(where: { $0.key.value == name }) ?? false { continue }
      lowered.findings.report(
        .volumeWithoutService, at: volume.key.span, "service '\(service.id)' does not describe volume '\(name)'",
        label: "its tasks would have it", notes: [Note("the service", at: service.span)],
        help: ["in services.\(service.id): `volumeConfigurations: { \(name): { sizeGiB: 20, type: gp3 } }`"])
    }
  }
}

extension Service {
  func checkVolumes(of entry: Entry<Service>, _ lowered: Lowering) {
    let task = lowered.spec.sections[TaskDefinition.self][taskDefinition.value.id]
    for volume in volumes?.value ?? [] {
      let (name, model) = (volume.key.value, volume.value.value)
      if model.size == nil, model.snapshot == nil {
        lowered.findings.report(
          .missingKey, at: volume.key.span, "volume '\(name)' has neither `sizeGiB` nor `snapshot`",
          label: "AWS wants to be told how large it is", help: ["add `sizeGiB: 20`"])
      }
      model.settings.check { span, message, label, help in
        lowered.findings.report(
          .impossibleVolume, at: span, "\(message) (volume '\(name)')", label: label, help: [help])
      }
      if let task, task.existing == nil { model.checkPlatform(of: task, volume.key, lowered) }
      guard let task, task.existing == nil,
        !task.model.volumesOfServices.contains(where: { $0.key.value == name })
      else { continue }
      let known = task.model.volumes.first { $0.key.value == name }
      lowered.findings.report(
        .volumeWithoutService, at: volume.key.span,
        known == nil
          ? "task definition '\(task.id)' has no volume '\(name)'"
          : "task definition '\(task.id)' does not leave volume '\(name)' to its services",
        label: "ECS refuses to make it", labels: [], notes: known.map { [Note("the volume", at: $0.key.span)] } ?? [],
        help: ["in taskDefinitions.\(task.id): `volumes: { \(name): { configuredAtLaunch: true } }`"])
    }
  }
}

extension ServiceVolume {
  /// What the system and the place of its tasks leave it to be.
  fileprivate func checkPlatform(of task: Entry<TaskDefinition>, _ name: Located<String>, _ lowered: Lowering) {
    func report(_ span: Span, _ message: String, _ label: String, _ help: String) {
      lowered.findings.report(
        .impossibleVolume, at: span, "\(message) (volume '\(name.value)')", label: label,
        notes: [Note("its task definition", at: task.span)], help: [help])
    }
    let isForWindows = task.model.operatingSystem.map { TaskPlatform.isWindows($0.value) } ?? false
    if task.model.isForFargate {
      if isForWindows {
        report(
          name.span, "tasks of Windows on Fargate have no volumes of EBS", "ECS makes them on instances alone",
          "run the tasks on instances: `requiresCompatibilities: [EC2]`")
      }
      if let type, type.value == VolumeType.standard.rawValue {
        report(type.span, "Fargate has no volumes of type standard", "the others are possible", "write `type: gp3`")
      }
    }
    if let fileSystemType, (fileSystemType.value == "ntfs") != isForWindows {
      let (system, usual) = isForWindows ? ("Windows", "ntfs") : ("Linux", "xfs")
      report(
        fileSystemType.span, "tasks of \(system) have no file system \(fileSystemType.value)",
        "its tasks would not start", "write `fileSystemType: \(usual)`")
    }
  }
}
