import LintelKinds
import LintelSource
import LintelSpec
import LintelYAML

/// Reads what `${…}` can name, before anything else of a spec is read.
///
/// What is wrong with it is reported later, with the fields themselves.
struct ScopeReader {
  let tree: Tree

  func scope(
    of root: NodeID, environment: String?, variables: [String: NodeID], unread: Set<String>
  ) -> Scope {
    var scope = Scope(
      project: "", environment: environment, region: "", account: nil, variables: variables, parameters: [:],
      attributes: SectionCatalog.attributes, unread: unread, expansions: expansions)
    scope.project = text("project", in: root, scope) ?? ""
    scope.region = text("region", in: root, scope) ?? ""
    scope.account = text("account", in: root, scope)
    if let parameters = tree.value(of: "parameters", in: root).map(tree.resolve), tree[parameters].kind == .mapping {
      for pair in tree.pairs(of: parameters) {
        scope.parameters[tree.text(of: pair.key)] = nodes(of: tree.resolve(pair.value))
      }
    }
    return scope
  }

  private func text(_ key: String, in root: NodeID, _ scope: Scope) -> String? {
    guard let node = tree.value(of: key, in: root).map(tree.resolve), tree[node].kind == .scalar, !tree.isNull(node)
    else { return nil }
    // What is read before the scope is whole is no answer for later, and nothing of it is reported.
    var scope = scope
    scope.expansions = expansions
    return Interpolation(tree: tree, scope: scope) { _ in }.expand(tree.text(of: node), in: .literal)?.literal
  }

  private var expansions: Expansions {
    Expansions(written: tree.sources.files.reduce(0) { $0 + $1.bytes.count })
  }

  private func nodes(of declaration: NodeID) -> ParameterNodes {
    guard tree[declaration].kind == .mapping else { return ParameterNodes(isNumber: false, defaultValue: nil) }
    let type = tree.value(of: "type", in: declaration).map(tree.resolve)
    // A type that does not read may have been meant for any: it is reported itself.
    let word = type.flatMap { tree[$0].kind == .scalar ? tree.text(of: $0).lowercased() : nil }
    let isNumber = word.map { $0 != "string" } ?? false
    let value = tree.value(of: "default", in: declaration).map(tree.resolve)
    return ParameterNodes(
      isNumber: isNumber, defaultValue: value.flatMap { tree[$0].kind == .scalar && !tree.isNull($0) ? $0 : nil })
  }
}
