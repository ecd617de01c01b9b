package import LintelGraph
package import LintelSource
import Synchronization

extension Rule {
  package static let sharedSystem = Rule(
    "shared-system", .error, .checking, "Two specs describe one system: the same project and environment in one place.",
    page: RulePage(
      .names,
      why: """
        A system is a project in an environment, account and region: by these its resources are known. What one of two \
        such specs does not describe is left over in the eyes of its scripts, so `deploy.sh --prune` and `destroy.sh` of \
        the one remove what the other made, and both stacks want the same names. Specs are compared that are linted \
        together, `lintel lint a b`, and that say their account.
        """,
      source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
      wrong: [
        .whole(
          shop(project: "↓storefront", "  web: {}"),
          beside: SpecExample.File("batch.yaml", shop(project: "storefront", "  batch: {}")))
      ],
      right: [
        .whole(
          shop(project: "storefront", "  web: {}"),
          beside: SpecExample.File("batch.yaml", shop(project: "storefront-batch", "  batch: {}")))
      ]))

  private static func shop(project: String, _ clusters: String) -> String {
    "lintel: 1\nproject: \(project)\nregion: us-east-1\naccount: \"111111111111\"\nclusters:\n\(clusters)"
  }
}

/// What specs that are linted together say of what is there already, and so of each other.
package final class Neighbours: Sendable {
  /// One system of a spec.
  package struct System {
    let graph: ResourceGraph
    let findings: Findings
    /// Where its project is named.
    let span: Span

    package init(graph: ResourceGraph, findings: Findings, span: Span) {
      self.graph = graph
      self.findings = findings
      self.span = span
    }
  }

  /// What specs have, each with the place that says it: file and line.
  private struct Known {
    /// Priorities of listeners.
    var priorities: [String: String] = [:]
    /// Systems by what they are known by.
    var systems: [String: String] = [:]
  }

  private let known = Mutex(Known())

  package init() {}

  /// The rules that it reports, and no other.
  package static var rules: [Rule] { [.sharedSystem] }

  /// Checks the systems of one spec against those of the specs before it, and keeps them in mind.
  package func check(_ systems: [System], place: (Span) -> String) {
    let known = known.withLock { $0 }
    var own = Known()
    for system in systems {
      for rule in SharedPriorities.rules(in: system.graph) {
        own.priorities[rule.key] = own.priorities[rule.key] ?? place(rule.span)
        guard let other = known.priorities[rule.key] else { continue }
        system.findings.report(
          .priorityTakenElsewhere, at: rule.span,
          "rule '\(rule.name)' has priority \(rule.priority), which a rule of another spec has below the same listener",
          label: "AWS answers PriorityInUse", notes: [Note("it is taken in \(other)")],
          help: ["write another priority in one of the two"])
      }
      guard let key = Self.key(of: system.graph) else { continue }
      own.systems[key] = place(system.span)
      guard let other = known.systems[key], other != place(system.span) else { continue }
      system.findings.report(
        .sharedSystem, at: system.span, "project '\(system.graph.project)' is another spec's too",
        label: "each would remove what the other made", notes: [Note("it is described in \(other)")],
        help: ["give one of them another `project`, or make one spec of both with `include`"])
    }
    self.known.withLock { all in
      all.priorities.merge(own.priorities) { first, _ in first }
      all.systems.merge(own.systems) { first, _ in first }
    }
  }

  /// What a system is known by; nil where nothing says its account.
  private static func key(of graph: ResourceGraph) -> String? {
    graph.account.map { "\($0) \(graph.region) \(graph.project) \(graph.environment ?? "")" }
  }
}
