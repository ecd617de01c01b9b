import LintelAWS
import LintelAnalysis
import LintelGraph

/// Tasks and instances that an update ends, although nothing of the spec asks for fewer of them at that moment.
///
/// Scaling moves a count between its bounds, so an update meets any number between the two. What is made anew begins
/// with the count of the spec, and what scaling no longer owns is set to it.
struct CountsAtRisk {
  private let from: ResourceGraph
  private let bounds: (from: Bounds, to: Bounds)

  init(from: ResourceGraph, to: ResourceGraph) {
    self.from = from
    bounds = (Bounds(from), Bounds(to))
  }

  func consequences(of change: Change) -> [Consequence] {
    guard let type = Catalog.type(named: change.type), let before = change.before, let after = change.after,
      before.role == .owned, after.role == .owned
    else { return [] }
    return counts(type, before, after, change) + zones(type, before, after, change)
  }

  private func counts(_ type: ResourceType, _ before: Resource, _ after: Resource, _ change: Change) -> [Consequence] {
    guard let property = type.countProperty, before.initial.contains(where: { $0.key == property }),
      let old = counts(of: before, bounds.from), let new = counts(of: after, bounds.to), old.most > new.desired
    else { return [] }
    let noun = type === ResourceType.service ? "task" : "instance"
    func plural(_ count: Int) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
    let running = "scaling may have raised it to \(plural(old.most))"
    if change.isReplaced || change.kind.isRenaming {
      return [.losesCapacity("\(running), and the new one begins with \(plural(new.desired))")]
    }
    guard !after.initial.contains(where: { $0.key == property }) else { return [] }
    return [.losesCapacity("\(running), and the update sets \(plural(new.desired)) at once")]
  }

  private func counts(of resource: Resource, _ bounds: Bounds) -> (least: Int, desired: Int, most: Int)? {
    bounds.tasks(of: resource, where: resource.type == ResourceType.service.name)
      ?? bounds.instances(of: resource, where: resource.type == ResourceType.autoScalingGroup.name)
  }

  private func zones(_ type: ResourceType, _ before: Resource, _ after: Resource, _ change: Change) -> [Consequence] {
    guard let property = type.zoneProperty, !change.isReplaced, RollingInstances(after) == nil,
      let old = before[property], let new = after[property]
    else { return [] }
    let left = Set(new.items.map(Canonical.text))
    let gone = old.items.filter { !left.contains(Canonical.text(of: $0)) }
    guard !gone.isEmpty, gone.count < old.items.count || !left.isEmpty else { return [] }
    let names = gone.map { $0.reference?.path.description ?? $0.literal ?? "a subnet" }.joined(separator: ", ")
    return [.interrupts("its instances in \(names) are ended, and others are started in the subnets that stay")]
  }
}

extension Bounds {
  fileprivate func tasks(of resource: Resource, where isOne: Bool) -> (least: Int, desired: Int, most: Int)? {
    isOne ? tasks(of: resource) : nil
  }

  fileprivate func instances(of resource: Resource, where isOne: Bool) -> (least: Int, desired: Int, most: Int)? {
    isOne ? instances(of: resource) : nil
  }
}

extension Change.Kind {
  var isRenaming: Bool { if case .renamed = self { true } else { false } }
}
