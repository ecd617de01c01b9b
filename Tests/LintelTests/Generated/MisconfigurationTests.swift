import Lintel
import LintelSource
import Testing

/// What goes wrong with systems, and what Lintel says about it: each line names rules that there are, or a reason.
@Suite struct MisconfigurationTests {
  private struct Case {
    let area: String
    let words: String
    let kind: String
    let answer: String

    var rules: [String] { kind == "rule" ? answer.split(separator: " ").map(String.init) : [] }
  }

  private static let kinds = [
    (word: "rule", title: "Found by a rule"), (word: "impossible", title: "Cannot be said, or cannot come about"),
    (word: "diff", title: "Said by `lintel diff`"), (word: "open", title: "Not found"),
  ]

  private static let cases: [Case] = {
    var cases: [Case] = []
    var area = ""
    for line in (Checkout.text(of: "Tests/Fixtures/misconfigurations.txt") ?? "").split(separator: "\n") {
      if line.hasPrefix("## ") { area = String(line.dropFirst(3)) }
      guard !line.hasPrefix("#"), let separator = line.ranges(of: " :: ").last else { continue }
      let answer = line[separator.upperBound...]
      let kind = answer.prefix { $0 != " " }
      cases.append(
        Case(
          area: area, words: String(line[..<separator.lowerBound]), kind: String(kind),
          answer: String(answer.dropFirst(kind.count + 1))))
    }
    return cases
  }()

  @Test func answersAreRulesOrReasons() {
    let known = Set(RuleCatalog.rules.map(\.id))
    for one in Self.cases {
      #expect(Self.kinds.contains { $0.word == one.kind }, "\(one.words): \(one.kind)")
      #expect(!one.answer.isEmpty, "\(one.words)")
      #expect(Set(one.rules).subtracting(known) == [], "\(one.words)")
    }
    #expect(
      Set(Self.cases.map { "\($0.area) \($0.words)" }).count == Self.cases.count, "one of them stands there twice")
    #expect(Self.cases.count > 270)
  }

  @Test func page() {
    var lines = [
      "# What goes wrong, and what finds it", "",
      "\(Self.cases.count) mistakes that people made with such systems, and what answers them.", "", "## Overview", "",
      "From AWS's documentation and models, and from issues of public projects, as of November 2026. A link is the rule that",
      "finds the mistake; for others the table says why they cannot be made here, or are not found.", "",
      "| | mistakes |", "| --- | --- |",
    ]
    for kind in Self.kinds {
      lines.append("| \(kind.title) | \(Self.cases.filter { $0.kind == kind.word }.count) |")
    }
    var area = ""
    for one in Self.cases {
      if one.area != area {
        area = one.area
        lines += ["", "## \(area)", "", "| mistake | answer |", "| --- | --- |"]
      }
      let answer =
        one.kind == "rule"
        ? one.rules.map { "<doc:\($0)>" }.joined(separator: ", ")
        : one.kind == "impossible" ? one.answer : "*\(one.kind == "open" ? "not found" : "diff")*: \(one.answer)"
      lines.append("| \(one.words) | \(answer) |")
    }
    Checkout.expect(lines.joined(separator: "\n") + "\n", at: "Sources/Lintel/Lintel.docc/Misconfigurations.md")
  }
}
