import LintelSchema
import LintelSource
import LintelSpec

/// The protocol of a security group's rule.
package struct GroupProtocol: Hashable, Sendable, CustomStringConvertible {
  /// Lintel's word: a name of AWS's, `all`, or the number of a protocol that AWS has no name for.
  package let name: String

  package static let tcp = GroupProtocol(name: "tcp")
  static let all = GroupProtocol(name: "all")

  private init(name: String) {
    self.name = name
  }

  package var description: String { name }

  /// EC2 answers with these names whatever a rule was made with.
  private static let names = ["tcp": 6, "udp": 17, "icmp": 1, "icmpv6": 58]
  static let words = ["tcp", "udp", "icmp", "icmpv6", "all"]

  /// Reads a word of the language, or a number of IANA's registry.
  init?(_ text: String) {
    if Self.words.contains(text) {
      name = text
    } else if let number = Int(text), (0...255).contains(number), "\(number)" == text {
      name = Self.names.first { $0.value == number }?.key ?? text
    } else {
      return nil
    }
  }

  var isICMP: Bool { name == "icmp" || name == "icmpv6" }
  var hasPorts: Bool { name == "tcp" || name == "udp" }
  /// The number of a protocol without a name.
  var number: Int? { Int(name) }
  /// AWS's word.
  var word: String { name == "all" ? "-1" : name }

  /// Words of others, and protocols that AWS knows by their numbers only.
  private static let meanings = [
    "-1": "all", "any": "all", "*": "all", "icmp6": "icmpv6", "ipv6-icmp": "icmpv6", "igmp": "2", "ipip": "4",
    "gre": "47",
    "esp": "50", "ah": "51", "sctp": "132",
  ]

  /// The word or number that somebody can only have meant.
  static func certain(for text: String) -> String? {
    meanings[text.lowercased()] ?? Suggestion.certain(for: text, among: words)
  }

  /// The word or number that somebody probably meant.
  static func meant(by text: String) -> String? {
    let text = text.lowercased()
    return meanings[text] ?? (words.contains(text) ? text : Suggestion.nearest(to: text, among: words))
  }
}

extension FieldType where Value == GroupProtocol {
  static var groupProtocol: FieldType<GroupProtocol> {
    FieldType<String>.string(1...40).converted(
      shape: .anyOf([.choice(GroupProtocol.words), .string(pattern: #"^\d{1,3}$"#, minLength: 1, maxLength: 3)]),
      placeholder: .tcp
    ) { text, span, context in
      if let found = GroupProtocol(text) { return found }
      var finding = Finding(
        .invalidValue, at: span, "'\(ReadingContext.shortened(text))' is no protocol of a group rule",
        label: "expected \(GroupProtocol.words.map { "'\($0)'" }.joined(separator: ", ")), or a number from 0 to 255",
        help: GroupProtocol.meant(by: text).map { ["write `protocol: \($0)`"] } ?? [])
      if let word = GroupProtocol.certain(for: text) {
        let fix = Fix.write(word, insteadOf: text, at: span, as: "protocol: \(word)")
        finding.help = [fix.help]
        finding.fixes = [fix]
      }
      context.findings.report(finding)
      return nil
    }
  }
}

extension FieldType where Value == String {
  /// The id of a prefix list, which is one region's.
  static var prefixList: FieldType<String> {
    .identifier("a prefix list", ["pl-"], example: "pl-0123456789abcdef0")
  }
}
