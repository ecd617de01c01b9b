/// How many virtual processors instance types have.
package enum InstanceProcessors {
  /// Of a type such as `m7g.xlarge`; nil where its size does not tell.
  ///
  /// AWS sizes families alike: `large` has 2, `xlarge` 4, and `8xlarge` 32. Families from before that, and those that are
  /// measured in other ways, are left out. The small sizes of burstable families have 2, but for `t2`.
  package static func count(of type: String) -> Int? {
    let parts = type.split(separator: ".").map(String.init)
    guard parts.count == 2, !isOutOfLine(parts[0], parts[1]) else { return nil }
    let isBurstable = parts[0].hasPrefix("t")
    switch parts[1] {
    case "nano", "micro", "small": return isBurstable ? (parts[0] == "t2" ? 1 : 2) : nil
    case "medium": return isBurstable ? 2 : 1
    case "large": return 2
    case "xlarge": return 4
    default:
      guard parts[1].hasSuffix("xlarge"), let factor = Int(parts[1].dropLast(6)) else { return nil }
      return 4 * factor
    }
  }

  private static func isOutOfLine(_ family: String, _ size: String) -> Bool {
    let old = ["t1", "m1", "m2", "c1", "cc1", "cc2", "cg1", "cr1", "hi1", "hs1"]
    if old.contains(family) || ["hpc", "mac", "u-", "u7", "p5"].contains(where: family.hasPrefix) { return true }
    return ["c3", "c4", "d2", "g2", "i2", "r3"].contains(family) && size == "8xlarge"
  }
}
