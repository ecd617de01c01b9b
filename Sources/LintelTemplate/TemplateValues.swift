import LintelAWS
import LintelGraph
import LintelSource
import LintelYAML

/// Reads the values of a template's properties.
struct TemplateValues {
  let tree: Tree
  let guide: TemplateGuide
  let facts: TemplateFacts
  /// The resources' types by their logical ids.
  let types: [String: String]
  /// What the texts of `Fn::Sub` came to.
  let budget: TextBudget

  /// A value in the form that AWS's type says; nil for one that is not there.
  func value(_ node: NodeID, _ shape: PropertyShape?) -> Value? {
    let node = tree.resolve(node)
    if let call = FunctionCall(node, in: tree), call.name != "Condition" {
      return self.value(of: call, at: node, shape)
    }
    switch tree[node].kind {
    case .mapping:
      let members = tree.pairs(of: node).compactMap { pair -> Member? in
        let key = tree.text(of: pair.key)
        return value(pair.value, shape?.part(key)).map { Member(key, $0) }
      }
      let map = Value(.map(members), at: tree.span(of: node))
      if case .document? = shape { return PolicyForm.plain(map) }
      return map
    case .sequence:
      let items = tree.items(of: node).compactMap { value($0, shape?.item) }
      return collection(items, shape, node)
    case .scalar, .alias:
      guard !tree.isNull(node) else { return nil }
      let scalar = scalar(node, shape?.item ?? shape)
      return shape?.item != nil && shape?.isMap != true ? collection([scalar], shape, node) : scalar
    }
  }

  private func collection(_ items: [Value], _ shape: PropertyShape?, _ node: NodeID) -> Value {
    if case .set? = shape { return .set(items, at: tree.span(of: node)) }
    return .list(items, at: tree.span(of: node))
  }

  private func scalar(_ node: NodeID, _ shape: PropertyShape?) -> Value {
    let text = tree.text(of: node)
    return Value(content(text, isPlain: tree[node].style == .plain, shape), at: tree.span(of: node))
  }

  private func content(_ text: String, isPlain: Bool, _ shape: PropertyShape?) -> Value.Content {
    switch shape {
    case .string?, .base64?: return .string(text)
    case .integer?, .number?: return number(text)
    case .boolean?: return boolean(text) ?? .string(text)
    default: return isPlain ? boolean(text) ?? number(text) : .string(text)
    }
  }

  private func number(_ text: String) -> Value.Content {
    // `012` is a text that happens to have digits only.
    if let integer = Int(text), String(integer) == text { return .integer(integer) }
    guard let number = Decimal(text), !text.hasPrefix("0") || text.hasPrefix("0.") else { return .string(text) }
    return Int(number.description).map { .integer($0) } ?? .number(number)
  }

  private func boolean(_ text: String) -> Value.Content? {
    switch text {
    case "true", "True", "TRUE": .boolean(true)
    case "false", "False", "FALSE": .boolean(false)
    default: nil
    }
  }

  // MARK: Functions

  private func value(of call: FunctionCall, at node: NodeID, _ shape: PropertyShape?) -> Value? {
    switch call.name {
    case "Ref":
      let name = tree.text(of: call.argument)
      if name == "AWS::NoValue" { return nil }
      return reference(name).at(tree.span(of: node))
    case "Fn::GetAtt": return attribute(call).at(tree.span(of: node))
    case "Fn::Sub": return substitution(call).at(tree.span(of: node))
    case "Fn::Base64":
      guard case .base64? = shape else { break }
      guard call.argument == node else { return value(call.argument, .string) }
      // The tag stands on the text itself, or on the map of another function.
      if let inner = FunctionCall(node, in: tree, isBehindTag: true) { return value(of: inner, at: node, .string) }
      if tree[node].kind == .scalar { return scalar(node, .string) }
    case "Fn::Join":
      guard call.items.count == 2, tree[tree.resolve(call.items[0])].kind == .scalar,
        tree[tree.resolve(call.items[1])].kind == .sequence, FunctionCall(call.items[1], in: tree) == nil
      else { break }
      let parts = tree.items(of: tree.resolve(call.items[1])).compactMap { value($0, .string) }
      let delimiter = Value(.string(tree.text(of: tree.resolve(call.items[0]))))
      return .joined(parts.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [delimiter, $0.element] })
        .at(tree.span(of: node))
    case "Fn::If":
      guard call.items.count == 3, let holds = facts.holds(tree.text(of: tree.resolve(call.items[0]))) else { break }
      return value(call.items[holds ? 1 : 2], shape)
    case "Fn::FindInMap":
      if let entry = facts.entry(of: call) { return value(entry, shape) }
    case "Fn::Select":
      if let block = ipv6Block(call) { return block.at(tree.span(of: node)) }
      guard call.items.count == 2, let index = facts.literal(call.items[0]).flatMap({ Int($0) }),
        FunctionCall(call.items[1], in: tree) == nil
      else { break }
      let list = tree.resolve(call.items[1])
      guard tree[list].kind == .sequence, index >= 0, index < tree.items(of: list).count else { break }
      return value(tree.items(of: list)[tree.items(of: list).startIndex + index], shape)
    default: break
    }
    return opaque(call, node)
  }

  /// One of the /64 blocks of a VPC's first /56: `Fn::Select` of `Fn::Cidr`.
  private func ipv6Block(_ call: FunctionCall) -> Value? {
    guard call.items.count == 2, let number = facts.literal(call.items[0]).flatMap({ Int($0) }),
      let cidr = FunctionCall(call.items[1], in: tree), cidr.name == "Fn::Cidr", cidr.items.count == 3,
      facts.literal(cidr.items[2]) == "64",
      let first = FunctionCall(cidr.items[0], in: tree), first.name == "Fn::Select", first.items.count == 2,
      facts.literal(first.items[0]) == "0", let blocks = FunctionCall(first.items[1], in: tree),
      blocks.name == "Fn::GetAtt", let vpc = attribute(blocks).reference, vpc.attribute == .ipv6Blocks
    else { return nil }
    return .ipv6Block(number, of: vpc.path)
  }

  /// What only AWS can work out.
  private func opaque(_ call: FunctionCall, _ node: NodeID) -> Value {
    let argument: Value
    switch tree[call.argument].kind {
    case .sequence: argument = .list(call.items.compactMap { value($0, nil) })
    case .mapping:
      argument = Value(
        .map(
          tree.pairs(of: call.argument).compactMap { pair in
            value(pair.value, nil).map { Member(tree.text(of: pair.key), $0) }
          }))
    case .scalar, .alias: argument = Value(.string(tree.text(of: call.argument)))
    }
    return Value(.map([Member(call.name, argument)]), at: tree.span(of: node))
  }

  /// What a logical id, parameter or pseudo parameter stands for.
  private func reference(_ name: String) -> Value {
    if let type = types[name] {
      let attributes = Catalog.type(named: type)?.attributes ?? [:]
      let attribute = Attribute.allCases.first { attributes[$0] == .ref }
      return .reference(guide.path(of: name), attribute ?? .id)
    }
    if let image = guide.images[name] { return .reference(image, .id) }
    if facts.isParameter(name) { return Value(.parameter(guide.parameters[name] ?? name)) }
    let pseudos: [Pseudo] = [.account, .region, .partition, .urlSuffix]
    if let pseudo = pseudos.first(where: { TemplateNames.name(of: $0) == name }) { return Value(.pseudo(pseudo)) }
    return Value(.map([Member("Ref", Value(.string(name)))]))
  }

  private func attribute(_ call: FunctionCall) -> Value {
    if call.items.count == 2, let id = scalarText(call.items[0]), let name = scalarText(call.items[1]) {
      return attribute(name, of: id)
    }
    guard tree[call.argument].kind == .scalar else { return opaque(call, call.argument) }
    return dotted(tree.text(of: call.argument))
  }

  private func scalarText(_ node: NodeID) -> String? {
    let node = tree.resolve(node)
    return tree[node].kind == .scalar && FunctionCall(node, in: tree) == nil ? tree.text(of: node) : nil
  }

  private func dotted(_ text: String) -> Value {
    let words = text.split(separator: ".", maxSplits: 1).map(String.init)
    return words.count == 2 ? attribute(words[1], of: words[0]) : reference(text)
  }

  private func attribute(_ name: String, of id: String) -> Value {
    let attributes = types[id].flatMap { Catalog.type(named: $0)?.attributes } ?? [:]
    // What `Ref` gives may be asked for by its name too: `VpcId` of a VPC, `ListenerArn` of a listener.
    let word = types[id]?.split(separator: ":").last?.lowercased() ?? ""
    let known = Attribute.allCases.first { attributes[$0] == .getAtt(name) }
    let same = Attribute.allCases.first { attributes[$0] == .ref && name.lowercased() == word + $0.rawValue }
    if let attribute = known ?? same {
      return .reference(guide.path(of: id), attribute)
    }
    guard types[id] != nil else { return Value(.map([Member("Fn::GetAtt", Value(.string("\(id).\(name)")))])) }
    // The reference stays one, so that what is replaced is known to concern it.
    let path = guide.path(of: id)
    return Value(.map([Member("Fn::GetAtt", .list([.reference(path, .id), Value(.string(name))]))]))
  }

  private func substitution(_ call: FunctionCall) -> Value {
    var arguments: [String: Value] = [:]
    var template = call.argument
    if call.items.count == 2, tree[tree.resolve(call.items[1])].kind == .mapping {
      template = tree.resolve(call.items[0])
      for pair in tree.pairs(of: tree.resolve(call.items[1])) {
        arguments[tree.text(of: pair.key)] = value(pair.value, .string)
      }
    }
    guard tree[template].kind == .scalar else { return opaque(call, call.argument) }
    let sizes = arguments.mapValues(\.textSize)
    var parts: [Value] = []
    var rest = tree.text(of: template)[...]
    while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
      parts.append(Value(.string(String(rest[..<start.lowerBound]))))
      let name = String(rest[start.upperBound..<end].drop { $0 == " " })
      if name.hasPrefix("!") {
        parts.append(Value(.string("${" + name.dropFirst() + "}")))
      } else {
        let word = String(name.reversed().drop { $0 == " " }.reversed())
        // Each function in the other multiplies: before it is copied, it is counted.
        guard budget.charge(sizes[word] ?? word.utf8.count, at: tree.span(of: template)) else {
          return Value(.string(""))
        }
        parts.append(arguments[word] ?? dotted(word))
      }
      rest = rest[rest.index(after: end)...]
    }
    parts.append(Value(.string(String(rest))))
    return .joined(parts)
  }
}

extension PropertyShape {
  /// The form of the items of a list or set, or of the values of a map.
  var item: PropertyShape? {
    switch self {
    case .list(let item), .set(let item), .map(let item): item
    default: nil
    }
  }

  var isMap: Bool { if case .map = self { true } else { false } }

  /// The form of a member.
  func part(_ name: String) -> PropertyShape? {
    switch self {
    case .object(let parts): parts.first { $0.name == name }?.shape
    case .map(let item): item
    default: nil
    }
  }
}

extension Value {
  /// The value with another place.
  func at(_ span: Span) -> Value {
    var value = self
    value.span = span
    return value
  }

  /// One text of several parts: literals side by side are one, and a text of one part is that part.
  static func joined(_ parts: [Value]) -> Value {
    var joined: [Value] = []
    // Grown in place: made anew with each part, a long text would cost its square.
    var literal = ""
    func finish() {
      if !literal.isEmpty { joined.append(Value(.string(literal))) }
      literal = ""
    }
    func append(_ part: Value) {
      if case .text(let inner) = part.content {
        for part in inner { append(part) }
      } else if let text = part.literal {
        literal += text
      } else {
        finish()
        joined.append(part)
      }
    }
    for part in parts { append(part) }
    finish()
    return joined.isEmpty ? Value(.string("")) : joined.count == 1 ? joined[0] : .text(joined)
  }
}

extension Value {
  /// The bytes of a text, as far as they are known; of anything else what it takes to hold it.
  fileprivate var textSize: Int {
    switch content {
    case .text(let parts): parts.reduce(32) { $0 + $1.textSize }
    case .list(let items), .set(let items): items.reduce(32) { $0 + $1.textSize }
    case .map(let members): members.reduce(32) { $0 + $1.key.utf8.count + $1.value.textSize }
    default: literal?.utf8.count ?? 32
    }
  }
}

/// How many bytes the functions of one template may make of its texts.
final class TextBudget {
  let limit: Int
  private var total = 0
  /// Where it was too much, if it was.
  private(set) var exceeded: Span?

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether so many bytes more are within the limit.
  func charge(_ bytes: Int, at span: Span) -> Bool {
    total += bytes
    if total > limit, exceeded == nil { exceeded = span }
    return exceeded == nil
  }
}
