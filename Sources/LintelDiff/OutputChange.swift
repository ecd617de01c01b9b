import LintelAWS
package import LintelGraph

/// An output that the spec writes and that differs, or that one side lacks.
///
/// What follows from an entry, such as the address of a load balancer, is none: the entry tells of it.
package struct OutputChange: Sendable {
  package let id: String
  package let before: Output?
  package let after: Output?
  /// What of it differs: `Value`, `Export`, `Description`.
  package let edits: [Edit]
  /// The resources that its value names and that become others.
  package let following: [Path]
  /// What a stack update does with an export that another stack may import.
  package let consequence: Consequence?

  /// The outputs of two sides that differ, with what follows from what is replaced.
  ///
  /// `told`: the nodes that differ. A value that is stored is one, and is told of there.
  static func changes(
    from: ResourceGraph, to: ResourceGraph, _ cascade: Cascade, told: Set<Path>
  ) -> [OutputChange] {
    let (old, new) = (declared(from), declared(to))
    guard !old.isEmpty || !new.isEmpty else { return [] }
    let before = Dictionary(old) { first, _ in first }
    let after = Dictionary(new) { first, _ in first }
    let exports = Dictionary(new.compactMap { pair in exportName(of: pair.1).map { ($0, pair.1) } }) { first, _ in first
    }
    let ids = new.map(\.0) + old.map(\.0).filter { after[$0] == nil }
    return ids.compactMap { id in
      let (old, new) = (before[id], after[id])
      let edits = Self.edits(old, new)
      let following = old != nil ? new.map { cascade.replaced(in: $0.value) } ?? [] : []
      let consequence = old.flatMap { Self.consequence(for: $0, among: exports, cascade) }
      let isExported = old?.export != nil || new?.export != nil
      guard !edits.isEmpty || consequence != nil, isExported || !told.contains(Path("outputs", id)) else { return nil }
      return OutputChange(
        id: id, before: old, after: new, edits: edits, following: following, consequence: consequence)
    }
  }

  private static func declared(_ graph: ResourceGraph) -> [(String, Output)] {
    graph.outputs.compactMap { output in output.id.map { ($0, output) } }
  }

  private static func exportName(of output: Output) -> String? { output.export.map(Canonical.text) }

  private static func edits(_ old: Output?, _ new: Output?) -> [Edit] {
    var edits: [Edit] = []
    func add(_ name: String, _ before: Value?, _ after: Value?) {
      if let before, let after, before.means(after) { return }
      if before == nil, after == nil { return }
      edits.append(Edit(area: .property, steps: [.member(name)], before: before, after: after))
    }
    add("Value", old?.value, new?.value)
    add("Export", old?.export, new?.export)
    if let old, let new, old.description != new.description, !old.description.isEmpty, !new.description.isEmpty {
      add("Description", Value(.string(old.description)), Value(.string(new.description)))
    }
    return edits
  }

  /// An export stays as it is where an output of the new side has its name, and its value.
  private static func consequence(
    for output: Output, among exports: [String: Output], _ cascade: Cascade
  ) -> Consequence? {
    guard let export = output.export else { return nil }
    let name = export.literal.map { "'\($0)'" } ?? "it"
    guard let kept = exports[Canonical.text(of: export)] else {
      return .fails(
        "while another stack imports \(name), AWS does not let the export go: that stack has to let go first")
    }
    guard !kept.value.means(output.value) || !cascade.replaced(in: kept.value).isEmpty else { return nil }
    return .fails(
      "while another stack imports \(name), AWS does not change its value: give the new value an export of its own, and "
        + "take this one away once nobody imports it")
  }
}
