package import LintelSource
package import LintelYAML

/// Puts the files that a spec includes into its tree: their entries, variables and tags stand beside its own.
///
/// Everything keeps its place, in the file that wrote it. What an environment lays over the spec comes later.
package struct Inclusion {
  /// What of the language and of the outside a reader of several files has to know.
  package struct Surroundings {
    /// The keys that hold entries by id.
    let sections: Set<String>
    /// Every key of the top level.
    let keys: () -> Set<String>
    /// What tool a file belongs to, if it is no part of a spec.
    let foreign: (NodeID) -> String?
    let files: FileReading?
    let links: LinkFollowing?

    package init(
      sections: Set<String>, keys: @escaping () -> Set<String>, foreign: @escaping (NodeID) -> String?,
      files: FileReading?, links: LinkFollowing?
    ) {
      self.sections = sections
      self.keys = keys
      self.foreign = foreign
      self.files = files
      self.links = links
    }
  }

  /// A file that is being included, and by what.
  struct Step {
    /// Where it is once all links are followed.
    let identity: String
    let path: String
    /// The line of `include`; the spec has none.
    let span: Span
  }

  /// Entries of several files under one key.
  private struct Gathered {
    /// Where the pair stands in `pairs`.
    let position: Int
    var entries: [(key: NodeID, value: NodeID)]
    var owners: [String: NodeID]
  }

  /// A spec and what it is made of.
  package struct Resolved {
    /// All of it as one.
    package let document: Document
    /// The top of each file that it was read from.
    package let roots: [NodeID]
  }

  let tree: Tree
  let findings: Findings
  let surroundings: Surroundings
  private var pairs: [(key: NodeID, value: NodeID)] = []
  private var gathered: [String: Gathered] = [:]
  /// The files that were read, by where they are.
  var known: [String: Span] = [:]
  private var roots: [NodeID]
  private var bytes = 0
  private var broken: Set<String>
  private var isComplete: Bool
  /// Whether something that was to be included is not there: it may have held anything.
  private var hasGap = false

  private init(_ document: Document, _ tree: Tree, _ findings: Findings, _ surroundings: Surroundings) {
    self.tree = tree
    self.findings = findings
    self.surroundings = surroundings
    pairs = tree.pairs(of: document.root).map { ($0.key, $0.value) }
    broken = document.broken
    isComplete = document.isComplete
    roots = [document.root]
  }

  /// The spec with all that it includes; the document itself where that is nothing.
  package static func resolve(
    _ document: Document, of file: FileID, in tree: Tree, findings: Findings, _ surroundings: Surroundings
  ) -> Resolved {
    guard let list = tree.value(of: "include", in: document.root) else {
      return Resolved(document: document, roots: [document.root])
    }
    var inclusion = Inclusion(document, tree, findings, surroundings)
    inclusion.begin(list, of: file)
    return Resolved(document: inclusion.document(like: document.root), roots: inclusion.roots)
  }

  private mutating func begin(_ list: NodeID, of file: FileID) {
    let source = tree.sources[file]
    bytes = source.bytes.count
    let path = source.path
    // What comes through a pipe has no folder of its own.
    if path == "<stdin>" || path.hasPrefix("/dev/") {
      findings.report(
        .invalidInclude, at: tree.span(of: list), "a spec that comes through a pipe includes nothing",
        label: "a path begins in the folder of the file that names it", help: ["name the file of the spec"])
      hasGap = true
      return
    }
    let identity = identity(of: path)
    known[identity] = Span.none
    include(list, from: path, [Step(identity: identity, path: path, span: .none)])
  }

  private func document(like root: NodeID) -> Document {
    var pairs = pairs
    for section in gathered.values.sorted(by: { $0.position < $1.position }) {
      pairs[section.position].value = tree.addMapping(
        section.entries, like: tree.resolve(pairs[section.position].value))
    }
    let unread = hasGap ? broken.union(surroundings.sections).union(["variables"]) : broken
    return Document(root: tree.addMapping(pairs, like: root), broken: unread, isComplete: isComplete)
  }

  // MARK: Files

  private mutating func include(_ list: NodeID, from path: String, _ chain: [Step]) {
    let node = tree.resolve(list)
    switch tree[node].kind {
    case .sequence: for item in tree.items(of: node) { includeItem(item, from: path, chain) }
    case .scalar where !tree.isNull(node): includeItem(list, from: path, chain)
    default:
      findings.report(
        .wrongType, at: tree.span(of: list), "'include' names no file", label: "a list of paths is expected",
        help: ["write `include: [network.yaml]`, or leave the line out"])
    }
  }

  private mutating func includeItem(_ item: NodeID, from includer: String, _ chain: [Step]) {
    let span = tree.span(of: item)
    let node = tree.resolve(item)
    guard tree[node].kind == .scalar, !tree.isNull(node) else {
      findings.report(
        .wrongType, at: span, "'include' has an item that is no path", label: "a file's path is expected",
        help: ["write the path of a file, such as `network.yaml`"])
      return
    }
    let written = tree.text(of: node)
    if let problem = Self.problem(with: written) {
      findings.report(.invalidInclude, at: span, problem.message, label: problem.label, help: [problem.help])
      hasGap = true
      return
    }
    let path = path(of: written, from: includer)
    let identity = identity(of: path)
    if let index = chain.firstIndex(where: { $0.identity == identity }) {
      return reportCircle(written, at: span, chain[index...])
    }
    if let first = known[identity] { return reportRepetition(written, at: span, first) }
    known[identity] = span
    if leaves(written, from: includer, chain[0].path) {
      findings.report(
        .invalidInclude, at: span, "'\(written)' is a link that leads out of the spec's folder",
        label: "the path does not show where the file is", help: ["write the path of the file itself"])
      hasGap = true
      return
    }
    guard let file = read(path, written, at: span) else {
      hasGap = true
      return
    }
    add(file, path, chain + [Step(identity: identity, path: path, span: span)])
  }

  /// What is wrong with a path before it is looked up.
  private static func problem(with path: String) -> (message: String, label: String, help: String)? {
    if path.isEmpty { return ("the path is empty", "a file's path is expected", "write the path of a file") }
    if path == "-" {
      return ("standard input cannot be included", "it is no file", "write the path of a file")
    }
    if path.contains("${") {
      return ("nothing is replaced in 'include'", "files are read before variables are", "write the path out")
    }
    if path.contains("://") {
      return (
        "'\(path)' is an address, not a path", "a spec is read without a network",
        "put the file beside the spec, and write its path"
      )
    }
    if path.hasPrefix("/") {
      return (
        "'\(path)' begins at the root of this machine", "on another the spec would be another one",
        "write the path from the folder of this file"
      )
    }
    if path.contains("*") || path.contains("?") {
      return (
        "'\(path)' is a pattern, not a path", "a new file would become part of the system unasked",
        "name each file in the list"
      )
    }
    if path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return ("the path has a control character in it", "no file is called so", "write the path of a file")
    }
    return nil
  }

  private mutating func read(_ path: String, _ written: String, at span: Span) -> FileID? {
    func report(_ message: String, _ label: String, _ help: String) -> FileID? {
      findings.report(.unreadableFile, at: span, message, label: label, help: [help])
      return nil
    }
    guard known.count <= Limits.files else {
      return report(
        "'\(written)' is one file too many", "a spec is read from at most \(Limits.files)", "put several into one")
    }
    switch surroundings.files?(path, max(0, Limits.fileSize - bytes)) ?? .failure("there is no such file") {
    case .bytes(let bytes):
      self.bytes += bytes.count
      return tree.sources.add(SourceFile(path: path, bytes: bytes))
    case .tooLarge:
      return report(
        "'\(written)' is too large", "all files of a spec together may have \(Limits.fileSize >> 20) MiB",
        "make several specs of it")
    case .failure(let reason):
      return report(
        "'\(written)' cannot be read", reason, "a path begins in the folder of the file that names it")
    }
  }

  // MARK: Contents

  private mutating func add(_ file: FileID, _ path: String, _ chain: [Step]) {
    let own = Findings()
    let document = Reader.read(file, into: tree, findings: own)
    for finding in own.all {
      var finding = finding
      if finding.rule == .emptyFile { finding.help = ["write its sections, or take it out of `include`"] }
      findings.report(finding)
    }
    roots.append(document.root)
    broken.formUnion(document.broken)
    if !document.isComplete { hasGap = true }
    if document.isComplete, let tool = surroundings.foreign(document.root) {
      let first = tree.pairs(of: document.root).first.map { tree.span(of: $0.key) }
      findings.report(
        .foreignFile, at: first ?? tree.span(of: document.root), "this is \(tool), and no part of a spec",
        labels: chain.last.map { [Label($0.span, "it is included here")] } ?? [], help: ["take it out of `include`"])
      hasGap = true
      return
    }
    if let version = tree.pairs(of: document.root).first(where: { tree.text(of: $0.key) == "lintel" }) {
      findings.report(
        .forbiddenInInclude, at: tree.span(of: version.key), "'\(path)' is a spec of its own",
        label: "a spec cannot be part of another",
        labels: chain.last.map { [Label($0.span, "it is included here")] } ?? [],
        help: ["move what both share into a file of sections, variables and tags, and include that in both"])
      hasGap = true
      return
    }
    let keys = surroundings.keys()
    for pair in tree.pairs(of: document.root) { add(pair, keys) }
    if let list = tree.value(of: "include", in: document.root) { include(list, from: path, chain) }
  }

  private mutating func add(_ pair: Pairs.Pair, _ keys: Set<String>) {
    let key = tree.text(of: pair.key)
    if key.hasPrefix("x-") || key == "include" { return }
    guard surroundings.sections.contains(key) || key == "variables" || key == "tags" else {
      // What is no key of a spec either is for the reader of the whole to say.
      guard keys.contains(key) else { return pairs.append((pair.key, pair.value)) }
      findings.report(
        .forbiddenInInclude, at: tree.span(of: pair.key), "an included file cannot hold '\(key)'",
        label: "it holds sections, `variables` and `tags`", help: ["move it to the spec that includes the file"])
      broken.insert(key)
      return
    }
    guard tree[tree.resolve(pair.value)].kind == .mapping else {
      findings.report(
        .wrongType, at: tree.span(of: pair.key), "'\(key)' is no map", label: "a map is expected",
        help: ["write `\(key): {}`, or leave the line out"])
      broken.insert(key)
      return
    }
    gather(pair, key)
  }

  private mutating func gather(_ pair: Pairs.Pair, _ key: String) {
    if gathered[key] == nil {
      guard let position = pairs.firstIndex(where: { tree.text(of: $0.key) == key }) else {
        return pairs.append((pair.key, pair.value))
      }
      guard tree[tree.resolve(pairs[position].value)].kind == .mapping else {
        broken.insert(key)
        return
      }
      let entries = tree.inheritedPairs(of: pairs[position].value)
      let owners = entries.map { (tree.text(of: $0.key), $0.key) }
      gathered[key] = Gathered(
        position: position, entries: entries, owners: Dictionary(owners) { first, _ in first })
    }
    for entry in tree.inheritedPairs(of: pair.value) {
      let id = tree.text(of: entry.key)
      if let first = gathered[key]?.owners[id] {
        reportSecond(id, of: key, at: tree.span(of: entry.key), first: tree.span(of: first))
      } else {
        gathered[key]?.owners[id] = entry.key
        gathered[key]?.entries.append(entry)
      }
    }
  }

  private func reportSecond(_ id: String, of key: String, at span: Span, first: Span) {
    let name = key == "variables" ? "variable '\(id)'" : key == "tags" ? "tag '\(id)'" : "'\(key).\(id)'"
    findings.report(
      .definedTwice, at: span, "\(name) is defined in two files", label: "no file comes before another",
      labels: [Label(first, "it is defined here too")],
      help: [key == "variables" || key == "tags" ? "keep one of them" : "keep one of them, or give one another id"])
  }
}

// MARK: Where files are
extension Inclusion {
  private func identity(of path: String) -> String {
    surroundings.links?(path) ?? FilePath.normalized(path)
  }

  /// Where a file is, as people would write it.
  private func path(of written: String, from includer: String) -> String {
    let path = FilePath.folder(of: includer) + written
    let short = FilePath.normalized(path)
    // A folder that is a link has another folder above it than its name has.
    guard let links = surroundings.links else { return short }
    return links(short) == links(path) ? short : path
  }

  /// Whether a path leads out of the folder of the spec by a link: what goes there by `..` says so.
  private func leaves(_ written: String, from includer: String, _ spec: String) -> Bool {
    guard let links = surroundings.links, let place = links(FilePath.folder(of: includer) + written),
      let folder = links(FilePath.folder(of: includer) + "."), let root = links(FilePath.folder(of: spec) + ".")
    else { return false }
    return place != FilePath.normalized(folder + "/" + written) && !place.hasPrefix(root == "/" ? root : root + "/")
  }

  private func reportCircle(_ written: String, at span: Span, _ circle: ArraySlice<Step>) {
    let notes = circle.dropFirst().map { Note("'\($0.path)' is included here", at: $0.span) }
    findings.report(
      .circularInclude, at: span,
      notes.isEmpty ? "'\(written)' includes itself" : "'\(written)' includes the file that includes it",
      label: "all of it is there already", notes: Array(notes), help: ["take it out of the list"])
  }

  private func reportRepetition(_ written: String, at span: Span, _ first: Span) {
    findings.report(
      .repeatedInclude, at: span, "'\(written)' is included twice", label: "all that it holds is there already",
      labels: [Label(first, "the first")], help: ["take it out of this list"])
  }
}

/// Paths as text: how they are put together, whatever is there.
enum FilePath {
  /// The folder of a file, with its slash; empty for one in the current folder.
  static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }

  /// Without `.` and, where something stands before it, `..`.
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.hasPrefix("/") {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
