import LintelAWS
import LintelSource

/// What a volume of EBS is asked to be, and whether its type can be that.
struct VolumeSettings {
  let size: Located<Int>?
  let type: Located<String>?
  let iops: Located<Int>?
  let throughput: Located<Int>?
  let encrypted: Located<Bool>?
  let kmsKey: Located<String>?
  /// The snapshot, where that says by itself whether the volume is encrypted.
  let snapshot: Located<String>?

  /// Reports each with its place, message, label and help.
  func check(_ report: (Span, String, String, String) -> Void) {
    if let encrypted, snapshot != nil {
      report(
        encrypted.span, "a volume of a snapshot says whether it is encrypted", "the snapshot decides",
        "remove `encrypted`")
    } else if let encrypted, !encrypted.value, let kmsKey {
      report(
        kmsKey.span, "a volume that is not encrypted has a key", "AWS refuses one without the other", "remove `kmsKey`")
    }
    guard let written = type, let type = VolumeType(rawValue: written.value) else { return }
    if let size, !type.sizes.contains(size.value) {
      report(
        size.span, "a volume of type \(type.rawValue) cannot have \(size.value) GiB",
        "\(type.sizes.lowerBound) to \(type.sizes.upperBound) GiB are possible",
        "write a size that it can have, or another `type`")
    }
    if let iops {
      if let range = type.iops {
        if !range.contains(iops.value) {
          report(
            iops.span, "a volume of type \(type.rawValue) cannot have \(iops.value) operations a second",
            "\(range.lowerBound) to \(range.upperBound) are possible", "write a number that it can have")
        }
      } else {
        report(
          iops.span, "a volume of type \(type.rawValue) takes no `iops`", "only gp3, io1 and io2 do",
          "remove it, or write `type: gp3`")
      }
    } else if type.needsIops {
      report(
        written.span, "a volume of type \(type.rawValue) lacks `iops`", "AWS wants to be told how many",
        "add `iops`, or write `type: gp3`")
    }
    if let throughput, !type.hasThroughput {
      report(
        throughput.span, "a volume of type \(type.rawValue) takes no `throughput`", "only gp3 does",
        "remove it, or write `type: gp3`")
    }
  }
}
