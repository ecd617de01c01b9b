import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelYAML

/// What containers of a task may share: a folder that lives as long as the task, one of its instance, a volume of Docker or
/// a file system.
package struct Volume: Described {
  package static let summary =
    "A folder that containers of a task share. It is empty at the start and lives as long as the task, unless it is "
    + "a file system's, the instance's or Docker's."

  let efs: Located<FileSystem>?
  let host: Located<String>?
  let docker: Located<DockerVolume>?
  let configuredAtLaunch: Located<Bool>?

  package init(_ fields: inout FieldReader) {
    efs = fields.optional(
      "efs", .object, "A file system of EFS.", absence: "a folder on the disk of the task, empty at the start")
    host = fields.optional(
      "host", .hostPath,
      "The path of a folder or file on the instance, which outlives the task: `/proc`, `/var/run/docker.sock`. Fargate "
        + "has none.", absence: "none of the instance's")
    docker = fields.optional(
      "docker", .object, "A volume that Docker keeps on the instance. Fargate has none.", absence: "none")
    configuredAtLaunch = fields.optional(
      "configuredAtLaunch", .boolean,
      "That it is a volume of EBS, which `volumeConfigurations` of the service describe. A task has one at most.",
      absence: "false")
    fields.atMostOne("efs", "host", "docker", "configuredAtLaunch")
  }

  /// A folder of a file system of EFS.
  package struct FileSystem: Described {
    package static let summary =
      "A file system of EFS that is already there, with a mount target in each zone of the tasks which port 2049 of TCP "
      + "leads to."
    package static let noun = "file system"

    let fileSystem: Located<String>
    let rootDirectory: Located<String>?
    let accessPoint: Located<String>?
    let iam: Located<Switch>
    let transitEncryption: Located<Switch>?
    let transitEncryptionPort: Located<Int>?

    package init(_ fields: inout FieldReader) {
      fileSystem = fields.required("fileSystem", .identifier("a file system", ["fs-"]), "Its id.")
      rootDirectory = fields.optional("rootDirectory", .path, "The folder of it that is mounted.", absence: "its root")
      accessPoint = fields.optional(
        "accessPoint", .identifier("an access point", ["fsap-"]), "The id of the access point that it is entered by.",
        absence: "none")
      iam = fields.optional(
        "iam", .choice, default: .off, "Whether the task role decides what tasks may do with it; a derived one may.")
      transitEncryption = fields.optional(
        "transitEncryption", .choice, "Whether what goes there and back is encrypted.",
        absence: "`ENABLED` with `iam` or `accessPoint`, which want it, else `DISABLED`")
      transitEncryptionPort = fields.optional(
        "transitEncryptionPort", .port, "The port of the task that encrypted traffic goes through.",
        absence: "one that is free")
    }

    package enum Switch: String, CaseIterable, Sendable {
      case on = "ENABLED"
      case off = "DISABLED"
    }

    /// Whether something of it wants encryption.
    var wantsEncryption: Bool { iam.value == .on || accessPoint != nil }

    func value(at span: Span) -> Value {
      let encryption = transitEncryption ?? (wantsEncryption ? Located(.on, at: .none) : nil)
      let authorization: Value? =
        wantsEncryption || iam.span.isWritten
        ? .map(["AccessPointId": accessPoint.map(Value.string), "IAM": .string(iam.map(\.rawValue))], at: span) : nil
      return .map(
        [
          "FilesystemId": .string(fileSystem), "RootDirectory": rootDirectory.map(Value.string),
          "TransitEncryption": encryption.map { .string($0.map(\.rawValue)) },
          "TransitEncryptionPort": transitEncryptionPort.map(Value.integer), "AuthorizationConfig": authorization,
        ], at: span)
    }
  }

  func value(_ name: Located<String>) -> Value {
    .map(
      [
        "Name": .string(name), "ConfiguredAtLaunch": configuredAtLaunch.map { .boolean($0) },
        "Host": host.map { .map(["SourcePath": .string($0)], at: $0.span) },
        "DockerVolumeConfiguration": docker.map { $0.value.value(at: $0.span) },
        "EFSVolumeConfiguration": efs.map { $0.value.value(at: $0.span) },
      ], at: name.span)
  }
}

/// Where a container has a volume.
package struct MountPoint: Described {
  package static let summary = "Where a container has a volume of its task."

  let sourceVolume: Located<String>
  let containerPath: Located<String>
  let readOnly: Located<Bool>?

  package init(_ fields: inout FieldReader) {
    sourceVolume = fields.required("sourceVolume", .name(.volume), "The volume, by its name in `volumes` of the task.")
    containerPath = fields.required("containerPath", .string(1...4096), "The folder in the container.")
    readOnly = fields.optional("readOnly", .boolean, "Whether the container may not write to it.", absence: "false")
  }

  func value(at span: Span) -> Value {
    .map(
      [
        "SourceVolume": .string(sourceVolume), "ContainerPath": .string(containerPath),
        "ReadOnly": readOnly.map(Value.boolean),
      ], at: span)
  }
}

/// A container whose volumes another has too.
package struct VolumeSource: Described {
  package static let summary = "A container whose mount points this one has too."

  let sourceContainer: Located<String>
  let readOnly: Located<Bool>?

  package init(_ fields: inout FieldReader) {
    sourceContainer = fields.required("sourceContainer", .name(.container), "The container, by its name.")
    readOnly = fields.optional("readOnly", .boolean, "Whether this one may not write to them.", absence: "false")
  }

  func value(at span: Span) -> Value {
    .map(["SourceContainer": .string(sourceContainer), "ReadOnly": readOnly.map(Value.boolean)], at: span)
  }
}

/// A volume that Docker keeps on an instance.
package struct DockerVolume: Described {
  package static let summary = "A volume that Docker keeps on the instance of a task."
  package static let noun = "volume of Docker"

  let scope: Located<Scope>
  let autoprovision: Located<Bool>?
  let driver: Located<String>?
  let driverOpts: [MapEntry<String>]
  let labels: [MapEntry<String>]

  package init(_ fields: inout FieldReader) {
    scope = fields.optional(
      "scope", .choice, default: .task,
      "Whether it is made with the task and goes with it, or is shared with other tasks and stays.")
    autoprovision = fields.optional(
      "autoprovision", .boolean, "Whether a `shared` one is made where the instance does not have it.",
      absence: "false: then it has to be there")
    driver = fields.optional(
      "driver", .string(1...255), "What keeps it, by Docker's name: tasks are placed where that is installed.",
      absence: "`local`")
    driverOpts =
      fields.optional(
        "driverOpts", .map("option", keys: .anyName, of: .string(0...4096)), "Options of the driver, by name.")?.value
      ?? []
    labels =
      fields.optional("labels", .map("label", keys: .anyName, of: .string(0...4096)), "Labels of it, by name.")?.value
      ?? []
  }

  package enum Scope: String, CaseIterable, Sendable {
    case task
    case shared
  }

  func value(at span: Span) -> Value {
    func texts(_ entries: [MapEntry<String>]) -> Value? {
      if entries.isEmpty { return nil }
      return Value(
        .map(entries.sorted { $0.key.value < $1.key.value }.map { Member($0.key.value, .string($0.value)) }))
    }
    // ECS documents no scope for a volume without one, so it is always said.
    return .map(
      [
        "Scope": .string(scope.map(\.rawValue)), "Autoprovision": autoprovision.map { .boolean($0) },
        "Driver": driver.map(Value.string), "DriverOpts": texts(driverOpts), "Labels": texts(labels),
      ], at: span)
  }
}

extension FieldType where Value == String {
  /// What an instance has a folder or a file by: from the root on, or from a drive, or a pipe of Windows.
  fileprivate static var hostPath: FieldType<String> {
    let text = FieldType.text("a path of the instance", pattern: #"^(/|\\|[A-Za-z]:[/\\])"#) { path in
      let drive = path.unicodeScalars.prefix(3).map { $0 }
      let hasDrive =
        drive.count == 3 && drive[0].isASCII && drive[0].properties.isAlphabetic && drive[1] == ":"
        && (drive[2] == "/" || drive[2] == "\\")
      return path.hasPrefix("/") || path.hasPrefix("\\") || hasDrive
        ? nil : "it begins with '/', or with a drive of Windows"
    }
    return FieldType(shape: text.shape(), placeholder: "") { cursor, context in
      // ECS has a map around it, in which nothing else stands.
      guard context.tree[cursor.node].kind != .mapping else {
        context.reportType(
          cursor, expected: "a path of the instance", help: "write what is its `sourcePath` itself: `host: /proc`")
        return nil
      }
      return text.read(cursor, context)
    }
  }

  /// A folder, from the root on.
  static var path: FieldType<String> {
    .text("a path", pattern: "^/") { $0.hasPrefix("/") ? nil : "a path begins with '/'" }
  }
}

extension TaskDefinition {
  /// What tasks do with the file systems that their role decides about, a statement a file system.
  var fileSystemStatements: [Value] {
    volumes.sorted { $0.key.value < $1.key.value }.compactMap { volume in
      guard let system = volume.value.value.efs?.value, system.iam.value == .on else { return nil }
      let mounts = containers.flatMap(\.value.value.mountPoints).map(\.value).filter {
        $0.sourceVolume.value == volume.key.value
      }
      let writes = mounts.isEmpty || mounts.contains { !($0.readOnly?.value ?? false) }
      let actions = FileSystemAccess.actions(writes: writes, hasAccessPoint: system.accessPoint != nil)
      let beginning: [Value] = ["arn:", .partition, ":elasticfilesystem:", .region, ":", .account]
      let arn = Value.text(beginning + [Value(.string(":file-system/\(system.fileSystem.value)"))])
      return Policy.allow(actions, on: [arn]).at(volume.key.span)
    }
  }
}
