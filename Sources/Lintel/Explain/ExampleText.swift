import LintelSource

extension SpecExample {
  /// The lines as a page shows them: what cannot be seen is spelt out, and what is long is cut.
  ///
  /// The files that it includes, or that are linted with it, stand below it, each under its path.
  var shownLines: [String] {
    (files + [neighbour].compactMap(\.self)).reduce(Self.shown(text)) {
      $0 + ["", "# \($1.path)"] + Self.shown($1.text)
    }
  }

  private static func shown(_ text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
      let visible = TerminalText.visible(String(line))
      return visible.count > 110 ? visible.prefix(109) + "…" : visible
    }
    guard lines.count > 16 else { return lines }
    let left = lines.count - 8
    return lines.prefix(6) + ["# … \(left) more lines like these …"] + lines.suffix(2)
  }

  /// What the lines are, for the heading over them.
  var origin: String { base.map { ", over \($0.path)" } ?? "" }
}

extension Rule {
  /// The comment that accepts its findings.
  var silencing: String {
    switch stage {
    case .reading: "It cannot be silenced: without what it asks for there is no system to check."
    case .checking:
      """
      One finding: `# lintel: allow \(id) because …` on its line or the line above. In JSON: an entry of `lint.allow` \
      with `rule`, `at` and `because`. All of them: `\(id): off` in `lint.rules`, or another severity.
      """
    }
  }
}

extension RuleCatalog {
  /// The rules of each area, in the order of the catalogue.
  static var byArea: [(area: RulePage.Area, rules: [Rule])] {
    let areas = rules.map(\.page.area)
    return RulePage.Area.allCases.map { area in
      (area, zip(rules, areas).filter { $1 == area }.map(\.0))
    }
  }
}
