package import LintelGraph
import LintelSource

/// What it takes to read a secret that a container names: an action, and the ARN that it is allowed on.
///
/// From "Specifying sensitive data" of ECS's developer guide.
package struct SecretAccess: Hashable, Sendable {
  package let action: String
  /// The ARN, with pseudo parameters in it; of a secret without the key and the version behind it.
  package let arn: Value

  /// The actions of both stores, and the one on the key that a value is encrypted with.
  package static let parameterAction = "ssm:GetParameters"
  package static let secretAction = "secretsmanager:GetSecretValue"
  package static let keyAction = "kms:Decrypt"
  /// What a task definition says besides its properties: maps of a secret's `Name` and the `Key` of its own.
  package static let keysAside = "KeysOfSecrets"

  /// From `ValueFrom`; nil where what it names is known only when deploying.
  package init?(_ value: Value) {
    let parts = if case .text(let parts) = value.content { parts } else { [value] }
    guard let beginning = parts.first?.literal else { return nil }
    guard beginning.hasPrefix("arn:") else {
      action = Self.parameterAction
      // ARNs of parameters have a slash, whether their names begin with one or not.
      let name = Value(.string(beginning.hasPrefix("/") ? beginning : "/" + beginning), at: value.span)
      arn = .text(
        ["arn:", .partition, ":ssm:", .region, ":", .account, ":parameter", name] + parts.dropFirst(), at: value.span)
      return
    }
    let isSecret = parts.contains { $0.literal?.contains(":secretsmanager:") ?? false }
    action = isSecret ? Self.secretAction : Self.parameterAction
    arn = isSecret ? Self.withoutVersion(parts, at: value) : value
  }

  /// From `CredentialsParameter` of a private registry: the name or the ARN of a secret; nil where which one it is is known
  /// only when deploying.
  package init?(credentials value: Value) {
    let parts = if case .text(let parts) = value.content { parts } else { [value] }
    guard let beginning = parts.first?.literal else { return nil }
    action = Self.secretAction
    arn =
      beginning.hasPrefix("arn:")
      ? value
      : .text(["arn:", .partition, ":secretsmanager:", .region, ":", .account, ":secret:"] + parts, at: value.span)
  }

  /// Reading the key that a secret is encrypted with.
  package init(key: Value) {
    action = Self.keyAction
    arn = key
  }

  /// What a policy has to name: AWS adds a hyphen and six characters to the name of a secret, and compares with the whole.
  package var resource: Value {
    guard action == Self.secretAction, !mayBeWhole else { return arn }
    return .text(Self.parts(of: arn) + ["-??????"], at: arn.span)
  }

  /// Whether the ARN may have what AWS adds to the name of a secret.
  ///
  /// One that was made of a name has not, whatever the name ends in.
  package var mayBeWhole: Bool {
    let parts = Self.parts(of: arn)
    if parts.count > 1, case .pseudo(.partition) = parts[1].content { return false }
    return parts.last?.literal.map { Self.withoutSuffix($0) != nil } ?? true
  }

  /// A secret's name or ARN without what AWS adds, a hyphen and six characters; nil where it does not end in that.
  package static func withoutSuffix(_ text: String) -> String? {
    let end = text.utf8.suffix(7)
    guard end.count == 7, end.first == UInt8(ascii: "-"),
      end.dropFirst().allSatisfy(\.isAlphanumeric)
    else { return nil }
    return String(text.dropLast(7))
  }

  private static func parts(of value: Value) -> [Value] {
    if case .text(let parts) = value.content { parts } else { [value] }
  }

  /// The first seven words of an ARN: what follows them is a key, a stage and a version.
  private static func withoutVersion(_ parts: [Value], at value: Value) -> Value {
    var kept: [Value] = []
    var left = 7
    for part in parts {
      guard let text = part.literal else {
        kept.append(part)
        continue
      }
      let words = text.split(separator: ":", maxSplits: left, omittingEmptySubsequences: false)
      let beginning = words.prefix(left).joined(separator: ":")
      left -= words.count - 1
      if !beginning.isEmpty { kept.append(Value(.string(beginning), at: part.span)) }
      if left <= 0 { break }
    }
    return kept.count == 1 ? kept[0] : .text(kept, at: value.span)
  }
}
