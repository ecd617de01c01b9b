/// What the processors of instance types are.
package enum InstanceArchitecture: String, Sendable {
  case x86 = "x86_64"
  case arm = "arm64"
  /// Apple's own: its images are for it alone.
  case mac = "arm64_mac"

  /// Of a type such as `t4g.micro`, by its family; nil where the name is no instance type's.
  ///
  /// A family is letters, a generation and letters again, among which `g` stands for Graviton. `a1` is older than this
  /// convention. Of `mac1`, an Intel Mac that takes images of its own, nothing is said.
  package init?(of type: String) {
    guard let family = type.split(separator: ".").first.map({ Array($0.utf8) }), let first = family.first,
      InstanceArchitecture.isLetter(first)
    else { return nil }
    let word = String(decoding: family, as: UTF8.self)
    if word.hasPrefix("mac") {
      guard word != "mac1" else { return nil }
      self = .mac
      return
    }
    // `gb200` and its like are named after the processor, an ARM one.
    if word.contains("-gb") {
      self = .arm
      return
    }
    let afterSeries = family.drop { InstanceArchitecture.isLetter($0) }
    let options = afterSeries.drop { (0x30...0x39).contains($0) }
    self = word == "a1" || options.first == UInt8(ascii: "g") ? .arm : .x86
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}
