import LintelGraph
import LintelSource

/// A graph made ready to be compared: what stands for other things is replaced by them.
struct ComparableGraph {
  /// Values of artifacts stand in the place of references to them, so that an image is its repository and tag.
  static func make(_ graph: ResourceGraph, renaming: Renaming?, identity: Identity?) -> ResourceGraph {
    let yielded = graph.resources.contains { !$0.yields.isEmpty }
    let isRenamed = !(renaming?.entries.isEmpty ?? true)
    guard yielded || isRenamed || identity != nil else { return graph }
    var made = ResourceGraph(
      project: graph.project, environment: graph.environment, region: graph.region, account: graph.account)
    made.parameters = graph.parameters
    made.reserveCapacity(graph.resources.count)
    let rewriting = Rewriting(graph: graph, renaming: isRenamed ? renaming : nil, identity: identity)
    made.outputs = graph.outputs.map(rewriting.output)
    for resource in graph.resources { made.add(rewriting.resource(resource)) }
    return made
  }

  /// The account and region that an ARN may hold as its own.
  struct Identity {
    let region: String
    let account: String?
  }
}

private struct Rewriting {
  let graph: ResourceGraph
  let renaming: Renaming?
  let identity: ComparableGraph.Identity?

  func resource(_ resource: Resource) -> Resource {
    var new = Resource(
      renaming?.new(resource.path) ?? resource.path, resource.type, role: role(resource.role), span: resource.span,
      properties: members(resource.properties))
    new.initial = members(resource.initial)
    new.tags = resource.tags.map { Tag($0.key, value($0.value)) }
    new.after = renaming.map { renaming in resource.after.map { renaming.new($0) } } ?? resource.after
    new.isRetained = resource.isRetained
    new.hashesName = resource.hashesName
    new.yields = resource.yields.mapValues(value)
    return new
  }

  func output(_ output: Output) -> Output {
    var new = output
    new.value = value(output.value)
    return new
  }

  private func members(_ members: [Member]) -> [Member] { members.map { Member($0.key, value($0.value)) } }

  private func role(_ role: Resource.Role) -> Resource.Role {
    if case .existing(.literal(let text)) = role { return .existing(.literal(symbolic(text))) }
    return role
  }

  private func value(_ old: Value) -> Value {
    switch old.content {
    case .integer, .number, .boolean, .parameter, .pseudo: return old
    case .string(let text):
      let new = symbolic(text)
      return new == text ? old : Value(.string(new), at: old.span)
    case .list(let items): return Value(.list(items.map(value)), at: old.span)
    case .set(let items): return Value(.set(items.map(value)), at: old.span)
    case .map(let items): return Value(.map(members(items)), at: old.span)
    case .text(let parts): return Value(.text(parts.flatMap(parts(of:))), at: old.span)
    case .reference(let reference):
      if let target = graph[reference.path], let yield = target.yields[reference.attribute] {
        var new = value(yield)
        new.span = old.span
        return new
      }
      guard let renaming else { return old }
      return Value(.reference(Reference(renaming.new(reference.path), reference.attribute)), at: old.span)
    }
  }

  /// Text in text, taken apart.
  private func parts(of part: Value) -> [Value] {
    let new = value(part)
    if case .text(let inner) = new.content { return inner }
    return [new]
  }

  /// An ARN whose account and region are the system's own, without them.
  private func symbolic(_ text: String) -> String {
    guard let identity, text.hasPrefix("arn:") else { return text }
    var words = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    guard words.count == 6 else { return text }
    if words[3] == identity.region { words[3] = "${region}" }
    if words[4] == identity.account { words[4] = "${account}" }
    return words.joined(separator: ":")
  }
}
