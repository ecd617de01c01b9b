extension ResourceGraph {
  /// What cannot be made before an artifact is: everything that refers to one or comes after one, transitively.
  package func waitingForArtifacts() -> Set<Path> {
    var dependents: [[Int]] = Array(repeating: [], count: resources.count)
    var pending: [Int] = []
    for (position, resource) in resources.enumerated() {
      if resource.role == .artifact { pending.append(position) }
      resource.forEachReference { reference, _ in
        if let target = self.position(of: reference.path) { dependents[target].append(position) }
      }
      for path in resource.after {
        if let target = self.position(of: path) { dependents[target].append(position) }
      }
    }
    var waiting: Set<Path> = []
    while let position = pending.popLast() {
      for dependent in dependents[position] where waiting.insert(resources[dependent].path).inserted {
        pending.append(dependent)
      }
    }
    return waiting
  }
}
