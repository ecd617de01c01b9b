package import LintelSource

// What can be wrong with keys, anchors and aliases, whatever they mean.
extension Rule {
  package static let duplicateKey = Rule(
    "duplicate-key", .error, .reading, "A mapping has a key twice: which value counts would depend on the reader.",
    page: RulePage(
      .text,
      why: """
        YAML demands keys that are unique. Many programs do not check it: the last value wins in silence, and the first \
        one looks as if it were in force.
        """,
      source: "https://yaml.org/spec/1.2.2/#3213-node-comparison",
      wrong: [
        .ecs(
          """
          services:
            web:
              desiredCount: 2
              ↓desiredCount: 4
          """)
      ],
      right: [.ecs("services:\n  web:\n    desiredCount: 2")]))

  package static let invalidKey = Rule(
    "invalid-key", .error, .reading, "A key is text; collections and null are none.",
    page: RulePage(
      .text,
      why: """
        YAML allows any value as a key. The language has no use for that, and such a key is nearly always a text whose \
        brackets, braces or tilde want quotes.
        """,
      wrong: [.ecs("tags:\n  ↓[team]: shop")],
      right: [.ecs("tags:\n  team: shop")]))

  package static let unknownAlias = Rule(
    "unknown-alias", .error, .reading, "An alias names an anchor that does not stand before it.",
    page: RulePage(
      .text,
      why: """
        An alias `*name` repeats the value that was marked `&name` further up. Keys that begin with `x-` are ignored, \
        and so are a home for values that only serve as anchors.
        """,
      source: "https://yaml.org/spec/1.2.2/#71-alias-nodes",
      wrong: [.ecs("x-probe: &probe { path: /ready }\ntargetGroups:\n  web: { healthCheck: ↓*prob }")],
      right: [.ecs("x-probe: &probe { path: /ready }\ntargetGroups:\n  web: { healthCheck: *probe }")]))

  package static let aliasCycle = Rule(
    "alias-cycle", .error, .reading, "An alias stands inside the value that its anchor names.",
    page: RulePage(
      .text,
      why: "A value that holds itself has no end. YAML can write it down; nothing can be deployed from it.",
      source: "https://yaml.org/spec/1.2.2/#71-alias-nodes",
      wrong: [.ecs("clusters:\n  batch: &batch { tags: ↓*batch }")],
      right: [.ecs("clusters:\n  batch: { tags: &tags { team: shop } }\n  nightly: { tags: *tags }")]))

  package static let mergeValue = Rule(
    "merge-value", .error, .reading, "A merge key (`<<`) takes a mapping or a list of mappings.",
    page: RulePage(
      .text,
      why: """
        The merge key copies the pairs of a mapping into the one that holds it, as far as it does not have them. The \
        mapping is usually named by an alias; without the asterisk it is just a word.
        """,
      source: "https://yaml.org/type/merge.html",
      wrong: [.ecs("x-common: &common { containerInsights: enabled }\nclusters:\n  batch: { <<: ↓common }")],
      right: [.ecs("x-common: &common { containerInsights: enabled }\nclusters:\n  batch: { <<: *common }")]))
}
