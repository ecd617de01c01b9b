import LintelAWS
import LintelEmit
import LintelGraph
import LintelKinds
import LintelSource
import LintelSpec

/// Finds names that parameters and resources of a template would share.
enum SharedTemplateNames {
  /// Parameters and resources of a template share one set of names.
  static func check(_ graph: ResourceGraph, _ findings: Findings) {
    let inTemplate = graph.resources.indices.filter {
      !graph.resources[$0].isExisting && graph.resources[$0].role != .artifact
    }
    let parameters = graph.parameters.map { $0.name.prefix(1).uppercased() + $0.name.dropFirst() }
    let added = parameters.isEmpty ? [:] : addedParameters(of: graph)
    var hashes = inTemplate.map { LogicalID.hash(of: graph.resources[$0].path) }
    hashes += (parameters + added.keys).map { LogicalID.hash(of: $0) }
    hashes.sort()
    // The names themselves are made and compared only where two could be one.
    if zip(hashes, hashes.dropFirst()).allSatisfy(!=) { return }
    var owners: [String: Int] = [:]
    for position in inTemplate {
      let resource = graph.resources[position]
      let id = LogicalID(resource.path).description
      guard let first = owners.updateValue(position, forKey: id) else { continue }
      let other = graph.resources[first]
      findings.report(
        .duplicateLogicalID, at: resource.span,
        "'\(resource.path)' and '\(other.path)' have one logical id, '\(id)'",
        label: "a template can have it once", labels: [Label(other.span, "the other")], help: ["rename one of them"])
    }
    var parameterOwners = added
    for (parameter, name) in zip(graph.parameters, parameters) {
      let resource = owners[name].map { "'\(graph.resources[$0].path)'" }
      if let owner = parameterOwners.updateValue("parameter '\(parameter.name)'", forKey: name) ?? resource {
        findings.report(
          .duplicateLogicalID, at: parameter.span,
          "parameter '\(parameter.name)' is '\(name)' in the template, like \(owner)",
          label: "a template can have it once", help: ["give the parameter another name"])
      }
    }
  }

  /// The parameters that Lintel adds to a template, by their names there.
  private static func addedParameters(of graph: ResourceGraph) -> [String: String] {
    var owners = [TemplateNames.stage: "the parameter that Lintel adds for first deployments"]
    for image in graph.resources where image.type == ResourceType.machineImage.name {
      owners[TemplateNames.parameter(of: image.path)] = "'\(image.path)'"
    }
    return owners
  }
}
