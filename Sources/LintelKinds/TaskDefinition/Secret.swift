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
      "kmsKey", .deployTimeText(1...2048), "The ARN of the key that it is encrypted with.", absence: "AWS's own key")
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
    case .scalar(let text): self.init(text, at: secret.span, in: lowering)
    case .object(let secret):
      if let name = secret.ssm {
        self = SecretSource(parameter: name.value, at: name.span, in: lowering)
      } else {
        self = SecretSource(secret, at: secret.secretsManager?.span ?? .none, in: lowering)
      }
      if let key = secret.kmsKey {
        self = SecretSource(value: value, grants: grants + [("kms:Decrypt", lowering.value(of: key))])
      }
    }
  }

  private init(value: Value, grants: [(action: String, resource: Value)]) {
    self.value = value
    self.grants = grants
  }

  /// Text says itself what it is: the ARN of a secret or of a parameter, or a parameter's name.
  private init(_ text: Text, at span: Span, in lowering: Lowering) {
    let value = lowering.value(of: text, at: span)
    guard case .literal(let beginning)? = text.parts.first else {
      // An ARN that is known only when deploying may be of either.
      self = SecretSource(
        value: value, grants: [("ssm:GetParameters", value), ("secretsmanager:GetSecretValue", value)])
      return
    }
    guard Self.isSecret(beginning) else {
      self = SecretSource(parameter: text, at: span, in: lowering)
      return
    }
    // Key, stage and version behind the name are no part of the secret's ARN.
    let words = beginning.split(separator: ":", omittingEmptySubsequences: false)
    let arn = text.parts.count == 1 ? Value(.string(words.prefix(7).joined(separator: ":")), at: span) : value
    self = SecretSource(value: value, grants: [("secretsmanager:GetSecretValue", arn)])
  }

  private init(parameter text: Text, at span: Span, in lowering: Lowering) {
    let value = lowering.value(of: text, at: span)
    var parts = if case .text(let parts) = value.content { parts } else { [value] }
    guard let beginning = parts.first?.literal, !beginning.hasPrefix("arn:") else {
      self = SecretSource(value: value, grants: [("ssm:GetParameters", value)])
      return
    }
    // The ARN of `/shop/password` ends in `parameter/shop/password`, and so does that of `shop/password`.
    parts[0] = Value(.string(beginning.hasPrefix("/") ? beginning : "/" + beginning), at: span)
    let arn = Value.text(["arn:", .partition, ":ssm:", .region, ":", .account, ":parameter"] + parts, at: span)
    self = SecretSource(value: value, grants: [("ssm:GetParameters", arn)])
  }

  private init(_ secret: Secret, at span: Span, in lowering: Lowering) {
    let name = secret.secretsManager.map { lowering.value(of: $0) } ?? ""
    let parts = if case .text(let parts) = name.content { parts } else { [name] }
    let isARN = parts.first?.literal.map { $0.hasPrefix("arn:") } ?? true
    let beginning: [Value] = ["arn:", .partition, ":secretsmanager:", .region, ":", .account, ":secret:"]
    let arn = isARN ? parts : beginning + parts
    // A stage has a name of AWS's or of one's own, a version an id that is a UUID.
    let version = secret.version?.value ?? ""
    let isID = version.utf8.count == 36 && version.split(separator: "-").count == 5
    let ending =
      secret.key == nil && version.isEmpty
      ? [] : [Value(.string(":\(secret.key?.value ?? ""):\(isID ? "" : version):\(isID ? version : "")"))]
    // AWS adds a hyphen and six characters to the name.
    let granted = isARN ? arn : arn + ["-??????"]
    self = SecretSource(
      value: Self.joined(arn + ending, at: span),
      grants: [("secretsmanager:GetSecretValue", Self.joined(granted, at: span))])
  }

  private static func joined(_ parts: [Value], at span: Span) -> Value {
    if parts.count == 1 { return parts[0] }
    return .text(parts, at: span)
  }

  private static func isSecret(_ text: String) -> Bool {
    text.hasPrefix("arn:")
      && text.split(separator: ":", omittingEmptySubsequences: false).dropFirst(2).first == "secretsmanager"
  }
}
