// Addresses of IPv6, as people and AWS write them: `2001:db8::1`.
extension CIDR {
  /// Reads up to eight groups of four hexadecimal digits; `::` stands for those of zeros that are left out.
  ///
  /// A part in IPv4's form is refused: AWS shows none, and `::ffff:10.0.0.0` is no address that connections come from.
  package init?(ipv6 text: String) {
    var bytes = text.utf8[...]
    var groups: [UInt128] = []
    var gap: Int?
    while true {
      if bytes.starts(with: "::".utf8) {
        guard gap == nil else { return nil }
        gap = groups.count
        bytes = bytes.dropFirst(2)
        if bytes.first == UInt8(ascii: "/") { break }
      } else if !groups.isEmpty {
        if bytes.first == UInt8(ascii: "/") { break }
        guard bytes.popFirst() == UInt8(ascii: ":") else { return nil }
      }
      guard groups.count < 8, let group = CIDR.group(&bytes) else { return nil }
      groups.append(group)
    }
    bytes.removeFirst()
    guard let prefix = CIDR.number(&bytes, upTo: 128), bytes.isEmpty, gap == nil ? groups.count == 8 : groups.count < 8
    else { return nil }
    if let gap { groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap) }
    self.init(.ipv6, base: groups.reduce(0) { $0 << 16 | $1 }, prefix: prefix)
  }

  /// The block as a value of YAML, between braces too, where nothing may begin with a colon.
  package var yaml: String { description.hasPrefix(":") ? "\"\(description)\"" : description }

  /// Takes one to four hexadecimal digits.
  private static func group(_ bytes: inout Substring.UTF8View) -> UInt128? {
    var value: UInt128 = 0
    var count = 0
    while count < 4, let digit = bytes.first.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) {
      value = value << 4 | UInt128(digit)
      count += 1
      bytes.removeFirst()
    }
    return count > 0 ? value : nil
  }

  /// Lower case, without leading zeros, the first of the longest runs of zeros left out: RFC 5952's text, which AWS shows.
  static func colons(_ address: UInt128) -> String {
    let groups = (0..<8).map { address >> UInt128(112 - 16 * $0) & 0xFFFF }
    var longest = 0..<0
    var start = 0
    for (index, group) in groups.enumerated() {
      if group != 0 { start = index + 1 }
      if index + 1 - start > longest.count { longest = start..<index + 1 }
    }
    func text(_ groups: some Sequence<UInt128>) -> String {
      groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard longest.count > 1 else { return text(groups) }
    return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
  }
}
