import LintelSource
import LintelYAML

/// The ranges of the entries of a spec, for `lint.allow`.
///
/// An entry has two places where an environment changes it: what the environment writes belongs to it too.
struct EntryRanges {
  private struct Range {
    let path: String
    let span: Span
  }

  private var known: Set<String> = []
  /// By file and start; no entry stands in another.
  private var ranges: [Range] = []

  /// The entries of trees of top-level keys, as they are written.
  init(_ roots: [NodeID], of tree: Tree) {
    for root in roots { add(root, of: tree) }
    ranges.sort { ($0.span.file, $0.span.start) < ($1.span.file, $1.span.start) }
  }

  private mutating func add(_ root: NodeID, of tree: Tree) {
    guard tree[tree.resolve(root)].kind == .mapping else { return }
    for section in tree.pairs(of: tree.resolve(root)) where tree[tree.resolve(section.value)].kind == .mapping {
      for entry in tree.pairs(of: tree.resolve(section.value)) {
        let key = tree.span(of: entry.key)
        let value = tree.span(of: entry.value)
        let path = "\(tree.text(of: section.key)).\(tree.text(of: entry.key))"
        known.insert(path)
        ranges.append(
          Range(path: path, span: Span(file: key.file, start: key.start, end: max(key.end, value.end))))
      }
    }
  }

  /// The paths of all entries, in order.
  var paths: [String] { known.sorted() }

  func has(_ path: String) -> Bool { known.contains(path) }

  /// The entries that hold a place.
  func paths(at place: Span) -> Set<String> {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if (ranges[middle].span.file, ranges[middle].span.start) <= (place.file, place.start) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var paths: Set<String> = []
    var index = low - 1
    // An entry that an environment adds stands here twice.
    while index >= 0, ranges[index].span.file == place.file, ranges[index].span.start == ranges[low - 1].span.start {
      if place.end <= ranges[index].span.end { paths.insert(ranges[index].path) }
      index -= 1
    }
    return paths
  }
}
