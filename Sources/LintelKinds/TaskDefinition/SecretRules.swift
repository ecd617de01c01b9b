import LintelSchema
package import LintelSource

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

extension TaskDefinition {
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
