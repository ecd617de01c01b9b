import LintelDiff
import LintelGraph

extension GraphDiff {
  /// The old graph with every listed change made to it, and the new one: texts that are equal if the list is whole.
  var appliedAndWanted: (applied: [String], wanted: [String]) {
    var resources: [Path: Resource] = [:]
    for resource in from.resources where resource.yields.isEmpty { resources[resource.path] = resource }
    for change in changes where change.kind == .removed { resources[change.path] = nil }
    for change in changes {
      switch change.kind {
      case .removed: break
      case .added: resources[change.path] = change.after
      case .changed, .renamed:
        for edit in change.edits { resources[change.path]?.apply(edit, role: change.after?.role) }
      }
    }
    let wanted = to.resources.filter(\.yields.isEmpty)
    return (resources.values.map(\.canonical).sorted(), wanted.map(\.canonical).sorted())
  }
}

extension Resource {
  fileprivate mutating func apply(_ edit: Edit, role newRole: Role?) {
    switch edit.area {
    case .property: properties = properties.applying(edit)
    case .initial: initial = initial.applying(edit)
    case .tag: tags = tags.map { Member($0.key, $0.value) }.applying(edit).map { Tag($0.key, $0.value) }
    case .retention: isRetained = edit.after?.content == .boolean(true)
    case .role: role = newRole ?? role
    }
  }

  /// All that diff compares, without places and without an order that means nothing.
  fileprivate var canonical: String {
    let areas = [properties, initial, tags.map { Member($0.key, $0.value) }].map { Canonical.text(of: Value(.map($0))) }
    return "\(path) \(type) \(role) \(isRetained) " + areas.joined(separator: " ")
  }
}

extension [Member] {
  fileprivate func applying(_ edit: Edit) -> [Member] {
    guard case .map(let members) = Value(.map(self)).applying(edit, edit.steps[...])?.content else { return [] }
    return members
  }
}

extension Value {
  /// The value after an edit at the end of the steps; nil if nothing is left.
  fileprivate func applying(_ edit: Edit, _ steps: ArraySlice<Edit.Step>) -> Value? {
    guard let step = steps.first else { return edit.after }
    let rest = steps.dropFirst()
    switch (step, content) {
    case (.member(let name), .map(var members)):
      let index = members.firstIndex { $0.key == name }
      let new = (index.map { members[$0].value } ?? .map([:])).applying(edit, rest)
      switch (index, new) {
      case (let index?, let new?): members[index].value = new
      case (let index?, nil): members.remove(at: index)
      case (nil, let new?): members.append(Member(name, new))
      case (nil, nil): break
      }
      return Value(.map(members))
    case (_, .list(let items)): return .list(Value.applying(edit, step, rest, to: items))
    case (_, .set(let items)): return .set(Value.applying(edit, step, rest, to: items))
    default: return nil
    }
  }

  private static func applying(
    _ edit: Edit, _ step: Edit.Step, _ rest: ArraySlice<Edit.Step>, to items: [Value]
  ) -> [Value] {
    var items = items
    switch step {
    case .item:
      if let before = edit.before.map(Canonical.text) {
        items.remove(at: items.firstIndex { Canonical.text(of: $0) == before } ?? 0)
      }
      if let after = edit.after { items.insert(after, at: edit.position ?? items.count) }
    case .index(let index): items[index] = items[index].applying(edit, rest) ?? items[index]
    case .entry(let key):
      let index = items.firstIndex { item in
        key.names.compactMap { name in item[name].map(Canonical.text) } == key.texts
      }
      if let index, let new = items[index].applying(edit, rest) { items[index] = new }
    case .member: break
    }
    return items
  }
}
