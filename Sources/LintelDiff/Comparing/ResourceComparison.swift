import LintelAWS
import LintelGraph

/// Two graphs, node by node.
struct ResourceComparison {
  let from: ResourceGraph
  let to: ResourceGraph
  let renaming: Renaming
  private let defaults: (from: [String: String], to: [String: String])

  /// - Parameters:
  ///   - from: The old side, with the ids of the new one where they are renamed.
  ///   - to: The new side.
  ///   - renaming: The ids that are renamed.
  init(from: ResourceGraph, to: ResourceGraph, renaming: Renaming) {
    self.from = from
    self.to = to
    self.renaming = renaming
    defaults = (ResourceComparison.defaults(of: from), ResourceComparison.defaults(of: to))
  }

  private static func defaults(of graph: ResourceGraph) -> [String: String] {
    var defaults: [String: String] = [:]
    for parameter in graph.parameters { defaults[parameter.name] = parameter.defaultValue }
    return defaults
  }

  /// Every difference: what the new side has in its order, then what it lacks in the order of the old one.
  func changes() -> [Change] {
    let old = Dictionary(uniqueKeysWithValues: renaming.entries.map { ($1, $0) })
    var changes: [Change] = []
    for resource in to.resources where ResourceComparison.isCompared(resource) {
      guard let before = from[resource.path], ResourceComparison.isCompared(before), before.type == resource.type else {
        changes.append(
          Change(
            path: resource.path, type: resource.type, kind: .added, before: nil, after: resource, edits: [],
            effect: resource.isExisting ? .untouched : .created))
        continue
      }
      let edits = edits(before, resource)
      let oldEntry = old[resource.path.entry]
      guard !edits.isEmpty || oldEntry != nil else { continue }
      let kind = oldEntry.map { Change.Kind.renamed(from: Path($0.section, $0.id, resource.path.part)) } ?? .changed
      changes.append(
        Change(
          path: resource.path, type: resource.type, kind: kind, before: before, after: resource, edits: edits,
          effect: effect(of: edits, resource)))
    }
    for resource in from.resources where ResourceComparison.isCompared(resource) {
      if let after = to[resource.path], after.type == resource.type { continue }
      changes.append(
        Change(
          path: resource.path, type: resource.type, kind: .removed, before: resource, after: nil, edits: [],
          effect: resource.isExisting ? .untouched : .removed))
    }
    return changes
  }

  /// An image to push is told by the containers that use it.
  private static func isCompared(_ resource: Resource) -> Bool { resource.yields.isEmpty }

  // MARK: One resource

  private func edits(_ before: Resource, _ after: Resource) -> [Edit] {
    var edits: [Edit] = []
    if before.role != after.role {
      edits.append(
        Edit(
          area: .role, steps: [], before: Value(.string(before.role.words)), after: Value(.string(after.role.words))))
    }
    edits += compare(before.properties, after.properties, .property)
    edits += compare(before.initial, after.initial, .initial)
    edits += compare(before.tags.map(Member.init), after.tags.map(Member.init), .tag)
    if before.isRetained != after.isRetained {
      edits.append(
        Edit(
          area: .retention, steps: [], before: Value(.boolean(before.isRetained)),
          after: Value(.boolean(after.isRetained))))
    }
    guard !edits.isEmpty, let type = Catalog.type(named: after.type) else { return edits }
    for index in edits.indices {
      switch edits[index].area {
      case .property:
        edits[index].effect = type.effect(along: edits[index].names)
        // AWS neither gives groups to what was made without nor takes all of them.
        if let place = type.facts.stands, edits[index].names == [place.lackedGroups].compactMap(\.self),
          place.wearsNothing(before, in: from) != place.wearsNothing(after, in: to)
        {
          edits[index].effect = .replacement
        }
      case .role: edits[index].effect = .replacement
      case .initial, .tag, .retention: break
      }
    }
    return edits
  }

  private func compare(_ before: [Member], _ after: [Member], _ area: Edit.Area) -> [Edit] {
    var comparison = ValueComparison(area, defaults: defaults)
    comparison.compare(before, after)
    return comparison.edits
  }

  private func effect(of edits: [Edit], _ resource: Resource) -> Effect {
    if resource.role == .artifact || resource.isExisting || edits.allSatisfy({ $0.area == .initial }) {
      return .untouched
    }
    let worst = edits.map(\.effect).max() ?? .noInterruption
    return Effect(worst, of: resource)
  }
}

extension Member {
  fileprivate init(_ tag: Tag) { self.init(tag.key, tag.value) }
}

extension Resource.Role {
  /// The text that stands for the role in an edit.
  var words: String {
    switch self {
    case .owned: "created here"
    case .existing(.literal(let text)): "existing \(text)"
    case .existing(.parameter(let name)): "existing, parameter \(name)"
    case .existing(.unsaid): "existing"
    case .artifact: "made when deploying"
    case .scaffold: "made by the script alone"
    }
  }
}
