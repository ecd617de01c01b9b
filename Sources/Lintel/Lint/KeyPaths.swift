import LintelSource
import LintelYAML

/// The keys that lead to places of a spec's files: `services.web.loadBalancers[].port`.
///
/// A list has no numbers there: what is added before an item must not rename it.
final class KeyPaths {
  /// A child of a mapping or sequence, by where it begins.
  private struct Child {
    let start: UInt32
    let key: NodeID?
    let value: NodeID
  }

  private let tree: Tree
  private let roots: [FileID: NodeID]
  private var children: [NodeID: [Child]] = [:]

  init(_ tree: Tree, roots: [NodeID]) {
    self.tree = tree
    self.roots = Dictionary(roots.map { (tree.span(of: $0).file, $0) }) { first, _ in first }
  }

  /// The path of a resolved place; empty where no key leads to it.
  func path(to place: Span) -> String {
    guard let root = roots[place.file] else { return "" }
    var path = ""
    var node = root
    while let child = child(of: node, at: place.start) {
      if let key = child.key {
        path += (path.isEmpty ? "" : ".") + tree.text(of: key)
      } else {
        path += "[]"
      }
      node = child.value
    }
    return path
  }

  /// The last child that begins at a byte or before it.
  private func child(of node: NodeID, at offset: UInt32) -> Child? {
    let children = children(of: node)
    var low = 0
    var high = children.count
    while low < high {
      let middle = (low + high) / 2
      if children[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? children[low - 1] : nil
  }

  private func children(of node: NodeID) -> [Child] {
    if let known = children[node] { return known }
    let found: [Child]
    switch tree[node].kind {
    case .scalar, .alias: return []
    case .sequence: found = tree.items(of: node).map { Child(start: tree[$0].start, key: nil, value: $0) }
    case .mapping:
      // What a merge key brings stands elsewhere.
      let range = tree[node]
      found = tree.pairs(of: node).compactMap { pair in
        let key = tree[pair.key]
        guard key.file == range.file, key.start >= range.start, key.start < range.end else { return nil }
        return Child(start: key.start, key: pair.key, value: pair.value)
      }
    }
    let sorted = found.sorted { $0.start < $1.start }
    children[node] = sorted
    return sorted
  }
}
