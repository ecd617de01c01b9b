import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource

/// A volume of the instances of a launch template.
struct BlockDevice: Described {
  static let summary = "A volume of EBS."

  let size: Located<Int>?
  let type: Located<String>?
  let iops: Located<Int>?
  let throughput: Located<Int>?
  let encrypted: Located<Bool>?
  let kmsKey: Located<String>?
  let snapshot: Located<String>?
  let deleteOnTermination: Located<Bool>?

  init(_ fields: inout FieldReader) {
    size = fields.optional(
      "sizeGiB", .integer(1...65_536), "Its size.", absence: "that of the AMI's or of the snapshot")
    type = fields.optional(
      "type", .oneOf(VolumeType.allCases.map(\.rawValue)), "The volume type.",
      absence: "that of the AMI, or else `gp2`")
    iops = fields.optional(
      "iops", .integer(100...256_000), "The I/O operations a second of `gp3`, `io1` and `io2`.",
      absence: "3000 of `gp3`")
    throughput = fields.optional(
      "throughput", .integer(125...2000), "The throughput of `gp3`, in MiB a second.", absence: "125")
    encrypted = fields.optional(
      "encrypted", .boolean, "Whether it is encrypted.", absence: "true, or what the snapshot is")
    kmsKey = fields.optional(
      "kmsKey", .string(1...2048), "The id, alias or ARN of the key that it is encrypted with.",
      absence: "the account's key for EBS")
    snapshot = fields.optional("snapshot", .identifier("a snapshot", ["snap-"]), "The snapshot that it starts as.")
    deleteOnTermination = fields.optional(
      "deleteOnTermination", .boolean, "Whether it goes with the instance.",
      absence: "true of the root volume, and of others what the AMI says")
  }

  /// What its type does not take.
  var settings: VolumeSettings {
    VolumeSettings(
      size: size, type: type, iops: iops, throughput: throughput, encrypted: encrypted, kmsKey: kmsKey,
      snapshot: snapshot)
  }

  func mapping(at device: Located<String>) -> Value {
    .map(
      [
        "DeviceName": .string(device),
        "Ebs": .map(
          [
            "VolumeSize": size.map { .integer($0) },
            "VolumeType": type.map { .string($0) },
            "Iops": iops.map { .integer($0) },
            "Throughput": throughput.map { .integer($0) },
            // AWS takes no word on the encryption of what a snapshot has.
            "Encrypted": encrypted.map { .boolean($0) } ?? (snapshot == nil || kmsKey != nil ? true : nil),
            "KmsKeyId": kmsKey.map { .string($0) },
            "SnapshotId": snapshot.map { .string($0) },
            "DeleteOnTermination": deleteOnTermination.map { .boolean($0) },
          ], at: device.span),
      ], at: device.span)
  }
}

extension KeyRule {
  /// Names of devices: `/dev/sda1`, `/dev/xvda`, `xvdf`.
  static let deviceName = KeyRule("device name", pattern: "^(/dev/)?(sd[a-z][0-9]*|xvd[a-z]{1,2}[0-9]*)$") { key in
    let name = key.hasPrefix("/dev/") ? key.dropFirst(5) : key[...]
    let isScsi = name.hasPrefix("sd")
    let rest = isScsi ? name.dropFirst(2) : name.hasPrefix("xvd") ? name.dropFirst(3) : ""
    let letters = rest.prefix { $0.isASCII && $0.isLowercase }
    let isName =
      (1...(isScsi ? 1 : 2)).contains(letters.count)
      && rest.dropFirst(letters.count).allSatisfy { $0.isASCII && $0.isNumber }
    return isName ? nil : "`/dev/xvda`, `/dev/sda1` or `/dev/sdf` would be one"
  }
}
