package import LintelGraph

/// A parameter whose default differs, or that one side lacks.
///
/// A default counts in a first deployment only: a system that is there keeps the value that it was given.
package struct ParameterChange: Sendable {
  package let name: String
  package let before: Parameter?
  package let after: Parameter?
  /// The resources that the parameter is used in, in the order of the graph.
  package let users: [Path]

  static func changes(from: ResourceGraph, to: ResourceGraph) -> [ParameterChange] {
    let old = Dictionary(from.parameters.map { ($0.name, $0) }) { first, _ in first }
    let new = Dictionary(to.parameters.map { ($0.name, $0) }) { first, _ in first }
    let names = to.parameters.map(\.name) + from.parameters.map(\.name).filter { new[$0] == nil }
    let different = names.filter { !isSame(old[$0], new[$0]) }
    guard !different.isEmpty else { return [] }
    var users: [String: [Path]] = [:]
    for resource in to.resources where resource.role != .artifact {
      var used: Set<String> = []
      for member in resource.properties + resource.initial { member.value.collectParameters(into: &used) }
      for tag in resource.tags { tag.value.collectParameters(into: &used) }
      for name in used { users[name, default: []].append(resource.path) }
    }
    return different.map {
      ParameterChange(name: $0, before: old[$0], after: new[$0], users: users[$0] ?? [])
    }
  }

  private static func isSame(_ before: Parameter?, _ after: Parameter?) -> Bool {
    guard let before, let after else { return before == nil && after == nil }
    return before.kind == after.kind && before.defaultValue == after.defaultValue
      && before.source == after.source && before.allowedValues == after.allowedValues && before.pattern == after.pattern
  }
}
