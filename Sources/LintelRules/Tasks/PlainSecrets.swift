import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let plaintextSecret = Rule(
    "plaintext-secret", .warning, .checking,
    "A password, key or token stands in an environment variable, a command or a label of a container.",
    page: RulePage(
      .containers,
      why: """
        The environment of a container can be read by whoever may describe its task definition, and every revision \
        keeps it for good. The spec, the template and the script hold it too, and so does the history of their \
        repository. A variable is reported when its name ends in the word for a credential and its value may be one, \
        or when its value has the form of a key, a token or an address with a password. So are the words of commands and \
        health checks, and labels.
        """,
      source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
      wrong: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web:
                  environment:
                    ↓DB_PASSWORD: correct-horse-7
                    ↓apiKey: 5f2b9c71d0
          """),
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web:
                  environment:
                    ↓S3: AKIA2E7RQXN4LWZT5JKD
                    ↓DATABASE: "postgres://shop:correct-horse-7@db.example.com/shop"
          """),
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web:
                  command: [serve, ↓--db-password=correct-horse-7]
                  dockerLabels: { com.example.token: ↓ghp_0123456789abcdefghijABCDEFGHIJ012345 }
                  healthCheck: { command: ↓curl -f http://localhost/health?key=x -H api-token=5f2b9c71d0 }
          """),
      ],
      right: [
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web:
                  command: [sh, -c, "serve --db-password=$DB_PASSWORD --token-file=/run/secrets/token"]
                  healthCheck: { command: "curl -f http://localhost/health?token=1" }
                  dockerLabels: { com.example.password: required }
          """),
        // The name of a secret, or the file that holds it, is none.
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web:
                  environment:
                    DB_PASSWORD_PARAMETER: /shop/db/password
                    DB_PASSWORD_FILE: /run/secrets/db
                    DB_PASSWORD: ""
                    DB_SECRET: "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-a1b2c3"
          """),
        // Names and values that only look like secrets.
        .ecs(
          """
          taskDefinitions:
            web:
              containers:
                web:
                  environment:
                    TOKEN_TTL: "3600"
                    MAX_TOKEN: "4096"
                    RESET_PASSWORD: "true"
                    SORT_KEY: created
                    TOKEN: "<token>"
                    PREFIX: AKIA
                    DATABASE: "postgres://db.example.com:5432/shop"
          """),
      ]))
}

/// Finds credentials in the environments of containers.
enum PlainSecrets {
  static func check(_ model: SystemModel, _ findings: Findings) {
    for task in model.made(ResourceType.taskDefinition) {
      for container in task["ContainerDefinitions"]?.items ?? [] {
        for variable in container["Environment"]?.items ?? [] { check(variable, of: container, model.graph, findings) }
        checkCommands(of: container, model.graph, findings)
      }
    }
  }

  /// The value is in no message: what reports are kept in is read by more people than the spec.
  private static func check(
    _ variable: Value, of container: Value, _ graph: ResourceGraph, _ findings: Findings
  ) {
    guard let name = variable["Name"], let text = name.literal, let value = graph.judged(variable["Value"]) else {
      return
    }
    let form = SecretForm.noun(of: value)
    guard form != nil || SecretName.holdsCredential(text, value) else { return }
    findings.report(
      .plaintextSecret, at: name.span,
      "variable '\(text)' of container '\(container["Name"]?.literal ?? "")' "
        + (form.map { "holds \($0)" } ?? "holds a secret, as its name says"),
      label: "whoever may read the task definition can read it",
      help: [
        "keep it in Systems Manager's Parameter Store or in Secrets Manager, and write "
          + "`secrets: { \(text): /the/name/there }` in place of the variable",
        "if it was ever in use, replace it",
      ])
  }

  /// The words that containers are started and checked with, and their labels.
  private static func checkCommands(of container: Value, _ graph: ResourceGraph, _ findings: Findings) {
    let labels = container["DockerLabels"].map { labels -> [Value] in
      if case .map(let members) = labels.content { members.map(\.value) } else { [] }
    }
    let texts =
      [container["EntryPoint"], container["Command"], container["HealthCheck"]?["Command"]].flatMap { $0?.items ?? [] }
      + (labels ?? [])
    for text in texts where text.span.isWritten {
      let lines = graph.judged(text)?.split(whereSeparator: \.isNewline) ?? []
      guard let what = lines.lazy.compactMap(SecretForm.secret(inLine:)).first else { continue }
      findings.report(
        .plaintextSecret, at: text.span,
        "this text of container '\(container["Name"]?.literal ?? "")' holds \(what)",
        label: "whoever may read the task definition can read it",
        help: [
          "keep it in Systems Manager's Parameter Store or in Secrets Manager, give it to the container by `secrets`, and "
            + "have the program read that variable",
          "if it was ever in use, replace it",
        ])
    }
  }
}
