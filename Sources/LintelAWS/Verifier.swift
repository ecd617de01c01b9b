package import LintelGraph

/// Holds a graph against the catalogue.
///
/// What it finds is a mistake of Lintel's, not of a spec's.
package enum Verifier {
  package static func problems(in graph: ResourceGraph) -> [String] {
    var checker = Checker(graph: graph)
    checker.check()
    return checker.problems
  }

  private struct Checker {
    let graph: ResourceGraph
    var problems: [String] = []
    var properties: [String: [PropertyDescription]] = [:]

    init(graph: ResourceGraph) {
      self.graph = graph
    }

    mutating func check() {
      var ids: [String: Path] = [:]
      for resource in graph.resources {
        guard let type = Catalog.type(named: resource.type) else {
          problems.append("\(resource.path): unknown type \(resource.type)")
          continue
        }
        let described = properties[resource.type] ?? type.properties
        properties[resource.type] = described
        let isPartial = resource.isExisting
        check(resource.properties + resource.initial, described, isPartial: isPartial, at: "\(resource.path)")
        checkReferences(of: resource)
        guard !resource.isExisting, resource.role != .artifact else { continue }
        if let other = ids.updateValue(resource.path, forKey: LogicalID(resource.path).description) {
          problems.append("\(resource.path): has the logical id of \(other)")
        }
      }
      checkCycles()
    }

    private mutating func check(
      _ members: [Member], _ described: [PropertyDescription], isPartial: Bool, at place: String
    ) {
      for member in members {
        guard let property = described.first(where: { $0.name == member.key }) else {
          problems.append("\(place): unknown property \(member.key)")
          continue
        }
        check(member.value, property.shape, at: "\(place).\(member.key)")
      }
      guard !isPartial else { return }
      for property in described where property.isRequired && !members.contains(where: { $0.key == property.name }) {
        problems.append("\(place): lacks \(property.name)")
      }
    }

    private mutating func check(_ value: Value, _ shape: PropertyShape, at place: String) {
      switch (shape, value.content) {
      case (_, .parameter), (.document, .map): return
      case (.string, .string), (.string, .reference), (.string, .pseudo), (.string, .text): return
      case (.integer, .integer), (.number, .integer), (.number, .number), (.boolean, .boolean): return
      case (.object(let parts), .map(let members)): check(members, parts, isPartial: false, at: place)
      case (.map(let item), .map(let members)):
        for member in members { check(member.value, item, at: "\(place).\(member.key)") }
      case (.list(let item), .list(let items)), (.set(let item), .set(let items)):
        for (index, element) in items.enumerated() { check(element, item, at: "\(place)[\(index)]") }
      default: problems.append("\(place): is no \(shape.word)")
      }
    }

    private mutating func checkReferences(of resource: Resource) {
      var found: [String] = []
      resource.forEachReference { reference, _ in
        guard !graph.unread.contains(reference.path.entry), !graph.unreadSections.contains(reference.path.section)
        else {
          return
        }
        guard let target = graph[reference.path] else {
          found.append("\(resource.path): refers to \(reference.path), which is not there")
          return
        }
        guard let type = Catalog.type(named: target.type), target.role != .artifact else { return }
        let isSpelled =
          target.isExisting ? type.existing[reference.attribute] != nil : type.attributes[reference.attribute] != nil
        if !isSpelled { found.append("\(resource.path): \(reference.path) has no \(reference.attribute.rawValue)") }
      }
      for path in resource.after where graph[path]?.role != .owned {
        found.append("\(resource.path): comes after \(path), which is not made")
      }
      problems += found
    }

    /// Kahn's algorithm: what never becomes free of predecessors stands in a cycle.
    private mutating func checkCycles() {
      var dependents: [[Int]] = Array(repeating: [], count: graph.resources.count)
      var waiting = Array(repeating: 0, count: graph.resources.count)
      for (position, resource) in graph.resources.enumerated() {
        var targets: Set<Int> = []
        resource.forEachReference { reference, _ in
          if let target = graph.position(of: reference.path), target != position { targets.insert(target) }
        }
        for path in resource.after { if let target = graph.position(of: path) { targets.insert(target) } }
        waiting[position] = targets.count
        for target in targets { dependents[target].append(position) }
      }
      var free = waiting.indices.filter { waiting[$0] == 0 }
      var done = 0
      while let position = free.popLast() {
        done += 1
        for dependent in dependents[position] {
          waiting[dependent] -= 1
          if waiting[dependent] == 0 { free.append(dependent) }
        }
      }
      guard done < graph.resources.count else { return }
      let stuck = waiting.indices.filter { waiting[$0] > 0 }.map { graph.resources[$0].path.description }
      problems.append("a cycle among \(stuck.joined(separator: ", "))")
    }
  }
}
