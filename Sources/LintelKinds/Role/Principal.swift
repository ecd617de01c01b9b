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
      "a principal", pattern: #"^([a-z0-9.-]+\.[a-z0-9-]+\.[a-z]+|\d{12}|arn:[a-z-]+:(iam|sts)::\d{12}:.+)$"#
    ) { text in
      if Identifier.isAccount(text) { return nil }
      if text.hasPrefix("arn:") {
        return Principal.isARN(text) ? nil : "the ARN of a role, a user or an account is expected"
      }
      return AWSNames.suffix(ofPrincipal: text) == nil
        ? "a service principal such as `\(AWSNames.tasksPrincipal)` is expected" : nil
    }
    .known("service principal") { text in
      Principal.kind(of: text) == .identity ? .known : AWSNames.verdict(onPrincipal: text)
    }
    .converted(placeholder: Principal(kind: .service, name: "")) { text, _, _ in
      Principal(kind: Principal.kind(of: text), name: text)
    }
  }
}

extension Principal {
  /// Whether it is everybody of an account.
  func isAccount(_ account: String) -> Bool {
    if kind != .identity { return false }
    return name == account || name.hasPrefix("arn:") && name.hasSuffix(":iam::\(account):root")
  }

  fileprivate static func kind(of text: String) -> Kind {
    Identifier.isAccount(text) || text.hasPrefix("arn:") ? .identity : .service
  }

  /// Whether a text is the ARN of an account's root, of a role, a user or an assumed role.
  static func isARN(_ text: String) -> Bool {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, ["iam", "sts"].contains(parts[2]), parts[3].isEmpty, Identifier.isAccount(parts[4]) else {
      return false
    }
    return parts[5] == "root" || ["role/", "user/", "assumed-role/"].contains { parts[5].hasPrefix($0) }
  }
}
