package import LintelGraph
package import LintelSource

extension Rule {
  package static let environmentsWithoutAccount = Rule(
    "environments-without-account", .note, .checking,
    "Where environments do not say their accounts, nothing keeps one from being deployed to the other's.",
    page: RulePage(
      .environments,
      why: """
        With `account` in each environment, the scripts check the account before they change anything, and lint knows \
        which environments share names. Without it `deploy.sh` asks whoever runs it.
        """,
      source: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html",
      wrong: [
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          clusters:
            main: {}
          environments:
            ↓staging: {}
            production: { account: "222222222222" }
          """)
      ],
      right: [
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          clusters:
            main: {}
          environments:
            staging: { account: "111111111111" }
            production: { account: "222222222222" }
          """)
      ]))
}

/// The rules between the environments of a spec.
///
/// A finding belongs to the later of two environments, and is reported among its findings.
package enum EnvironmentRules {
  /// One environment's system.
  package struct System {
    let graph: ResourceGraph
    let findings: Findings
    /// The environment's key.
    let span: Span
    /// Whether the spec gives an account, a wrong one too.
    let saysAccount: Bool

    package init(graph: ResourceGraph, findings: Findings, span: Span, saysAccount: Bool) {
      self.graph = graph
      self.findings = findings
      self.span = span
      self.saysAccount = saysAccount
    }
  }

  /// The rules of its own; what it shares with `GraphRules` stands there.
  package static var rules: [Rule] { [.environmentsWithoutAccount, .unusedEntry, .priorityTakenElsewhere] }

  /// `isWhole`: whether the systems are all that the spec has.
  package static func check(_ systems: [System], isWhole: Bool) {
    let graphs = systems.map { (graph: $0.graph, findings: $0.findings) }
    if isWhole { UnusedEntries.check(graphs) }
    guard systems.count > 1 else { return }
    SharedNames.check(graphs)
    SharedExports.check(graphs)
    SharedRecords.check(graphs)
    SharedPriorities.check(graphs)
    ForeignIdentifiers.check(graphs)
    reportUnknownAccounts(systems)
  }

  /// One finding, which every environment has that does not say its account.
  private static func reportUnknownAccounts(_ systems: [System]) {
    let open = systems.filter { !$0.saysAccount }
    for system in open {
      system.findings.report(
        .environmentsWithoutAccount, at: open[0].span, "no account is given", label: "it may be deployed to any",
        help: ["give each environment its `account`, 12 digits in quotes"])
    }
  }
}
