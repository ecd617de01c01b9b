import LintelAWS
import LintelGraph

/// Finds the smallest edits between two values.
struct ValueComparison {
  private(set) var edits: [Edit] = []
  private let area: Edit.Area
  private let defaults: (from: [String: String], to: [String: String])

  /// - Parameters:
  ///   - area: What of a resource is compared.
  ///   - defaults: Of the parameters of either side: a parameter and its default are the same.
  init(_ area: Edit.Area, defaults: (from: [String: String], to: [String: String])) {
    self.area = area
    self.defaults = defaults
  }

  mutating func compare(_ before: Value?, _ after: Value?, at steps: [Edit.Step]) {
    guard let before, let after else {
      if before != nil || after != nil { add(steps, before, after) }
      return
    }
    if before.means(after) || meansByDefault(before, after) { return }
    switch (before.content, after.content) {
    case (.map(let members), .map(let others)):
      compare(members, others, at: steps)
    case (.set(let items), .set(let others)), (.set(let items), .list(let others)),
      (.list(let items), .set(let others)):
      compareSets(items, others, at: steps)
    case (.list(let items), .list(let others)):
      compareLists(items, others, before, after, at: steps)
    default: add(steps, before, after)
    }
  }

  mutating func compare(_ before: [Member], _ after: [Member], at steps: [Edit.Step] = []) {
    for member in before {
      compare(member.value, after.first { $0.key == member.key }?.value, at: steps + [.member(member.key)])
    }
    for member in after where !before.contains(where: { $0.key == member.key }) {
      compare(nil, member.value, at: steps + [.member(member.key)])
    }
  }

  private mutating func add(_ steps: [Edit.Step], _ before: Value?, _ after: Value?, position: Int? = nil) {
    edits.append(Edit(area: area, steps: steps, before: before, after: after, position: position))
  }

  /// A parameter is compared by its default where the other side has none of that name in its place.
  private func meansByDefault(_ before: Value, _ after: Value) -> Bool {
    switch (before.content, after.content) {
    case (.parameter(let name), .parameter(let other)):
      return defaults.from[name] != nil && defaults.from[name] == defaults.to[other]
    case (.parameter(let name), _): return after.literal.map { $0 == defaults.from[name] } ?? false
    case (_, .parameter(let name)): return before.literal.map { $0 == defaults.to[name] } ?? false
    default: return false
    }
  }

  // MARK: Sets

  private mutating func compareSets(_ before: [Value], _ after: [Value], at steps: [Edit.Step]) {
    var (old, new) = ValueComparison.unshared(before, after)
    var pairs: [(key: EntryKey, old: Value, new: Value)] = []
    for names in NaturalKey.candidates where !old.isEmpty && !new.isEmpty {
      // A key counts only if it tells all items apart that the set has, on either side.
      guard let all = ValueComparison.keys(of: before, names), let others = ValueComparison.keys(of: after, names),
        Set(all).count == all.count, Set(others).count == others.count
      else { continue }
      let positions = Dictionary(
        new.enumerated().compactMap { index, item in ValueComparison.key(of: item, names).map { ($0, index) } }
      ) { first, _ in first }
      var taken: Set<Int> = []
      old.removeAll { item in
        guard let key = ValueComparison.key(of: item, names), let index = positions[key] else { return false }
        pairs.append((key, item, new[index]))
        taken.insert(index)
        return true
      }
      new = new.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
    }
    for pair in pairs { compare(pair.old, pair.new, at: steps + [.entry(pair.key)]) }
    for item in old { add(steps + [.item], item, nil) }
    for item in new { add(steps + [.item], nil, item) }
  }

  /// The items that only one side has.
  private static func unshared(_ before: [Value], _ after: [Value]) -> (old: [Value], new: [Value]) {
    var counts: [String: Int] = [:]
    for item in after { counts[Canonical.text(of: item), default: 0] += 1 }
    var shared: [String: Int] = [:]
    let old = before.filter { item in
      let text = Canonical.text(of: item)
      guard let count = counts[text], count > 0 else { return true }
      counts[text] = count - 1
      shared[text, default: 0] += 1
      return false
    }
    let new = after.filter { item in
      let text = Canonical.text(of: item)
      guard let count = shared[text], count > 0 else { return true }
      shared[text] = count - 1
      return false
    }
    return (old, new)
  }

  private static func key(of item: Value, _ names: [String]) -> EntryKey? {
    let texts = names.compactMap { name in item[name].map(Canonical.text) }
    return texts.count == names.count ? EntryKey(names: names, texts: texts) : nil
  }

  /// The keys of all items; nil unless each has one.
  private static func keys(of items: [Value], _ names: [String]) -> [EntryKey]? {
    let keys = items.compactMap { key(of: $0, names) }
    return keys.count == items.count ? keys : nil
  }

  // MARK: Lists

  /// Items are matched by what they are called if that leaves those of both sides in one order, else by position if there
  /// are as many, else not at all.
  private mutating func compareLists(
    _ before: [Value], _ after: [Value], _ whole: Value, _ other: Value, at steps: [Edit.Step]
  ) {
    for names in NaturalKey.candidates {
      guard let keys = ValueComparison.keys(of: before, names), let others = ValueComparison.keys(of: after, names),
        Set(keys).count == keys.count, Set(others).count == others.count
      else { continue }
      let shared = Set(keys).intersection(others)
      guard !shared.isEmpty, keys.filter(shared.contains) == others.filter(shared.contains) else { continue }
      let positions = Dictionary(uniqueKeysWithValues: others.enumerated().map { ($1, $0) })
      for (key, item) in zip(keys, before) {
        if let position = positions[key] {
          compare(item, after[position], at: steps + [.entry(key)])
        } else {
          add(steps + [.item], item, nil)
        }
      }
      for (position, key) in others.enumerated() where !shared.contains(key) {
        add(steps + [.item], nil, after[position], position: position)
      }
      return
    }
    guard before.count == after.count else { return add(steps, whole, other) }
    for (index, pair) in zip(before, after).enumerated() {
      compare(pair.0, pair.1, at: steps + [.index(index)])
    }
  }
}
