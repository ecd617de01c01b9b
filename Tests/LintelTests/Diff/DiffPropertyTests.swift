import LintelAnalysis
import LintelDiff
import LintelGraph
import Testing

@testable import Lintel

/// What holds of every diff.
@Suite struct DiffPropertyTests {
  private typealias Pair = (name: String, from: ResourceGraph, to: ResourceGraph)

  /// Pairs of graphs: unlike ones, and ones that differ a little.
  private static func pairs() throws -> [Pair] { try made.get() }

  private static let made = Result { try makePairs() }

  private static func makePairs() throws -> [Pair] {
    var pairs: [Pair] = []
    for seed in 0..<50 {
      var system = RandomSystem(seed: UInt64(seed))
      let graph = system.graph
      pairs.append(("seeds \(seed)", graph, RandomSystem(seed: UInt64(seed + 1)).graph))
      system.addAddressRule()
      system.addGroupRule()
      pairs.append(("rules \(seed)", graph, system.graph))
      if let less = system.withoutARoute() { pairs.append(("route \(seed)", system.graph, less)) }
    }
    for edit in DiffEditTests.edits {
      let texts = try edit.example.texts()
      let (old, new) = (try Checked(of: texts.old), try Checked(of: texts.new))
      for (before, after) in zip(old.graphs, new.graphs) { pairs.append((edit.name, before, after)) }
    }
    let graphs =
      try (ExampleSpec.all.flatMap { try $0.check().graphs })
      + Fixture.all(in: "ok").flatMap { try $0.check().graphs }
    for (index, graph) in graphs.enumerated() {
      pairs.append(("specs \(index)", graph, graphs[(index + 1) % graphs.count]))
    }
    return pairs
  }

  @Test func theSameDiffersInNothing() throws {
    for pair in try Self.pairs() {
      for graph in [pair.from, pair.to] {
        let diff = GraphDiff(from: graph, to: graph)
        #expect(diff.isEmpty && diff.exposures.isEmpty && diff.capacity.isEmpty, "\(pair.name)")
        #expect(Verdict(diff).words == "no differences")
      }
    }
  }

  /// The list of changes is whole: made to the one graph they give the other.
  @Test func allChangesMakeTheOther() throws {
    var count = 0
    for pair in try Self.pairs() {
      let diff = GraphDiff(from: pair.from, to: pair.to)
      let (applied, wanted) = diff.appliedAndWanted
      let wrong = zip(applied, wanted).first { $0 != $1 }
      #expect(applied.count == wanted.count && wrong == nil, "\(pair.name): \(String(describing: wrong))")
      count += diff.changes.count
    }
    #expect(count > 2000, "the pairs are worth looking at: \(count)")
  }

  @Test func swappingTheSidesSwapsWhatIsSaid() throws {
    for pair in try Self.pairs() {
      let there = GraphDiff(from: pair.from, to: pair.to)
      let back = GraphDiff(from: pair.to, to: pair.from)
      #expect(there.said(isSwapped: false) == back.said(isSwapped: true), "\(pair.name)")
    }
  }

  /// Every follower names the change that it follows.
  @Test func followersHaveCauses() throws {
    for pair in try Self.pairs() {
      let diff = GraphDiff(from: pair.from, to: pair.to)
      let causes = Set(diff.changes.map(\.path))
      for follower in diff.followers {
        #expect(follower.cause.map(causes.contains) ?? false, "\(pair.name): \(follower.path)")
        #expect(follower.edits.isEmpty && !follower.following.isEmpty && !causes.contains(follower.path))
      }
      let told = Set(diff.groups.flatMap { ($0.changes + $0.absorbed + $0.followers).map(\.path) })
      #expect(told == causes.union(diff.followers.map(\.path)), "\(pair.name)")
    }
  }
}

extension GraphDiff {
  /// What it says, in an order of its own, from the one side or the other.
  fileprivate func said(isSwapped: Bool) -> [String] {
    func ordered(_ before: String?, _ after: String?) -> String {
      isSwapped ? "\(after ?? "-") > \(before ?? "-")" : "\(before ?? "-") > \(after ?? "-")"
    }
    var said: [String] = []
    for change in changes {
      switch change.kind {
      case .added: said.append("\(change.path) " + ordered(nil, "there"))
      case .removed: said.append("\(change.path) " + ordered("there", nil))
      case .renamed(let old): said.append(ordered(old.description, change.path.description))
      case .changed:
        for edit in change.edits {
          let values = ordered(edit.before.map(Canonical.text), edit.after.map(Canonical.text))
          said.append("\(change.path) \(edit.area) \(edit.names) \(values)")
        }
      }
    }
    // Paths of renamed ids are those of the new side, whichever that is.
    guard !changes.contains(where: { if case .renamed = $0.kind { true } else { false } }) else { return [] }
    for exposure in exposures {
      let kinds: [Exposure.Kind: Exposure.Kind] = [
        .opened: .closed, .closed: .opened, .widened: .narrowed, .narrowed: .widened,
      ]
      let kind = isSwapped ? kinds[exposure.kind] ?? exposure.kind : exposure.kind
      said.append("\(kind) \(exposure.passage) \(Set(exposure.narrower).map { "\($0)" }.sorted())")
    }
    for address in addresses {
      said.append("\(address.path) address " + ordered(address.before.rawValue, address.after.rawValue))
    }
    for change in permissions {
      said.append("\(change.role) " + ordered("\(change.lost)", "\(change.gained)"))
    }
    for change in risks {
      said.append("\(change.risk) " + ordered(change.isNew ? nil : "there", change.isNew ? "there" : nil))
    }
    for change in capacity {
      said.append("\(change.path) " + ordered(change.before.map { "\($0)" }, change.after.map { "\($0)" }))
    }
    for change in parameters {
      said.append("\(change.name) " + ordered(change.before?.defaultValue, change.after?.defaultValue))
    }
    return said.sorted()
  }
}
