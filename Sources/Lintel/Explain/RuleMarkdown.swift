import LintelSource

/// The rules as pages of the reference.
enum RuleMarkdown {
  /// The list of rules, and a page for each.
  static var pages: [(path: String, text: String)] {
    [("Rules.md", list)] + RuleCatalog.rules.map { ("Rules/\($0.id).md", page(of: $0)) }
  }

  private static func page(of rule: Rule) -> String {
    let page = rule.page
    let severity = "\(rule.severity == .error ? "An" : "A") **\(rule.severity.rawValue)**."
    var blocks = ["# \(rule.id)", rule.summary, "## Overview", severity + " " + page.why]
    if let answer = page.awsAnswer { blocks += ["AWS answers:", code([answer], "")] }
    for example in page.wrong {
      let report = ExampleRun(example).report(of: rule, width: 110).text
      blocks += ["### Wrong\(example.origin)", code(example.shownLines, "yaml")]
      blocks += [code(report.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2).map(String.init), "")]
    }
    for example in page.right { blocks += ["### Right\(example.origin)", code(example.shownLines, "yaml")] }
    blocks += ["### To silence it", rule.silencing]
    if let source = page.source { blocks += ["### More", "<\(source)>"] }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static var list: String {
    var blocks = [
      "# Rules", "What lint reports, and why.", "## Overview",
      """
      `lintel explain RULE` prints these pages. An error stops `compile`; a warning never does. Most examples are
      merged over one of two small systems, as an environment is over its spec.
      """,
    ]
    for base in SpecExample.Base.allCases {
      blocks += ["### The examples' \(base.path)", "```yaml\n\(base.text)```"]
    }
    // DocC prints the summaries beside the links.
    blocks.append("## Topics")
    for (area, rules) in RuleCatalog.byArea {
      blocks += ["### \(area.rawValue)", rules.map { "- <doc:\($0.id)>" }.joined(separator: "\n")]
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func code(_ lines: [String], _ language: String) -> String {
    "```\(language)\n" + lines.joined(separator: "\n") + "\n```"
  }
}
