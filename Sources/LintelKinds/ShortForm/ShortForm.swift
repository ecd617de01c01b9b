package import LintelSource
import LintelSpec
package import LintelYAML

/// Writes out what the short form of services stands for: ordinary entries, in the tree of one system.
///
/// Every node that it makes has the place of the line that it follows from, so that all later phases see entries as a
/// person would write them, and findings speak of the lines that are there.
package struct ShortForm {
  /// The keys of a service that go to its task.
  static let taskKeys = ["image", "build", "port", "cpu", "memory", "environment", "secrets", "command", "taskRole"]
  /// All keys of the short form.
  package static let keys = Set(taskKeys + ["expose", "scale"])

  /// What the short form of a system stands for.
  package struct Expansion {
    /// The system with all entries in full, before defaults.
    package fileprivate(set) var root: NodeID
    /// What the system lacked: fields of entries by section and id.
    package fileprivate(set) var additions: [DraftField] = []
    /// The keys that are no longer there, by the id of the service.
    package fileprivate(set) var consumed: [String: Set<String>] = [:]
    /// The keys that do not read in some service.
    fileprivate var unread: Set<String> = []

    /// One that changes nothing.
    package init(root: NodeID) { self.root = root }
  }

  let tree: Tree
  let findings: Findings
  let root: NodeID
  /// The text of a scalar, `${…}` filled in; nil where it is known only when deploying.
  let text: (NodeID) -> String?
  /// The services that policies of the spec's own scale, with the ids of those.
  private(set) lazy var scaled: [String: Set<String>] = policiesByService
  /// The entries that were added so far, by section and id, in this order.
  private(set) var drafts: [(section: String, id: String, span: Span, fields: [DraftField])] = []

  /// Whether the parameter of tags is among the drafts.
  var hasTag = false
  /// The entries that are written.
  private let index = EntryIndex()
  /// Keys of the short form that some service has and that do not read.
  private var unread: Set<String> = []

  private init(tree: Tree, root: NodeID, findings: Findings, text: @escaping (NodeID) -> String?) {
    self.tree = tree
    self.root = root
    self.findings = findings
    self.text = text
  }

  /// The system with its short form written out; itself where it has none.
  package static func expand(
    _ root: NodeID, in tree: Tree, findings: Findings, text: @escaping (NodeID) -> String?
  ) -> Expansion {
    var form = ShortForm(tree: tree, root: root, findings: findings, text: text)
    let services = form.services()
    return services.isEmpty ? Expansion(root: root) : form.expansion(of: services)
  }

  // MARK: Reading what is written

  /// The map of a section, or of `defaults`.
  func section(_ name: String) -> NodeID? { map(name, in: root) }

  /// A map below another.
  func map(_ key: String, in node: NodeID?) -> NodeID? {
    guard let node, let value = tree.value(of: key, in: node).map(tree.resolve), tree[value].kind == .mapping else {
      return nil
    }
    return value
  }

  func entry(_ section: String, _ id: String) -> NodeID? { index.entry(id, of: section, self) }

  func isExisting(_ section: String, _ id: String) -> Bool {
    entry(section, id).map { tree.value(of: "existing", in: $0) != nil } ?? false
  }

  /// The ids of a section.
  func ids(of name: String) -> [String] {
    section(name).map { node in tree.pairs(of: node).map { tree.text(of: $0.key) } } ?? []
  }

  /// What every entry of a section has.
  func defaults(of name: String) -> NodeID? { map(name, in: section("defaults")) }

  /// A field of an entry, its own or that of all.
  func field(_ key: String, of id: String, in section: String) -> NodeID? {
    let own = entry(section, id).flatMap { tree.value(of: key, in: $0) }
    return own ?? defaults(of: section).flatMap { tree.value(of: key, in: $0) }
  }

  /// The text of a scalar that is there, alias or not.
  func word(_ node: NodeID?) -> String? {
    guard let node = node.map(tree.resolve), tree[node].kind == .scalar, !tree.isNull(node) else { return nil }
    return text(node)
  }

  /// The items of a list, or the one value that stands for it.
  func items(_ node: NodeID?) -> [NodeID] {
    guard let node = node.map(tree.resolve) else { return [] }
    return tree[node].kind == .sequence ? Array(tree.items(of: node)) : [node]
  }

  /// A field of all entries and one of an entry, laid over each other where both are maps.
  private func merged(_ shared: NodeID?, _ own: NodeID?) -> NodeID? {
    guard let shared, let own, tree[tree.resolve(shared)].kind == .mapping, tree[tree.resolve(own)].kind == .mapping
    else { return own ?? shared }
    return Merge(tree: tree, findings: findings, nullRemoves: false).merge(shared, with: own)
  }

  /// The services that use the short form.
  private func services() -> [ShortService] {
    guard let services = section("services") else { return [] }
    let shared = defaults(of: "services")
    let sharedPairs = shared.map(shortPairs) ?? [:]
    return tree.pairs(of: services).compactMap { pair in
      let entry = tree.resolve(pair.value)
      guard tree[entry].kind == .mapping, tree.value(of: "existing", in: entry) == nil else { return nil }
      let own = shortPairs(of: entry)
      if own.isEmpty && sharedPairs.isEmpty { return nil }
      var fields: [String: ShortField] = [:]
      for key in Self.keys {
        guard let pair = own[key] ?? sharedPairs[key],
          let value = merged(sharedPairs[key]?.value, own[key]?.value)
        else { continue }
        fields[key] = ShortField(key: tree.span(of: pair.key), value: value)
      }
      let id = tree.text(of: pair.key)
      let place = tree[pair.value].kind == .alias ? tree.span(of: pair.value) : tree.span(of: pair.key)
      return ShortService(id: id, entry: entry, span: place, own: Set(own.keys), fields: fields)
    }
  }

  private func shortPairs(of map: NodeID) -> [String: Pairs.Pair] {
    var found: [String: Pairs.Pair] = [:]
    for pair in tree.pairs(of: map) where tree[pair.key].count <= 11 {
      let key = tree.text(of: pair.key)
      if Self.keys.contains(key) { found[key] = pair }
    }
    return found
  }

  // MARK: Writing it out

  /// Adds an entry, or fields of one that is written; nothing where it is there already.
  mutating func add(_ section: String, _ id: String, at span: Span, _ fields: [DraftField]) {
    drafts.append((section, id, span, fields))
  }

  private mutating func expansion(of services: [ShortService]) -> Expansion {
    let network = ShortNetwork(self)
    var consumed: [String: Set<String>] = [:]
    var fields: [String: [DraftField]] = [:]
    var exposures: [Exposure] = []
    for service in services {
      var done = writeTask(of: service)
      if let scaling = writeScaling(of: service) {
        fields[service.id] = scaling
        done.insert("scale")
      }
      switch exposure(of: service) {
      case .unreadable: break
      case .nothing: done.insert("expose")
      case .found(let exposure):
        done.insert("expose")
        exposures.append(exposure)
      }
      // What does not read is left to the reader, which says so, wherever it stands.
      unread.formUnion(Set(service.fields.keys).subtracting(done))
      consumed[service.id] = done
    }
    let doors = writeDoors(for: exposures, in: network)
    for service in services {
      let all = fields[service.id, default: []] + serviceFields(of: service, behind: doors[service.id], in: network)
      if !all.isEmpty { add("services", service.id, at: service.span, all) }
    }
    writeNetwork(network, for: services)
    return apply(consumed)
  }

  private func apply(_ consumed: [String: Set<String>]) -> Expansion {
    var expansion = Expansion(root: root)
    expansion.consumed = consumed
    expansion.unread = unread
    var sections: [DraftField] = []
    for section in drafts.map(\.section).unique {
      let own = drafts.filter { $0.section == section }
      let entries = own.map { DraftField($0.id, at: $0.span, .map($0.fields, at: $0.span)) }
      sections.append(DraftField(section, at: own[0].span, .map(entries, at: own[0].span)))
    }
    let written = expansion.withoutShortForm(root, in: tree)
    expansion.additions = tree.lacking(sections, in: written)
    expansion.root = tree.adding(expansion.additions, to: written)
    return expansion
  }
}

extension ShortForm.Expansion {
  /// A system, or an environment's part of it, without the keys that were written out.
  package func withoutShortForm(_ map: NodeID, in tree: Tree) -> NodeID {
    let pairs = tree.pairs(of: map).map { pair -> (key: NodeID, value: NodeID) in
      switch tree.text(of: pair.key) {
      case "services": (pair.key, without(in: pair.value, tree) { consumed[$0] ?? [] })
      case "defaults":
        (pair.key, without(in: pair.value, tree) { $0 == "services" ? ShortForm.keys.subtracting(unread) : [] })
      default: (pair.key, pair.value)
      }
    }
    return copy(map, pairs, tree)
  }

  /// A map of maps without some of their keys.
  private func without(in node: NodeID, _ tree: Tree, _ keys: (String) -> Set<String>) -> NodeID {
    let map = tree.resolve(node)
    guard tree[map].kind == .mapping else { return node }
    let pairs = tree.pairs(of: map).map { pair -> (key: NodeID, value: NodeID) in
      let keys = keys(tree.text(of: pair.key))
      let value = tree.resolve(pair.value)
      guard !keys.isEmpty, tree[value].kind == .mapping else { return (pair.key, pair.value) }
      let kept = tree.pairs(of: value).filter { !keys.contains(tree.text(of: $0.key)) }
      return (pair.key, copy(value, kept.map { ($0.key, $0.value) }, tree))
    }
    return copy(map, pairs, tree)
  }

  private func copy(_ map: NodeID, _ pairs: [(key: NodeID, value: NodeID)], _ tree: Tree) -> NodeID {
    let node = tree.addMapping(pairs, like: map)
    tree.removals[node] = tree.removals[map]
    return node
  }
}

/// The written entries by section and id: a spec may have thousands.
private final class EntryIndex {
  private var sections: [String: [String: NodeID]] = [:]

  func entry(_ id: String, of section: String, _ form: ShortForm) -> NodeID? {
    if let entries = sections[section] { return entries[id] }
    var entries: [String: NodeID] = [:]
    if let map = form.section(section) {
      for pair in form.tree.pairs(of: map) {
        let value = form.tree.resolve(pair.value)
        if form.tree[value].kind == .mapping { entries[form.tree.text(of: pair.key)] = value }
      }
    }
    sections[section] = entries
    return entries[id]
  }
}

/// One key of the short form, as a service has it.
struct ShortField {
  let key: Span
  let value: NodeID
}

/// A service that uses the short form.
struct ShortService {
  let id: String
  let entry: NodeID
  /// Its key.
  let span: Span
  /// The keys of the short form that stand in the service itself.
  let own: Set<String>
  /// All of them, those of `defaults` below its own.
  let fields: [String: ShortField]
}

extension Array where Element: Hashable {
  /// Each element once, where it first stands.
  fileprivate var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
