package import LintelSource

// What can be wrong with files that a spec includes.
extension Rule {
  package static let invalidInclude = Rule(
    "invalid-include", .error, .reading, "`include` names files of the spec, each by its path.",
    page: RulePage(
      .text,
      why: """
        The same spec has to mean the same system on every machine. So a path begins in the folder of the file that \
        names it, and not at the root; files are named one by one, because a pattern takes in whatever comes to lie \
        there; and a link that leads out of the folder is refused, because a reader of the spec does not see it. A spec \
        that comes by a pipe has no folder from which a path could begin.
        """,
      wrong: [
        .whole("\(Self.shop)include: [↓/srv/shop/network.yaml, ↓\"parts/*.yaml\"]\nclusters: { main: {} }"),
        .whole("\(Self.shop)include: [↓\"${project}.yaml\"]\nclusters: { main: {} }"),
      ],
      right: [
        .whole(
          "\(Self.shop)include: [clusters.yaml]",
          files: [SpecExample.File("clusters.yaml", "clusters: { main: {} }")])
      ]))

  package static let circularInclude = Rule(
    "circular-include", .error, .reading, "A file includes itself, perhaps by way of others.",
    page: RulePage(
      .text,
      why: """
        What a file holds is part of the spec as soon as it is included once, for all files alike: a file need not \
        include what it refers to. So nothing is lost by leaving the circle out.
        """,
      wrong: [
        .whole(
          "\(Self.shop)include: [clusters.yaml]",
          files: [
            SpecExample.File("clusters.yaml", "include: [logs.yaml]\nclusters: { main: {} }"),
            SpecExample.File("logs.yaml", "include: [↓clusters.yaml]\nlogGroups: { web: { retentionDays: 30 } }"),
          ])
      ],
      right: [
        .whole(
          "\(Self.shop)include: [clusters.yaml]",
          files: [
            SpecExample.File("clusters.yaml", "include: [logs.yaml]\nclusters: { main: {} }"),
            SpecExample.File("logs.yaml", "logGroups: { web: { retentionDays: 30 } }"),
          ])
      ]))

  package static let repeatedInclude = Rule(
    "repeated-include", .error, .reading, "A file is included twice.",
    page: RulePage(
      .text,
      why: """
        Every entry has one id in all files of a spec, so a file cannot be there twice. Once is enough: what it holds is \
        there for all files, whichever includes it.
        """,
      wrong: [
        .whole(
          "\(Self.shop)include: [clusters.yaml, ↓./clusters.yaml]",
          files: [SpecExample.File("clusters.yaml", "clusters: { main: {} }")])
      ],
      right: [
        .whole(
          "\(Self.shop)include: [clusters.yaml]",
          files: [SpecExample.File("clusters.yaml", "clusters: { main: {} }")])
      ]))

  package static let definedTwice = Rule(
    "defined-twice", .error, .reading, "Two files of a spec define the same entry, variable or tag.",
    page: RulePage(
      .text,
      why: """
        Files stand beside each other, and none comes before another, so there is no telling which of the two should \
        count. What is to differ between systems stands in `environments`, and what is common to entries in `defaults`.
        """,
      wrong: [
        .whole(
          "\(Self.shop)include: [clusters.yaml]\nclusters: { main: { containerInsights: enabled } }",
          files: [SpecExample.File("clusters.yaml", "clusters: { ↓main: {} }")])
      ],
      right: [
        .whole(
          "\(Self.shop)include: [clusters.yaml]\nclusters: { main: { containerInsights: enabled } }",
          files: [SpecExample.File("clusters.yaml", "clusters: { batch: {} }")])
      ]))

  package static let forbiddenInInclude = Rule(
    "forbidden-in-include", .error, .reading, "An included file holds sections, variables and tags.",
    page: RulePage(
      .text,
      why: """
        The rest belongs to the system as a whole: its name, region and environments, what is given when it is deployed, \
        and how it is checked. It stands in the spec, where one looks for it. A file that begins with `lintel` is a spec \
        of its own; what two specs share stands in a third file that both include.
        """,
      wrong: [
        .whole(
          "\(Self.shop)include: [clusters.yaml]",
          files: [SpecExample.File("clusters.yaml", "↓region: us-east-1\nclusters: { main: {} }")])
      ],
      right: [
        .whole(
          "\(Self.shop)include: [clusters.yaml]",
          files: [SpecExample.File("clusters.yaml", "clusters: { main: {} }")])
      ]))

  private static let shop = "lintel: 1\nproject: shop\nregion: us-east-1\n"
}
