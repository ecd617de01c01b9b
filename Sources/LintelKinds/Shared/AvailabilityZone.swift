package import LintelSchema
import LintelSource
import LintelSpec

/// A zone of the spec's region, by its letter.
package struct AvailabilityZone: Hashable, Sendable {
  package let letter: String
}

extension FieldType where Value == AvailabilityZone {
  /// The letter, or the full name: `a`, `us-east-1a`.
  package static var availabilityZone: FieldType<AvailabilityZone> {
    FieldType<String>.text("an Availability Zone", pattern: "^([a-z]{2}(-[a-z]+)+-[0-9]+)?[a-z]$") { text in
      guard let last = text.utf8.last, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(last) else {
        return "a letter such as `a`, or a full name such as `us-east-1a`, is expected"
      }
      return nil
    }.converted(placeholder: AvailabilityZone(letter: "a")) { text, span, context in
      let letter = String(text.suffix(1))
      let region = context.scope.region
      if text.count == 1 || text == region + letter || region.isEmpty { return AvailabilityZone(letter: letter) }
      context.findings.report(
        .invalidValue, at: span, "zone '\(text)' is not in region '\(region)'",
        label: "a subnet stands in a zone of the spec's region", help: ["write the letter: `\(letter)`"])
      return nil
    }
  }
}
