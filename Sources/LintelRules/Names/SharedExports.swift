import LintelGraph
import LintelSource

/// Finds exports that two outputs would have, where an account has a name once in a region.
enum SharedExports {
  /// Within one system.
  static func check(_ model: SystemModel, _ findings: Findings) {
    var owners: [String: Span] = [:]
    for output in model.graph.outputs {
      guard let export = output.export, let name = export.literal else { continue }
      guard let first = owners.updateValue(export.span, forKey: name) else { continue }
      findings.report(
        .sharedName, at: export.span, "two outputs are exported as '\(name)'",
        label: "an account has it once in a region", labels: [Label(first, "the other")],
        help: ["give each a name of its own"])
    }
  }

  /// Between the environments of a spec; those whose accounts are not known are left out.
  static func check(_ systems: [(graph: ResourceGraph, findings: Findings)]) {
    var owners: [String: (environment: String?, span: Span)] = [:]
    for (graph, findings) in systems {
      guard let account = graph.account else { continue }
      for output in graph.outputs {
        guard let export = output.export, let name = export.literal else { continue }
        guard let first = owners["\(account) \(graph.region) \(name)"] else {
          owners["\(account) \(graph.region) \(name)"] = (graph.environment, export.span)
          continue
        }
        guard let other = first.environment, other != graph.environment else { continue }
        findings.report(
          .sharedName, at: export.span, "the export '\(name)' is another environment's too",
          label: "'\(other)' is in account \(account) too",
          notes: first.span == export.span ? [] : [Note("the name in '\(other)'", at: first.span)],
          help: ["put `${environment}` into the name"])
      }
    }
  }
}
