package import LintelSource

// What can be wrong with what a spec says of its own findings.
extension Rule {
  package static let unknownRuleID = Rule(
    "unknown-rule", .error, .reading, "A severity or an allowance names a rule that Lintel does not have.",
    page: RulePage(
      .lint,
      why: """
        A rule that is misspelt in `lint.rules` keeps its severity, and in an allowance it silences nothing. Findings \
        without which there is no system to check, such as `unknown-key`, can be neither set nor allowed. \
        `lintel explain` lists the rules.
        """,
      wrong: [.ecs("lint:\n  rules: { ↓naming-convetion: off, ↓unknown-key: off }")],
      right: [.ecs("lint:\n  rules: { naming-convention: off }")]))

  package static let invalidAllow = Rule(
    "invalid-allow", .error, .reading, "An allow comment names its rules and gives a reason after `because`.",
    page: RulePage(
      .lint,
      why: """
        Whoever reads the spec later has to know why a finding is accepted, and whether that still holds. So a comment \
        for Lintel reads `# lintel: allow rule-id because …`, with several ids separated by commas.
        """,
      wrong: [.ecs("clusters:\n  batch: {} ↓# lintel: allow naming-convention")],
      right: [
        .ecs(
          """
          naming: { prefix: shop- }
          clusters:
            main: { name: jobs } # lintel: allow naming-convention because the name is older than the convention
          """)
      ]))

  package static let unusedAllow = Rule(
    "unused-allow", .warning, .checking, "An allowance that silences nothing hides the next finding at its place.",
    page: RulePage(
      .lint,
      why: """
        When a defect is mended, the comment or the entry of `lint.allow` that accepted it stays behind. The next \
        defect there would then be accepted as well, for a reason that was never given for it.
        """,
      wrong: [
        .ecs(
          "clusters:\n  # lintel: allow ↓naming-convention because the name was there first\n  main: { name: shop }"),
        .ecs(
          "lint:\n  allow:\n    - { rule: naming-convention, at: ↓clusters.main, because: the name was there first }"),
      ],
      right: [
        .ecs(
          """
          naming: { prefix: shop- }
          clusters:
            # lintel: allow naming-convention because the name was there first
            main: { name: store }
          """)
      ]))
}
