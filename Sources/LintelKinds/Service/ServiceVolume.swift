import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource

/// A volume of EBS that each task of a service gets.
struct ServiceVolume: Described {
  static let summary =
    "A volume of EBS that ECS makes for each task of a service, and that goes with the task. It has `sizeGiB`, `snapshot` or both."
  static let noun = "volume"

  let size: Located<Int>?
  let type: Located<String>?
  let iops: Located<Int>?
  let throughput: Located<Int>?
  let encrypted: Located<Bool>?
  let kmsKey: Located<String>?
  let snapshot: Located<String>?
  let fileSystemType: Located<String>?
  let role: Located<EntryReference>?

  init(_ fields: inout FieldReader) {
    size = fields.optional("sizeGiB", .integer(1...16_384), "Its size.", absence: "that of the snapshot")
    type = fields.optional(
      "type", .oneOf(VolumeType.allCases.map(\.rawValue)), "The volume type.", absence: "`gp2`, as EC2 makes volumes")
    iops = fields.optional(
      "iops", .integer(100...256_000), "The I/O operations a second of `gp3`, `io1` and `io2`.",
      absence: "3000 of `gp3`")
    throughput = fields.optional(
      "throughput", .integer(125...1000), "The throughput of `gp3`, in MiB a second.", absence: "125")
    encrypted = fields.optional(
      "encrypted", .boolean, "Whether it is encrypted.",
      absence: "true with a `kmsKey`, or else what the account says of new volumes")
    kmsKey = fields.optional(
      "kmsKey", .keyARN, "The ARN of the key that it is encrypted with. A derived `role` may use it.",
      absence: "the account's key for EBS")
    snapshot = fields.optional("snapshot", .identifier("a snapshot", ["snap-"]), "The snapshot that it starts as.")
    fileSystemType = fields.optional(
      "fileSystemType", .oneOf(["xfs", "ext4", "ext3", "ntfs"]),
      "Its file system; with a snapshot, the one that this has. `ntfs` is for Windows, and the others are for Linux.",
      absence: "xfs")
    role = fields.optional(
      "role", .reference(to: Role.section), "The role by which ECS makes it.",
      absence: "one is derived that may do just this")
  }

  static let policy = "service-role/AmazonECSInfrastructureRolePolicyForVolumes"

  /// What its type does not take.
  var settings: VolumeSettings {
    VolumeSettings(
      size: size, type: type, iops: iops, throughput: throughput, encrypted: encrypted, kmsKey: kmsKey, snapshot: nil)
  }

  /// What a derived role may do with its key: AWS's policy for volumes is of none.
  ///
  /// EC2 hands the key on to the instance that the volume is attached to, which is what the grant is for.
  var keyRights: Member? {
    kmsKey.map { key in
      let grant: Value = .map([
        "Effect": "Allow", "Action": .set(["kms:CreateGrant"]), "Resource": .set([.string(key)]),
        "Condition": .map(["Bool": .map(["kms:GrantIsForAWSResource": "true"])]),
      ])
      let use = Policy.allow(InfrastructureAccess.keyActions, on: [.string(key)])
      return Member("Policies", .set([Policy.named(Located("volume-key", at: key.span), [use, grant])]))
    }
  }

  func configuration(_ name: Located<String>, of entry: Entry<Service>, in lowering: Lowering) -> Value {
    let role =
      role.map { lowering.reference($0, .arn) }
      ?? .reference(Service.path(entry.id).appending(TrafficShift.rolePart), .arn, at: name.span)
    let tags: Value = .map([
      "ResourceType": "volume", "PropagateTags": .string(entry.model.propagateTags.map(\.rawValue)),
    ])
    return .map(
      [
        "Name": .string(name),
        "ManagedEBSVolume": .map(
          [
            "RoleArn": role, "SizeInGiB": size.map { .integer($0) }, "SnapshotId": snapshot.map { .string($0) },
            "VolumeType": type.map { .string($0) }, "Iops": iops.map { .integer($0) },
            "Throughput": throughput.map { .integer($0) },
            // EC2 takes a key only where it is told to encrypt.
            "Encrypted": encrypted.map { .boolean($0) } ?? kmsKey.map { Value(.boolean(true), at: $0.span) },
            "KmsKeyId": kmsKey.map { .string($0) }, "FilesystemType": fileSystemType.map { .string($0) },
            "TagSpecifications": entry.model.propagateTags.value == .none ? nil : .list([tags]),
          ], at: name.span),
      ], at: name.span)
  }
}
