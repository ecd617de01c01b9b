import LintelGraph
import LintelSchema
package import LintelSource

// What a container has of the machine that it runs on, and of other registries.
extension Rule {
  package static let onlyOnInstances = Rule(
    "only-on-instances", .error, .checking, "Something is said of tasks on Fargate that only tasks on instances have.",
    page: RulePage(
      .containers,
      why: """
        The machines of Fargate have no GPUs. A container that wants one runs on an instance whose type has them, with \
        the AMI that AWS makes for ECS with GPUs. Nor are there instances to choose among, so ECS takes neither placement \
        strategies nor constraints there; and none whose folders, or whose Docker's volumes, a task could have.
        """,
      awsAnswer: "InvalidParameterException: Placement constraints are not supported with FARGATE launch type.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html",
      wrong: [
        .ecs("taskDefinitions:\n  web:\n    containers: { web: { resourceRequirements: { ↓GPU: 1 } } }"),
        .ecs("services:\n  web: { placementStrategies: ↓[{ type: spread, field: instanceId }] }"),
        .ecs("services:\n  web: { placementConstraints: ↓[{ type: distinctInstance }] }"),
        .ecs(
          """
          taskDefinitions:
            web: { placementConstraints: ↓[{ type: memberOf, expression: "attribute:ecs.os-type == linux" }] }
          """),
        .ecs(
          """
          taskDefinitions:
            web:
              volumes: { proc: { host: ↓/proc }, data: { docker: ↓{ scope: shared, autoprovision: true } } }
              containers:
                web:
                  mountPoints:
                    - { sourceVolume: proc, containerPath: /host/proc, readOnly: true }
                    - { sourceVolume: data, containerPath: /data }
          """),
      ],
      right: [
        .onInstances(
          """
          launchTemplates:
            instances: { instanceType: g4dn.xlarge }
          taskDefinitions:
            web:
              volumes: { proc: { host: /proc }, data: { docker: { scope: shared, autoprovision: true } } }
              containers:
                web:
                  resourceRequirements: { GPU: 1 }
                  mountPoints:
                    - { sourceVolume: proc, containerPath: /host/proc, readOnly: true }
                    - { sourceVolume: data, containerPath: /data }
          """)
      ]))

  package static let pathMountedTwice = Rule(
    "path-mounted-twice", .error, .checking, "Two things are mounted at one path of a container.",
    page: RulePage(
      .containers,
      why: """
        A path of a container is one volume's, or one folder's in memory. Docker starts no container with two at one path, \
        or one of them hides the other.
        """,
      awsAnswer: "CannotCreateContainerError: Duplicate mount point: /data",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              volumes: { scratch: {} }
              containers:
                web:
                  mountPoints: [{ sourceVolume: scratch, containerPath: /tmp }]
                  linuxParameters: { tmpfs: [{ containerPath: ↓/tmp/, size: 64 }] }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              volumes: { scratch: {} }
              containers:
                web:
                  mountPoints: [{ sourceVolume: scratch, containerPath: /tmp }]
                  linuxParameters: { tmpfs: [{ containerPath: /run, size: 64, mountOptions: [rw, noexec] }] }
          """)
      ]))

  package static let folderLargerThanMemory = Rule(
    "folder-larger-than-memory", .warning, .checking,
    "A folder in memory may hold more than its container has.",
    page: RulePage(
      .containers,
      why: """
        What is in a folder in memory counts as memory of its container, as what its program uses does. The container is \
        killed when both together are beyond its limit, so a folder as large as that never fills.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { linuxParameters: { tmpfs: [{ containerPath: /cache, size: ↓1024 }] } }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { linuxParameters: { tmpfs: [{ containerPath: /cache, size: 128 }] } }
          """)
      ]))

  package static let needlessCredentials = Rule(
    "needless-credentials", .warning, .checking, "An image of ECR is pulled with the password of a registry.",
    page: RulePage(
      .containers,
      why: """
        ECR lets in whoever has a role that may pull: that is the execution role. A password of ECR is good for twelve \
        hours, so a secret that holds one lets no task in that starts later.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html",
      wrong: [
        .ecs(
          """
          repositories: { web: {} }
          taskDefinitions:
            web:
              containers:
                web: { image: { repository: web, tag: "1.4" }, repositoryCredentials: ↓shop/registry }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { image: "ghcr.io/example/web:1.4", repositoryCredentials: shop/registry }
          """),
        // Who signs in to Docker Hub is no anonymous client.
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web: { image: "example/web:1.4", repositoryCredentials: { secretsManager: shop/hub } }
          """),
      ]))
}

extension TaskDefinition {
  func checkResources(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    guard isForFargate else { return }
    let place = requiresCompatibilities.map { [Label($0.span, "where it runs")] } ?? []
    for volume in volumes {
      let (name, model) = (volume.key.value, volume.value.value)
      if let host = model.host {
        lowered.findings.report(
          .onlyOnInstances, at: host.span, "volume '\(name)' is of the instance, and Fargate shows none",
          label: "only tasks on instances have its folders", labels: place,
          help: ["remove it, or say `requiresCompatibilities: [EC2]`"])
      }
      if let docker = model.docker {
        lowered.findings.report(
          .onlyOnInstances, at: docker.span, "volume '\(name)' is Docker's, and Fargate has none of those",
          label: "only instances keep them", labels: place,
          help: ["remove it, or say `requiresCompatibilities: [EC2]`"])
      }
    }
    for container in containers {
      for resource in container.value.value.resourceRequirements {
        lowered.findings.report(
          .onlyOnInstances, at: resource.key.span,
          "container '\(container.key.value)' wants a GPU, and Fargate has none", label: "only instances have them",
          labels: place,
          help: ["remove it, or say `requiresCompatibilities: [EC2]`"])
      }
    }
  }

  func checkFolders(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    for container in containers {
      let (name, model) = (container.key.value, container.value.value)
      let folders = model.runtime.linuxParameters?.value.tmpfs ?? []
      var seen: [(path: String, span: Span)] = []
      for path in model.mountPoints.map(\.value.containerPath) + folders.map(\.value.containerPath) {
        let plain = TaskDefinition.withoutEnd(path.value)
        guard let first = seen.first(where: { $0.path == plain }) else {
          seen.append((plain, path.span))
          continue
        }
        lowered.findings.report(
          .pathMountedTwice, at: path.span, "container '\(name)' has two things at '\(plain)'",
          label: "Docker does not start it, or hides one", labels: [Label(first.span, "the other")],
          help: ["mount it elsewhere"])
      }
      guard let (most, place) = memoryLimit(of: model) else { continue }
      for folder in folders where folder.value.size.value >= most {
        lowered.findings.report(
          .folderLargerThanMemory, at: folder.value.size.span,
          "folder '\(folder.value.containerPath.value)' may hold \(folder.value.size.value) MiB, and container '\(name)' has \(most)",
          label: "it is killed before that", labels: [Label(place, "its memory")],
          help: ["lower `size`, or raise `memory`"])
      }
    }
  }

  /// The most MiB of memory that a container may have, its own or the task's, and where that is said.
  private func memoryLimit(of container: Container) -> (most: Int, place: Span)? {
    guard let own = container.limits["Memory"], let most = own.integer else {
      return memory.map { ($0.value, $0.span) }
    }
    return (most, own.span)
  }

  /// A path without the slash that says nothing.
  private static func withoutEnd(_ path: String) -> String {
    path.utf8.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}
