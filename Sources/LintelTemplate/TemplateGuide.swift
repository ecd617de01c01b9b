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

  /// For a template that is read by itself.
  package init() {
    (project, environment, region, account) = ("", nil, "", nil)
    (paths, parameters, images) = ([:], [:], [:])
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
    parameters = Dictionary(graph.parameters.map { (TemplateNames.parameter($0.name), $0.name) }) { first, _ in first }
  }

  func path(of logicalID: String) -> Path { paths[logicalID] ?? Path(Path.templateSection, logicalID) }
}
