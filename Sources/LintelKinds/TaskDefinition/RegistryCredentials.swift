import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// The secret with which a private registry lets tasks in.
package struct RegistryCredentials: Described {
  package static let summary = "The secret with which a private registry lets tasks pull."
  package static let noun = "secret"

  let secretsManager: Located<Text>
  let kmsKey: Located<Text>?

  package init(_ fields: inout FieldReader) {
    secretsManager = fields.required(
      "secretsManager", .deployTimeText(1...2048), "The name or ARN of the secret in Secrets Manager.")
    kmsKey = fields.optional(
      "kmsKey", .arn, "The ARN of the key that it is encrypted with.", absence: "AWS's own key")
  }

  /// The name or the ARN, as ECS takes both.
  static func value(of written: Located<Either<Text, RegistryCredentials>>, in lowering: Lowering) -> Value {
    switch written.value {
    case .scalar(let text): lowering.value(of: text, at: written.span)
    case .object(let credentials): lowering.value(of: credentials.secretsManager)
    }
  }

  /// What the execution role has to be allowed.
  static func grants(
    of written: Located<Either<Text, RegistryCredentials>>, in lowering: Lowering
  ) -> [(action: String, resource: Value)] {
    let value = value(of: written, in: lowering)
    var grants = [(SecretAccess.secretAction, SecretAccess(credentials: value)?.resource ?? value)]
    if case .object(let credentials) = written.value, let key = credentials.kmsKey {
      grants.append((SecretAccess.keyAction, lowering.value(of: key)))
    }
    return grants
  }
}

extension KeyRule {
  /// What an instance has to give to one container alone.
  static let resourceRequirement = KeyRule("resource", pattern: "^GPU$") { key in
    key == "GPU" ? nil : "`GPU` is expected"
  }
}
