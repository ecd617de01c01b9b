import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource

/// Who may assume a role.
package struct Principal: Hashable, Sendable {
  /// AWS's words for the sorts of principals.
  enum Kind: String, CaseIterable, Sendable {
    case service = "Service"
    case identity = "AWS"
  }

  let kind: Kind
  /// A service's name, an ARN, or the number of an account.
  let name: String

  /// An account is its root user: IAM keeps it so, and a template that says the number differs for ever.
  func value(at span: Span) -> Value {
    guard kind == .identity, !name.hasPrefix("arn:") else { return Value(.string(name), at: span) }
    return .text(["arn:", .partition, Value(.string(":iam::\(name):root"), at: span)], at: span)
  }
}

extension FieldType where Value == Principal {
  /// A service, an account, or the ARN of a role or user.
  static var principal: FieldType<Principal> {
    FieldType<String>.text(
      "a principal", pattern: #"^([a-z0-9.-]+\.[a-z0-9-]+\.[a-z]+|\d{12}|arn:[a-z-]+:iam::\d{12}:.+)$"#
    ) { text in
      if Principal.isAccount(text) { return nil }
      if text.hasPrefix("arn:") {
        return Principal.isIdentity(text) ? nil : "the ARN of a role, a user or an account is expected"
      }
      return AWSNames.suffix(ofPrincipal: text) == nil
        ? "a service principal such as `ecs-tasks.amazonaws.com` is expected" : nil
    }
    .known("service principal") { text in
      Principal.isAccount(text) || text.hasPrefix("arn:") ? .known : AWSNames.verdict(onPrincipal: text)
    }
    .converted(placeholder: Principal(kind: .service, name: "")) { text, _, _ in
      let isIdentity = Principal.isAccount(text) || text.hasPrefix("arn:")
      return Principal(kind: isIdentity ? .identity : .service, name: text)
    }
  }
}

extension Principal {
  fileprivate static func isAccount(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The root, a role, a user or an assumed role of an account.
  fileprivate static func isIdentity(_ arn: String) -> Bool {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, ["iam", "sts"].contains(parts[2]), parts[3].isEmpty, isAccount(parts[4]) else {
      return false
    }
    return ["root", "role/", "user/", "assumed-role/"].contains { parts[5].hasPrefix($0) && parts[5].count >= $0.count }
  }
}
