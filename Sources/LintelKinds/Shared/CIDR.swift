import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

extension Located<String> {
  /// A block of addresses as a part of a path: `10x0x0x0x16`.
  var partOfPath: String { String(value.map { ".:/".contains($0) ? "x" : $0 }) }

  /// Whether a block of addresses is one of IPv6.
  var isIPv6: Bool { value.contains(":") }
}

extension FieldType where Value == String {
  /// A block of IPv4 addresses with a prefix of these lengths.
  package static func cidr(_ prefixes: ClosedRange<Int>) -> FieldType<String> {
    .text("an address block", pattern: "^\(ipv4Block)$") { text in
      CIDR(ipv4: text) == nil ? ipv4Form : nil
    }.converted(placeholder: "") { text, span, context in
      guard let block = CIDR(ipv4: text) else { return nil }
      guard prefixes.contains(block.prefix) else {
        context.findings.report(
          .invalidValue, at: span, "'\(text)' is a block of /\(block.prefix)",
          label: "AWS takes /\(prefixes.lowerBound) to /\(prefixes.upperBound) here")
        return nil
      }
      return whole(block, text, at: span, context)
    }
  }

  /// A block of addresses of either family, as AWS shows it: it is one block however its IPv6 address is spelt.
  package static var addressRange: FieldType<String> {
    .text("an address block", pattern: #"^(\#(ipv4Block)|[0-9A-Fa-f:]{2,39}/\d{1,3})$"#) { text in
      guard CIDR(text) == nil else { return nil }
      return text.contains(":")
        ? "groups of hexadecimal digits and a prefix up to 128, as in 2001:db8::/32" : ipv4Form
    }.converted(placeholder: "") { text, span, context in
      CIDR(text).flatMap { whole($0, text, at: span, context) }
    }
  }

  private static var ipv4Block: String { #"\d{1,3}(\.\d{1,3}){3}/\d{1,2}"# }
  private static var ipv4Form: String { "four numbers up to 255 and a prefix up to 32, as in 10.0.0.0/16" }

  /// The text of a block that begins where its prefix says.
  private static func whole(_ block: CIDR, _ text: String, at span: Span, _ context: ReadingContext) -> String? {
    if block == block.canonical { return block.description }
    context.findings.report(
      .invalidValue, at: span, "no block of /\(block.prefix) begins at '\(text)'",
      label: "it lies inside \(block.canonical)", help: ["write `\(block.canonical.yaml)`, or a longer prefix"])
    return nil
  }
}
