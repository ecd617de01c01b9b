package import LintelSource
import LintelYAML

/// A list of findings that were there when Lintel came: they are accepted until they are gone.
///
/// It is JSON, in the order of files and places, so that a change of it reads well:
///
/// ```
/// { "version": 1, "findings": [ { "file", "rule", "path", "fingerprint" } ] }
/// ```
package struct Baseline {
  /// One finding that is accepted.
  package struct Entry: Hashable, Comparable {
    /// From the folder of the baseline.
    package let file: String
    package let rule: String
    /// The keys that lead to it, for who reads the list.
    package let path: String
    package let fingerprint: String

    private var order: [String] { [file, path, rule, fingerprint] }

    package static func < (left: Entry, right: Entry) -> Bool { left.order.lexicographicallyPrecedes(right.order) }
  }

  package private(set) var entries: [Entry] = []

  package init() {}

  /// Adds the findings of a file, but for those that nobody can accept: without them there is no system.
  package mutating func add(_ findings: [Finding], of file: String) {
    for finding in findings where finding.rule.stage == .checking {
      guard let identity = finding.identity else { continue }
      entries.append(
        Entry(file: file, rule: finding.rule.id, path: identity.path, fingerprint: identity.fingerprint))
    }
    entries.sort()
  }

  package var text: PrintableText {
    var json = JSONPrinter()
    json.object { json in
      json.name("version")
      json.number(1)
      json.name("findings")
      json.array(entries) { json, entry in
        json.object { json in
          json.member("file", entry.file)
          json.member("rule", entry.rule)
          json.member("path", entry.path)
          json.member("fingerprint", entry.fingerprint)
        }
      }
    }
    return json.printable
  }

  /// Reads a baseline.
  package init(_ file: SourceFile) throws(UsageError) {
    let sources = Sources()
    let tree = Tree(sources: sources)
    let findings = Findings()
    let document = Reader.read(sources.add(file), into: tree, findings: findings)
    guard document.isComplete, !findings.hasErrors, tree[document.root].kind == .mapping,
      let version = tree.value(of: "version", in: document.root), tree[version].kind == .scalar,
      tree.text(of: version) == "1", let list = tree.value(of: "findings", in: document.root),
      tree[list].kind == .sequence
    else { throw Self.unusable(file) }
    for item in tree.items(of: list) {
      guard tree[item].kind == .mapping else { throw Self.unusable(file) }
      let texts = ["file", "rule", "path", "fingerprint"].compactMap { key in
        tree.value(of: key, in: item).flatMap { tree[$0].kind == .scalar ? tree.text(of: $0) : nil }
      }
      guard texts.count == 4 else { throw Self.unusable(file) }
      entries.append(Entry(file: texts[0], rule: texts[1], path: texts[2], fingerprint: texts[3]))
    }
  }

  private static func unusable(_ file: SourceFile) -> UsageError {
    UsageError("'\(file.path)' is no baseline: `lintel lint --write-baseline` makes one")
  }

  /// Parts the findings of a file into those that count and those that are accepted.
  package func parting(
    _ findings: [Finding], of file: String
  ) -> (counting: [Finding], accepted: [Finding], used: Set<Entry>) {
    let known = Dictionary(grouping: entries.filter { $0.file == file }, by: \.fingerprint)
    var used: Set<Entry> = []
    var counting: [Finding] = []
    var accepted: [Finding] = []
    for finding in findings {
      let entry = finding.identity.flatMap { known[$0.fingerprint]?.first }
      guard let entry, finding.rule.stage == .checking, entry.rule == finding.rule.id else {
        counting.append(finding)
        continue
      }
      used.insert(entry)
      var finding = finding
      finding.acceptance = Acceptance(.baseline, "it was there when the baseline was written")
      accepted.append(finding)
    }
    return (counting, accepted, used)
  }
}
