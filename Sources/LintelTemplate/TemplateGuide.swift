import LintelAWS
package import LintelGraph

/// What a spec calls the things in its template, so that a template is read in the spec's words.
package struct TemplateGuide: Sendable {
  let project: String
  let environment: String?
  package let region: String
  package let account: String?
  /// The nodes of the spec by their logical ids.
  let paths: [String: Path]
  /// The parameters of the spec by what they are called in a template.
  let parameters: [String: String]
  /// The artifacts that a template takes as parameters.
  let images: [String: Path]

  /// What the spec calls its outputs, by their names in a template; nil for one that follows from an entry.
  let outputs: [String: String?]

  /// For a template that is read by itself.
  package init() {
    (project, environment, region, account) = ("", nil, "", nil)
    (paths, parameters, images, outputs) = ([:], [:], [:], [:])
  }

  package init(_ graph: ResourceGraph) {
    (project, environment, region, account) = (graph.project, graph.environment, graph.region, graph.account)
    var paths: [String: Path] = [:]
    var images: [String: Path] = [:]
    for resource in graph.resources {
      switch resource.role {
      case .owned: paths[LogicalID(resource.path).description] = resource.path
      case .artifact where resource.yields.isEmpty: images[TemplateNames.parameter(of: resource.path)] = resource.path
      case .artifact, .existing, .scaffold: break
      }
    }
    self.paths = paths
    self.images = images
    outputs = Dictionary(graph.outputs.map { ($0.name, $0.id) }) { first, _ in first }
    parameters = Dictionary(graph.parameters.map { (TemplateNames.parameter($0.name), $0.name) }) { first, _ in first }
  }

  /// What an output of a template is called in the spec; its own name where the spec has none like it.
  func id(ofOutput name: String) -> String? { outputs[name] ?? name }

  func path(of logicalID: String) -> Path { paths[logicalID] ?? Path(Path.templateSection, logicalID) }
}
