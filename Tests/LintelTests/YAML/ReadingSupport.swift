import Glibc
import LintelSource
import LintelYAML

/// What came of reading one text.
struct Reading {
  let tree: Tree
  let file: FileID
  let document: Document
  let findings: [Finding]

  init(_ text: String, path: String = "lintel.yaml") {
    self.init(Array(text.utf8), path: path)
  }

  init(_ bytes: [UInt8], path: String = "lintel.yaml") {
    let sources = Sources()
    file = sources.add(SourceFile(path: path, bytes: bytes))
    tree = Tree(sources: sources)
    let findings = Findings()
    document = Reader.read(file, into: tree, findings: findings)
    self.findings = findings.all
  }

  var bytes: [UInt8] { tree.sources[file].bytes }

  /// The tree on one line: `text@start-end`, `[…]@start-end`, `{key=value}@start-end`, `*start-end`.
  var outline: String { outline(of: document.root) }

  private func outline(of id: NodeID) -> String {
    let node = tree[id]
    let place = "\(node.start)-\(node.end)"
    switch node.kind {
    case .scalar: return "\(tree.tags[Int(node.tag)])\(tree.text(of: id))@\(place)"
    case .alias: return "*\(place)"
    case .sequence: return "[\(tree.items(of: id).map { outline(of: $0) }.joined(separator: " "))]@\(place)"
    case .mapping:
      let pairs = tree.pairs(of: id).map { "\(outline(of: $0.key))=\(outline(of: $0.value))" }
      return "{\(pairs.joined(separator: " "))}@\(place)"
    }
  }

  /// The findings, a line each: `rule@start-end message`.
  var report: [String] {
    findings.map { "\($0.rule.id)@\($0.span.start)-\($0.span.end) \($0.message)" }
  }

  /// The keys of the root that read.
  var keys: [String] { tree.pairs(of: document.root).map { tree.text(of: $0.key) } }

  /// What must hold of every tree: places lie in the file and in their parents', and nothing dangles.
  var flaws: [String] {
    var flaws: [String] = []
    check(document.root, in: 0..<UInt32(bytes.count), &flaws, depth: 0)
    return flaws
  }

  private func check(_ id: NodeID, in range: Range<UInt32>, _ flaws: inout [String], depth: Int) {
    let node = tree[id]
    if node.start > node.end || node.start < range.lowerBound || node.end > range.upperBound {
      flaws.append("\(node.start)-\(node.end) lies outside \(range)")
    }
    guard depth < 70, node.start <= node.end else { return }
    switch node.kind {
    case .scalar: _ = tree.text(of: id)
    case .alias: _ = tree[tree.resolve(id)]
    case .sequence:
      for item in tree.items(of: id) { check(item, in: node.start..<node.end, &flaws, depth: depth + 1) }
    case .mapping:
      for pair in tree.pairs(of: id) where tree[pair.value].kind != .alias {
        check(pair.key, in: 0..<UInt32(bytes.count), &flaws, depth: depth + 1)
        check(pair.value, in: 0..<UInt32(bytes.count), &flaws, depth: depth + 1)
      }
    }
  }
}

/// The bytes of `examples/<name>/lintel.yaml`.
func example(_ name: String, file: String = #filePath) throws -> [UInt8] {
  let root = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
  guard let stream = fopen("\(root)/examples/\(name)/lintel.yaml", "rb") else { throw MissingExample(name: name) }
  defer { fclose(stream) }
  var bytes: [UInt8] = []
  while true {
    let byte = fgetc(stream)
    if byte == EOF { return bytes }
    bytes.append(UInt8(truncatingIfNeeded: byte))
  }
}

private struct MissingExample: Error {
  let name: String
}
