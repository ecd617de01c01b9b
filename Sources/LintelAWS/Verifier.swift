package import LintelGraph

/// Holds a graph against the catalogue.
///
/// What it finds is a mistake of Lintel's, not of a spec's. It is for debug builds and tests.
package enum Verifier {
  package static func problems(in graph: ResourceGraph) -> [String] {
    var checker = Checker(graph)
    checker.check()
    return checker.problems
  }
}

private struct Checker {
  let graph: ResourceGraph
  private(set) var problems: [String] = []

  init(_ graph: ResourceGraph) {
    self.graph = graph
  }

  mutating func check() {
    var owners: [LogicalID: Path] = [:]
    for resource in graph.resources {
      checkReferences(of: resource)
      if !resource.isExisting, resource.role != .artifact,
        let other = owners.updateValue(resource.path, forKey: LogicalID(resource.path))
      {
        problems.append("\(resource.path): has the logical id of \(other)")
      }
      guard let type = Catalog.type(named: resource.type) else {
        problems.append("\(resource.path): unknown type \(resource.type)")
        continue
      }
      check(
        resource.properties + resource.initial, type.properties, isPartial: resource.isExisting,
        at: resource.path.description)
    }
    for output in graph.outputs {
      output.value.forEachReference { reference, _ in check(reference, from: "output \(output.name)") }
    }
    checkCycle()
  }

  // MARK: Properties

  /// Of what is already there, partial facts are known, and none is required.
  private mutating func check(
    _ members: [Member], _ described: [PropertyDescription], isPartial: Bool, at place: String
  ) {
    for (index, member) in members.enumerated() {
      if members[..<index].contains(where: { $0.key == member.key }) {
        problems.append("\(place): has \(member.key) twice")
      }
      guard let property = described.first(where: { $0.name == member.key }) else {
        problems.append("\(place): unknown property \(member.key)")
        continue
      }
      check(member.value, property.shape, isPartial: isPartial, at: "\(place).\(member.key)")
    }
    guard !isPartial else { return }
    for property in described where property.isRequired && !members.contains(where: { $0.key == property.name }) {
      problems.append("\(place): lacks \(property.name)")
    }
  }

  private mutating func check(_ value: Value, _ shape: PropertyShape, isPartial: Bool, at place: String) {
    switch (shape, value.content) {
    case (.string, .string), (.string, .reference), (.string, .pseudo), (.string, .text): return
    case (.base64, .string), (.base64, .reference), (.base64, .pseudo), (.base64, .text), (.base64, .parameter): return
    case (.integer, .integer), (.number, .integer), (.number, .number), (.boolean, .boolean): return
    case (.string, .parameter), (.integer, .parameter), (.number, .parameter), (.boolean, .parameter): return
    case (.document, .map): return
    case (.object(let parts), .map(let members)): check(members, parts, isPartial: isPartial, at: place)
    case (.map(let item), .map(let members)):
      for member in members { check(member.value, item, isPartial: isPartial, at: "\(place).\(member.key)") }
    case (.list(let item), .list(let items)), (.set(let item), .set(let items)):
      for (index, element) in items.enumerated() {
        check(element, item, isPartial: isPartial, at: "\(place)[\(index)]")
      }
    default: problems.append("\(place): is no \(shape.word)")
    }
  }

  // MARK: References

  private mutating func checkReferences(of resource: Resource) {
    resource.forEachReference { reference, _ in
      check(reference, from: resource.path.description, isInTemplate: resource.role == .owned)
    }
    for path in resource.after where !isUnread(path) && graph[path]?.role != .owned {
      problems.append("\(resource.path): comes after \(path), which is not made")
    }
  }

  private mutating func check(_ reference: Reference, from place: String, isInTemplate: Bool = false) {
    guard !isUnread(reference.path) else { return }
    guard let target = graph[reference.path] else {
      problems.append("\(place): refers to \(reference.path), which is not there")
      return
    }
    if isInTemplate, target.role == .scaffold {
      problems.append("\(place): refers to \(reference.path), which no template has")
    }
    guard target.role != .artifact, let type = Catalog.type(named: target.type) else { return }
    let isSpelled =
      target.isExisting ? type.existing[reference.attribute] != nil : type.attributes[reference.attribute] != nil
    if !isSpelled { problems.append("\(place): \(reference.path) has no \(reference.attribute.rawValue)") }
  }

  private func isUnread(_ path: Path) -> Bool {
    graph.unread.contains(path.entry) || graph.unreadSections.contains(path.section)
  }

  // MARK: Cycles

  /// Takes away what nothing stands before, again and again; what is left holds a cycle, or stands behind one.
  private mutating func checkCycle() {
    let before = graph.resources.map { resource in
      var before: Set<Int> = []
      resource.forEachReference { reference, _ in
        if let position = graph.position(of: reference.path) { before.insert(position) }
      }
      for path in resource.after { if let position = graph.position(of: path) { before.insert(position) } }
      return before.sorted()
    }
    var behind: [[Int]] = Array(repeating: [], count: before.count)
    for (position, before) in before.enumerated() { for other in before { behind[other].append(position) } }
    var waiting = before.map(\.count)
    var free = waiting.indices.filter { waiting[$0] == 0 }
    while let position = free.popLast() {
      for other in behind[position] {
        waiting[other] -= 1
        if waiting[other] == 0 { free.append(other) }
      }
    }
    guard let first = waiting.firstIndex(where: { $0 > 0 }) else { return }
    // Whatever is left has something left before it, so that going there leads into a cycle.
    var trail = [first]
    var steps: [Int: Int] = [:]
    while let last = trail.last, steps.updateValue(trail.count - 1, forKey: last) == nil {
      guard let next = before[last].first(where: { waiting[$0] > 0 }) else { return }
      trail.append(next)
    }
    let start = trail.last.flatMap { trail.firstIndex(of: $0) } ?? 0
    let cycle = trail[start...].map { graph.resources[$0].path.description }
    problems.append("a cycle: \(cycle.joined(separator: " needs "))")
  }
}
