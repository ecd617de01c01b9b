import LintelSource
import LintelYAML

/// A JSON template in YAML's flow style, functions by their tags: `{ "Ref": "A" }` is `!Ref "A"`.
struct ShortForms {
  private let tree: Tree
  private let root: NodeID

  init(of json: String) {
    let sources = Sources()
    tree = Tree(sources: sources)
    let file = sources.add(SourceFile(path: "template.json", bytes: Array(json.utf8)))
    root = Reader.read(file, into: tree, findings: Findings()).root
  }

  var text: String {
    tree.pairs(of: root).map { "\(tree.text(of: $0.key)): \(flow($0.value))\n" }.joined()
  }

  private func flow(_ node: NodeID) -> String {
    switch tree[node].kind {
    case .scalar, .alias: return scalar(node)
    case .sequence: return "[" + tree.items(of: node).map(flow).joined(separator: ", ") + "]"
    case .mapping:
      let pairs = tree.pairs(of: node)
      if pairs.count == 1, let pair = pairs.first, let tag = tag(tree.text(of: pair.key)) {
        // The dotted form of an attribute is the usual one.
        if tag == "!GetAtt" {
          return "!GetAtt \"" + tree.items(of: pair.value).map(tree.text).joined(separator: ".") + "\""
        }
        let argument = flow(pair.value)
        if !argument.hasPrefix("!") { return "\(tag) \(argument)" }
        // YAML takes one tag a value.
        let inner = tree.pairs(of: pair.value)
        return "\(tag) { " + inner.map { "\(quoted(tree.text(of: $0.key))): \(flow($0.value))" }.joined() + " }"
      }
      return "{ " + pairs.map { "\(quoted(tree.text(of: $0.key))): \(flow($0.value))" }.joined(separator: ", ") + " }"
    }
  }

  private func tag(_ key: String) -> String? {
    if key == "Ref" { return "!Ref" }
    return key.hasPrefix("Fn::") ? "!" + key.dropFirst(4) : nil
  }

  private func scalar(_ node: NodeID) -> String {
    tree[node].style == .plain ? tree.text(of: node) : quoted(tree.text(of: node))
  }

  private func quoted(_ text: String) -> String {
    var quoted = ""
    appendJSONString(text, to: &quoted)
    return quoted
  }
}
