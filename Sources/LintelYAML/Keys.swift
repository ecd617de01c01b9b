import LintelSource

/// The keys of one mapping, to find those that occur twice in linear time.
private struct KeySet {
  /// Node numbers plus one, 0 where free; twice as many as keys will come, and a power of two.
  private var slots: [UInt32]

  init(capacity: Int) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
  }

  /// Adds a key, or gives the one of the same text that is there.
  mutating func insert(_ key: NodeID, of texts: ScalarTexts) -> NodeID? {
    // Hasher is seeded, so that no file can make all its keys collide.
    var hasher = Hasher()
    texts.withText(of: key) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    var slot = hasher.finalize() & (slots.count - 1)
    while slots[slot] != 0 {
      let other = NodeID(rawValue: slots[slot] - 1)
      if texts.areSame(other, key) { return other }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = key.rawValue + 1
    return nil
  }
}

extension ScalarTexts {
  /// Two keys of a mapping differ in their first bytes as a rule.
  fileprivate func areSame(_ left: NodeID, _ right: NodeID) -> Bool {
    let left = nodes[Int(left.rawValue)]
    let right = nodes[Int(right.rawValue)]
    guard left.count == right.count else { return false }
    var index = 0
    while index < Int(left.count), byte(index, of: left) == byte(index, of: right) { index += 1 }
    return index == Int(left.count)
  }

  private func byte(_ index: Int, of scalar: Node) -> UInt8 {
    let offset = Int(scalar.first) + index
    return scalar.isVerbatim ? bytes[offset] : strings[offset]
  }

  /// Whether a node is a scalar that is not null.
  fileprivate func isKey(_ id: NodeID) -> Bool {
    let node = nodes[Int(id.rawValue)]
    guard node.kind == .scalar else { return false }
    if node.style != .plain || node.count > 4 { return true }
    return withText(of: id) { !isNullText($0) }
  }
}

// MARK: Keys
extension TreeBuilder {
  /// Reports keys that are no text and keys that occur twice, and drops their pairs from `pending[first...]`.
  mutating func checkKeys(from first: Int) {
    var refused: [Int] = []
    let texts = texts
    for index in stride(from: first, to: pending.count, by: 2) where !texts.isKey(pending[index]) {
      reportInvalidKey(pending[index])
      refused.append(index)
    }
    if !refused.isEmpty { drop(pairsAt: &refused) }
    if pending.count - first <= 16 {
      for index in stride(from: first + 2, to: pending.count, by: 2) {
        for earlier in stride(from: first, to: index, by: 2) where texts.areSame(pending[earlier], pending[index]) {
          reportDuplicate(pending[index], of: pending[earlier])
          refused.append(index)
          break
        }
      }
    } else {
      var seen = KeySet(capacity: (pending.count - first) / 2)
      for index in stride(from: first, to: pending.count, by: 2) {
        guard let earlier = seen.insert(pending[index], of: texts) else { continue }
        reportDuplicate(pending[index], of: earlier)
        refused.append(index)
      }
    }
    if !refused.isEmpty { drop(pairsAt: &refused) }
  }

  private mutating func drop(pairsAt indices: inout [Int]) {
    var next = 0
    var kept = indices[0]
    for index in stride(from: kept, to: pending.count, by: 2) {
      if next < indices.count, indices[next] == index {
        next += 1
      } else {
        pending[kept] = pending[index]
        pending[kept + 1] = pending[index + 1]
        kept += 2
      }
    }
    pending.removeSubrange(kept...)
    indices = []
  }

  private mutating func reportInvalidKey(_ key: NodeID) {
    let range = range(of: key)
    switch nodes[Int(key.rawValue)].kind {
    case .scalar where range.isEmpty:
      findings.report(.invalidKey, at: range, "a key is missing before ':'", help: ["write a key, or remove the ':'"])
    case .scalar:
      // What an unknown alias left behind was reported already.
      if isPlaceholder(key) { return }
      let text = String(decoding: bytes[range], as: UTF8.self)
      findings.report(
        .invalidKey, at: range, "a key cannot be null", help: ["if the key is text, put it in quotes: \"\(text)\""])
    default:
      findings.report(
        .invalidKey, at: range, "a key cannot be a list or a mapping", label: "keys are text",
        help: ["if braces or brackets belong to the text, put it in quotes"])
    }
  }

  private mutating func reportDuplicate(_ key: NodeID, of earlier: NodeID) {
    let name = excerpt(text(of: key))
    // What a second merge key would bring in is missing from here on.
    if isMergeKey(key) { breakSection() }
    findings.report(
      .duplicateKey, at: range(of: key), "the key '\(name)' occurs twice", label: "again here",
      labels: [Label(findings.span(range(of: earlier)), "first here")],
      help: [
        isMergeKey(key) ? "merge several with one key: `<<: [*a, *b]`" : "remove one, or give it another name"
      ])
  }
}

// MARK: Merge keys
extension TreeBuilder {
  /// A mapping that a merge key brings in, and the alias that its pairs are placed at, if any.
  private struct Merged {
    let mapping: Node
    let use: NodeID?
  }

  /// Replaces the pair of `<<` by the pairs it brings in: YAML 1.1, where written keys win, then earlier mappings.
  mutating func merge(into frame: Frame) {
    let first = frame.firstPending
    guard
      let index = stride(from: first, to: pending.count, by: 2).first(where: { isMergeKey(pending[$0]) })
    else { return }
    let merged = mergedMappings(of: pending[index + 1])
    pending.removeSubrange(index...index + 1)
    var seen = KeySet(capacity: merged.reduce((pending.count - first) / 2) { $0 + Int($1.mapping.count) })
    for index in stride(from: first, to: pending.count, by: 2) { _ = seen.insert(pending[index], of: texts) }
    for merged in merged {
      let start = Int(merged.mapping.first)
      for index in stride(from: start, to: start + 2 * Int(merged.mapping.count), by: 2) {
        let key = children[index]
        if seen.insert(key, of: texts) != nil { continue }
        pending.append(key)
        pending.append(merged.use.map { standIn(for: children[index + 1], at: $0) } ?? children[index + 1])
      }
    }
  }

  private mutating func mergedMappings(of value: NodeID) -> [Merged] {
    let node = resolved(value)
    let use = nodes[Int(value.rawValue)].kind == .alias ? value : nil
    switch node.kind {
    case .mapping: return [Merged(mapping: node, use: use)]
    case .sequence:
      var merged: [Merged] = []
      for item in children[Int(node.first)..<Int(node.first + node.count)] {
        let mapping = resolved(item)
        if mapping.kind == .mapping {
          let itemUse = nodes[Int(item.rawValue)].kind == .alias ? item : nil
          merged.append(Merged(mapping: mapping, use: use ?? itemUse))
        } else {
          reportMergeValue(use ?? item)
        }
      }
      return merged
    default:
      reportMergeValue(value)
      return []
    }
  }

  private func resolved(_ id: NodeID) -> Node {
    var node = nodes[Int(id.rawValue)]
    while node.kind == .alias { node = nodes[Int(node.first)] }
    return node
  }

  /// A node at the place of an alias that stands for a value of what the alias names.
  private mutating func standIn(for value: NodeID, at use: NodeID) -> NodeID {
    var node = nodes[Int(use.rawValue)]
    var value = value
    while nodes[Int(value.rawValue)].kind == .alias { value = NodeID(rawValue: nodes[Int(value.rawValue)].first) }
    node.first = value.rawValue
    nodes.append(node)
    return NodeID(rawValue: UInt32(nodes.count - 1))
  }

  private mutating func reportMergeValue(_ value: NodeID) {
    breakSection()
    if isPlaceholder(value) { return }
    findings.report(
      .mergeValue, at: range(of: value), "'<<' merges a mapping, and this is none",
      help: [
        "name the anchor of a mapping: `<<: *name`, or several: `<<: [*a, *b]`",
        "if the key is the text '<<', put it in quotes",
      ])
  }
}
