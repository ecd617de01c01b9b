import LintelAWS
import LintelGraph

/// One physical thing while an update goes on: a path, and whether it is the new one of two that have that path.
struct Generation: Hashable {
  let path: Path
  let isNew: Bool
}

/// The steps of an update, as CloudFormation takes them.
///
/// First everything is made and changed, in the order of the new side's references and of `Ordering`; a replacement is
/// made beside the old one. Only then comes the cleanup: what the new side lacks, and what was replaced, goes.
struct UpdateSequence {
  struct Step {
    enum Kind { case create, replace, change }

    let path: Path
    let kind: Kind
  }

  let from: ResourceGraph
  let to: ResourceGraph
  /// What is made or changed, in order.
  let steps: [Step]
  /// What has another of the same path beside it until the cleanup.
  private let remade: Set<Path>
  /// What goes in the cleanup.
  let removed: Set<Path>

  /// - Parameters:
  ///   - changes: Every change, also those that only follow from others.
  ///   - from: The old side, with the ids of the new one where they are renamed.
  ///   - to: The new side.
  init(_ changes: [Change], from: ResourceGraph, to: ResourceGraph) {
    self.from = from
    self.to = to
    var kinds: [Path: Step.Kind] = [:]
    var removed: Set<Path> = []
    for change in changes {
      switch change.kind {
      case .removed: removed.insert(change.path)
      case .added: kinds[change.path] = from[change.path] == nil ? .create : .replace
      case .renamed: kinds[change.path] = .replace
      case .changed: kinds[change.path] = change.isReplaced ? .replace : .change
      }
    }
    self.removed = removed
    remade = Set(kinds.filter { $0.value == .replace }.keys)
    guard !kinds.isEmpty else {
      steps = []
      return
    }
    var ordered = to
    Ordering.apply(to: &ordered)
    steps = ordered.creationOrder.compactMap { position in
      let resource = ordered.resources[position]
      guard resource.role == .owned, let kind = kinds[resource.path] else { return nil }
      return Step(path: resource.path, kind: kind)
    }
  }

  /// What a path stands for on the old side.
  func old(_ path: Path) -> Generation { Generation(path: path, isNew: false) }

  /// What a path stands for on the new side.
  func new(_ path: Path) -> Generation { Generation(path: path, isNew: remade.contains(path)) }

  /// Whether an old thing goes in the cleanup.
  func isCleanedUp(_ thing: Generation) -> Bool {
    !thing.isNew && (removed.contains(thing.path) || remade.contains(thing.path))
  }
}
