import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let secretAndVariable = Rule(
    "secret-and-variable", .error, .checking, "A container's secret has the name of one of its variables.",
    page: RulePage(
      .containers,
      why: """
        A secret reaches the program as an environment variable, so its name is one of those. AWS refuses a task \
        definition in which a name stands in both.
        """,
      awsAnswer:
        "The secret name must be unique and not shared with any new or existing environment variables set on the "
        + "container, such as 'DB_PASSWORD'.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web:
                  environment: { DB_HOST: db.example.com, DB_USER: shop }
                  secrets: { ↓DB_USER: /shop/db/user }
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web:
                  environment: { DB_HOST: db.example.com }
                  secrets: { DB_USER: /shop/db/user }
          """)
      ]))
}

extension Rule {
  package static let impossibleSecret = Rule(
    "impossible-secret", .error, .checking, "What a secret names is neither a parameter nor a secret.",
    page: RulePage(
      .containers,
      why: """
        ECS reads a secret by the name or the ARN of a parameter in Parameter Store, or by the ARN of a secret in Secrets \
        Manager, behind which a key, a stage and a version may stand, each with its colon. It looks when a task starts, \
        and the task stops where nothing is found. `{ secretsManager: shop/db, key: password }` says the same without \
        colons.
        """,
      awsAnswer:
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
        + "unexpected ARN format with parameters when trying to retrieve ASM secret",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web:
                  secrets:
                    A: ↓arn:aws:ssm:us-east-1:123456789012:parameter//shop/a
                    B: ↓arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/db-a1b2c3:password
                    C: ↓"shop/db:password::"
          """)
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web:
                  secrets:
                    A: arn:aws:ssm:us-east-1:123456789012:parameter/shop/a
                    B: "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/db-a1b2c3:password::"
                    C: { secretsManager: shop/db, key: password }
                    D: /shop/d:3
          """)
      ]))
}

extension TaskDefinition {
  /// What a text that says where a secret is kept lacks to be an address, with the remedy; nil where it may be one.
  private static func flaw(of address: String) -> (label: String, help: String)? {
    if address.contains("://") {
      return ("ECS takes names and ARNs", "write the name of a parameter, or `{ secretsManager: … }`")
    }
    let parts = address.split(separator: ":", omittingEmptySubsequences: false)
    guard parts[0] == "arn" else {
      if parts.count < 3 { return nil }
      return (
        "this would be the name of a parameter",
        "write `{ secretsManager: \(parts[0]), key: \(parts[1].isEmpty ? "…" : parts[1]) }`"
      )
    }
    guard parts.count > 5 else { return nil }
    let (service, name) = (parts[2], parts[5])
    if service == "ssm" {
      if name.hasPrefix("parameter/"), !name.hasPrefix("parameter//") { return nil }
      let path = (name.hasPrefix("parameter") ? name.dropFirst(9) : name).drop { $0 == "/" }
      let rest = ([Substring("parameter/\(path)")] + parts[6...]).joined(separator: ":")
      return (
        "ARNs of parameters have one `/` behind `parameter`",
        "write `\(parts[..<5].joined(separator: ":")):\(rest)`"
      )
    }
    if service == "secretsmanager" {
      guard name == "secret", parts.count > 6, parts[6].utf8.count > 0 else {
        return ("ARNs of secrets have `secret:` and a name", "write `…:secret:…`")
      }
      if parts.count == 7 || parts.count == 10 { return nil }
      let key = parts.count > 7 && !parts[7].isEmpty ? parts[7] : "…"
      return (
        "behind a secret stand key, stage and version, each with its colon",
        "write `\"\(parts[..<7].joined(separator: ":")):\(key)::\"`, with the quotes"
      )
    }
    return ("neither Parameter Store nor Secrets Manager has that", "name a parameter, or `{ secretsManager: … }`")
  }

  func checkSecretAddresses(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    for container in containers {
      for secret in container.value.value.secrets {
        let text: Located<Text>? =
          switch secret.value.value {
          case .scalar(let text): Located(text, at: secret.value.span)
          case .object(let secret): secret.ssm
          }
        guard let text, let address = text.value.literal, let flaw = Self.flaw(of: address) else { continue }
        lowered.findings.report(
          .impossibleSecret, at: text.span,
          "secret '\(secret.key.value)' of container '\(container.key.value)' names neither a parameter nor a secret",
          label: flaw.label, help: [flaw.help])
      }
    }
  }

  /// A name is that of a variable or of a secret.
  func checkSecrets(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    for container in containers {
      let variables = container.value.value.environment
      for secret in container.value.value.secrets {
        guard let variable = variables.first(where: { $0.key.value == secret.key.value }) else { continue }
        lowered.findings.report(
          .secretAndVariable, at: secret.key.span,
          "container '\(container.key.value)' has '\(secret.key.value)' as a secret and as a variable",
          label: "AWS answers that the secret's name has to be unique",
          labels: [Label(variable.key.span, "the variable")], help: ["remove the variable"])
      }
    }
  }
}
