import LintelKinds
import LintelSchema
package import LintelSource
import LintelYAML

/// Writes a spec with the entries that its short form stands for, in place of the short form.
///
/// What all environments share goes to the base, the rest to each environment. What is not touched stays as it is written,
/// and no comment is lost. The text is read again before it is handed out: it has to describe the same systems.
package struct Expanding {
  /// What was found in the spec.
  package let checked: Checked
  /// The spec with all entries in full; nil where it does not read.
  package let text: String?

  /// Expands a spec: in memory, nothing is written.
  ///
  /// - Throws: Where the spec is written in a way in which its text cannot be changed.
  package init(_ spec: SourceFile, _ options: CheckOptions = CheckOptions()) throws(UsageError) {
    var options = options
    options.environments = nil
    checked = try Check.run(spec, options)
    guard checked.isReadable, let documents = checked.documents, let root = documents.roots.first else {
      text = nil
      return
    }
    // What was JSON is none any more.
    let path = spec.path.hasSuffix(".json") ? spec.path.dropLast(4) + "yaml" : spec.path
    var file = spec
    var last = checked
    if documents.roots.count > 1 || documents.tree.value(of: "include", in: root) != nil {
      file = SourceFile(
        path: spec.path, bytes: Inlining(documents.tree, documents.roots, whole: documents.whole).result)
      last = try Check.run(SourceFile(path: path, bytes: file.bytes), options)
    }
    let bytes = Self.expanded(last) ?? file.bytes
    let after = try Check.run(SourceFile(path: path, bytes: bytes), options)
    guard Self.templates(of: after) == Self.templates(of: checked) else {
      throw UsageError(
        "its text cannot be changed so that it says the same: write out what aliases and merge keys stand for, and try again"
      )
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// What each system becomes; no errors keep it from being compared.
  private static func templates(of checked: Checked) -> [String] {
    checked.isReadable ? checked.graphs.map { Compilation.outline(of: $0, hasErrors: checked.hasErrors) } : []
  }

  /// The text in full; nil where there is no short form.
  private static func expanded(_ checked: Checked) -> [UInt8]? {
    guard let documents = checked.documents, let root = documents.roots.first,
      let first = checked.expansions.first, checked.expansions.contains(where: { !$0.consumed.isEmpty })
    else { return nil }
    let tree = documents.tree
    var consumed: [String: Set<String>] = [:]
    for item in checked.expansions { consumed.merge(item.consumed) { $0.union($1) } }
    let system = cuts(of: consumed)
    var cuts = system
    var overlays: [Block.Field] = []
    for item in checked.expansions {
      guard let environment = item.environment else { continue }
      var all = system
      for path in item.taken { all.add(path[...]) }
      cuts.below["environments", default: Cuts()].below[environment] = all
      let own = inOrder(tree.blocks(of: item.own))
      if !own.isEmpty { overlays.append(Block.Field(key: environment, value: .map(own))) }
    }
    return text(of: root, in: tree, adding: tree.blocks(of: first.shared), overlays, cutting: cuts)
  }

  private static func text(
    of root: NodeID, in tree: Tree, adding shared: [Block.Field], _ overlays: [Block.Field], cutting cuts: Cuts
  ) -> [UInt8] {
    var editor = SpecEditor(tree.span(of: root).file, of: tree)
    var fields = inOrder(shared)
    let isBlock = tree[root].style == .block
    var new: [Block.Field] = []
    let services = tree.pairs(of: root).first { tree.text(of: $0.key) == "services" }
    if isBlock, services != nil {
      new = fields.filter { tree.value(of: $0.key, in: root) == nil }
      fields.removeAll { field in new.contains { $0.key == field.key } }
    }
    if !overlays.isEmpty { fields.append(Block.Field(key: "environments", value: .map(overlays))) }
    editor.change(root, adding: fields, cutting: cuts, levels: 1)
    // New sections stand above the services that they are for, and below what the section there gets.
    if let services, !new.isEmpty {
      editor.insert(
        new.flatMap { $0.value.lines(of: $0.key, indent: 0, levels: 1) + [""] }, at: editor.start(of: services))
    }
    return editor.result
  }

  private static func cuts(of consumed: [String: Set<String>]) -> Cuts {
    var services = Cuts()
    for (id, keys) in consumed { services.below[id] = Cuts(keys: keys) }
    let defaults = Cuts(below: ["services": Cuts(keys: ShortForm.keys)])
    return Cuts(below: ["services": services, "defaults": defaults])
  }

  /// Sections in the order in which people read a system: what is used before what uses it.
  private static func inOrder(_ fields: [Block.Field]) -> [Block.Field] {
    let order = ["parameters"] + SectionCatalog.kinds.map { $0.section }
    return fields.enumerated().sorted { first, second in
      let one = order.firstIndex(of: first.element.key) ?? order.count
      let other = order.firstIndex(of: second.element.key) ?? order.count
      return (one, first.offset) < (other, second.offset)
    }.map(\.element)
  }
}
