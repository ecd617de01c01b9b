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
  private var forwards: [Generation: Set<Generation>] = [:]
  private var members: [Generation: Set<Generation>] = [:]
  private(set) var gaps: [Gap] = []

  init(_ update: UpdateSequence) {
    self.update = update
    guard !update.steps.isEmpty else { return }
    for resource in update.from.resources { enter(resource, update.old(resource.path), update.old) }
    // A replaced listener's old one serves until the cleanup, under the old address.
    let watched = forwards.keys.filter { update.to[$0.path] != nil && !update.isCleanedUp($0) && serves($0) }
      .sorted { $0.path < $1.path }
    guard !watched.isEmpty else { return }
    var open: [Generation: (cause: Path, groups: [Path])] = [:]
    for step in update.steps {
      guard let resource = update.to[step.path] else { continue }
      if step.kind == .change { leave(update.old(step.path)) }
      enter(resource, update.new(step.path), update.new)
      for forwarder in watched {
        if serves(forwarder) {
          guard let (cause, groups) = open.removeValue(forKey: forwarder) else { continue }
          gaps.append(Gap(cause: cause, forwarder: forwarder.path, targetGroups: groups, end: step.path))
        } else if open[forwarder] == nil {
          open[forwarder] = (step.path, (forwards[forwarder] ?? []).map(\.path).sorted())
        }
      }
    }
    // What is open at the end answers nothing in the new system either: a rule of lint says so.
  }

  private func serves(_ forwarder: Generation) -> Bool {
    (forwards[forwarder] ?? []).contains { !(members[$0] ?? []).isEmpty }
  }

  private mutating func leave(_ thing: Generation) {
    forwards[thing] = nil
    for group in members.keys { members[group]?.remove(thing) }
  }

  private mutating func enter(_ resource: Resource, _ thing: Generation, _ generation: (Path) -> Generation) {
    guard let type = Catalog.type(named: resource.type) else { return }
    for names in type.forwardingProperties {
      for group in resource.references(along: names) {
        forwards[thing, default: []].insert(generation(group.path))
      }
    }
    for names in type.registeringProperties {
      for group in resource.references(along: names) {
        members[generation(group.path), default: []].insert(thing)
      }
    }
  }
}
