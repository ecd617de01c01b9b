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
        } else {
          checkSize(of: type, for: iops, report)
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
    } else if let throughput {
      checkThroughput(throughput, of: type, report)
    }
  }

  /// I/O operations that a volume is too small for.
  private func checkSize(
    of type: VolumeType, for iops: Located<Int>, _ report: (Span, String, String, String) -> Void
  ) {
    guard let size, type.sizes.contains(size.value), let most = type.mostIops(ofGiB: size.value), iops.value > most,
      let least = type.leastSize(ofIops: iops.value)
    else { return }
    // Fewer operations would be too few for what it is to move.
    let isEnough = throughput.map { $0.value <= VolumeType.mostThroughput(ofIops: most) } ?? true
    report(
      iops.span,
      "a volume of type \(type.rawValue) with \(size.value) GiB cannot have \(iops.value) operations a second",
      "\(most) are possible at that size",
      (isEnough ? "write `iops: \(most)`, or " : "write ") + "`sizeGiB: \(least)` or more")
  }

  /// Data that a volume has too few I/O operations for.
  private func checkThroughput(
    _ throughput: Located<Int>, of type: VolumeType, _ report: (Span, String, String, String) -> Void
  ) {
    let operations = iops?.value ?? VolumeType.usualIops
    guard let range = type.iops, range.contains(operations) else { return }
    let (most, least) = (VolumeType.mostThroughput(ofIops: operations), throughput.value * 4)
    guard throughput.value > most else { return }
    let isLargeEnough = size.flatMap { type.mostIops(ofGiB: $0.value) }.map { $0 >= least } ?? true
    report(
      throughput.span,
      "a volume of type \(type.rawValue) with \(operations) operations a second cannot move \(throughput.value) MiB a second",
      "a quarter MiB for each is possible",
      "write `throughput: \(most)`" + (isLargeEnough ? ", or `iops: \(least)`" : ""))
  }
}
