import LintelAWS
package import LintelSchema
import LintelSource
import LintelSpec

/// A zone of the spec's region: an Availability Zone, a local zone or a wavelength zone.
package struct AvailabilityZone: Hashable, Sendable {
  /// What follows the region in the zone's name: `a`, `-lax-1a`, `-wl1-bos-wlz-1`.
  package let suffix: String

  /// The ending of a subnet's name that ends in its zone.
  package var ending: String { suffix.hasPrefix("-") ? suffix : "-" + suffix }
}

extension FieldType where Value == AvailabilityZone {
  private static let form = "a letter such as `a`, or a full name such as `us-east-1a`, is expected"

  /// The letter, or the full name: `a`, `us-east-1a`, `us-west-2-lax-1a`.
  package static var availabilityZone: FieldType<AvailabilityZone> {
    FieldType<String>.text(
      "a zone", pattern: "^([a-z]{2,4}(-[a-z]+)+-[0-9]+)?([a-z]|-[a-z]{3}-[0-9][a-z]|-wl[0-9]-[a-z]{3}-wlz-[0-9])$"
    ) { text in
      let isName = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
      let isLetter = text.utf8.count == 1 && (0x61...0x7A).contains(text.utf8.first ?? 0)
      return isLetter || isName && text.utf8.count > 8 ? nil : form
    }.converted(placeholder: AvailabilityZone(suffix: "a")) { text, span, context in
      let region = context.scope.region
      if region.isEmpty { return AvailabilityZone(suffix: String(text.suffix(1))) }
      let suffix = text.utf8.count == 1 ? text : text.hasPrefix(region) ? String(text.dropFirst(region.count)) : ""
      if isSuffix(suffix) {
        if suffix.utf8.count == 1, context.mode == .whole { check(suffix, in: region, at: span, context.findings) }
        return AvailabilityZone(suffix: suffix)
      }
      context.findings.report(
        .invalidValue, at: span, "zone '\(text)' is not in region '\(region)'",
        label: "a subnet stands in a zone of the spec's region",
        help: text.utf8.last.map { (0x61...0x7A).contains($0) } ?? false ? ["write `\(text.suffix(1))`"] : [])
      return nil
    }
  }

  private static func check(_ letter: String, in region: String, at span: Span, _ findings: Findings) {
    let verdict = Regions.verdict(onZone: letter, in: region)
    guard verdict != .known else { return }
    var finding = Finding(.unknownAWSName, at: span, "region '\(region)' has no zone '\(letter)'")
    switch verdict {
    case .known: return
    case .next(let letters):
      finding.label = "it has \(listed(letters)), and may have a new one"
      finding.severity = .warning
    case .impossible(let letters): finding.label = "it has \(listed(letters))"
    }
    finding.help = ["write one that it has"]
    findings.report(finding)
  }

  private static func listed(_ letters: String) -> String { Suggestion.list(letters.map(String.init)) }

  /// Whether a zone is named so after its region: by a letter, a place and a letter, or a network's place.
  private static func isSuffix(_ suffix: String) -> Bool {
    let words = suffix.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8)
    let isPlace = { (word: Substring.UTF8View) in word.count == 3 && word.allSatisfy { (0x61...0x7A).contains($0) } }
    switch words.count {
    case 1: return words[0].count == 1 && (0x61...0x7A).contains(words[0].first ?? 0)
    case 3:
      return words[0].isEmpty && isPlace(words[1]) && words[2].count == 2 && (0x30...0x39).contains(words[2].first ?? 0)
        && (0x61...0x7A).contains(words[2].last ?? 0)
    case 5:
      return words[0].isEmpty && words[1].starts(with: "wl".utf8) && isPlace(words[2])
        && words[3].elementsEqual("wlz".utf8)
    default: return false
    }
  }
}
