import LintelAWS
package import LintelGraph

/// Entries that have another id on the other side, and the same physical name.
package struct Renaming: Sendable {
  /// The new entry of each old one.
  package private(set) var entries: [Path: Path] = [:]

  /// Entries of one type that only one side has, and whose names are written and equal.
  init(from: ResourceGraph, to: ResourceGraph) {
    var gone: [String: [Path]] = [:]
    for resource in from.resources where to[resource.path] == nil {
      if let name = Renaming.name(of: resource) { gone[name, default: []].append(resource.path) }
    }
    guard !gone.isEmpty else { return }
    for resource in to.resources where from[resource.path] == nil {
      guard let name = Renaming.name(of: resource), let old = gone[name], old.count == 1, let path = old.first,
        path.part == resource.path.part
      else { continue }
      gone[name] = nil
      if path.part.isEmpty { entries[path] = resource.path }
    }
  }

  /// Type and name of what has both, by its own word.
  private static func name(of resource: Resource) -> String? {
    guard resource.role == .owned, resource.path.part.isEmpty, !resource.hashesName,
      let property = Catalog.type(named: resource.type)?.nameProperty, let value = resource[property]
    else { return nil }
    return resource.type + " " + Canonical.text(of: value)
  }

  /// The path that an old node has on the new side.
  package func new(_ path: Path) -> Path {
    guard let entry = entries[path.entry] else { return path }
    return Path(entry.section, entry.id, path.part)
  }
}
