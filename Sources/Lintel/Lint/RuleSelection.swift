package import LintelSource

/// Which rules of a run are reported: `--select` and `--ignore`.
///
/// What makes a spec unreadable is always reported.
package struct RuleSelection {
  private let selected: Set<String>?
  private let ignored: Set<String>

  /// Each word is the id of a rule, or what several begin with.
  package init(select: [String], ignore: [String]) throws(UsageError) {
    var selected: Set<String> = []
    for word in select { selected.formUnion(try Self.rules(word, "--select").map(\.id)) }
    var ignored: Set<String> = []
    for word in ignore {
      let rules = try Self.rules(word, "--ignore")
      let ignorable = rules.filter { $0.stage == .checking }
      guard !ignorable.isEmpty else {
        throw UsageError("'\(rules[0].id)' cannot be ignored: without what it asks for there is no system to check")
      }
      ignored.formUnion(ignorable.map(\.id))
    }
    self.selected = select.isEmpty ? nil : selected
    self.ignored = ignored
  }

  package func includes(_ rule: Rule) -> Bool {
    rule.stage == .reading || !ignored.contains(rule.id) && selected?.contains(rule.id) ?? true
  }

  /// Whether findings of a rule are fixed: those of rules that were not selected are reported all the same where they
  /// make the spec unreadable.
  package func fixes(_ rule: Rule) -> Bool { !ignored.contains(rule.id) && selected?.contains(rule.id) ?? true }

  /// Whether a rule is reported, by its id; one that is not there any more is not.
  package func includes(id: String) -> Bool { RuleCatalog.byID[id].map(includes) ?? (selected == nil) }

  private static func rules(_ word: String, _ option: PrintableText) throws(UsageError) -> [Rule] {
    if let rule = RuleCatalog.byID[word] { return [rule] }
    let rules = RuleCatalog.named(word)
    guard let first = rules.first, first.id.hasPrefix(word), !word.isEmpty else {
      let near = rules.first.map { "did you mean '\($0.id)'?" as PrintableText }
      throw UsageError("\(option): no rule is '\(word)' or begins so; \(near ?? "`lintel explain` lists them")")
    }
    return rules
  }
}
