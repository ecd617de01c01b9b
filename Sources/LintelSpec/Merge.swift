package import LintelSource
package import LintelYAML

/// Lays one tree over another: maps by key, everything else is replaced, `null` removes a key.
package struct Merge {
  let tree: Tree
  let findings: Findings
  /// Whether `null` removes a key: in an environment it does, over defaults it stays, for the reader to refuse.
  let nullRemoves: Bool

  package init(tree: Tree, findings: Findings, nullRemoves: Bool = true) {
    self.tree = tree
    self.findings = findings
    self.nullRemoves = nullRemoves
  }

  /// The merged mapping.
  ///
  /// Both must be mappings or aliases of mappings.
  ///
  /// - Parameters:
  ///   - base: What is below.
  ///   - overlay: What is laid over it.
  ///   - skipping: Keys of the overlay that are left out.
  ///   - sections: Keys whose values are maps of entries, which the overlay may have alone.
  /// - Returns: A new mapping with the place of the base.
  package func merge(
    _ base: NodeID, with overlay: NodeID, skipping: Set<String> = [], sections: Set<String> = []
  ) -> NodeID {
    var pairs = tree.inheritedPairs(of: base)
    var positions: [String: Int] = [:]
    for (index, pair) in pairs.enumerated() { positions[tree.text(of: pair.key)] = index }
    var removed: [(index: Int, removal: Removal)] = []

    for pair in tree.inheritedPairs(of: overlay) {
      let key = tree.text(of: pair.key)
      if skipping.contains(key) { continue }
      guard let position = positions[key] else {
        if nullRemoves, tree.isNull(pair.value) {
          reportNothingToRemove(pair, key: key, among: positions.keys)
        } else {
          pairs.append((pair.key, sections.contains(key) ? withoutRemovals(pair.value) : pair.value))
        }
        continue
      }
      let below = pairs[position]
      if nullRemoves, tree.isNull(pair.value) {
        removed.append((position, Removal(key: key, span: removalSpan(pair))))
      } else if isMapping(below.value), isMapping(pair.value) {
        pairs[position] = (below.key, merge(below.value, with: pair.value))
      } else {
        pairs[position] = pair
      }
    }
    let gone = Set(removed.map(\.index))
    let kept = pairs.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
    let node = tree.addMapping(kept, like: tree.resolve(base))
    // Over defaults, what an environment took away of the entry above stays known.
    let earlier = (tree.removals[tree.resolve(base)] ?? []) + (tree.removals[tree.resolve(overlay)] ?? [])
    if !removed.isEmpty || !earlier.isEmpty { tree.removals[node] = earlier + removed.map(\.removal) }
    return node
  }

  /// A section that only the overlay has: there are no entries that it could remove.
  private func withoutRemovals(_ node: NodeID) -> NodeID {
    guard isMapping(node), tree.pairs(of: tree.resolve(node)).contains(where: { tree.isNull($0.value) }) else {
      return node
    }
    var kept: [(key: NodeID, value: NodeID)] = []
    for pair in tree.inheritedPairs(of: node) {
      if tree.isNull(pair.value) {
        reportNothingToRemove(pair, key: tree.text(of: pair.key), among: [])
      } else {
        kept.append(pair)
      }
    }
    return tree.addMapping(kept, like: node)
  }

  private func isMapping(_ node: NodeID) -> Bool { tree[tree.resolve(node)].kind == .mapping }

  private func removalSpan(_ pair: (key: NodeID, value: NodeID)) -> Span {
    let value = tree.span(of: pair.value)
    return value.start == value.end ? tree.span(of: pair.key) : value
  }

  private func reportNothingToRemove(
    _ pair: (key: NodeID, value: NodeID), key: String, among keys: some Collection<String>
  ) {
    let value = tree.span(of: pair.value)
    // Who writes nothing behind a key may mean a map without keys.
    let other = value.start == value.end ? "leave the line out, or write `\(key): {}` for a map without keys" : nil
    let near = findings.all.count < Findings.searchLimit ? Suggestion.nearest(to: key, among: keys.sorted()) : nil
    findings.report(
      .nothingToRemove, at: tree.span(of: pair.key), "there is no '\(key)' to remove",
      label: "`null` removes what stands below it",
      help: [near.map { "did you mean `\($0)`?" } ?? other ?? "leave the line out"])
  }
}

extension Tree {
  /// The pairs of a mapping; seen through an alias, each value keeps the alias's place.
  func inheritedPairs(of mapping: NodeID) -> [(key: NodeID, value: NodeID)] {
    let isAlias = self[mapping].kind == .alias
    return pairs(of: resolve(mapping)).map { pair in
      guard isAlias, self[pair.value].kind != .alias else { return (pair.key, pair.value) }
      var alias = self[mapping]
      alias.first = pair.value.rawValue
      return (pair.key, add(alias))
    }
  }

  /// A mapping of nodes that are there already, with the place of another.
  package func addMapping(_ pairs: [(key: NodeID, value: NodeID)], like other: NodeID) -> NodeID {
    var node = self[other]
    node.kind = .mapping
    node.first = UInt32(children.count)
    node.count = UInt32(pairs.count)
    for pair in pairs {
      children.append(pair.key)
      children.append(pair.value)
    }
    return add(node)
  }
}
