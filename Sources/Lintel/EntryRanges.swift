import LintelSource
import LintelYAML

/// The ranges of the entries of a spec, for `lint.allow`.
///
/// An entry has two places where an environment changes it: what the environment writes belongs to it too.
struct EntryRanges {
  private var ranges: [String: [Span]] = [:]

  /// The entries of a tree of top-level keys, as they are written.
  mutating func add(_ root: NodeID, of tree: Tree) {
    guard tree[tree.resolve(root)].kind == .mapping else { return }
    for section in tree.pairs(of: tree.resolve(root)) where tree[tree.resolve(section.value)].kind == .mapping {
      for entry in tree.pairs(of: tree.resolve(section.value)) {
        let key = tree.span(of: entry.key)
        let value = tree.span(of: entry.value)
        ranges["\(tree.text(of: section.key)).\(tree.text(of: entry.key))", default: []].append(
          Span(file: key.file, start: key.start, end: max(key.end, value.end)))
      }
    }
  }

  /// The paths of all entries, in order.
  var paths: [String] { ranges.keys.sorted() }

  func has(_ path: String) -> Bool { ranges[path] != nil }

  func holds(_ place: Span, _ path: String) -> Bool {
    (ranges[path] ?? []).contains { $0.file == place.file && $0.start <= place.start && place.end <= $0.end }
  }
}
