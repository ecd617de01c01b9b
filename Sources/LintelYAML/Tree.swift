package import LintelSource

/// Names one node of a `Tree`.
package struct NodeID: Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }
}

/// One node: 24 bytes, so that a spec of ten megabytes is a tree of twenty.
package struct Node: Sendable {
  package enum Kind: UInt8, Sendable {
    case scalar, sequence, mapping
    /// Stands for the node that `first` names: an alias, or a value that a merge key brought in.
    case alias
  }

  package enum Style: UInt8, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
    case flow, block
  }

  package var kind: Kind
  package var style: Style
  /// Whether a scalar's text is the source's own bytes, as against `Tree.strings`.
  package var isVerbatim: Bool
  package var file: UInt16
  /// An index into `Tree.tags`; 0 is "no tag written".
  package var tag: UInt16
  package var start: UInt32
  package var end: UInt32
  /// Scalar: offset of its text; sequence and mapping: index of its first child; alias: the target.
  package var first: UInt32
  /// Scalar: bytes of its text; sequence: its items; mapping: its pairs.
  package var count: UInt32

  package init(
    kind: Kind, style: Style, isVerbatim: Bool = false, file: FileID, tag: UInt16 = 0, start: UInt32, end: UInt32,
    first: UInt32, count: UInt32
  ) {
    self.kind = kind
    self.style = style
    self.isVerbatim = isVerbatim
    self.file = UInt16(file.rawValue)
    self.tag = tag
    self.start = start
    self.end = end
    self.first = first
    self.count = count
  }
}

/// A key of a mapping that an environment removed with `null`.
package struct Removal: Sendable {
  package let key: String
  /// The `null`.
  package let span: Span

  package init(key: String, span: Span) {
    self.key = key
    self.span = span
  }
}

/// The nodes of all files of a run, in one arena that only grows.
///
/// Merging adds mappings whose pairs point at nodes that are already there, so an environment costs what it writes,
/// and every value keeps the place that wrote it.
package final class Tree {
  package let sources: Sources
  package var nodes: [Node] = []
  /// The children of sequences (items) and of mappings (key, value, key, value …), each node's side by side.
  package var children: [NodeID] = []
  /// Texts that the source does not hold as they are: escapes, folded lines, several lines.
  package var strings: [UInt8] = []
  /// Tags as written (`!Ref`, `!!str`), the first empty.
  package var tags: [String] = [""]
  /// What environments removed from a merged mapping.
  package var removals: [NodeID: [Removal]] = [:]
  /// What `isInsideScalar` searches, made when it is first asked about a file.
  var scalarsInOrder: [FileID: [NodeID]] = [:]

  package init(sources: Sources) {
    self.sources = sources
  }

  package subscript(id: NodeID) -> Node { nodes[Int(id.rawValue)] }

  package func add(_ node: Node) -> NodeID {
    nodes.append(node)
    return NodeID(rawValue: UInt32(nodes.count - 1))
  }

  /// The node itself, or what its alias stands for.
  package func resolve(_ id: NodeID) -> NodeID {
    var id = id
    while self[id].kind == .alias { id = NodeID(rawValue: self[id].first) }
    return id
  }

  package func span(of id: NodeID) -> Span {
    let node = self[id]
    return Span(file: FileID(rawValue: UInt32(node.file)), start: node.start, end: node.end)
  }

  /// The items of a sequence.
  package func items(of id: NodeID) -> ArraySlice<NodeID> {
    let node = self[id]
    guard node.kind == .sequence else { return [] }
    return children[Int(node.first)..<Int(node.first + node.count)]
  }

  /// The pairs of a mapping, in the order written; anything else has none.
  package func pairs(of id: NodeID) -> Pairs {
    let node = self[id]
    guard node.kind == .mapping else { return Pairs(children: []) }
    return Pairs(children: children[Int(node.first)..<Int(node.first + 2 * node.count)])
  }

  /// The value of a key, if the mapping has it.
  package func value(of key: String, in mapping: NodeID) -> NodeID? {
    var key = key
    return key.withUTF8 { wanted in
      for pair in pairs(of: mapping) where isText(of: pair.key, wanted) { return pair.value }
      return nil
    }
  }

  /// Whether a scalar's text is these bytes.
  package func isText(of id: NodeID, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Int(self[id].count) == wanted.count else { return false }
    return withText(of: id) { $0.elementsEqual(wanted) }
  }
}

/// The pairs of a mapping.
package struct Pairs: RandomAccessCollection, Sendable {
  package struct Pair: Sendable {
    package let key: NodeID
    package let value: NodeID
  }

  let children: ArraySlice<NodeID>

  package var startIndex: Int { 0 }
  package var endIndex: Int { children.count / 2 }

  package subscript(index: Int) -> Pair {
    let first = children.startIndex + 2 * index
    return Pair(key: children[first], value: children[first + 1])
  }
}

// MARK: Scalars
extension Tree {
  /// Calls `body` with the UTF-8 of a scalar's text.
  package func withText<Result>(of id: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let node = self[id]
    let range = Int(node.first)..<Int(node.first + node.count)
    if node.isVerbatim {
      return sources[FileID(rawValue: UInt32(node.file))].bytes.withUnsafeBufferPointer {
        body(UnsafeBufferPointer(rebasing: $0[range]))
      }
    }
    return strings.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// The text of a scalar: quotes removed, escapes resolved, lines folded.
  package func text(of id: NodeID) -> String {
    withText(of: id) { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a scalar is null: plain, and empty, `~` or `null`.
  package func isNull(_ id: NodeID) -> Bool {
    let node = self[resolve(id)]
    guard node.kind == .scalar, node.style == .plain else { return false }
    return withText(of: resolve(id)) { text in
      switch text.count {
      case 0: true
      case 1: text[0] == UInt8(ascii: "~")
      case 4: text.elementsEqual("null".utf8) || text.elementsEqual("Null".utf8) || text.elementsEqual("NULL".utf8)
      default: false
      }
    }
  }
}
