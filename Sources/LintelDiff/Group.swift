import LintelAWS
package import LintelGraph

/// A group of changes: an entry of the spec, all that differs in it, and what follows from that elsewhere.
package struct Group: Sendable {
  /// The fate of the entry as a whole.
  package enum Kind: Hashable, Sendable {
    case added, removed, changed
    case renamed(from: Path)
    /// One tag, the same in many resources.
    case tag
  }

  package let entry: Path
  package let kind: Kind
  package let changes: [Change]
  /// Changes of other entries that would be replaced without them: the subnets of a VPC with another block.
  package var absorbed: [Change] = []
  package var followers: [Change] = []
}

extension GraphDiff {
  /// The changes by cause, in the order in which they were found.
  package var groups: [Group] { Grouping(self).groups }
}

private struct Grouping {
  private let diff: GraphDiff
  private(set) var groups: [Group] = []
  private var positions: [Path: Int] = [:]
  private let causes: [Path: Path]

  init(_ diff: GraphDiff) {
    self.diff = diff
    causes = Dictionary(diff.followers.compactMap { follower in follower.cause.map { (follower.path, $0) } }) { $1 }
    let sweeps = Sweeps(diff.changes)
    groups = sweeps.groups
    var order: [Path] = []
    var byEntry: [Path: [Change]] = [:]
    for change in diff.changes {
      guard let rest = sweeps.rest(of: change) else { continue }
      if byEntry[rest.path.entry] == nil { order.append(rest.path.entry) }
      byEntry[rest.path.entry, default: []].append(rest)
    }
    for entry in order {
      let changes = byEntry[entry] ?? []
      // Where nothing is left but what follows from others, it belongs to them.
      if changes.allSatisfy({ $0.edits.isEmpty && $0.kind == .changed }) { continue }
      positions[entry] = groups.count
      groups.append(Group(entry: entry, kind: Grouping.kind(of: entry, changes), changes: changes))
    }
    let swept = order.filter { positions[$0] == nil }.flatMap { byEntry[$0] ?? [] }
    for follower in swept + diff.followers {
      guard let path = follower.cause ?? follower.following.first.map({ causes[$0.path] ?? $0.path }),
        let position = positions[path.entry]
      else { continue }
      groups[position].followers.append(follower)
    }
    absorb()
  }

  private static func kind(of entry: Path, _ changes: [Change]) -> Group.Kind {
    guard let whole = changes.first(where: { $0.path == entry }) else { return .changed }
    switch whole.kind {
    case .added where changes.allSatisfy { $0.kind == .added }: return .added
    case .removed where changes.allSatisfy { $0.kind == .removed }: return .removed
    case .renamed(let old): return .renamed(from: old.entry)
    case .added, .removed, .changed: return .changed
    }
  }

  /// Moves what only spells out a replacement that happens anyway below its cause.
  private mutating func absorb() {
    var gone: Set<Int> = []
    for (position, group) in groups.enumerated() where group.kind == .changed {
      guard group.changes.count == 1, let change = group.changes.first, change.kind == .changed,
        change.edits.allSatisfy({ $0.area == .property && $0.effect == .replacement }),
        let path = change.following.first(where: { $0.effect == .replacement })?.path,
        let target = positions[(causes[path] ?? path).entry], target != position, !gone.contains(target)
      else { continue }
      groups[target].absorbed.append(change)
      groups[target].followers += groups[position].followers
      gone.insert(position)
    }
    groups = groups.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
  }
}

/// Tags that are changed in the same way in several entries, as where the spec changes one of all resources.
private struct Sweeps {
  private static let least = 3
  private var keys: Set<String> = []
  private(set) var groups: [Group] = []

  init(_ changes: [Change]) {
    var order: [String] = []
    var found: [String: [Change]] = [:]
    for change in changes where change.kind == .changed {
      for edit in change.edits {
        guard let key = Sweeps.key(of: edit) else { continue }
        var part = change
        part.edits = [edit]
        part.following = []
        part.consequences = []
        part.effect = .noInterruption
        if found[key] == nil { order.append(key) }
        found[key, default: []].append(part)
      }
    }
    for key in order {
      guard let parts = found[key], Set(parts.map(\.path.entry)).count >= Sweeps.least else { continue }
      keys.insert(key)
      groups.append(Group(entry: parts[0].path.entry, kind: .tag, changes: parts))
    }
  }

  /// A change without the edits that are told together; nil if that was all.
  func rest(of change: Change) -> Change? {
    guard !keys.isEmpty, change.kind == .changed else { return change }
    var rest = change
    rest.edits.removeAll { edit in Sweeps.key(of: edit).map(keys.contains) ?? false }
    return rest.edits.isEmpty && rest.following.isEmpty ? nil : rest
  }

  private static func key(of edit: Edit) -> String? {
    guard edit.area == .tag, edit.names != ["Name"] else { return nil }
    let values = [edit.before, edit.after].map { $0.map(Canonical.text) ?? "-" }
    return (edit.names + values).joined(separator: "\u{0}")
  }
}
