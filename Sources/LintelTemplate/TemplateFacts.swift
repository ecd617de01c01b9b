import LintelGraph
import LintelYAML

/// What a template says about values that functions ask for: parameters, mappings, conditions.
struct TemplateFacts {
  /// Conditions inside each other; what is deeper counts as unknown.
  private static let depth = 64

  let tree: Tree
  private let root: NodeID
  private let region: String
  private let parameters: [String: NodeID]
  /// Whether each condition holds; what depends on more than the template is not there.
  private(set) var conditions: [String: Bool] = [:]

  init(_ root: NodeID, in tree: Tree, _ guide: TemplateGuide) {
    self.tree = tree
    self.root = root
    region = guide.region
    parameters = Dictionary(
      TemplateFacts.members(of: "Parameters", in: root, tree).map { (tree.text(of: $0.key), $0.value) }
    ) { first, _ in first }
    let pairs = TemplateFacts.members(of: "Conditions", in: root, tree)
    let nodes = Dictionary(pairs.map { (tree.text(of: $0.key), $0.value) }) { first, _ in first }
    var open: Set<String> = []
    var done: [String: Bool?] = [:]
    for pair in pairs { _ = holds(tree.text(of: pair.key), nodes, &open, &done) }
    conditions = done.compactMapValues(\.self)
  }

  private static func members(of section: String, in root: NodeID, _ tree: Tree) -> [Pairs.Pair] {
    guard let node = tree.value(of: section, in: root).map(tree.resolve), tree[node].kind == .mapping else { return [] }
    return Array(tree.pairs(of: node))
  }

  func isParameter(_ name: String) -> Bool { parameters[name] != nil }

  /// Nil where only a deployment knows.
  func holds(_ condition: String) -> Bool? { conditions[condition] }

  // MARK: Conditions

  private func holds(
    _ name: String, _ nodes: [String: NodeID], _ open: inout Set<String>, _ done: inout [String: Bool?]
  ) -> Bool? {
    if let known = done[name] { return known }
    guard let node = nodes[name], open.count < TemplateFacts.depth, open.insert(name).inserted else { return nil }
    let holds = evaluate(node, nodes, &open, &done)
    open.remove(name)
    done[name] = holds
    return holds
  }

  private func evaluate(
    _ node: NodeID, _ nodes: [String: NodeID], _ open: inout Set<String>, _ done: inout [String: Bool?]
  ) -> Bool? {
    guard let call = FunctionCall(node, in: tree) else { return nil }
    let items = call.items
    switch call.name {
    case "Condition": return holds(tree.text(of: call.argument), nodes, &open, &done)
    case "Fn::Equals" where items.count == 2:
      guard let left = literal(items[0]), let right = literal(items[1]) else { return nil }
      return left == right
    case "Fn::Not" where items.count == 1: return evaluate(items[0], nodes, &open, &done).map { !$0 }
    case "Fn::And", "Fn::Or":
      let wanted = call.name == "Fn::Or"
      let answers = items.map { evaluate($0, nodes, &open, &done) }
      if answers.contains(wanted) { return wanted }
      return answers.contains(nil) ? nil : !wanted
    default: return nil
    }
  }

  // MARK: Values

  /// A text that the template gives, by itself or as the default of a parameter; nil where only a deployment knows.
  func literal(_ node: NodeID) -> String? {
    let node = tree.resolve(node)
    guard let call = FunctionCall(node, in: tree) else {
      return tree[node].kind == .scalar ? tree.text(of: node) : nil
    }
    switch call.name {
    case "Ref": return reference(tree.text(of: call.argument))
    case "Fn::FindInMap": return entry(of: call).flatMap(literal)
    default: return nil
    }
  }

  private func reference(_ name: String) -> String? {
    if name == "AWS::Region" { return region.isEmpty ? nil : region }
    guard let body = parameters[name].map(tree.resolve), tree[body].kind == .mapping,
      tree.value(of: "Type", in: body).map(tree.text)?.hasPrefix("AWS::SSM::") != true,
      let value = tree.value(of: "Default", in: body).map(tree.resolve), tree[value].kind == .scalar
    else { return nil }
    return tree.text(of: value)
  }

  /// What a mapping has for the keys of `Fn::FindInMap`.
  func entry(of call: FunctionCall) -> NodeID? {
    guard call.items.count >= 3 else { return nil }
    var node = root
    for key in ["Mappings"] + call.items.prefix(3).compactMap({ isCall($0) ? keyOfCall($0) : literal($0) }) {
      guard tree[node].kind == .mapping, let next = tree.value(of: key, in: node) else { return nil }
      node = tree.resolve(next)
    }
    return node == root || isCall(node) ? nil : node
  }

  private func isCall(_ node: NodeID) -> Bool { FunctionCall(node, in: tree) != nil }

  /// The key that a function gives: a parameter's default, or the region.
  ///
  /// One mapping asking another would allow a circle, and CloudFormation allows it in keys only.
  private func keyOfCall(_ node: NodeID) -> String? {
    guard let call = FunctionCall(node, in: tree), call.name == "Ref" else { return nil }
    return reference(tree.text(of: call.argument))
  }
}

/// One use of an intrinsic function: `{ "Fn::Sub": … }`, or `!Sub …`.
struct FunctionCall {
  let name: String
  let argument: NodeID
  /// The items of an argument that is a list; that of `!GetAtt A.B` has none.
  let items: [NodeID]

  /// Nil where a node is no function.
  ///
  /// `isBehindTag`: the tag of the node is that of another function, and its text or map the argument of that one.
  init?(_ node: NodeID, in tree: Tree, isBehindTag: Bool = false) {
    let node = tree.resolve(node)
    let tag = isBehindTag ? "" : tree.tags[Int(tree[node].tag)]
    if tag.hasPrefix("!"), !tag.hasPrefix("!!"), tag.utf8.count > 1 {
      let word = String(tag.dropFirst())
      name = word == "Ref" || word == "Condition" ? word : "Fn::" + word
      argument = node
    } else {
      guard tree[node].kind == .mapping, tree[node].count == 1, let pair = tree.pairs(of: node).first else {
        return nil
      }
      let key = tree.text(of: pair.key)
      guard key == "Ref" || key == "Condition" || key.hasPrefix("Fn::") else { return nil }
      name = key
      argument = tree.resolve(pair.value)
    }
    items = tree[argument].kind == .sequence ? Array(tree.items(of: argument)) : []
  }
}
