/// A block of addresses, of IPv4 (`10.0.0.0/16`) or of IPv6 (`2001:db8::/32`).
///
/// No block of one family holds anything of the other.
package struct CIDR: Hashable, Sendable, CustomStringConvertible {
  package enum Family: Hashable, Sendable {
    case ipv4, ipv6

    /// The bits of an address.
    package var width: Int { self == .ipv4 ? 32 : 128 }
  }

  package let family: Family
  package let base: UInt128
  package let prefix: Int

  package init(_ family: Family = .ipv4, base: UInt128, prefix: Int) {
    self.family = family
    self.base = base
    self.prefix = prefix
  }

  /// Reads a block of either family.
  package init?(_ text: String) {
    guard let block = CIDR(ipv4: text) ?? CIDR(ipv6: text) else { return nil }
    self = block
  }

  /// Reads the dotted form; refuses leading zeros, which some tools read as octal.
  package init?(ipv4 text: String) {
    var bytes = text.utf8[...]
    var base: UInt128 = 0
    for ending in [UInt8](".../".utf8) {
      guard let octet = CIDR.number(&bytes, upTo: 255), bytes.popFirst() == ending else { return nil }
      base = base << 8 | UInt128(octet)
    }
    guard let prefix = CIDR.number(&bytes, upTo: 32), bytes.isEmpty else { return nil }
    self.init(base: base, prefix: prefix)
  }

  /// Takes the digits that the text begins with.
  static func number(_ bytes: inout Substring.UTF8View, upTo limit: Int) -> Int? {
    var value = 0
    var count = 0
    while let byte = bytes.first, (0x30...0x39).contains(byte), count < 3 {
      if count == 1, value == 0 { return nil }
      value = value * 10 + Int(byte - 0x30)
      count += 1
      bytes.removeFirst()
    }
    return count > 0 && value <= limit ? value : nil
  }

  /// The block whose host bits are all zero.
  package var canonical: CIDR { CIDR(family, base: base & mask, prefix: prefix) }

  package var description: String { address + "/\(prefix)" }

  /// Every address of IPv4: `0.0.0.0/0`.
  package static let everywhere = CIDR(base: 0, prefix: 0)
  /// Every address of IPv6: `::/0`.
  package static let everywhereOfIPv6 = CIDR(.ipv6, base: 0, prefix: 0)
  /// What the blocks of IPv6 that AWS gives are parts of: `2000::/3`.
  package static let publicOfIPv6 = CIDR(.ipv6, base: 1 << 125, prefix: 3)

  /// The bits that tell its addresses apart.
  package var freeBits: Int { family.width - prefix }

  /// The number of addresses that a block of IPv4 holds.
  package var count: Int { 1 << freeBits }

  private var mask: UInt128 { prefix == 0 ? 0 : ~0 << UInt128(freeBits) }

  /// The first address and the last.
  package var range: ClosedRange<UInt128> {
    let first = base & mask
    return first...first + (freeBits == 128 ? .max : (1 << UInt128(freeBits)) - 1)
  }

  /// Whether every address of the other is one of its own.
  package func contains(_ other: CIDR) -> Bool {
    family == other.family && prefix <= other.prefix && base & mask == other.base & mask
  }

  /// Whether they share an address; one of two blocks that do contains the other.
  package func overlaps(_ other: CIDR) -> Bool { contains(other) || other.contains(self) }

  private var address: String {
    if family == .ipv6 { return CIDR.colons(base) }
    return [24, 16, 8, 0].map { "\(base >> UInt128($0) & 255)" }.joined(separator: ".")
  }
}
