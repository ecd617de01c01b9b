import LintelAWS
package import LintelGraph

/// Two graphs: what differs, what the change does, and what becomes of reach, permissions and size.
package struct GraphDiff: Sendable {
  /// Both sides as they were compared: renamed ids are those of the new one.
  package let from: ResourceGraph
  package let to: ResourceGraph
  /// The nodes that differ by themselves: in the order of the new graph, then those that it lacks.
  package let changes: [Change]
  /// The changes that follow from those for resources that do not differ.
  package let followers: [Change]
  package let parameters: [ParameterChange]
  package let outputs: [OutputChange]
  package let exposures: [Exposure]
  package let addresses: [AddressChange]
  package let risks: [RiskChange]
  package let permissions: [PermissionChange]
  package let capacity: [CapacityChange]

  /// - Parameters:
  ///   - from: The old side.
  ///   - to: The new side.
  ///   - areDifferentSystems: Whether account and region may differ without that being a difference.
  package init(from: ResourceGraph, to: ResourceGraph, areDifferentSystems: Bool = false) {
    let renaming = Renaming(from: from, to: to)
    let old = ComparableGraph.make(
      from, renaming: renaming, identity: areDifferentSystems ? .init(of: from) : nil)
    let new = ComparableGraph.make(to, renaming: nil, identity: areDifferentSystems ? .init(of: to) : nil)
    self.from = old
    self.to = new
    let cascade = Cascade(
      ResourceComparison(from: old, to: new, renaming: renaming).changes(), from: old, to: new)
    let consequences = Consequences(cascade.changes + cascade.followers, from: old, to: new)
    changes = cascade.changes.map { consequences.added(to: $0) }
    followers = cascade.followers.map { consequences.added(to: $0) }
    parameters = ParameterChange.changes(from: old, to: new)
    outputs = OutputChange.changes(from: old, to: new, cascade, told: Set(changes.map(\.path)))
    risks = RiskChange.changes(of: changes)
    let paths = changes.filter { $0.type == ResourceType.role.name }.map(\.path)
    permissions = PermissionComparison.changes(from: old, to: new, at: paths)
    guard !changes.isEmpty || !parameters.isEmpty else {
      (exposures, addresses, capacity) = ([], [], [])
      return
    }
    let exposure = ExposureComparison(from: old, to: new)
    exposures = exposure.exposures()
    addresses = exposure.addresses()
    capacity = CapacityComparison.changes(from: old, to: new)
  }

  package var isEmpty: Bool { changes.isEmpty && parameters.isEmpty && outputs.isEmpty }
}

extension ComparableGraph.Identity {
  fileprivate init(of graph: ResourceGraph) { self.init(region: graph.region, account: graph.account) }
}

extension Consequences {
  fileprivate func added(to change: Change) -> Change {
    var change = change
    change.consequences = consequences(of: change)
    // What is made, removed or replaced is told by that word; its capacity or its gap stands below it.
    if change.kind == .changed || change.kind.isRenaming {
      change.effect = change.consequences.map(\.leastEffect).max().map { max($0, change.effect) } ?? change.effect
    }
    return change
  }
}
