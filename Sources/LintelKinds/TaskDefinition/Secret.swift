import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// Where the value of a container's secret is kept.
package struct Secret: Described {
  package static let summary = "Where a secret is kept: in one of two stores."

  let ssm: Located<Text>?
  let secretsManager: Located<Text>?
  let key: Located<String>?
  let version: Located<String>?
  let kmsKey: Located<Text>?

  package init(_ fields: inout FieldReader) {
    ssm = fields.optional(
      "ssm", .deployTimeText(1...2048), "The name or ARN of a parameter in Systems Manager's Parameter Store.")
    secretsManager = fields.optional(
      "secretsManager", .deployTimeText(1...2048), "The name or ARN of a secret in Secrets Manager.")
    key = fields.optional(
      "key", .string(1...256), "The key of a secret that is JSON.", absence: "the whole secret")
    version = fields.optional(
      "version", .string(1...256), "The stage of a secret, such as `AWSPREVIOUS`, or the id of a version.",
      absence: "`AWSCURRENT`")
    kmsKey = fields.optional(
      "kmsKey", .arn, "The ARN of the key that it is encrypted with.", absence: "AWS's own key")
    fields.exactlyOne("ssm", "secretsManager")
  }
}

/// A secret as ECS is given it, and what reading it takes.
struct SecretSource {
  /// `ValueFrom`: a parameter's name, or an ARN with the key and version of a secret behind it.
  let value: Value
  /// What the execution role has to be allowed.
  let grants: [(action: String, resource: Value)]

  init(_ secret: Located<Either<Text, Secret>>, in lowering: Lowering) {
    switch secret.value {
    case .scalar(let text):
      value = lowering.value(of: text, at: secret.span)
      // An ARN that is known only when deploying may be of either store.
      let value = value
      grants =
        SecretAccess(value).map { [($0.action, $0.resource)] }
        ?? [SecretAccess.parameterAction, SecretAccess.secretAction].map { ($0, value) }
    case .object(let secret):
      let (value, grant) = secret.source(in: lowering)
      self.value = value
      grants = [grant] + (secret.kmsKey.map { [(SecretAccess.keyAction, lowering.value(of: $0))] } ?? [])
    }
  }
}

extension TaskDefinition {
  /// The keys that the secrets of its containers are encrypted with, each with the name of the variable.
  func keysOfSecrets(in lowering: Lowering) -> [Value] {
    containers.sorted { $0.key.value < $1.key.value }.flatMap { container in
      container.value.value.secrets.sorted { $0.key.value < $1.key.value }.compactMap { secret in
        guard case .object(let store) = secret.value.value, let key = store.kmsKey else { return nil }
        return .map(["Name": .string(secret.key), "Key": lowering.value(of: key)], at: secret.key.span)
      }
    }
  }
}

extension Secret {
  fileprivate func source(in lowering: Lowering) -> (value: Value, grant: (action: String, resource: Value)) {
    if let ssm {
      let value = lowering.value(of: ssm)
      return (value, (SecretAccess.parameterAction, SecretAccess(value)?.arn ?? value))
    }
    let name = secretsManager.map { lowering.value(of: $0) } ?? ""
    let parts = if case .text(let parts) = name.content { parts } else { [name] }
    let isARN = parts.first?.literal.map { $0.hasPrefix("arn:") } ?? true
    let beginning: [Value] = ["arn:", .partition, ":secretsmanager:", .region, ":", .account, ":secret:"]
    let arn = isARN ? parts : beginning + parts
    let whole = joined(arn, at: name.span)
    return (
      joined(arn + ending, at: name.span), (SecretAccess.secretAction, SecretAccess(whole)?.resource ?? whole)
    )
  }

  /// Key, stage and version, as they stand behind an ARN.
  private var ending: [Value] {
    guard key != nil || version != nil else { return [] }
    // A stage has a name of AWS's or of one's own, a version an id that is a UUID.
    let version = version?.value ?? ""
    let isID = version.utf8.count == 36 && version.split(separator: "-").count == 5
    return [Value(.string(":\(key?.value ?? ""):\(isID ? "" : version):\(isID ? version : "")"))]
  }

  private func joined(_ parts: [Value], at span: Span) -> Value { parts.count == 1 ? parts[0] : .text(parts, at: span) }
}
