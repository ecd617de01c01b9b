package import LintelSource

// What keeps a small file from costing much time or memory.
extension Rule {
  package static let tooDeep = Rule(
    "too-deep", .error, .reading, "Collections are nested deeper than any spec needs.",
    page: RulePage(
      .text,
      why: """
        No field of the language stands deeper than a dozen levels. At more than \(Limits.depth), aliases followed, \
        reading the value stops.
        """,
      wrong: [
        .ecs(
          "x-deep: " + String(repeating: "[", count: Limits.depth - 3) + "↓["
            + String(repeating: "]", count: Limits.depth - 2))
      ],
      right: [.ecs("x-deep: [[[[[[[[[[]]]]]]]]]]")]))

  package static let tooLarge = Rule(
    "too-large", .error, .reading, "The file is larger than any spec needs, written or with its aliases.",
    page: RulePage(
      .text,
      why: """
        Aliases to aliases multiply: nine lines of ten each stand for a thousand million values. Reading stops before \
        they cost memory. A file of more than \(Limits.fileSize >> 20) MiB is not read at all.
        """,
      source: "https://en.wikipedia.org/wiki/Billion_laughs_attack",
      wrong: [
        .whole(
          """
          lintel: 1
          x-a: &a [x, x, x, x, x, x, x, x, x, x]
          x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
          x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
          x-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
          x-e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
          x-f: &f [*e, *e, *e, *e, *e, *e, *e, ↓*e, *e, *e]
          """)
      ],
      right: [.ecs("x-a: &a [x, x, x, x]\nx-b: &b [*a, *a, *a, *a]")]))

  package static let tooManyFindings = Rule(
    "too-many-findings", .error, .reading, "The file has so many mistakes that reading stops.",
    page: RulePage(
      .text,
      why: """
        After \(Limits.findings) findings about its text a file is not read on: what follows is most likely a \
        consequence, or the file is no spec at all.
        """,
      wrong: [
        .whole(
          "x-keys:\n  key: 0\n" + (1..<Limits.findings).map { "  key: \($0)\n" }.joined() + "  ↓key: last")
      ],
      right: [.ecs("x-keys:\n  key: 0\n  other: 1")]))
}
