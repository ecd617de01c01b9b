import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource

/// The user data of an instance or launch template, as far as the spec says it.
struct UserDataText {
  let owner: Resource
  let span: Span
  /// The text; what is known only when deploying stands in it as a placeholder.
  let text: String

  /// That of every node that the spec makes.
  static func all(in model: SystemModel) -> [UserDataText] {
    let templates = model.made(ResourceType.launchTemplate).map { ($0, $0["LaunchTemplateData"]?["UserData"]) }
    let instances = model.made(ResourceType.instance).map { ($0, $0["UserData"]) }
    return (Array(templates) + Array(instances)).compactMap { owner, value in
      value.map { UserDataText(owner: owner, span: $0.span, text: text(of: $0, in: model.graph)) }
    }
  }

  private static func text(of value: Value, in graph: ResourceGraph) -> String {
    if case .text(let parts) = value.content { return parts.map { text(of: $0, in: graph) }.joined() }
    return graph.judged(value) ?? "${}"
  }

  /// `launch template 'web'`.
  var noun: String {
    (owner.type == ResourceType.launchTemplate.name ? "launch template" : "instance") + " '\(owner.path.id)'"
  }
}
