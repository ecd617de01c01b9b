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
    let own = rest(of: expansion.additions, without: shared)
    let base = tree.adding(shared, to: expansion.withoutShortForm(document, in: tree))
    let written = tree.value(of: "environments", in: document).map(tree.resolve)
      .flatMap { tree.value(of: system.environment ?? "", in: $0) }.map(tree.resolve)
    var overlay = tree.addMapping([], at: system.span)
    if let written, tree[written].kind == .mapping { overlay = expansion.withoutShortForm(written, in: tree) }
    let root = Merge(tree: tree, findings: Findings()).merge(
      base, with: tree.adding(own, to: overlay), skipping: Environments.forbidden)
    return Item(
      environment: item.environment, root: root, shared: shared, own: own, consumed: item.consumed,
      findings: item.findings, variables: item.variables)
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
}
