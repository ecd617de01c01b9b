package import LintelGraph
import LintelSource

/// The ending of derived names of types that AWS replaces: a hash of all whose change replaces the resource.
package enum NameHash {
  /// The first 6 hex digits of SHA-256 over the type and its create-only properties.
  ///
  /// A reference counts as what it points to: its place in the spec and all whose change replaces it, so that a new
  /// VPC renames the groups that move into it; of what is already there, its identifier. The node's own place and
  /// name do not count.
  package static func sixDigits(of resource: Resource, in graph: ResourceGraph) -> String {
    var visiting: Set<Path> = [resource.path]
    return String(digest(properties(of: resource, withName: false, graph, &visiting)).prefix(6))
  }

  private static func digest(_ text: String) -> String { SHA256.hexDigest(of: Array(text.utf8)) }

  /// The type and its create-only properties, as a text that only these can make.
  private static func properties(
    of resource: Resource, withName: Bool, _ graph: ResourceGraph, _ visiting: inout Set<Path>
  ) -> String {
    var text = quoted(resource.type)
    guard let type = Catalog.type(named: resource.type) else { return text }
    // AWS gives none to what was made without, and takes them all from nothing.
    if type.facts.stands?.wearsNothing(resource, in: graph) ?? false { text += ",groupless" }
    for property in type.properties {
      guard withName || property.name != type.nameProperty, let value = resource[property.name] else { continue }
      if property.effect == .replacement {
        text += ",\(quoted(property.name)):" + self.text(of: value, graph, &visiting)
        continue
      }
      for part in property.shape.parts where part.effect == .replacement {
        guard case .map = value.content, let value = value[part.name] else { continue }
        text += ",\(quoted("\(property.name).\(part.name)")):" + self.text(of: value, graph, &visiting)
      }
    }
    return text
  }

  private static func text(of value: Value, _ graph: ResourceGraph, _ visiting: inout Set<Path>) -> String {
    switch value.content {
    case .string, .integer, .number, .boolean: return quoted(value.literal ?? "")
    case .reference(let reference): return "@" + identity(of: reference.path, graph, &visiting)
    case .parameter(let name): return "parameter:" + quoted(name)
    case .pseudo(let pseudo): return "pseudo:" + quoted(pseudo.rawValue)
    case .list(let items): return "[" + items.map { text(of: $0, graph, &visiting) }.joined(separator: ",") + "]"
    case .text(let parts): return "(" + parts.map { text(of: $0, graph, &visiting) }.joined(separator: ",") + ")"
    case .set(let items):
      return "{" + items.map { text(of: $0, graph, &visiting) }.sorted().joined(separator: ",") + "}"
    case .map(let members):
      let texts = members.map { quoted($0.key) + ":" + text(of: $0.value, graph, &visiting) }
      return "<" + texts.sorted().joined(separator: ",") + ">"
    }
  }

  /// What makes a node the one that it is and no other.
  private static func identity(of path: Path, _ graph: ResourceGraph, _ visiting: inout Set<Path>) -> String {
    guard let resource = graph[path] else { return quoted(path.description) }
    switch resource.role {
    case .existing(.literal(let text)): return "existing:" + quoted(text)
    case .existing(.unsaid): return "existing:" + quoted(path.description)
    case .existing(.parameter(let name)):
      switch graph.source(of: name)?.place {
      case .export(let name): return "export:" + quoted(name)
      case .ssm(let name): return "ssm:" + quoted(name)
      case nil: return "parameter:" + quoted(name)
      }
    case .owned, .artifact, .scaffold: break
    }
    guard visiting.insert(path).inserted else { return "cycle" }
    defer { visiting.remove(path) }
    // A name that nobody wrote follows from the place, and from project and environment, which the name at hand has too.
    let name = Catalog.type(named: resource.type)?.nameProperty.flatMap { resource[$0] }
    return quoted(path.description)
      + digest(properties(of: resource, withName: name?.span.isWritten ?? true, graph, &visiting))
  }

  private static func quoted(_ text: String) -> String {
    var quoted = ""
    appendJSONString(text, to: &quoted)
    return quoted
  }
}
