package import LintelSchema
import LintelSource
import LintelSpec

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

  private static func dotted(_ address: UInt32) -> String {
    [24, 16, 8, 0].map { String(address >> UInt32($0) & 255) }.joined(separator: ".")
  }
}

extension FieldType where Value == String {
  /// A block of IPv4 addresses with a prefix of these lengths.
  package static func cidr(_ prefixes: ClosedRange<Int>) -> FieldType<String> {
    .text("an address block", pattern: #"^\d{1,3}(\.\d{1,3}){3}/\d{1,2}$"#) { text in
      CIDR(text) == nil ? "four numbers up to 255 and a prefix up to 32, as in 10.0.0.0/16" : nil
    }.converted(placeholder: "") { text, span, context in
      guard let block = CIDR(text) else { return nil }
      guard prefixes.contains(block.prefix) else {
        context.findings.report(
          .invalidValue, at: span, "'\(text)' is a block of /\(block.prefix)",
          label: "AWS takes /\(prefixes.lowerBound) to /\(prefixes.upperBound) here")
        return nil
      }
      guard block.canonical == text else {
        context.findings.report(
          .invalidValue, at: span, "no block of /\(block.prefix) begins at '\(text)'",
          label: "it lies inside \(block.canonical)", help: ["write `\(block.canonical)`, or a longer prefix"])
        return nil
      }
      return text
    }
  }
}
