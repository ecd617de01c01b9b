package import LintelSource

// What can be wrong with the text of a file.
extension Rule {
  package static let syntax = Rule(
    "syntax", .error, .reading, "The text is not YAML or JSON, so the section that holds it is not read.",
    page: RulePage(
      .text,
      why: """
        A value that never ends, or a line that stands too far to the left, changes the meaning of what follows. Lintel \
        passes over the section that holds it and goes on with the next top-level key, so one slip hides as little as \
        possible of the rest. Nothing is said about the section, or about what refers to it, until it reads.
        """,
      source: "https://yaml.org/spec/1.2.2/",
      wrong: [
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          vpcs:
            main: ↓{ cidr: 10.0.0.0/16
          clusters:
            main: {}
          """)
      ],
      right: [
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          vpcs:
            main: { cidr: 10.0.0.0/16 }
          clusters:
            main: {}
          """)
      ]))

  package static let encoding = Rule(
    "encoding", .error, .reading, "The file is not UTF-8 text, so it is not read.",
    page: RulePage(
      .text,
      why: """
        A spec is UTF-8 text. Control characters cannot be seen in an editor and are hardly ever meant; YAML does not \
        allow them in a file either. In double quotes they can be written as `"\\u0007"`.
        """,
      source: "https://yaml.org/spec/1.2.2/#51-character-set",
      wrong: [.ecs("tags: { team: shop↓\u{7}front }")],
      right: [.ecs("tags: { team: shopfront, city: Zürich }")]))

  package static let tabIndentation = Rule(
    "tab-indentation", .error, .reading, "YAML wants spaces: a tab has no width that reader and writer agree on.",
    page: RulePage(
      .text,
      why: """
        Indentation says what belongs to what, so YAML does not allow tabs in it. Most editors can be told to insert \
        spaces for the tab key; two for each level are usual.
        """,
      source: "https://yaml.org/spec/1.2.2/#61-indentation-spaces",
      wrong: [
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          clusters:
          ↓\tmain: {}
          """)
      ],
      right: [.ecs("clusters:\n  batch: {}  # two spaces")]))

  package static let unquotedInterpolation = Rule(
    "unquoted-interpolation", .error, .reading,
    "Inside `{ }` and `[ ]` YAML takes the `{` of an unquoted `${…}` for a mapping.",
    page: RulePage(
      .text,
      why: """
        Where each key has a line of its own, `${…}` needs no quotes. Between braces and brackets it does: there YAML \
        reads `{` and `}` as the ends of mappings.
        """,
      wrong: [.ecs("clusters:\n  batch: { name: ↓shop-${environment} }")],
      right: [
        .ecs("clusters:\n  batch: { name: \"shop-${environment}\" }"),
        .ecs("clusters:\n  batch:\n    name: shop-${environment}"),
      ]))

  package static let severalDocuments = Rule(
    "several-documents", .error, .reading, "A file holds one document; what follows is not read.",
    page: RulePage(
      .text,
      why: """
        `---` ends a YAML document and begins another. A spec is one document: two systems are two files, and two \
        variants of one system are two `environments` of one file.
        """,
      source: "https://yaml.org/spec/1.2.2/#22-structures",
      wrong: [
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          clusters:
            main: {}
          ↓---
          lintel: 1
          """)
      ],
      right: [
        .whole(
          """
          ---
          lintel: 1
          project: shop
          region: us-east-1
          clusters:
            main: {}
          """)
      ]))

  package static let notAMapping = Rule(
    "not-a-mapping", .error, .reading, "The top level of a file is a mapping of keys to values.",
    page: RulePage(
      .text,
      why: """
        A spec begins with keys such as `lintel`, `project` and `vpcs`, each at the beginning of a line. A list or a \
        single text at the top level says nothing that Lintel could read.
        """,
      wrong: [.whole("↓- vpcs\n- subnets")],
      right: [.whole("lintel: 1\nproject: shop\nregion: us-east-1\nclusters:\n  main: {}")]))

  package static let emptyFile = Rule(
    "empty-file", .error, .reading, "The file holds nothing but blanks and comments.",
    page: RulePage(
      .text,
      why: """
        An empty file is more likely a slip, such as a wrong path or a failed copy, than a system without resources, so \
        it is an error.
        """,
      wrong: [.whole("↓# The shop, to be described.")],
      right: [.whole("lintel: 1\nproject: shop\nregion: us-east-1\nclusters:\n  main: {}")]))
}
