import LintelAnalysis
import LintelGraph
import Testing

/// What holds of the model whatever the graph.
@Suite struct ReachPropertyTests {
  /// All pairs of which the first reaches the second.
  private static func pairs(of graph: ResourceGraph) -> Set<String> {
    let model = Reachability(graph)
    var pairs: Set<String> = []
    let own = ["x", "y"].map { Endpoint.ownIPv6(Path("vpcs", $0)) }
    for start in [Endpoint.internet] + own + model.hosts.map(\.endpoint) {
      for host in model.hosts
      where model.routes(from: start, to: host.endpoint).contains(where: { $0.certainty == .yes }) {
        pairs.insert("\(start) → \(host.path)")
      }
    }
    return pairs
  }

  @Test func agreesWithTryingEverything() {
    var count = 0
    for seed in 0..<60 {
      let graph = RandomSystem(seed: UInt64(seed)).graph
      let search = BruteForce(graph: graph)
      var expected: Set<String> = []
      let own = ["x", "y"].map(BruteForce.own)
      for start in [BruteForce.internet] + own + Reachability(graph).hosts.map(\.path.description) {
        for host in search.reached(from: start) { expected.insert("\(start) → \(host)") }
      }
      let found = Self.pairs(of: graph)
      count += found.count
      let different = found.symmetricDifference(expected).sorted()
      #expect(different.isEmpty, "seed \(seed): \(different.map { (found.contains($0) ? "+ " : "- ") + $0 })")
    }
    #expect(count > 200, "the graphs are worth looking at: \(count)")
  }

  @Test func moreRulesNeverCloseAWay() {
    for seed in 0..<40 {
      var system = RandomSystem(seed: UInt64(seed))
      let before = Self.pairs(of: system.graph)
      if seed.isMultiple(of: 2) { system.addGroupRule() } else { system.addAddressRule() }
      let lost = before.subtracting(Self.pairs(of: system.graph)).sorted()
      #expect(lost.isEmpty, "seed \(seed): \(lost)")
    }
  }

  @Test func fewerRoutesNeverOpenAWay() {
    for seed in 0..<40 {
      var system = RandomSystem(seed: UInt64(seed))
      guard let less = system.withoutARoute() else { continue }
      let won = Self.pairs(of: less).subtracting(Self.pairs(of: system.graph)).sorted()
      #expect(won.isEmpty, "seed \(seed): \(won)")
    }
  }

  /// What is listed for everybody is what is answered for two.
  @Test func theListAgreesWithTheAnswers() {
    for seed in 0..<60 {
      let model = Reachability(RandomSystem(seed: UInt64(seed)).graph)
      for connection in model.connections() where connection.certainty == .yes {
        guard case .host = connection.to, connection.from == .internet || connection.from.path != nil else { continue }
        let routes = model.routes(from: connection.from, to: connection.to)
        let isAnswered = routes.contains { route in
          route.certainty == .yes && route.connections.count == 1
            && route.connections[0].traffic.contains(connection.traffic)
        }
        #expect(isAnswered, "seed \(seed): \(connection.from) → \(connection.to) \(connection.traffic)")
      }
    }
  }
}
