package import LintelSource

// What can be wrong with how an environment changes a spec.
extension Rule {
  package static let nothingToRemove = Rule(
    "nothing-to-remove", .error, .reading, "An environment removes a key that the spec does not have.",
    page: RulePage(
      .environments,
      why: """
        `null` takes away what the spec below says. Where there is nothing, the key is misspelt, or the spec has \
        changed since: in both cases the environment does not do what it was written for.
        """,
      wrong: [.ecs("services:\n  web: { ↓autoscaling: null }\nscalingPolicies: null")],
      right: [.ecs("services:\n  web: { autoScaling: null }\nscalingPolicies: null")]))

  package static let forbiddenInEnvironment = Rule(
    "forbidden-in-environment", .error, .reading, "An environment cannot change what all environments share.",
    page: RulePage(
      .environments,
      why: """
        `project` names the system, and `lintel` the version of the language in which all of the file is written. The \
        environment's own name is part of derived names and tags already, so nothing is gained by another project.
        """,
      wrong: [.ecs("↓project: shop-staging")],
      right: [.ecs("region: eu-west-1\naccount: \"111111111111\"")]))

  package static let similarID = Rule(
    "similar-id-in-environment", .warning, .checking,
    "An environment adds an entry whose id is a letter away from one of the spec's, which stays as it was.",
    page: RulePage(
      .environments,
      why: """
        An environment may add entries, so a misspelt id is no error: it makes a second cluster beside the first, which \
        is left unchanged. If the entry is meant, give it an id that is easier to tell apart, or allow the finding.
        """,
      wrong: [.ecs("clusters:\n  ↓mian: { containerInsights: disabled }")],
      right: [.ecs("clusters:\n  main: { containerInsights: disabled }\n  batch: {}")]))

  package static let repeatedOverride = Rule(
    "repeated-override", .note, .checking, "An environment says what the spec says anyway.",
    page: RulePage(
      .environments,
      why: """
        An environment holds what is different in it. A value that is the same hides what is different, and stays behind \
        when the spec is changed. Nothing is reported where another environment says something else in its place, or \
        where it stands in the same braces as what does change: there it is repeated to be compared.
        """,
      wrong: [
        .whole(Self.environments(staging: "{ main: { ↓retentionDays: 30 } }", production: "{}"))
      ],
      right: [
        .whole(Self.environments(staging: "{ main: { retentionDays: 3 } }", production: "{}")),
        .whole(
          Self.environments(
            staging: "{ main: { retentionDays: 30 } }", production: "{ main: { retentionDays: 365 } }")),
      ]))

  private static func environments(staging: String, production: String) -> String {
    """
    lintel: 1
    project: shop
    region: us-east-1
    logGroups:
      main: { retentionDays: 30 }
    environments:
      staging: { account: "111111111111", logGroups: \(staging) }
      production: { account: "222222222222", logGroups: \(production) }
    """
  }
}
