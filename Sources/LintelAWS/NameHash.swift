package import LintelGraph

/// The ending of derived names of types that AWS replaces: a hash of all whose change replaces the resource.
package enum NameHash {
  /// The first 6 hex digits of SHA-256 over the type and its create-only properties.
  ///
  /// A reference counts as the hash of what it points to, so that a new VPC renames the groups that move into it.
  package static func sixDigits(of resource: Resource, in graph: ResourceGraph) -> String {
    var visiting: Set<Path> = []
    return String(SHA256.hexDigest(of: Array(text(of: resource, graph, &visiting).utf8)).prefix(6))
  }

  private static func text(of resource: Resource, _ graph: ResourceGraph, _ visiting: inout Set<Path>) -> String {
    if case .existing(let identifier) = resource.role { return "\(resource.type) \(identifier)" }
    guard visiting.insert(resource.path).inserted else { return "cycle" }
    defer { visiting.remove(resource.path) }
    guard let type = Catalog.type(named: resource.type) else { return resource.type }
    var text = resource.type
    for property in type.properties where property.effect == .replacement && property.name != type.nameProperty {
      guard let value = resource[property.name] else { continue }
      text += "\n\(property.name)=" + self.text(of: value, property.shape, graph, &visiting)
    }
    return text
  }

  private static func text(
    of value: Value, _ shape: PropertyShape, _ graph: ResourceGraph, _ visiting: inout Set<Path>
  ) -> String {
    switch value.content {
    case .reference(let reference):
      guard let target = graph[reference.path] else { return reference.path.description }
      return SHA256.hexDigest(of: Array(text(of: target, graph, &visiting).utf8))
    case .list(let items), .text(let items):
      return "[" + items.map { text(of: $0, shape, graph, &visiting) }.joined(separator: ",") + "]"
    case .set(let items):
      return "{" + items.map { text(of: $0, shape, graph, &visiting) }.sorted().joined(separator: ",") + "}"
    case .map(let members):
      let texts = members.map { "\($0.key):" + text(of: $0.value, shape, graph, &visiting) }
      return "{" + texts.sorted().joined(separator: ",") + "}"
    case .parameter(let name): return "${parameters.\(name)}"
    case .pseudo(let pseudo): return "${\(pseudo.rawValue)}"
    default: return value.literal ?? ""
    }
  }
}
