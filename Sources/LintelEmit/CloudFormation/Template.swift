import LintelAWS
package import LintelGraph
import LintelSource

/// A CloudFormation template of a graph.
package struct Template: Sendable {
  package let text: String
  package let resourceCount: Int
  package let parameterCount: Int
  package let outputCount: Int
  /// Whether something waits for an artifact, so that there is a parameter `Stage`.
  package let hasStages: Bool

  package init(_ graph: ResourceGraph) {
    let writer = TemplateWriter(graph)
    let resources = writer.resources
    let parameters = writer.parameters
    let outputs = writer.outputs
    hasStages = !writer.waiting.isEmpty
    var members: [(String, JSONValue)] = [
      ("AWSTemplateFormatVersion", .string("2010-09-09")), ("Description", .string(writer.description)),
    ]
    if !parameters.isEmpty { members.append(("Parameters", .object(parameters))) }
    if hasStages {
      members.append(
        (
          "Conditions",
          .object([
            (
              TemplateWriter.condition,
              .object([("Fn::Equals", .array([Spelling.ref(TemplateNames.stage), .string("all")]))])
            )
          ])
        ))
    }
    members.append(("Resources", .object(resources)))
    if !outputs.isEmpty { members.append(("Outputs", .object(outputs))) }
    text = JSONValue.object(members).text()
    resourceCount = resources.count
    parameterCount = parameters.count
    outputCount = outputs.count
  }
}

/// Writes the parts of a template.
struct TemplateWriter {
  static let condition = "StageIsAll"

  let graph: ResourceGraph
  let waiting: Set<Path>
  private let spelling: Spelling

  init(_ graph: ResourceGraph) {
    self.graph = graph
    waiting = graph.waitingForArtifacts()
    spelling = Spelling(graph: graph)
  }

  var description: String {
    [graph.project, graph.environment].compactMap(\.self).joined(separator: ", ")
  }

  // MARK: Parameters

  var parameters: [(String, JSONValue)] {
    var parameters: [(String, JSONValue)] = []
    if !waiting.isEmpty {
      parameters.append(
        (
          TemplateNames.stage,
          .object([
            ("Type", .string("String")), ("Default", .string("all")),
            ("AllowedValues", .array([.string("all"), .string("base")])),
            (
              "Description",
              .string("base leaves out what waits for an image; all is the whole system")
            ),
          ])
        ))
    }
    parameters += graph.declaredParameters.map { (TemplateNames.parameter($0.name), declaration(of: $0)) }
    for artifact in graph.resources where artifact.role == .artifact && artifact.yields.isEmpty {
      parameters.append(
        (
          TemplateNames.parameter(of: artifact.path),
          .object([
            ("Type", .string("AWS::EC2::Image::Id")),
            ("Description", .string("The AMI made for image \(artifact.path.id)")),
          ])
        ))
    }
    return parameters
  }

  private func declaration(of parameter: Parameter) -> JSONValue {
    if case .ssm(let path)? = parameter.source?.place {
      return .object(
        [("Type", .string(TemplateNames.lookedUpType)), ("Default", .string(path))]
          + (parameter.description.map { [("Description", .string($0))] } ?? []))
    }
    var members: [(String, JSONValue)] = [("Type", .string(parameter.kind == .number ? "Number" : "String"))]
    if let description = parameter.description { members.append(("Description", .string(description))) }
    if let value = parameter.defaultValue { members.append(("Default", .string(value))) }
    if !parameter.allowedValues.isEmpty {
      members.append(("AllowedValues", .array(parameter.allowedValues.map { .string($0) })))
    }
    if let pattern = parameter.pattern { members.append(("AllowedPattern", .string(pattern))) }
    return .object(members)
  }

  // MARK: Resources

  var resources: [(String, JSONValue)] {
    graph.resources.filter { $0.role == .owned }.map { (LogicalID($0.path).description, block(of: $0)) }
  }

  private func block(of resource: Resource) -> JSONValue {
    var members: [(String, JSONValue)] = [("Type", .string(resource.type))]
    if waiting.contains(resource.path) { members.append(("Condition", .string(TemplateWriter.condition))) }
    let after = resource.after.map { JSONValue.string(LogicalID($0).description) }
    if let only = after.first { members.append(("DependsOn", after.count == 1 ? only : .array(after))) }
    if resource.isRetained {
      members.append(("DeletionPolicy", .string("RetainExceptOnCreate")))
      members.append(("UpdateReplacePolicy", .string("Retain")))
    }
    let type = Catalog.type(named: resource.type)
    let attributes = type?.attributeNames ?? []
    var properties: [(String, JSONValue)] = []
    for property in resource.properties {
      let shape = type?.description(of: [property.key])?.shape
      let member = (property.key, shape.map { spelling.json(property.value, $0) } ?? spelling.json(property.value))
      if attributes.contains(property.key) { members.append(member) } else { properties.append(member) }
    }
    if let tags = tags(of: resource) { properties.append(tags) }
    if !properties.isEmpty { members.append(("Properties", .object(properties))) }
    return .object(members)
  }

  private func tags(of resource: Resource) -> (String, JSONValue)? {
    guard let style = Catalog.type(named: resource.type)?.tags, style != .none else { return nil }
    var tags = resource.tags.map { ($0.key, spelling.json($0.value)) }
    tags.append(("lintel:project", .string(graph.project)))
    if let environment = graph.environment { tags.append(("lintel:environment", .string(environment))) }
    tags.append(("lintel:id", .string(LogicalID(resource.path).description)))
    if style == .map { return ("Tags", .object(tags)) }
    let list = JSONValue.array(
      tags.map { key, value in
        var members: [(String, JSONValue)] = [("Key", .string(key)), ("Value", value)]
        // Lintel's own say what a script may remove: nothing that the group starts is removed by itself.
        if style == .propagated { members.append(("PropagateAtLaunch", .boolean(!key.hasPrefix("lintel:")))) }
        return .object(members)
      })
    guard style == .specifications else { return ("Tags", list) }
    let kind = JSONValue.string("launch-template")
    return ("TagSpecifications", .array([.object([("ResourceType", kind), ("Tags", list)])]))
  }

  // MARK: Outputs

  var outputs: [(String, JSONValue)] {
    graph.outputs.compactMap { output in
      var isWaiting = false
      var isThere = true
      output.value.forEachReference { reference, _ in
        if waiting.contains(reference.path) { isWaiting = true }
        if graph[reference.path].map({ $0.role == .scaffold }) ?? true { isThere = false }
      }
      guard isThere else { return nil }
      var members: [(String, JSONValue)] = [("Description", .string(output.description))]
      if isWaiting { members.append(("Condition", .string(TemplateWriter.condition))) }
      members.append(("Value", spelling.json(output.value)))
      if let export = output.export { members.append(("Export", .object([("Name", spelling.json(export))]))) }
      return (output.name, .object(members))
    }
  }
}
