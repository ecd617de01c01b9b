import LintelAWS
import LintelGraph

/// What follows from a replaced resource for those that refer to it, at any distance.
struct Cascade {
  private struct Use {
    let dependent: Int
    let names: [String]
    let attribute: Attribute
  }

  private let from: ResourceGraph
  private let to: ResourceGraph
  private(set) var changes: [Change]
  /// Resources without an edit of their own, in the order in which they were reached.
  private(set) var followers: [Change] = []
  private var positions: [Path: Int]
  private var followerPositions: [Path: Int] = [:]
  private var uses: [Path: [Use]] = [:]
  private var replaced: Set<Path> = []
  /// Launch templates that get a version more because of what they name.
  private var versioned: Set<Path> = []

  /// - Parameters:
  ///   - changes: What differs by itself.
  ///   - from: The old side.
  ///   - to: The new side.
  init(_ changes: [Change], from: ResourceGraph, to: ResourceGraph) {
    self.from = from
    self.to = to
    self.changes = changes
    positions = Dictionary(changes.enumerated().map { ($1.path, $0) }) { first, _ in first }
    let roots = changes.filter { Cascade.hasNewAttributes($0) }
    guard !roots.isEmpty else { return }
    for (position, resource) in to.resources.enumerated() where from[resource.path]?.type == resource.type {
      for property in resource.properties { collect(property.value, [property.key], position) }
    }
    // What is replaced by itself is followed once, from its own place.
    replaced = Set(roots.map(\.path))
    for root in roots { follow(root.path, cause: root.path) }
  }

  private mutating func collect(_ value: Value, _ names: [String], _ dependent: Int) {
    switch value.content {
    case .reference(let reference):
      uses[reference.path, default: []].append(
        Use(dependent: dependent, names: names, attribute: reference.attribute))
    case .list(let items), .set(let items), .text(let items): for item in items { collect(item, names, dependent) }
    case .map(let members): for member in members { collect(member.value, names + [member.key], dependent) }
    case .string, .integer, .number, .boolean, .parameter, .pseudo: break
    }
  }

  /// From a resource to all that names it, without recursion: a chain may be long.
  private mutating func follow(_ start: Path, cause: Path) {
    var pending = [start]
    var next = 0
    while next < pending.count {
      let path = pending[next]
      next += 1
      for use in uses[path] ?? [] where isNew(use.attribute, of: path) {
        let dependent = to.resources[use.dependent]
        guard dependent.path != path, dependent.role == .owned else { continue }
        let type = Catalog.type(named: dependent.type)
        let effect = type?.effect(along: use.names) ?? .noInterruption
        add(Change.Following(names: use.names, path: path, effect: effect), to: dependent, cause: cause)
        if effect == .replacement {
          if replaced.insert(dependent.path).inserted { pending.append(dependent.path) }
        } else if Cascade.isVersioned(dependent.type, along: use.names), !replaced.contains(dependent.path),
          versioned.insert(dependent.path).inserted
        {
          pending.append(dependent.path)
        }
      }
    }
  }

  private mutating func add(
    _ following: Change.Following, to resource: Resource, cause: Path
  ) {
    let effect = Effect(following.effect, of: resource)
    if let position = positions[resource.path] {
      changes[position].following.append(following)
      changes[position].effect = max(changes[position].effect, effect)
    } else if let position = followerPositions[resource.path] {
      followers[position].following.append(following)
      followers[position].effect = max(followers[position].effect, effect)
    } else {
      followerPositions[resource.path] = followers.count
      followers.append(
        Change(
          path: resource.path, type: resource.type, kind: .changed, before: from[resource.path], after: resource,
          edits: [], following: [following], effect: effect, cause: cause))
    }
  }

  /// The resources that a value names, and of which it has what becomes another.
  func replaced(in value: Value) -> [Path] {
    var paths: [Path] = []
    value.forEachReference { reference, _ in
      let path = reference.path
      guard replaced.contains(path) || versioned.contains(path), !paths.contains(path) else { return }
      if isNew(reference.attribute, of: path) { paths.append(path) }
    }
    return paths
  }

  // MARK: Attributes

  private static func hasNewAttributes(_ change: Change) -> Bool {
    guard change.before != nil, change.after != nil else { return false }
    return change.effect.isNewIdentity || change.edits.contains { $0.area == .role } || makesVersion(change)
  }

  /// Whether a launch template gets a version more.
  private static func makesVersion(_ change: Change) -> Bool {
    (change.edits.map(\.names) + change.following.map(\.names)).contains { isVersioned(change.type, along: $0) }
  }

  private static func isVersioned(_ type: String, along names: [String]) -> Bool {
    type == ResourceType.launchTemplate.name && names.first == "LaunchTemplateData"
  }

  /// Whether an attribute has another value after the change of what it belongs to.
  private func isNew(_ attribute: Attribute, of path: Path) -> Bool {
    guard let after = to[path], let before = from[path] else { return false }
    let change = positions[path].map { changes[$0] } ?? followerPositions[path].map { followers[$0] }
    if let change, !change.effect.isNewIdentity {
      if change.edits.contains(where: { $0.area == .role }) { return true }
      return attribute == .latestVersion && Cascade.makesVersion(change)
    }
    guard attribute == .name, let property = Catalog.type(named: after.type)?.nameProperty else { return true }
    return after.hashesName || before[property].map(Canonical.text) != after[property].map(Canonical.text)
  }
}
