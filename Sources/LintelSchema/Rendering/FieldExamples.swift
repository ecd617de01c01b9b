import LintelSource
import LintelYAML

/// Values of fields, as complete entries have them.
///
/// Of words and flags there are none: their schema lists what may stand there.
package struct FieldExamples {
  private let tree = Tree(sources: Sources())
  private var values: [String: JSONValue] = [:]

  /// The section of which the example under way has complete entries.
  private var section: String?

  /// - Parameters:
  ///   - texts: Specs, or parts of them, as YAML, and the section of which one has complete entries. Of several values of
  ///     a field the first is taken.
  ///   - root: What stands in them.
  package init(_ texts: [(section: String?, yaml: String)], of root: ObjectShape) {
    for text in texts {
      let file = tree.sources.add(SourceFile(path: "example.yaml", bytes: Array(text.yaml.utf8)))
      section = text.section
      visit(Reader.read(file, into: tree, findings: Findings()).root, .object(root))
    }
  }

  /// A value of a field of an object; nil where no example has it.
  func value(of key: String, in object: String) -> JSONValue? { values[object + "." + key] }

  private mutating func visit(_ node: NodeID, _ shape: Shape) {
    let node = tree.resolve(node)
    switch shape {
    case .object(let object):
      guard tree[node].kind == .mapping else { return }
      for pair in tree.pairs(of: node) {
        let key = tree.text(of: pair.key)
        guard let field = object.fields.first(where: { $0.key == key }) else { continue }
        visit(pair.value, field.shape)
        // Beside what it is about, an example says as little as it can.
        if case .section(let name, _) = field.shape, name != section { continue }
        if values[object.name + "." + key] == nil, field.shape.hasExamples {
          values[object.name + "." + key] = json(of: pair.value, field.shape)
        }
      }
    case .section(_, let entry): for pair in tree.pairs(of: node) { visit(pair.value, .object(entry)) }
    case .map(_, let inner): for pair in tree.pairs(of: node) { visit(pair.value, inner) }
    case .list(let item, _, _): for child in tree.items(of: node) { visit(child, item) }
    default: if let form = form(of: node, shape) { visit(node, form) }
    }
  }

  /// The one of several forms that a value has; nil where there is only one.
  private func form(of node: NodeID, _ shape: Shape) -> Shape? {
    switch shape {
    case .deferred(let inner), .orLookup(let inner, _): inner
    case .anyOf(let forms): forms.first { $0.fits(tree[node].kind) }
    default: nil
    }
  }

  /// The value as data; nil where it holds what only its spec knows.
  private func json(of node: NodeID, _ shape: Shape) -> JSONValue? {
    let node = tree.resolve(node)
    if let form = form(of: node, shape) { return json(of: node, form) }
    switch tree[node].kind {
    case .scalar:
      let text = tree.text(of: node)
      if tree.isNull(node) || text.contains("${") { return nil }
      // As YAML has it: a number or a flag is one if nothing stands around it.
      guard tree[node].style == .plain else { return .string(text) }
      if text == "true" || text == "false" { return .boolean(text == "true") }
      if case .number = shape { return .number(text) }
      return Int(text).map { .integer($0) } ?? .string(text)
    case .sequence:
      guard case .list(let item, _, _) = shape else { return nil }
      let items = tree.items(of: node).compactMap { json(of: $0, item) }
      return items.count == tree.items(of: node).count ? .array(items) : nil
    case .mapping:
      let pairs = tree.pairs(of: node)
      let members = pairs.compactMap { pair -> (String, JSONValue)? in
        let key = tree.text(of: pair.key)
        return shape.inner(key).flatMap { json(of: pair.value, $0) }.map { (key, $0) }
      }
      return members.count == pairs.count ? .object(members) : nil
    case .alias: return nil
    }
  }
}

extension Shape {
  /// Whether a value shows more than the schema says anyway.
  fileprivate var hasExamples: Bool {
    switch self {
    case .string, .integer, .number, .reference, .section: true
    case .boolean, .choice, .object, .environments, .defaults, .anything: false
    case .list(let inner, _, _), .map(_, let inner), .deferred(let inner), .orLookup(let inner, _): inner.hasExamples
    case .anyOf(let forms): forms.contains(where: \.hasExamples)
    }
  }

  fileprivate func fits(_ kind: Node.Kind) -> Bool {
    switch self {
    case .object, .section, .map, .environments, .defaults: kind == .mapping
    case .list: kind == .sequence
    case .deferred(let inner), .orLookup(let inner, _): inner.fits(kind)
    case .anyOf(let forms): forms.contains { $0.fits(kind) }
    case .anything: true
    default: kind == .scalar
    }
  }

  /// The shape of what stands under a key.
  fileprivate func inner(_ key: String) -> Shape? {
    switch self {
    case .object(let object): object.fields.first { $0.key == key }?.shape
    case .section(_, let entry): .object(entry)
    case .map(_, let inner): inner
    default: nil
    }
  }
}
