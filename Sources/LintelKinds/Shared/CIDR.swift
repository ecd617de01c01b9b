import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

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
