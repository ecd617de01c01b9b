import LintelKinds
import LintelSource
import LintelSpec
import LintelYAML

/// The systems of a spec with their short form written out.
///
/// What all environments lack alike is laid over the spec, and the rest over each environment, before one is merged over
/// the other: as if it was written there. So a system is the same, down to the order of its entries, when it is.
struct ShortSystems {
  /// One system.
  struct Item {
    let environment: String?
    /// All entries in full, before defaults.
    let root: NodeID
    /// What the spec itself lacked, and what the environment did.
    var shared: [DraftField] = []
    var own: [DraftField] = []
    /// The keys that are no longer there, by the id of the service.
    let consumed: [String: Set<String>]
    let findings: [Finding]
    /// What of the environment's `null`s stands over nothing, now that all entries are known; nil where it has no short
    /// form.
    var idleRemovals: [Finding]?
    /// The `null`s by which the environment takes away what was derived for it alone, which is not there then.
    var taken: [[String]] = []
    /// The variables that it named.
    let variables: Set<String>
  }

  private let tree: Tree
  /// The top of the spec.
  private let document: NodeID

  init(tree: Tree, document: NodeID) {
    self.tree = tree
    self.document = document
  }

  func items(of systems: [System], scope: (System) -> Scope) -> [Item] {
    let found = systems.map { system -> (system: System, expansion: ShortForm.Expansion, item: Item) in
      let findings = Findings()
      let scope = scope(system)
      let expansion = ShortForm.expand(system.root, in: tree, findings: findings) { [tree] node in
        Interpolation(tree: tree, scope: scope) { _ in }.expand(tree.text(of: node), in: .literal)?.literal
      }
      let item = Item(
        environment: system.environment, root: expansion.root, shared: expansion.additions,
        consumed: expansion.consumed, findings: findings.all, variables: scope.expansions.named)
      return (system, expansion, item)
    }
    guard found.contains(where: { !$0.expansion.consumed.isEmpty }), found.allSatisfy({ $0.system.environment != nil })
    else { return found.map(\.item) }
    let shape = found.dropFirst().reduce(tree.blocks(of: found[0].expansion.additions)) { shape, next in
      Block.shared(shape, tree.blocks(of: next.expansion.additions))
    }
    return found.map { merged($0.system, $0.expansion, $0.item, shape) }
  }

  private func merged(
    _ system: System, _ expansion: ShortForm.Expansion, _ item: Item, _ shape: [Block.Field]
  ) -> Item {
    let shared = tree.lacking(part(of: expansion.additions, as: shape), in: document)
    var taken: [[String]] = []
    var own = rest(of: expansion.additions, without: shared)
    let base = tree.adding(shared, to: expansion.withoutShortForm(document, in: tree))
    let written = tree.value(of: "environments", in: document).map(tree.resolve)
      .flatMap { tree.value(of: system.environment ?? "", in: $0) }.map(tree.resolve)
    var overlay = tree.addMapping([], at: system.span)
    if let written, tree[written].kind == .mapping {
      overlay = expansion.withoutShortForm(written, in: tree)
      own = remaining(own, by: overlay, over: base, [], &taken)
      overlay = without(taken, in: overlay)
      taken = taken.map { whole($0, lackingIn: overlay) }
    }
    let merging = Findings()
    let root = Merge(tree: tree, findings: merging).merge(
      base, with: tree.adding(own, to: overlay), skipping: Environments.forbidden, sections: SectionCatalog.names)
    return Item(
      environment: item.environment, root: root, shared: shared, own: own, consumed: item.consumed,
      findings: item.findings, idleRemovals: merging.all.filter { $0.rule == .nothingToRemove },
      taken: taken, variables: item.variables)
  }

  /// The fields that an environment does not take away with a `null`.
  ///
  /// `taken`: gets the paths of `null`s with nothing below them once that is done.
  private func remaining(
    _ fields: [DraftField], by overlay: NodeID, over base: NodeID?, _ path: [String], _ taken: inout [[String]]
  ) -> [DraftField] {
    fields.compactMap { field in
      guard let value = tree.value(of: field.key, in: overlay).map(tree.resolve) else { return field }
      let (here, below) = (path + [field.key], base.flatMap { tree.value(of: field.key, in: $0) }.map(tree.resolve))
      if tree.isNull(value) {
        if below == nil { taken.append(here) }
        return nil
      }
      guard case .map(let inner, let span) = field.value, tree[value].kind == .mapping else { return field }
      let kept = remaining(inner, by: value, over: below, here, &taken)
      return kept.isEmpty ? nil : DraftField(field.key, at: field.span, .map(kept, at: span))
    }
  }

  /// A map without what stands at some paths; a map of which nothing is left goes too.
  private func without(_ paths: [[String]], in map: NodeID) -> NodeID {
    if paths.isEmpty { return map }
    let pairs = tree.pairs(of: map).compactMap { pair -> (key: NodeID, value: NodeID)? in
      let key = tree.text(of: pair.key)
      let own = paths.filter { $0.first == key }.map { Array($0.dropFirst()) }
      if own.contains([]) { return nil }
      let value = own.isEmpty ? pair.value : without(own, in: tree.resolve(pair.value))
      return !own.isEmpty && tree.pairs(of: value).isEmpty ? nil : (pair.key, value)
    }
    return tree.addMapping(pairs, like: map)
  }

  /// The beginning of a path that a map lacks first.
  private func whole(_ path: [String], lackingIn map: NodeID) -> [String] {
    var node = map
    for (index, key) in path.enumerated() {
      guard let value = tree.value(of: key, in: node) else { return Array(path[...index]) }
      node = tree.resolve(value)
    }
    return path
  }

  /// What of fields all systems have.
  private func part(of fields: [DraftField], as shape: [Block.Field]) -> [DraftField] {
    let own = Dictionary(fields.map { ($0.key, $0) }) { first, _ in first }
    return shape.compactMap { wanted in
      guard let field = own[wanted.key] else { return nil }
      if tree.block(of: field.value) == wanted.value { return field }
      guard case .map(let inner, let span) = field.value else { return nil }
      let kept = part(of: inner, as: wanted.value.fields)
      return kept.isEmpty ? nil : DraftField(field.key, at: field.span, .map(kept, at: span))
    }
  }

  private func rest(of fields: [DraftField], without part: [DraftField]) -> [DraftField] {
    let others = Dictionary(part.map { ($0.key, $0) }) { first, _ in first }
    return fields.compactMap { field in
      guard let other = others[field.key] else { return field }
      guard case .map(let inner, let span) = field.value, case .map(let taken, _) = other.value else { return nil }
      let kept = rest(of: inner, without: taken)
      return kept.isEmpty ? nil : DraftField(field.key, at: field.span, .map(kept, at: span))
    }
  }

  /// The findings on reading, where it is known what the short form of services stands for.
  ///
  /// Before it is, an environment that takes a derived entry away seems to take nothing away.
  static func corrected(_ reading: Findings, by items: [Item]) -> Findings {
    let known = items.compactMap(\.idleRemovals)
    guard !known.isEmpty else { return reading }
    let corrected = Findings()
    corrected.append(contentsOf: reading.all.filter { $0.rule != .nothingToRemove } + known.joined())
    return corrected
  }
}
