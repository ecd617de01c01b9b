package import LintelSource

// Nodes that nobody wrote, each at the place that it follows from.
extension Tree {
  /// A plain scalar.
  package func addScalar(_ text: String, at place: Span) -> NodeID {
    let first = UInt32(strings.count)
    strings.append(contentsOf: text.utf8)
    return add(
      Node(
        kind: .scalar, style: .plain, file: place.file, start: place.start, end: place.end, first: first,
        count: UInt32(text.utf8.count)))
  }

  /// A sequence of nodes that are there already.
  package func addSequence(_ items: [NodeID], at place: Span) -> NodeID {
    let first = UInt32(children.count)
    children.append(contentsOf: items)
    return add(
      Node(
        kind: .sequence, style: .flow, file: place.file, start: place.start, end: place.end, first: first,
        count: UInt32(items.count)))
  }

  /// A mapping of nodes that are there already.
  package func addMapping(_ pairs: [(key: NodeID, value: NodeID)], at place: Span) -> NodeID {
    let first = UInt32(children.count)
    for pair in pairs {
      children.append(pair.key)
      children.append(pair.value)
    }
    return add(
      Node(
        kind: .mapping, style: .flow, file: place.file, start: place.start, end: place.end, first: first,
        count: UInt32(pairs.count)))
  }
}
