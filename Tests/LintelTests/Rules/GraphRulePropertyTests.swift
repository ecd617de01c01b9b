import LintelGraph
import LintelRules
import LintelSource
import Testing

/// What holds of the rules on several entries, whatever the graph.
@Suite struct GraphRulePropertyTests {
  /// Rules that miss a rule of a security group.
  private static let ofMissingRules: Set<String> = [
    "blocked-load-balancer", "unreachable-listener", "listener-closed-to-internet",
  ]

  private static func messages(of graph: ResourceGraph, _ isMeant: (Rule) -> Bool = { _ in true }) -> [String] {
    let findings = Findings()
    GraphRules.check(graph, findings)
    return findings.all.filter { isMeant($0.rule) }.map { "\($0.rule.id): \($0.message)" }
  }

  @Test func moreRulesNeverBlockAnybody() {
    var count = 0
    for seed in 0..<120 {
      var system = RandomSystem(seed: UInt64(seed))
      let before = Set(Self.messages(of: system.graph) { Self.ofMissingRules.contains($0.id) })
      if seed.isMultiple(of: 2) { system.addGroupRule() } else { system.addAddressRule() }
      let after = Set(Self.messages(of: system.graph) { Self.ofMissingRules.contains($0.id) })
      count += before.count
      // A rule for private addresses makes an unreachable listener one that is closed to the internet.
      let won = after.subtracting(before).filter { !$0.hasPrefix("listener-closed-to-internet: ") }
      #expect(won.isEmpty, "seed \(seed): \(won.sorted())")
    }
    #expect(count > 30, "the graphs are worth looking at: \(count)")
  }

  @Test func theSameGraphSaysTheSame() {
    for seed in 0..<40 {
      let graph = RandomSystem(seed: UInt64(seed)).graph
      #expect(Self.messages(of: graph) == Self.messages(of: graph))
    }
  }
}
