import LintelDiff
import LintelDrawing
import LintelGraph
import LintelSource
import LintelSpec

/// What differs, as a picture: what `lintel diff --format svg` prints.
package struct DiffPicture {
  let change: PictureChange
  /// So many changes of a box are named.
  private static let listed = 12

  package init(_ comparison: Diff.Comparison) {
    let diff = comparison.diff
    change = PictureChange(
      from: Picture(diff.from).rewritten(Symbol.spelled), to: Picture(diff.to).rewritten(Symbol.spelled),
      as: "\(comparison.from.name) → \(comparison.to.name)", changes: Self.words(of: diff))
  }

  /// An SVG without links: its two sides may be in different files.
  package var svg: String { SVG(change.drawing).text }

  /// What is said of each entry's changes, by the key of its box.
  private static func words(of diff: GraphDiff) -> [String: String] {
    var lines: [String: [String]] = [:]
    for change in diff.changes + diff.followers {
      let words = ["\(change.path): \(change.effect.words)"] + change.consequences.map { "  \($0.kind): \($0.message)" }
      for key in Set([change.path.entry.description, change.path.description]) { lines[key, default: []] += words }
    }
    return lines.mapValues { all in
      let more = all.count > listed ? ["and \(all.count - listed) more"] : []
      return (all.prefix(listed) + more).map(Symbol.spelled).joined(separator: "\n")
    }
  }
}
