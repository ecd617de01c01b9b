import LintelAWS
import LintelAnalysis
import LintelGraph

/// Tasks and instances that an update ends, although nothing of the spec asks for fewer of them at that moment.
///
/// Scaling moves a count between its bounds, so an update meets any number between the two. What is made anew begins
/// with the count of the spec, and what scaling no longer owns is set to it.
struct CountsAtRisk {
  private let bounds: (from: Bounds, to: Bounds)

  init(from: ResourceGraph, to: ResourceGraph) {
    bounds = (Bounds(from), Bounds(to))
  }

  func consequences(of change: Change) -> [Consequence] {
    guard let facts = Catalog.facts(of: change.type), let before = change.before, let after = change.after,
      before.role == .owned, after.role == .owned
    else { return [] }
    return counts(facts, before, after, change) + zones(facts, before, after, change)
  }

  private func counts(_ facts: Facts, _ before: Resource, _ after: Resource, _ change: Change) -> [Consequence] {
    guard let unit = facts.counts, before.initial.contains(where: { $0.key == unit.property }),
      let old = bounds.from.counts(of: before), let new = bounds.to.counts(of: after), old.most > new.desired
    else { return [] }
    let noun = unit == .tasks ? "task" : "instance"
    func plural(_ count: Int) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
    let running = "scaling may have raised it to \(plural(old.most))"
    if change.isReplaced || change.kind.isRenaming {
      return [.losesCapacity("\(running), and the new one begins with \(plural(new.desired))")]
    }
    guard !after.initial.contains(where: { $0.key == unit.property }) else { return [] }
    return [.losesCapacity("\(running), and the update sets \(plural(new.desired)) at once")]
  }

  /// What becomes of a desired count that nothing says.
  func notes(on change: Change) -> [Consequence] {
    guard change.kind == .changed, !change.isReplaced, let before = change.before, let after = change.after,
      Catalog.facts(of: change.type)?.counts == .instances, !after.saysDesired,
      let old = bounds.from.instances(of: before), let new = bounds.to.instances(of: after)
    else { return [] }
    if new.least < old.least {
      return [.notes("AWS leaves its desired count where it is: no instance ends because the minimum is lower")]
    }
    return new.least > old.least ? [.notes("AWS raises its desired count to \(new.least) where it is lower")] : []
  }

  private func zones(_ facts: Facts, _ before: Resource, _ after: Resource, _ change: Change) -> [Consequence] {
    guard let place = facts.stands, place.host == .autoScalingGroup, !change.isReplaced, RollingInstances(after) == nil,
      let old = place.subnets(of: before, in: bounds.from.graph),
      let new = place.subnets(of: after, in: bounds.to.graph)
    else { return [] }
    let left = Set(new.items.map(Canonical.text))
    let gone = old.items.filter { !left.contains(Canonical.text(of: $0)) }
    guard !gone.isEmpty, gone.count < old.items.count || !left.isEmpty else { return [] }
    let names = gone.map { $0.reference?.path.description ?? $0.literal ?? "a subnet" }.joined(separator: ", ")
    return [.interrupts("its instances in \(names) are ended, and others are started in the subnets that stay")]
  }
}

extension Resource {
  /// Whether a count is given for what it counts, if only when it is made.
  var saysDesired: Bool {
    guard let property = Catalog.facts(of: type)?.counts?.property else { return false }
    return self[property] != nil || initial.contains { $0.key == property }
  }
}

extension Change.Kind {
  var isRenaming: Bool { if case .renamed = self { true } else { false } }
}
