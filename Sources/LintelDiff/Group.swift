package import LintelGraph

/// What belongs together: an entry of the spec, all that differs in it, and what follows from that elsewhere.
package struct Group: Sendable {
  /// What became of the entry as a whole.
  package enum Kind: Hashable, Sendable {
    case added, removed, changed
    case renamed(from: Path)
  }

  /// One entry, or all those that have the same change of tags.
  package let entries: [Path]
  package let kind: Kind
  package let changes: [Change]
  package var followers: [Change]

  package var entry: Path { entries[0] }
  /// The worst of what it does to the entry itself.
  package var effect: Effect { changes.map(\.effect).max() ?? .untouched }
}

extension GraphDiff {
  /// The changes by cause, in the order in which they were found.
  package var groups: [Group] {
    var groups: [Group] = []
    var positions: [Path: Int] = [:]
    var sweeps: [String: Int] = [:]
    var order: [Path] = []
    var byEntry: [Path: [Change]] = [:]
    for change in changes {
      if byEntry[change.path.entry] == nil { order.append(change.path.entry) }
      byEntry[change.path.entry, default: []].append(change)
    }
    for entry in order {
      let changes = byEntry[entry] ?? []
      if let sweep = GraphDiff.sweep(of: changes) {
        if let position = sweeps[sweep] {
          groups[position] = Group(
            entries: groups[position].entries + [entry], kind: .changed, changes: groups[position].changes + changes,
            followers: [])
          continue
        }
        sweeps[sweep] = groups.count
      }
      positions[entry] = groups.count
      groups.append(Group(entries: [entry], kind: GraphDiff.kind(of: entry, changes), changes: changes, followers: []))
    }
    for follower in followers {
      guard let cause = follower.cause, let position = positions[cause.entry] else { continue }
      groups[position].followers.append(follower)
    }
    return groups
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

  /// A text that changes of the same tags have in common; nil where something else differs too.
  private static func sweep(of changes: [Change]) -> String? {
    var edits: Set<String> = []
    for change in changes {
      guard change.kind == .changed, change.following.isEmpty else { return nil }
      for edit in change.edits {
        guard edit.area == .tag, edit.names != ["Name"] else { return nil }
        let values = [edit.before, edit.after].map { $0.map(Canonical.text) ?? "-" }
        edits.insert((edit.names + values).joined(separator: "\u{0}"))
      }
    }
    return edits.sorted().joined(separator: "\u{1}")
  }
}
