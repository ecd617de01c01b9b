import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let noWayToFileSystem = Rule(
    "no-way-to-file-system", .error, .checking,
    "Tasks mount a file system of EFS, and their groups let them nowhere near one.",
    page: RulePage(
      .containers,
      why: """
        A file system of EFS is mounted over NFS, at port 2049 of a mount target in the VPC, before the containers of a \
        task start. Groups without egress of their own let everything out. Where egress is written and none is for that \
        port, the mount never comes about and no task starts. The group of the mount target has to let the tasks in, too.
        """,
      awsAnswer:
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: … Connection timed out",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-best-practices.html",
      wrong: [.ecs(mounting("[{ port: 443, cidr: 0.0.0.0/0 }]", "↓"))],
      right: [
        .ecs(mounting("[{ port: 443, cidr: 0.0.0.0/0 }, { port: 2049, cidr: 10.0.0.0/16 }]", "")),
        .ecs(mounting("[{ protocol: all, cidr: 0.0.0.0/0 }]", "")),
      ]))

  private static func mounting(_ egress: String, _ mark: String) -> String {
    """
    securityGroups:
      web: { egress: \(egress) }
    taskDefinitions:
      web:
        volumes: { files: { efs: { fileSystem: \(mark)fs-0123456789abcdef0 } } }
        containers: { web: { mountPoints: [{ sourceVolume: files, containerPath: /files }] } }
    """
  }
}

/// Holds the file systems that tasks mount against where their groups let them out to.
enum FileSystemLines {
  private static let nfs = Traffic("tcp", 2049...2049)

  static func check(_ model: SystemModel, _ findings: Findings) {
    var seen: Set<Path> = []
    for host in model.hosts(.service) {
      // On instances the agent mounts it, by the way of the instance.
      guard let service = model.graph[host.path], let groups = host.groups, let group = groups.first,
        let task = (service["TaskDefinition"]?.reference).flatMap({ model.graph[$0.path] }),
        task["NetworkMode"]?.literal == "awsvpc", !seen.contains(task.path),
        let volume = (task["Volumes"]?.items ?? []).first(where: { $0["EFSVolumeConfiguration"] != nil })
      else { continue }
      let rules = model.reach.egress(of: host)
      guard rules.allSatisfy({ $0.certainty == .yes && $0.traffic.intersection(nfs) == nil }) else { continue }
      seen.insert(task.path)
      let system = volume["EFSVolumeConfiguration"]
      findings.report(
        .noWayToFileSystem, at: (system?["FilesystemId"]?.span ?? .none).or(volume.span),
        "the tasks of service '\(host.path.id)' mount a file system, and their groups do not let them out to port 2049",
        label: "the mount never comes about, and no task starts",
        notes: [Note("their group", at: model.graph[group.path]?.span)],
        help: ["in \(group.path).egress: `{ port: 2049, cidr: … }`, with the addresses of the VPC"])
    }
  }
}
