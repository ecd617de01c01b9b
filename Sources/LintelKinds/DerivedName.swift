package import LintelGraph

/// Physical names that nobody wrote.
package enum DerivedName {
  /// A name within a limit: one that is too long is cut and ends in `-` and 6 hex digits of the whole's SHA-256.
  package static func cut(_ name: String, to limit: Int) -> String {
    guard name.utf8.count > limit else { return name }
    let kept = name.prefix(limit - 7)
    let trimmed = kept.hasSuffix("-") ? kept.dropLast() : kept
    return trimmed + "-" + SHA256.hexDigest(of: Array(name.utf8)).prefix(6)
  }

  /// Ends the derived names of types that AWS replaces in a hash of their create-only properties, so that the new
  /// one never meets the old one's name.
  package static func appendHashes(to graph: inout ResourceGraph, hash: (Resource, ResourceGraph) -> String) {
    let pending = graph.resources.filter(\.hashesName)
    for resource in pending {
      let digits = hash(resource, graph)
      graph.update(resource.path) { resource in
        guard let first = resource.properties.first, case .string(let name) = first.value.content else { return }
        resource.properties[0].value = Value(.string(name + "-" + digits))
      }
    }
  }
}
