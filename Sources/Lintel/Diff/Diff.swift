package import LintelDiff
import LintelGraph
package import LintelSource

/// What differs between two environments or two versions: the answer to `lintel diff`.
package struct Diff {
  /// One of the two sides of a comparison.
  package struct Side: Sendable {
    /// What a report calls it: an environment, or a file.
    package let name: String
    package let environment: String?
    package let account: String?
    package let region: String
  }

  /// One environment, or two, or the spec that has none.
  package struct Comparison {
    package let from: Side
    package let to: Side
    package let diff: GraphDiff
    /// Findings of rules that only one side has.
    package let findingsGone: [Finding]
    package let findingsNew: [Finding]
    /// Where the sources of either side are.
    let sources: (from: Sources, to: Sources)

    package var verdict: Verdict { Verdict(diff) }
  }

  package let comparisons: [Comparison]

  init(comparisons: [Comparison]) {
    self.comparisons = comparisons
  }

  package var isEmpty: Bool { comparisons.allSatisfy { $0.diff.isEmpty } }

  /// Two environments of one spec.
  ///
  /// - Parameters:
  ///   - checked: With these two environments and with symbols.
  ///   - from: The old one.
  ///   - to: The new one.
  package init(_ checked: Checked, from: String, to: String) {
    guard let old = checked.graphs.firstIndex(where: { $0.environment == from }),
      let new = checked.graphs.firstIndex(where: { $0.environment == to })
    else {
      comparisons = []
      return
    }
    comparisons = [Comparison((checked, old, from), (checked, new, to))]
  }

  /// Two versions of a spec: each environment with the one of the same name, or with nothing.
  ///
  /// - Parameters:
  ///   - old: With symbols if the sides are different systems; see `areDifferentSystems`.
  ///   - new: The other.
  ///   - names: What the sides are called where they have no environments.
  package init(old: Checked, new: Checked, names: (old: String, new: String)) {
    comparisons = Diff.pairs(old, new).map { pair in
      switch (pair.old, pair.new) {
      case (let from?, let to?):
        return Comparison(
          (old, from, Diff.name(old, from, names.old)), (new, to, Diff.name(new, to, names.new)))
      case (nil, let to?):
        return Comparison(missingIn: old, names.old, beside: (new, to, Diff.name(new, to, names.new)), isOld: true)
      case (let from, nil):
        return Comparison(
          missingIn: new, names.new, beside: (old, from ?? 0, Diff.name(old, from ?? 0, names.old)), isOld: false)
      }
    }
  }

  /// Whether a pair of systems differs in name, account or region, so that symbols are needed to compare them.
  package static func areDifferentSystems(_ old: Checked, _ new: Checked) -> Bool {
    pairs(old, new).contains { pair in
      guard let from = pair.old.map({ old.graphs[$0] }), let to = pair.new.map({ new.graphs[$0] }) else { return false }
      return from.isAnotherSystem(than: to)
    }
  }

  private static func name(_ checked: Checked, _ index: Int, _ file: String) -> String {
    checked.graphs[index].environment.map { "\(file) \($0)" } ?? file
  }

  /// The systems of both sides that belong together, by their positions.
  ///
  /// A spec without environments is compared with each that the other has.
  private static func pairs(_ old: Checked, _ new: Checked) -> [(old: Int?, new: Int?)] {
    if !old.hasEnvironments, new.hasEnvironments { return new.graphs.indices.map { (0, $0) } }
    if old.hasEnvironments, !new.hasEnvironments { return old.graphs.indices.map { ($0, 0) } }
    var pairs: [(old: Int?, new: Int?)] = new.graphs.indices.map { index in
      (old.graphs.firstIndex { $0.environment == new.graphs[index].environment }, index)
    }
    for (index, graph) in old.graphs.enumerated() {
      if !new.graphs.contains(where: { $0.environment == graph.environment }) { pairs.append((index, nil)) }
    }
    return pairs
  }
}

extension ResourceGraph {
  /// Whether the two cannot be one system, whatever they hold.
  func isAnotherSystem(than other: ResourceGraph) -> Bool {
    environment != other.environment || account != other.account || region != other.region
  }

  /// A system of the same name in which nothing is.
  fileprivate var emptied: ResourceGraph {
    ResourceGraph(project: project, environment: environment, region: region, account: account)
  }
}

extension Diff.Side {
  init(_ graph: ResourceGraph, _ name: String) {
    self.init(name: name, environment: graph.environment, account: graph.account, region: graph.region)
  }
}

extension Diff.Comparison {
  fileprivate typealias System = (checked: Checked, index: Int, name: String)

  fileprivate init(_ old: System, _ new: System) {
    let (before, after) = (old.checked.graphs[old.index], new.checked.graphs[new.index])
    from = Diff.Side(before, old.name)
    to = Diff.Side(after, new.name)
    sources = (old.checked.sources, new.checked.sources)
    let isOther = before.isAnotherSystem(than: after)
    if isOther, let from = old.checked.symbolic(at: old.index), let to = new.checked.symbolic(at: new.index) {
      diff = GraphDiff(from: from, to: to, areDifferentSystems: true)
    } else {
      diff = GraphDiff(from: before, to: after, areDifferentSystems: isOther)
    }
    let (gone, come) = (old.checked.rules(in: before.environment), new.checked.rules(in: after.environment))
    let (known, wanted) = (Set(gone.map(\.identity)), Set(come.map(\.identity)))
    findingsGone = gone.filter { !wanted.contains($0.identity) }
    findingsNew = come.filter { !known.contains($0.identity) }
  }

  /// A system that one side does not have.
  fileprivate init(missingIn checked: Checked, _ name: String, beside system: System, isOld: Bool) {
    let graph = system.checked.graphs[system.index]
    let empty = Diff.Side(graph.emptied, "\(name) without \(graph.environment ?? "it")")
    let side = Diff.Side(graph, system.name)
    let findings = system.checked.rules(in: graph.environment)
    if isOld {
      (from, to) = (empty, side)
      diff = GraphDiff(from: graph.emptied, to: graph)
      (findingsGone, findingsNew) = ([], findings)
      sources = (checked.sources, system.checked.sources)
    } else {
      (from, to) = (side, empty)
      diff = GraphDiff(from: graph, to: graph.emptied)
      (findingsGone, findingsNew) = (findings, [])
      sources = (system.checked.sources, checked.sources)
    }
  }
}

extension Checked {
  fileprivate func symbolic(at index: Int) -> ResourceGraph? { index < symbolic.count ? symbolic[index] : nil }

  /// The findings of rules that one environment has.
  fileprivate func rules(in environment: String?) -> [Finding] {
    findings.filter { finding in
      finding.rule.stage == .checking && finding.severity != .off
        && (finding.environments.isEmpty || environment.map(finding.environments.contains) ?? true)
    }
  }
}

extension Finding {
  /// What makes two findings of two specs the same: not their places, which move.
  fileprivate var identity: String { "\(rule.id) \(message)" }
}
