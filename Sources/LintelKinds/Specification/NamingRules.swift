package import LintelSource

extension Rule {
  package static let namingConvention = Rule(
    "naming-convention", .warning, .checking, "A physical name does not follow the convention that the spec declares.",
    page: RulePage(
      .names,
      why: """
        People and IAM policies find resources by the beginnings and ends of their names. `naming` says what those are; \
        derived names follow it by themselves, and written ones are held to it. `naming.exempt` lists sections, and \
        entries as `section.id`, whose names are given from outside.
        """,
      wrong: [
        .ecs("naming: { prefix: shop-, suffixes: { clusters: -cluster } }\nclusters:\n  main: { name: ↓shop-main }")
      ],
      right: [
        .ecs(
          "naming: { prefix: shop-, suffixes: { clusters: -cluster } }\nclusters:\n  main: { name: shop-main-cluster }"),
        .ecs("naming: { prefix: shop-, exempt: [clusters.main] }\nclusters:\n  main: { name: main }"),
      ]))
}
