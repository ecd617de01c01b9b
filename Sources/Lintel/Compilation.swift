import LintelAWS
import LintelEmit
import LintelGraph
import LintelKinds
import LintelRules
package import LintelSource

/// A checked spec, compiled: a template an environment.
package struct Compilation {
  /// One template and where it belongs.
  package struct Template: Sendable {
    /// Nil where the spec has no environments.
    package let environment: String?
    package let text: String
    /// Its content in words: `39 resources, 21 KB`.
    package let summary: String
    let graph: ResourceGraph
    let hasStages: Bool

    /// The commands that deploy the template, once it is at `path`.
    package func deployment(path: String) -> String {
      Deployment(graph: graph, hasStages: hasStages, bytes: text.utf8.count, path: path).text
    }

    /// The commands that run what no service runs; empty where there is nothing of the kind.
    package var oneOffTasks: String { OneOffTasks(graph).text }

    /// The script that brings the system about; its comments name places in the spec.
    package func deployScript(_ sources: Sources) -> String {
      DeployScript(graph) { Self.place(of: $0.span, sources) }.text
    }

    /// The script that brings the system about by the template; its comments name places in the spec.
    package func stackScript(_ sources: Sources) -> String {
      StackScript(graph, hasStages: hasStages, bytes: text.utf8.count) { Self.place(of: $0.span, sources) }.text
    }

    /// The script that removes the system.
    package var destroyScript: String { DestroyScript(graph).text }

    /// The file's name and the line, without the folder: the same wherever Lintel is run.
    private static func place(of span: Span, _ sources: Sources) -> String? {
      let (span, _) = sources.place(of: span)
      guard span != .none else { return nil }
      let file = sources[span.file]
      let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
      return "\(name):\(file.line(of: span.start) + 1)"
    }
  }

  /// The findings of the check, and those that only a template can have.
  package let findings: [Finding]
  package let templates: [Template]

  package var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// - Parameters:
  ///   - checked: A spec that was read and checked.
  ///   - parameters: Values that become the defaults of parameters.
  ///   - isForStacks: Whether templates are wanted, and not the scripts alone, which have no limits.
  ///   - isForScripts: Whether scripts are wanted, which have no exports.
  /// - Throws: When the spec has no such parameter, or the parameter does not take the value.
  package init(
    _ checked: Checked, parameters: [(name: String, value: String)], isForStacks: Bool = true,
    isForScripts: Bool = false
  ) throws(UsageError) {
    var graphs = checked.graphs
    for (name, value) in parameters { try Self.set(name, to: value, in: &graphs) }
    var findings = checked.findings
    guard !checked.hasErrors else {
      self.findings = findings
      templates = []
      return
    }
    if isForScripts {
      for index in findings.indices where findings[index].rule == .exportOfStackOnly {
        findings[index].severity = max(findings[index].severity, .warning)
      }
    }
    var templates: [Template] = []
    for graph in graphs.map(Self.finished) {
      let template = LintelEmit.Template(graph)
      if isForStacks, var finding = TemplateLimits.finding(about: graph, template.size) {
        // What is a warning of lint stops a template.
        finding.severity = .error
        findings.removeAll { $0.rule == finding.rule && $0.span == finding.span }
        findings.append(finding)
      }
      templates.append(
        Template(
          environment: graph.environment, text: template.text,
          summary: "\(template.resourceCount) resource\(template.resourceCount == 1 ? "" : "s"), "
            + "\(template.text.utf8.count) bytes", graph: graph,
          hasStages: template.hasStages))
    }
    self.findings = findings
    self.templates = templates
  }

  /// A path as a shell takes it.
  package static func shellWord(_ path: String) -> String { ShellWord.quoted(path) }

  /// What only targets need of a graph: derived names in full, and what comes after what.
  static func finished(_ graph: ResourceGraph) -> ResourceGraph {
    var graph = graph
    DerivedName.appendHashes(to: &graph) { NameHash.sixDigits(of: $0, in: $1) }
    Ordering.apply(to: &graph)
    return graph
  }

  /// The template of a system, or, where it has errors that stop compiling, what there is in it.
  static func outline(of graph: ResourceGraph, hasErrors: Bool) -> String {
    hasErrors
      ? graph.resources.map { "\($0.path)" }.sorted().joined(separator: "\n")
      : LintelEmit.Template(finished(graph)).text
  }

  private static func set(_ name: String, to value: String, in graphs: inout [ResourceGraph]) throws(UsageError) {
    let known = graphs.flatMap { $0.parameters.filter { !$0.isDerived }.map(\.name) }
    guard known.contains(name) || graphs.isEmpty else {
      let near = Suggestion.nearest(to: name, among: Set(known).sorted())
      throw UsageError("there is no parameter '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
    for index in graphs.indices {
      guard let position = graphs[index].parameters.firstIndex(where: { $0.name == name }) else { continue }
      let parameter = graphs[index].parameters[position]
      if let source = parameter.source {
        throw UsageError("parameter '\(name)' is not given: it is looked up in \(source.words)")
      }
      if parameter.kind == .number, Decimal(value) == nil {
        throw UsageError("parameter '\(name)' is a number, and '\(value)' is none")
      }
      if !parameter.allowedValues.isEmpty, !parameter.allowedValues.contains(value) {
        throw UsageError(
          "parameter '\(name)' cannot be '\(value)': it takes "
            + "\(Suggestion.list(parameter.allowedValues, joinedBy: "or"))")
      }
      graphs[index].parameters[position].defaultValue = value
      graphs[index].parameters[position].isGiven = true
    }
  }
}
