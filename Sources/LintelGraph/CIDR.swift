/// A block of IPv4 addresses: `10.0.0.0/16`.
package struct CIDR: Hashable, Sendable, CustomStringConvertible {
  package let base: UInt32
  package let prefix: Int

  /// Reads the dotted form; refuses leading zeros, which some tools read as octal.
  package init?(_ text: String) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2, let prefix = CIDR.number(halves[1], upTo: 32) else { return nil }
    let octets = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    guard octets.count == 4 else { return nil }
    var base: UInt32 = 0
    for octet in octets {
      guard let value = CIDR.number(octet, upTo: 255) else { return nil }
      base = base << 8 | UInt32(value)
    }
    self.base = base
    self.prefix = prefix
  }

  private static func number(_ text: Substring, upTo limit: Int) -> Int? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      text.utf8.count == 1 || text.utf8.first != 0x30, let value = Int(text), value <= limit
    else { return nil }
    return value
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

  /// How many addresses it holds.
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
    [24, 16, 8, 0].map { String(address >> UInt32($0) & 255) }.joined(separator: ".")
  }
}
