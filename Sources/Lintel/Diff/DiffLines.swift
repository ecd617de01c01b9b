import LintelAWS
import LintelAnalysis
import LintelDiff
import LintelGraph
import LintelSource
import LintelSpec

/// One line of a report of differences, before it is laid out for a terminal or for Markdown.
struct DiffLine {
  enum Mark: String {
    case added = "+"
    case removed = "-"
    case changed = "~"
    case none = " "
  }

  var mark: Mark
  var depth: Int
  var text: String
  var isGrave = false
  var isTitle = false
}

/// A comparison as lines, section after section.
struct DiffLines {
  private let comparison: Diff.Comparison
  private var diff: GraphDiff { comparison.diff }
  /// The length that a value may have.
  let limit: Int

  init(_ comparison: Diff.Comparison, limit: Int = 60) {
    self.comparison = comparison
    self.limit = limit
  }

  /// `staging (account 111111111111) → production (account 222222222222)`.
  var title: String {
    let (from, to) = (comparison.from, comparison.to)
    func name(_ side: Diff.Side, _ facts: [String]) -> String {
      TerminalText.visible(side.name) + (facts.isEmpty ? "" : " (" + facts.joined(separator: ", ") + ")")
    }
    func facts(_ side: Diff.Side) -> [String] {
      let account = from.account == to.account ? nil : side.account.map { "account \($0)" } ?? "any account"
      return [account, from.region == to.region ? nil : side.region].compactMap(\.self)
    }
    return name(from, facts(from)) + " → " + name(to, facts(to))
  }

  /// What holds of the whole comparison.
  var remarks: [String] {
    guard comparison.from.environment == comparison.to.environment, comparison.from.name != comparison.to.name,
      comparison.from.region != comparison.to.region || comparison.from.account != comparison.to.account
    else { return [] }
    return [
      "account or region differ: all of it is made anew there, and what is in the old place stays until it is destroyed"
    ]
  }

  var changes: [DiffLine] {
    diff.parameters.flatMap(lines) + diff.groups.flatMap(lines) + diff.outputs.flatMap { lines(of: $0) }
  }

  // MARK: Parameters

  private func lines(of change: ParameterChange) -> [DiffLine] {
    let mark: DiffLine.Mark = change.before == nil ? .added : change.after == nil ? .removed : .changed
    var text = "parameters.\(change.name)"
    let values = [change.before, change.after].map { parameter in
      SecretName.isSecret(change.name) ? Secrecy.mark : TerminalText.visible(parameter?.defaultValue ?? "no default")
    }
    switch (change.before, change.after) {
    case (nil, _): text += ": new, default \(values[1])"
    case (_, nil): text += ": removed"
    case (let before?, let after?) where before.defaultValue == after.defaultValue: text += ": takes other values"
    default: text += values[0] == values[1] ? ": default changed \(values[0])" : ": default \(values[0]) → \(values[1])"
    }
    var lines = [DiffLine(mark: mark, depth: 0, text: text, isTitle: true)]
    if change.before?.defaultValue != change.after?.defaultValue, change.before != nil, !change.users.isEmpty {
      let users = change.users.prefix(3).map(\.description).joined(separator: ", ")
      lines.append(
        DiffLine(
          mark: .none, depth: 1,
          text: "for first deployments only: what runs keeps its value until another is given; used in \(users)"
            + (change.users.count > 3 ? " and \(change.users.count - 3) more" : "")))
    }
    return lines
  }

  // MARK: Groups

  private func lines(of group: Group) -> [DiffLine] {
    switch group.kind {
    case .added: return whole(group, .added)
    case .removed: return whole(group, .removed)
    case .renamed(let old): return [title(of: group, "renamed from \(old)")] + details(of: group)
    case .tag:
      return [title(of: group, "no interruption")] + group.changes.prefix(1).flatMap { edits(of: $0, prefix: "") }
    case .changed: return [title(of: group, headline(of: group))] + details(of: group)
    }
  }

  /// A whole entry in one line.
  private func whole(_ group: Group, _ mark: DiffLine.Mark) -> [DiffLine] {
    let isExisting = group.changes.first.map { ($0.after ?? $0.before)?.isExisting ?? false } ?? false
    let word = isExisting ? "referred to" : mark == .added ? "new" : "removed"
    let parts = group.changes.dropFirst().map(\.type)
    let text = "\(group.entry): \(word)" + (parts.isEmpty ? "" : ", with " + TypeCount.words(parts))
    return [DiffLine(mark: mark, depth: 0, text: text, isTitle: true)]
      + group.changes.flatMap { consequences(of: $0, depth: 1) } + followers(of: group)
  }

  private func title(of group: Group, _ words: String) -> DiffLine {
    let name = group.kind == .tag ? "\(group.changes.count) resources" : "\(group.entry)"
    return DiffLine(mark: .changed, depth: 0, text: "\(name): \(words)", isTitle: true)
  }

  /// What becomes of the entry; where only parts of it are replaced, which ones.
  private func headline(of group: Group) -> String {
    let words = effect(of: group)
    guard words == Effect.replacement.words, !group.changes.contains(where: { $0.path == group.entry }) else {
      return words
    }
    let parts = group.changes.filter { $0.effect == .replacement && $0.kind == .changed }
    return parts.count == 1 ? "\(parts[0].path.part) \(words)" : "\(parts.count) parts \(words)"
  }

  private func effect(of group: Group) -> String {
    if group.changes.count(where: { $0.path == group.entry }) > 1 { return "of another type" }
    // The entry's own node decides; its parts say what becomes of them, where it is more.
    let own = group.changes.first { $0.path == group.entry && $0.kind == .changed }
    let effect = own?.effect ?? group.changes.filter { $0.kind == .changed }.map(\.effect).max() ?? .noInterruption
    return effect == .untouched && group.changes.count > 1 ? Effect.noInterruption.words : effect.words
  }

  private func isTold(_ change: Change, by group: Group) -> Bool {
    change.path == group.entry || change.effect <= .removed || effect(of: group) == change.effect.words
  }

  private func details(of group: Group) -> [DiffLine] {
    var lines: [DiffLine] = []
    for change in group.changes where change.kind != .added && change.kind != .removed {
      if !isTold(change, by: group) {
        lines.append(DiffLine(mark: .none, depth: 1, text: "\(change.path.part): \(change.effect.words)"))
      }
      lines += edits(of: change, prefix: prefix(of: change.path))
      lines += change.following.prefix(3).map { following in
        DiffLine(
          mark: .none, depth: 1,
          text: "\(prefix(of: change.path))\(following.names.joined(separator: ".")) follows \(following.path)")
      }
      lines += consequences(of: change, depth: 1)
    }
    lines += parts(group.changes, .added) + parts(group.changes, .removed)
    for change in group.absorbed {
      lines.append(DiffLine(mark: .none, depth: 1, text: "then \(change.path): \(change.effect.words)"))
      lines += (edits(of: change, prefix: prefix(of: change.path)) + consequences(of: change, depth: 1)).map { line in
        DiffLine(mark: line.mark, depth: 2, text: line.text, isGrave: line.isGrave)
      }
    }
    return lines + followers(of: group)
  }

  /// The parts of an entry that only one side has.
  private func parts(_ changes: [Change], _ kind: Change.Kind) -> [DiffLine] {
    let mark: DiffLine.Mark = kind == .added ? .added : .removed
    let parts = changes.filter { $0.kind == kind }
    let lines: [DiffLine]
    if parts.count > 4 {
      lines = [DiffLine(mark: mark, depth: 1, text: TypeCount.words(parts.map(\.type)))]
    } else {
      lines = parts.map { DiffLine(mark: mark, depth: 1, text: part($0)) }
    }
    return lines + parts.flatMap { consequences(of: $0, depth: 2) }
  }

  private func part(_ change: Change) -> String {
    let noun = ResourceType.noun(change.type)
    let name = change.path.part.isEmpty ? change.path.description : change.path.part
    return name == noun ? name : "\(name) (\(noun))"
  }

  private func prefix(of path: Path) -> String { path.part.isEmpty ? "" : path.part + "." }

  private func edits(of change: Change, prefix: String) -> [DiffLine] {
    change.edits.flatMap { edit -> [DiffLine] in
      let items = edit.expanded
      return (items.isEmpty ? [edit] : items).compactMap { line(of: $0, change, prefix) }
    }
  }

  private func line(of edit: Edit, _ change: Change, _ prefix: String) -> DiffLine? {
    // What another sort of policy holds is told in words, below "Capacity".
    if change.type.hasSuffix("::ScalingPolicy"), edit.before == nil || edit.after == nil, edit.steps.count == 1,
      change.edits.contains(where: { $0.names == ["PolicyType"] })
    {
      return nil
    }
    let place = prefix + ValueWords.place(of: edit)
    let note = edit.area == .initial ? " (when it is made, and never afterwards)" : ""
    switch ValueWords.values(of: edit, limit: limit) {
    case (let before?, let after?):
      let isHidden = before == Secrecy.mark && after == Secrecy.mark
      return DiffLine(
        mark: .changed, depth: 1,
        text: "\(place): " + (isHidden ? "changed \(Secrecy.mark)" : "\(before) → \(after)") + note)
    case (nil, let after?): return DiffLine(mark: .added, depth: 1, text: "\(place): \(after)\(note)")
    case (let before?, nil): return DiffLine(mark: .removed, depth: 1, text: "\(place): \(before)\(note)")
    case (nil, nil): return nil
    }
  }

  private func consequences(of change: Change, depth: Int) -> [DiffLine] {
    change.consequences.map { consequence in
      DiffLine(
        mark: .none, depth: depth, text: TerminalText.visible(Symbol.spelled(consequence.words)),
        isGrave: consequence.isGrave)
    }
  }

  /// What follows elsewhere: by effect, few by name and many by number.
  private func followers(of group: Group) -> [DiffLine] {
    var lines: [DiffLine] = []
    let failing = group.followers.filter(\.cannotBeMade)
    for follower in failing {
      lines.append(DiffLine(mark: .none, depth: 1, text: "then \(follower.path) cannot be changed"))
      lines += consequences(of: follower, depth: 2)
    }
    for effect in Effect.allCases.reversed() {
      let followers = group.followers.filter { $0.effect == effect && !$0.cannotBeMade }
      guard !followers.isEmpty else { continue }
      let words = effect == .noInterruption ? "changed without interruption" : effect.words
      if followers.count <= 2 {
        for follower in followers {
          lines.append(DiffLine(mark: .none, depth: 1, text: "then \(follower.path): \(words)"))
          lines += consequences(of: follower, depth: 2)
        }
      } else {
        let types = TypeCount.words(followers.map(\.type))
        lines.append(DiffLine(mark: .none, depth: 1, text: "then \(followers.count) \(words): \(types)"))
        for follower in followers where !follower.consequences.isEmpty {
          lines += follower.consequences.map { consequence in
            DiffLine(
              mark: .none, depth: 2,
              text: "\(follower.path) " + TerminalText.visible(Symbol.spelled(consequence.words)),
              isGrave: consequence.isGrave)
          }
        }
      }
    }
    return lines
  }
}

extension Change {
  /// Whether AWS is sure to refuse a change of what stays.
  fileprivate var cannotBeMade: Bool {
    !isReplaced && consequences.contains { if case .fails = $0 { true } else { false } }
  }
}

extension Edit {
  /// The items of a whole list or set that is new or gone, each as an edit of its own.
  fileprivate var expanded: [Edit] {
    guard before == nil || after == nil, let items = (before ?? after)?.items, !items.isEmpty else { return [] }
    return items.map { item in
      Edit(
        area: area, steps: steps + [.item], before: before == nil ? nil : item, after: after == nil ? nil : item,
        effect: effect)
    }
  }
}
