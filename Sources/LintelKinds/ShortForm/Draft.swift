package import LintelSource
import LintelSpec
package import LintelYAML

/// What the short form adds to a spec, before it is part of a tree or of a text.
package indirect enum Draft {
  /// A scalar that nobody wrote.
  case text(String, at: Span)
  /// What is written, put to another place.
  case node(NodeID)
  case list([Draft], at: Span)
  case map([DraftField], at: Span)
}

/// One key of a drafted map.
package struct DraftField {
  package let key: String
  /// The place that the key follows from.
  package let span: Span
  package let value: Draft

  package init(_ key: String, at span: Span, _ value: Draft) {
    self.key = key
    self.span = span
    self.value = value
  }
}

/// Keys of one map of which one says what another would.
///
/// What is written takes the place of what is derived, under whichever of these names.
private let alternatives: [Set<String>] = [
  ["targetGroup", "forward", "redirect", "fixedResponse"], ["port", "ports"], ["targetTracking", "stepScaling"],
]

extension Tree {
  /// What of drafted fields a written map lacks: what is written stays, map by map.
  package func lacking(_ fields: [DraftField], in written: NodeID) -> [DraftField] {
    var values: [String: NodeID] = [:]
    for pair in pairs(of: written) { values[text(of: pair.key)] = resolve(pair.value) }
    return fields.compactMap { field in
      guard let value = values[field.key] else {
        let isSaid = alternatives.contains { $0.contains(field.key) && !$0.isDisjoint(with: values.keys) }
        return isSaid ? nil : field
      }
      guard case .map(let inner, let span) = field.value, self[value].kind == .mapping else { return nil }
      let rest = lacking(inner, in: value)
      return rest.isEmpty ? nil : DraftField(field.key, at: field.span, .map(rest, at: span))
    }
  }

  /// A map with drafted fields beside its own, of which it has none.
  package func adding(_ fields: [DraftField], to written: NodeID) -> NodeID {
    if fields.isEmpty { return written }
    var rest: [String: DraftField] = [:]
    for field in fields { rest[field.key] = field }
    var all: [(key: NodeID, value: NodeID)] = []
    for pair in pairs(of: written) {
      guard let field = rest.removeValue(forKey: text(of: pair.key)) else {
        all.append((pair.key, pair.value))
        continue
      }
      let value = resolve(pair.value)
      if case .map(let inner, _) = field.value, self[value].kind == .mapping {
        all.append((pair.key, adding(inner, to: value)))
      } else {
        // A `null` of an environment that takes something else away.
        all.append((pair.key, add(field.value)))
      }
    }
    for field in fields where rest[field.key] != nil {
      all.append((addScalar(field.key, at: field.span), add(field.value)))
    }
    let whole = addMapping(all, like: written)
    removals[whole] = removals[written]
    return whole
  }

  /// The nodes of a draft.
  private func add(_ draft: Draft) -> NodeID {
    switch draft {
    case .text(let text, let span): addScalar(text, at: span)
    case .node(let node): node
    case .list(let items, let span): addSequence(items.map(add), at: span)
    case .map(let fields, let span):
      addMapping(fields.map { (addScalar($0.key, at: $0.span), add($0.value)) }, at: span)
    }
  }
}
