import LintelDiff
import LintelGraph
import LintelSource
import LintelTemplate

extension Diff {
  /// A template and a spec of one system.
  ///
  /// Rules say nothing of a template, so no findings are compared.
  ///
  /// - Parameters:
  ///   - template: What is, or was, deployed.
  ///   - checked: The spec, with the one environment that is compared.
  ///   - name: What the spec's side is called.
  ///   - isOld: Whether the template is the old side.
  /// - Throws: When the template is not sound.
  package init(
    _ template: TemplateFile, _ checked: Checked, _ name: String, isOld: Bool
  ) throws(UsageError) {
    guard let graph = checked.graphs.first else {
      self.init(comparisons: [])
      return
    }
    let other = try template.graph(like: graph)
    let spec = TemplateTerms.graph(graph)
    let (there, here) = (Side(other, template.path), Side(graph, graph.environment.map { "\(name) \($0)" } ?? name))
    self.init(comparisons: [
      isOld
        ? Comparison(there, here, GraphDiff(from: other, to: spec), (template.sources, checked.sources))
        : Comparison(here, there, GraphDiff(from: spec, to: other), (checked.sources, template.sources))
    ])
  }

  /// Two templates.
  package init(_ old: TemplateFile, _ new: TemplateFile) throws(UsageError) {
    let (from, to) = (try old.graph(), try new.graph())
    self.init(comparisons: [
      Comparison(
        Side(from, old.path), Side(to, new.path), GraphDiff(from: from, to: to), (old.sources, new.sources))
    ])
  }
}

extension Diff.Comparison {
  fileprivate init(_ from: Diff.Side, _ to: Diff.Side, _ diff: GraphDiff, _ sources: (from: Sources, to: Sources)) {
    self.init(from: from, to: to, diff: diff, findingsGone: [], findingsNew: [], sources: sources)
  }
}
