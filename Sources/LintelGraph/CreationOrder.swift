extension ResourceGraph {
  /// The positions of all nodes, each after what it refers to and what it comes after, else in the graph's order.
  ///
  /// In a circle, which no sound graph has, one of its nodes comes too early.
  package var creationOrder: [Int] { creationOrder(by: Array(resources.indices)) }

  /// The same, but where nothing decides in the order of `sorted`, which holds every position once.
  package func creationOrder(by sorted: [Int]) -> [Int] {
    var rank = Array(repeating: 0, count: sorted.count)
    for (index, position) in sorted.enumerated() { rank[position] = index }
    var isSeen = Array(repeating: false, count: resources.count)
    var order: [Int] = []
    order.reserveCapacity(resources.count)
    // Without recursion: a chain of references may be long.
    var pending: [(position: Int, isDone: Bool)] = sorted.reversed().map { ($0, false) }
    while let (position, isDone) = pending.popLast() {
      if isDone {
        order.append(position)
        continue
      }
      guard !isSeen[position] else { continue }
      isSeen[position] = true
      pending.append((position, true))
      for needed in needs(of: resources[position]).sorted(by: { rank[$0] > rank[$1] }) where !isSeen[needed] {
        pending.append((needed, false))
      }
    }
    return order
  }

  private func needs(of resource: Resource) -> [Int] {
    var needs: [Int] = []
    resource.forEachReference { reference, _ in
      if let position = position(of: reference.path) { needs.append(position) }
    }
    return needs + resource.after.compactMap { position(of: $0) }
  }
}
