import LintelSource
import LintelYAML

/// Finds what an environment says just as the spec below it does.
///
/// There are two good reasons to repeat a value: another environment says something else in the same place, so that the
/// two can be compared; or it belongs to others that do change, as one of two bounds, in braces on the same line.
struct RepeatedOverrides {
  private let tree: Tree
  /// The bytes of paths that are kept; beyond that an environment's repetitions are not looked for.
  private static let limit = 8_000_000

  /// An override that changes nothing.
  private struct Repetition {
    let path: String
    let key: NodeID
    let value: NodeID
    let below: NodeID
    let environment: String
  }

  private var repetitions: [Repetition] = []
  /// The paths at which some environment says something else.
  private var changed: Set<String> = []
  private var size = 0

  init(tree: Tree) { self.tree = tree }

  /// Takes in what an environment lays over the spec.
  mutating func add(_ overlay: NodeID, over base: NodeID, of environment: String, skipping: Set<String>) {
    // An alias shows what is written for several: none of them can leave a line of it out.
    guard tree[overlay].kind == .mapping else { return }
    compare(overlay, base, environment, "", skipping)
  }

  private mutating func compare(
    _ overlay: NodeID, _ base: NodeID, _ environment: String, _ path: String, _ skipped: Set<String>
  ) {
    let (pairs, base) = (tree.pairs(of: overlay), tree.resolve(base))
    // Environments are mostly a few lines over many: a search of its own for each then costs less than a table.
    var below: [String: NodeID]?
    if pairs.count > 8 {
      below = Dictionary(tree.pairs(of: base).map { (tree.text(of: $0.key), $0.value) }) { $1 }
    }
    var own: [Repetition] = []
    var isChanged = false
    for pair in pairs {
      let key = tree.text(of: pair.key)
      guard !skipped.contains(key), size < Self.limit,
        let known = below.map({ $0[key] }) ?? tree.value(of: key, in: base)
      else {
        isChanged = true
        continue
      }
      let here = path + "\n" + key
      let isMapping = tree[tree.resolve(known)].kind == .mapping
      if isMapping, tree[pair.value].kind == .mapping {
        compare(pair.value, known, environment, here, [])
        continue
      }
      size += here.utf8.count
      if !isMapping, tree[pair.value].kind != .alias, isSame(pair.value, known) {
        own.append(
          Repetition(path: here, key: pair.key, value: pair.value, below: known, environment: environment))
      } else {
        changed.insert(here)
        isChanged = true
      }
    }
    if !isChanged || tree[overlay].style != .flow { repetitions += own }
  }

  private func isSame(_ left: NodeID, _ right: NodeID) -> Bool {
    let (left, right) = (tree.resolve(left), tree.resolve(right))
    guard tree[left].kind == tree[right].kind, tree[left].tag == tree[right].tag else { return false }
    switch tree[left].kind {
    case .scalar:
      // Quoted, a number is a text.
      let isPlain = tree[left].style == .plain
      return isPlain == (tree[right].style == .plain) && tree.text(of: left) == tree.text(of: right)
    case .sequence:
      let (items, others) = (tree.items(of: left), tree.items(of: right))
      return items.count == others.count && zip(items, others).allSatisfy { isSame($0, $1) }
    case .mapping:
      let (pairs, others) = (tree.pairs(of: left), tree.pairs(of: right))
      return pairs.count == others.count
        && pairs.allSatisfy { pair in
          tree.value(of: tree.text(of: pair.key), in: right).map { isSame(pair.value, $0) } ?? false
        }
    case .alias: return false
    }
  }

  func report(to findings: Findings) {
    for one in repetitions where !changed.contains(one.path) {
      findings.report(
        .repeatedOverride, at: tree.span(of: one.key),
        "environment '\(one.environment)' repeats '\(tree.text(of: one.key))' of the spec", label: "changes nothing",
        notes: [Note("the spec says it here", at: tree.span(of: one.below))],
        help: ["leave it out, or write what is to differ"])
    }
  }
}
