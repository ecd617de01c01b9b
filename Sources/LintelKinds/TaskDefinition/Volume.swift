import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource

/// What containers of a task may share: a folder that lives as long as the task, or a file system.
package struct Volume: Described {
  package static let summary =
    "A folder that containers of a task share. It is empty at the start and lives as long as the task, unless it is a "
    + "file system's."

  let efs: Located<FileSystem>?
  let configuredAtLaunch: Located<Bool>?

  package init(_ fields: inout FieldReader) {
    efs = fields.optional(
      "efs", .object, "A file system of EFS.", absence: "a folder on the disk of the task, empty at the start")
    configuredAtLaunch = fields.optional(
      "configuredAtLaunch", .boolean,
      "That it is a volume of EBS, which `volumeConfigurations` of the service describe. A task has one at most.",
      absence: "false")
    fields.atMostOne("efs", "configuredAtLaunch")
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

extension FieldType where Value == String {
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
