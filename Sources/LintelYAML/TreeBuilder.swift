import LintelSource

/// Puts the nodes of one file into a tree, in the order of the text, and checks what needs whole collections.
///
/// It works on its own copies of the tree's arrays, which `finish` gives back. The root is a mapping that is open from
/// the start, so that sections read after a syntax error land in the same one.
struct TreeBuilder {
  /// A collection whose end has not come yet.
  struct Frame {
    let node: NodeID
    let kind: Node.Kind
    /// Where its children begin in `pending`.
    let firstPending: Int
    /// Whether it stands between brackets in the text, which then say where it starts and ends.
    var isBracketed: Bool
    /// An index into `anchors`, or -1.
    var anchor: Int
    /// Levels of collections below it so far.
    var height = 0
    var hasMergeKey = false
  }

  let file: FileID
  let bytes: UnsafeBufferPointer<UInt8>
  let tree: Tree
  var findings: FindingSink
  var nodes: [Node]
  var children: [NodeID]
  var strings: [UInt8]
  /// The collections around the place being read, the root first.
  var open: [Frame] = []
  /// The children so far of all open collections, the root's first.
  var pending: [NodeID] = []
  var anchors = Anchors()
  /// Nodes so far, without those that merge keys brought in.
  var writtenNodes = 0
  /// Nodes so far, each alias counted as what it stands for.
  var expandedNodes = 0
  /// Keys of the root whose values did not read.
  var brokenKeys: Set<NodeID> = []
  var broken: Set<String> = []
  /// Whether everything was read, apart from the sections in `broken`.
  var isComplete = true
  /// Whether text was passed over, so that anchors may be missing that do stand in the file.
  var hasGap = false
  /// Whether a limit ended reading.
  var isStopped = false
  private var tagNumbers: [String: UInt16] = [:]

  init(_ file: FileID, bytes: UnsafeBufferPointer<UInt8>, tree: Tree, findings: Findings) {
    self.file = file
    self.bytes = bytes
    self.tree = tree
    self.findings = FindingSink(file: file, findings: findings)
    nodes = tree.nodes
    children = tree.children
    strings = tree.strings
    (tree.nodes, tree.children, tree.strings) = ([], [], [])
    if nodes.isEmpty {
      nodes.reserveCapacity(bytes.count / 12 + 16)
      children.reserveCapacity(bytes.count / 12 + 16)
    }
    openCollection(.mapping, style: .block, isBracketed: false, start: 0, tag: 0, anchor: -1)
  }

  /// Closes the root and gives the tree its arrays back.
  mutating func finish(end: Int) -> Document {
    unwind(keeping: rootPairs)
    if !brokenKeys.isEmpty || !broken.isEmpty { dropBrokenPairs() }
    let root = open[0].node
    // A bracket that was not reached says nothing.
    if end <= Int(nodes[Int(root.rawValue)].start) { open[0].isBracketed = false }
    close(end: end)
    tree.nodes = nodes
    tree.children = children
    tree.strings = strings
    (nodes, children, strings) = ([], [], [])
    return Document(root: root, broken: broken, isComplete: isComplete && !isStopped && !findings.isFull)
  }
}

// MARK: Building
extension TreeBuilder {
  /// Adds a node as the next child of the innermost open collection.
  mutating func append(_ node: Node) {
    pending.append(NodeID(rawValue: UInt32(nodes.count)))
    nodes.append(node)
    writtenNodes += 1
    expandedNodes += 1
  }

  mutating func openCollection(
    _ kind: Node.Kind, style: Node.Style, isBracketed: Bool, start: Int, tag: UInt16, anchor: Int
  ) {
    let node = NodeID(rawValue: UInt32(nodes.count))
    if !open.isEmpty { pending.append(node) }
    nodes.append(
      Node(
        kind: kind, style: style, file: file, tag: tag, start: UInt32(start), end: UInt32(start), first: 0, count: 0))
    writtenNodes += 1
    expandedNodes += 1
    open.append(
      Frame(node: node, kind: kind, firstPending: pending.count, isBracketed: isBracketed, anchor: anchor))
  }

  /// Makes the root one that stands between brackets.
  mutating func startBracketedRoot(at start: Int) {
    let root = Int(open[0].node.rawValue)
    open[0].isBracketed = true
    nodes[root].style = .flow
    nodes[root].start = UInt32(start)
  }

  /// Ends the innermost open collection.
  ///
  /// Where no brackets say where it lies, its children do.
  mutating func close(end: Int) {
    let frame = open[open.count - 1]
    let index = Int(frame.node.rawValue)
    if frame.isBracketed {
      nodes[index].end = UInt32(end)
    } else if let first = pending[frame.firstPending...].first, let last = pending.last {
      nodes[index].start = nodes[Int(first.rawValue)].start
      nodes[index].end = nodes[Int(last.rawValue)].end
    } else {
      nodes[index].end = nodes[index].start
    }
    if frame.kind == .mapping {
      checkKeys(from: frame.firstPending)
      if frame.hasMergeKey { merge(into: frame) }
    }
    let count = pending.count - frame.firstPending
    nodes[index].first = UInt32(children.count)
    nodes[index].count = UInt32(frame.kind == .mapping ? count / 2 : count)
    children.append(contentsOf: pending[frame.firstPending...])
    pending.removeSubrange(frame.firstPending...)
    if frame.anchor >= 0 {
      anchors.close(frame.anchor, height: frame.height + 1, size: expandedNodes)
    }
    open.removeLast()
    if !open.isEmpty { raise(by: frame.height + 1, kind: frame.kind) }
  }

  /// Tells the innermost open collection how many levels its newest child has.
  ///
  /// What a merge key brings in moves up: out of its mapping, and out of the list around it.
  mutating func raise(by height: Int, kind: Node.Kind) {
    var height = height
    if open[open.count - 1].hasMergeKey, pending.count >= 2, isMergeKey(pending[pending.count - 2]),
      (pending.count - open[open.count - 1].firstPending).isMultiple(of: 2)
    {
      height -= kind == .mapping ? 1 : 2
    }
    open[open.count - 1].height = max(open[open.count - 1].height, height)
  }

  /// Whether the next child of the innermost open collection is a key.
  var isAtKey: Bool {
    let frame = open[open.count - 1]
    return frame.kind == .mapping && (pending.count - frame.firstPending).isMultiple(of: 2)
  }

  mutating func tagNumber(of tag: String) -> UInt16 {
    if tagNumbers.isEmpty {
      for (number, tag) in tree.tags.enumerated() { tagNumbers[tag] = UInt16(number) }
    }
    if let number = tagNumbers[tag] { return number }
    // Past the last number tags are forgotten rather than confused.
    guard let number = UInt16(exactly: tree.tags.count) else { return 0 }
    tree.tags.append(tag)
    tagNumbers[tag] = number
    return number
  }
}

// MARK: Sections that did not read
extension TreeBuilder {
  /// How many entries of `pending` are whole pairs of the root.
  var rootPairs: Int {
    let count = open.count > 1 ? open[1].firstPending - 1 : pending.count
    return count & ~1
  }

  /// The key of the root whose value is being read.
  var rootKey: NodeID? {
    let count = open.count > 1 ? open[1].firstPending - 1 : pending.count
    return count.isMultiple(of: 2) ? nil : pending[count - 1]
  }

  /// Marks the section being read as one that nothing may be concluded from.
  mutating func breakSection() {
    if let key = rootKey, !isMergeKey(key) { brokenKeys.insert(key) } else { isComplete = false }
  }

  /// The name of the section that a key of the root starts.
  func sectionName(of key: NodeID) -> String? {
    nodes[Int(key.rawValue)].kind == .scalar && !isMergeKey(key) ? text(of: key) : nil
  }

  /// Forgets what is open below the root and all of the root but its first `count` pending entries.
  ///
  /// Of the nodes only those from `offset` on go, because they will be read again: the others still tell scalars from
  /// comments.
  mutating func unwind(keeping count: Int, rereadingFrom offset: Int? = nil) {
    open.removeSubrange(1...)
    guard pending.count > count else { return }
    let dropped = pending[count]
    pending.removeSubrange(count...)
    anchors.drop(from: dropped)
    guard let offset else { return }
    let first = Int(dropped.rawValue)
    while nodes.count > first, nodes[nodes.count - 1].start >= UInt32(offset) { nodes.removeLast() }
    if nodes.count > first {
      nodes[nodes.count - 1].end = min(nodes[nodes.count - 1].end, UInt32(offset))
    }
  }

  private mutating func dropBrokenPairs() {
    let keys = stride(from: 0, to: pending.count, by: 2).map { pending[$0] }
    for key in keys where brokenKeys.contains(key) {
      if let name = sectionName(of: key) { broken.insert(name) }
    }
    var kept: [NodeID] = []
    for (index, key) in keys.enumerated() {
      if let name = sectionName(of: key), broken.contains(name) { continue }
      kept += pending[2 * index...2 * index + 1]
    }
    pending = kept
  }
}

// MARK: Text of scalars

/// What of a builder the text of scalars takes.
///
/// A copy of a whole builder, for each key that was compared, took a fortieth of the instructions for a large spec.
struct ScalarTexts {
  let nodes: [Node]
  let bytes: UnsafeBufferPointer<UInt8>
  let strings: [UInt8]

  func withText<Result>(of id: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let node = nodes[Int(id.rawValue)]
    let range = Int(node.first)..<Int(node.first + node.count)
    if node.isVerbatim { return body(UnsafeBufferPointer(rebasing: bytes[range])) }
    return strings.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}

extension TreeBuilder {
  var texts: ScalarTexts { ScalarTexts(nodes: nodes, bytes: bytes, strings: strings) }

  func withText<Result>(of id: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    texts.withText(of: id, body)
  }

  func text(of id: NodeID) -> String { withText(of: id) { String(decoding: $0, as: UTF8.self) } }

  /// Where a node stands in the file.
  func range(of id: NodeID) -> Range<Int> {
    let node = nodes[Int(id.rawValue)]
    return Int(node.start)..<Int(node.end)
  }

  /// Whether a node is an unquoted `<<` without a tag.
  func isMergeKey(_ id: NodeID) -> Bool {
    let node = nodes[Int(id.rawValue)]
    guard node.kind == .scalar, node.style == .plain, node.count == 2, node.tag == 0 else { return false }
    return withText(of: id) { $0[0] == UInt8(ascii: "<") && $0[1] == UInt8(ascii: "<") }
  }
}
