/// A block of IPv4 addresses: `10.0.0.0/16`.
package struct CIDR: Hashable, Sendable, CustomStringConvertible {
  package let base: UInt32
  package let prefix: Int

  /// Reads the dotted form; refuses leading zeros, which some tools read as octal.
  package init?(_ text: String) {
    var bytes = text.utf8[...]
    var base: UInt32 = 0
    for ending in [UInt8](".../".utf8) {
      guard let octet = CIDR.number(&bytes, upTo: 255), bytes.popFirst() == ending else { return nil }
      base = base << 8 | octet
    }
    guard let prefix = CIDR.number(&bytes, upTo: 32), bytes.isEmpty else { return nil }
    self.base = base
    self.prefix = Int(prefix)
  }

  /// Takes the digits that the text begins with.
  private static func number(_ bytes: inout Substring.UTF8View, upTo limit: UInt32) -> UInt32? {
    var value: UInt32 = 0
    var count = 0
    while let byte = bytes.first, (0x30...0x39).contains(byte), count < 3 {
      if count == 1, value == 0 { return nil }
      value = value * 10 + UInt32(byte - 0x30)
      count += 1
      bytes.removeFirst()
    }
    return count > 0 && value <= limit ? value : nil
  }

  /// The block whose host bits are all zero.
  package var canonical: String {
    let mask: UInt32 = prefix == 0 ? 0 : ~0 << UInt32(32 - prefix)
    return CIDR.dotted(base & mask) + "/\(prefix)"
  }

  package var description: String { CIDR.dotted(base) + "/\(prefix)" }

  /// Every address there is: `0.0.0.0/0`.
  package static let everywhere = CIDR(base: 0, prefix: 0)

  package init(base: UInt32, prefix: Int) {
    self.base = base
    self.prefix = prefix
  }

  /// The number of addresses that it holds.
  package var count: Int { 1 << (32 - prefix) }

  /// The first address and the last.
  package var range: ClosedRange<UInt32> {
    let mask: UInt32 = prefix == 0 ? 0 : ~0 << UInt32(32 - prefix)
    return base & mask...base | ~mask
  }

  /// Whether every address of the other is one of its own.
  package func contains(_ other: CIDR) -> Bool { prefix <= other.prefix && range.contains(other.base) }

  /// Whether they share an address; one of two blocks that do contains the other.
  package func overlaps(_ other: CIDR) -> Bool { contains(other) || other.contains(self) }

  private static func dotted(_ address: UInt32) -> String {
    "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
  }
}
