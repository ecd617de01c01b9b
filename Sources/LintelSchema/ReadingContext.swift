package import LintelSource
package import LintelSpec
package import LintelYAML

/// How much a spec has to say for itself.
package enum ReadingMode: Sendable {
  /// A system: everything required is there, references lead somewhere.
  case whole
  /// The base of environments, or defaults: keys and types only.
  case partial
}

/// What all readers of one system share.
package final class ReadingContext {
  package let tree: Tree
  package let findings: Findings
  package let mode: ReadingMode
  /// Whether the map being read may leave out what is required: true below a partial spec, but for items of lists,
  /// which are replaced as a whole.
  package var requiresNothing: Bool
  package var scope: Scope
  /// Whether what is missing may stand in text that did not read.
  var forgivesMissing = false
  /// Whether a `${section.id.attribute}` was read: only such a one can make resources wait for each other.
  package var namesResources = false
  /// Sections whose text did not read: nothing is said of references into them.
  package let brokenSections: Set<String>
  /// The keys that lead to the map that is read, from its section on, without ids.
  var keys: [String] = []
  /// The same as one word: `services.autoScaling`.
  var path: String { keys.joined(separator: ".") }
  /// Reads a file beside the spec; nil where there is nowhere to read from.
  let files: FileReading?
  let root: NodeID
  /// Entries that leave open which of several entries of a section they mean, by that section.
  var undecided: [String: [Undecided]] = [:]
  /// Lookups that stand where values are wanted, in the order read.
  package internal(set) var lookups: [NamedLookup] = []
  /// The name of each, and how many names begin with one: a spec may have thousands.
  var lookupNames: [LookupKey: String] = [:]
  var lookupCounts: [String: Int] = [:]
  private var knownIDs: [String: Set<String>] = [:]
  private var sortedIDs: [String: [String]] = [:]
  /// The findings on entries that are not there, by section and id: where another place names one, it is a note of that.
  var absences: [[String]: Int] = [:]
  /// How many unknown ids were compared with all known ones.
  private var searches = 0

  package init(
    tree: Tree, root: NodeID, findings: Findings, mode: ReadingMode, scope: Scope, brokenSections: Set<String>,
    files: FileReading? = nil
  ) {
    self.tree = tree
    self.root = root
    self.findings = findings
    self.mode = mode
    self.requiresNothing = mode == .partial
    self.scope = scope
    self.brokenSections = brokenSections
    self.files = files
  }

  /// The ids that a section has in this system, those of entries that did not read among them.
  package func ids(of section: String) -> Set<String> {
    if let known = knownIDs[section] { return known }
    var ids: Set<String> = []
    if let node = tree.value(of: section, in: root).map(tree.resolve), tree[node].kind == .mapping {
      ids = Set(tree.pairs(of: node).map { tree.text(of: $0.key) })
    }
    knownIDs[section] = ids
    return ids
  }

  /// Whether an id is one that the short form took from a service: of that it is said there what is wrong with it.
  func isDerived(_ key: NodeID) -> Bool {
    isDrafted(key) && ids(of: "services").contains(tree.text(of: key))
  }

  /// Whether nobody wrote a key: it follows from the short form.
  func isDrafted(_ key: NodeID) -> Bool { tree[key].style == .plain && !tree[key].isVerbatim }

  /// The ids of a section in order.
  package func sortedIDs(of section: String) -> [String] {
    if let sorted = sortedIDs[section] { return sorted }
    let sorted = ids(of: section).sorted()
    sortedIDs[section] = sorted
    return sorted
  }

  /// The id of a section that somebody may have meant.
  package func nearestID(to id: String, in section: String) -> String? {
    searches += 1
    return searches > Findings.searchLimit ? nil : Suggestion.nearest(to: id, among: sortedIDs(of: section))
  }

  /// Where an environment removed an entry of a section, if one did.
  package func removal(of id: String, in section: String) -> Span? {
    guard let node = tree.value(of: section, in: root).map(tree.resolve) else {
      return tree.removals[root]?.first { $0.key == section }?.span
    }
    return tree.removals[node]?.first { $0.key == id }?.span
  }

  /// The places where an environment takes something of a map away, by key: with `null`, `[]` or `false`.
  func absences(in map: Cursor) -> [String: Span] {
    var absences: [String: Span] = [:]
    for removal in tree.removals[map.node] ?? [] { absences[removal.key] = removal.span }
    // What an environment lays over a map stands outside of the place that the map keeps.
    let own = tree[map.node]
    for pair in tree.pairs(of: map.node) {
      // What a merge key brings is the node of what it stands for.
      let target = tree.resolve(pair.value)
      let value = tree[target]
      if value.file == own.file, own.start <= value.start, value.start <= own.end { continue }
      let saysNothing =
        value.kind == .sequence && value.count == 0
        || value.kind == .scalar && value.style == .plain && value.count == 5 && tree.text(of: target) == "false"
      if saysNothing { absences[tree.text(of: pair.key)] = map.child(pair.value, in: tree).span(in: tree) }
    }
    return absences
  }
}

/// A node, and the alias or variable through which it was come upon.
package struct Cursor {
  /// Never an alias.
  package let node: NodeID
  package let indirection: (kind: Indirection.Kind, use: Span)?

  package init(_ id: NodeID, in tree: Tree, through indirection: (kind: Indirection.Kind, use: Span)? = nil) {
    node = tree.resolve(id)
    self.indirection = indirection ?? (tree[id].kind == .alias ? (.anchor, tree.span(of: id)) : nil)
  }

  /// A node below this one.
  package func child(_ id: NodeID, in tree: Tree) -> Cursor { Cursor(id, in: tree, through: indirection) }

  /// The place of a finding about the node.
  package func span(in tree: Tree) -> Span { span(of: node, in: tree) }

  /// The place of a finding about a node below this one.
  package func span(of id: NodeID, in tree: Tree) -> Span {
    guard let indirection else { return tree.span(of: id) }
    return tree.sources.indirect(indirection.kind, use: indirection.use, origin: tree.span(of: id))
  }
}
