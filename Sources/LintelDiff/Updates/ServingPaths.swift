import LintelAWS
import LintelGraph

/// What answers requests while an update goes on: from what forwards, through target groups, to their members.
///
/// A target group that takes another's place is empty from the moment at which a listener forwards to it until its
/// members are updated and register with it: in between nothing answers.
struct ServingPaths {
  /// A time in which requests have no target, from a step to a later one.
  struct Gap {
    /// The node whose step begins it.
    let cause: Path
    /// What forwards to nothing meanwhile.
    let forwarder: Path
    /// The target groups without members.
    let targetGroups: [Path]
    /// The node whose step ends it.
    let end: Path
  }

  private let update: UpdateSequence
  /// The target groups of each forwarder and of each member, and the other way round.
  private var forwards = Ties()
  private var registrations = Ties()
  private(set) var gaps: [Gap] = []

  init(_ update: UpdateSequence) {
    self.update = update
    guard !update.steps.isEmpty else { return }
    for resource in update.from.resources { enter(resource, update.old(resource.path), update.old) }
    // A replaced listener's old one serves until the cleanup, under the old address.
    let watched = forwards.things.filter { update.to[$0.path] != nil && !update.isCleanedUp($0) && serves($0) }
    guard !watched.isEmpty else { return }
    var open: [Generation: (cause: Path, groups: [Path])] = [:]
    for step in update.steps {
      guard let resource = update.to[step.path] else { continue }
      let thing = update.new(step.path)
      var touched = registrations.groups(of: thing)
      if step.kind == .change {
        forwards.remove(thing)
        registrations.remove(thing)
      }
      enter(resource, thing, update.new)
      touched.formUnion(registrations.groups(of: thing))
      let affected = touched.reduce(into: Set([thing])) { $0.formUnion(forwards.things(of: $1)) }
      for forwarder in affected.intersection(watched).sorted(by: { $0.path < $1.path }) {
        if serves(forwarder) {
          guard let (cause, groups) = open.removeValue(forKey: forwarder) else { continue }
          gaps.append(Gap(cause: cause, forwarder: forwarder.path, targetGroups: groups, end: step.path))
        } else if open[forwarder] == nil {
          open[forwarder] = (step.path, forwards.groups(of: forwarder).map(\.path).sorted())
        }
      }
    }
    // What is open at the end answers nothing in the new system either: a rule of lint says so.
  }

  private func serves(_ forwarder: Generation) -> Bool {
    forwards.groups(of: forwarder).contains { !registrations.things(of: $0).isEmpty }
  }

  private mutating func enter(_ resource: Resource, _ thing: Generation, _ generation: (Path) -> Generation) {
    guard let facts = Catalog.facts(of: resource.type) else { return }
    for group in facts.forwards?.targetGroups(of: resource) ?? [] { forwards.insert(thing, generation(group)) }
    for group in facts.registers?.targetGroups(of: resource) ?? [] { registrations.insert(thing, generation(group)) }
  }
}

extension Facts.Registration {
  /// The target groups that a node registers with, or that has targets of its own.
  fileprivate func targetGroups(of node: Resource) -> [Path] {
    switch self {
    case .items(let items, let group, let alternate, _):
      (node.references(along: [items, group]) + node.references(along: [items] + alternate)).map(\.path)
    case .groups(let groups): node.references(along: [groups]).map(\.path)
    case .targets(let targets, _, _): node[targets]?.items.isEmpty ?? true ? [] : [node.path]
    }
  }
}

/// Things and the target groups that they name.
private struct Ties {
  private var groupsOfThing: [Generation: Set<Generation>] = [:]
  private var thingsOfGroup: [Generation: Set<Generation>] = [:]

  /// All that name a group, in no order.
  var things: Set<Generation> { Set(groupsOfThing.keys) }

  func groups(of thing: Generation) -> Set<Generation> { groupsOfThing[thing] ?? [] }
  func things(of group: Generation) -> Set<Generation> { thingsOfGroup[group] ?? [] }

  mutating func insert(_ thing: Generation, _ group: Generation) {
    groupsOfThing[thing, default: []].insert(group)
    thingsOfGroup[group, default: []].insert(thing)
  }

  mutating func remove(_ thing: Generation) {
    for group in groupsOfThing.removeValue(forKey: thing) ?? [] { thingsOfGroup[group]?.remove(thing) }
  }
}
