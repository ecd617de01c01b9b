import LintelEmit
import LintelGraph
import LintelRules
import LintelSource

/// What lint has to say of a template before one is written, so that compile has no surprises.
enum TemplateSize {
  /// Reports a template that only compile could see to be too large.
  ///
  /// Resources are counted by the rule; a template is made for the rest, where there is enough to come near a limit.
  static func check(_ graph: ResourceGraph, _ findings: Findings) {
    guard !findings.all.contains(where: { $0.rule == .templateTooLarge }), mayBeTooLarge(graph) else { return }
    let template = LintelEmit.Template(Compilation.finished(graph))
    if let finding = TemplateLimits.finding(about: graph, template.size) { findings.report(finding) }
  }

  private static func mayBeTooLarge(_ graph: ResourceGraph) -> Bool {
    // Parameters and outputs of Lintel's own come to the spec's.
    if graph.parameters.count > TemplateLimits.parameters / 2 || graph.outputs.count > TemplateLimits.outputs {
      return true
    }
    var bytes = 0
    for resource in graph.resources {
      bytes += 1024
      for property in resource.properties { bytes += most(property.value) + 6 * property.key.utf8.count }
      for tag in resource.tags { bytes += most(tag.value) + 6 * tag.key.utf8.count }
      if bytes > TemplateLimits.bytes { return true }
    }
    return false
  }

  /// More bytes than a value takes in a template, keys, brackets and blanks included.
  private static func most(_ value: Value) -> Int {
    switch value.content {
    case .string(let text): 80 + longest(text)
    case .integer, .number, .boolean: 80
    // A logical id has up to 255 letters.
    case .reference, .parameter, .pseudo: 400
    case .list(let items), .set(let items), .text(let items): items.reduce(80) { $0 + most($1) }
    case .map(let members): members.reduce(80) { $0 + longest($1.key) + most($1.value) }
    }
  }

  /// Six bytes stand for one that JSON has to escape.
  private static func longest(_ text: String) -> Int {
    text.utf8.reduce(0) { $0 + ($1 < 0x20 || $1 >= 0x7F ? 6 : $1 == 0x22 || $1 == 0x5C || $1 == 0x24 ? 2 : 1) }
  }
}

extension LintelEmit.Template {
  var size: TemplateLimits.Size {
    TemplateLimits.Size(
      resources: resourceCount, parameters: parameterCount, outputs: outputCount, bytes: text.utf8.count)
  }
}
