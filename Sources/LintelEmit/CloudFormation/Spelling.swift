import LintelAWS
import LintelGraph
import LintelSource

/// Spells a graph's values in CloudFormation's terms.
struct Spelling {
  let graph: ResourceGraph

  func json(_ value: Value) -> JSONValue {
    switch value.content {
    case .string(let text): .string(text)
    case .integer(let integer): .integer(integer)
    case .number(let number): .number(number.description)
    case .boolean(let boolean): .boolean(boolean)
    case .list(let items), .set(let items): .array(items.map(json))
    case .map(let members): .object(members.map { ($0.key, json($0.value)) })
    case .parameter(let name): parameter(name)
    case .pseudo(let pseudo): Spelling.ref(TemplateNames.name(of: pseudo))
    case .reference(let reference): json(reference)
    case .text(let parts): value.ipv6Block.map { block($0.number, of: $0.vpc) } ?? text(parts)
    }
  }

  /// A value of a shape, in which some text may be wanted in base64.
  func json(_ value: Value, _ shape: PropertyShape) -> JSONValue {
    switch (shape, value.content) {
    case (.base64, _): .object([("Fn::Base64", json(value))])
    case (.object(let parts), .map(let members)):
      .object(
        members.map { member in
          let part = parts.first { $0.name == member.key }?.shape
          return (member.key, part.map { json(member.value, $0) } ?? json(member.value))
        })
    default: json(value)
    }
  }

  /// What a parameter stands for: an export is imported, and of a list one item may be meant.
  private func parameter(_ name: String) -> JSONValue {
    let reference = Spelling.ref(TemplateNames.parameter(name))
    guard let source = graph.source(of: name) else { return reference }
    var value = reference
    if case .export(let export) = source.place { value = .object([("Fn::ImportValue", .string(export))]) }
    return source.item.map { Spelling.piece($0, of: value, between: ",") } ?? value
  }

  /// What stands between separators.
  static func piece(_ index: Int, of value: JSONValue, between separator: String) -> JSONValue {
    .object([("Fn::Select", .array([.integer(index), .object([("Fn::Split", .array([.string(separator), value]))])]))])
  }

  /// One of the /64 blocks of a VPC's /56.
  private func block(_ number: Int, of vpc: Reference) -> JSONValue {
    let whole = JSONValue.object([("Fn::Select", .array([.integer(0), json(vpc)]))])
    let all = JSONValue.object([("Fn::Cidr", .array([whole, .integer(256), .integer(64)]))])
    return .object([("Fn::Select", .array([.integer(number), all]))])
  }

  static func ref(_ name: String) -> JSONValue { .object([("Ref", .string(name))]) }

  // MARK: References

  private func json(_ reference: Reference) -> JSONValue {
    guard let target = graph[reference.path] else { return .string("") }
    switch target.role {
    case .artifact:
      return target.yields[reference.attribute].map(json) ?? Spelling.ref(TemplateNames.parameter(of: target.path))
    case .existing(let identifier): return existing(target, identifier, reference.attribute)
    case .owned, .scaffold:
      let id = LogicalID(target.path).description
      switch Catalog.type(named: target.type)?.attributes[reference.attribute] {
      case .getAtt(let attribute): return .object([("Fn::GetAtt", .array([.string(id), .string(attribute)]))])
      case .ref, nil: return Spelling.ref(id)
      }
    }
  }

  // MARK: Text

  /// One `Fn::Sub`, or a plain string where nothing is left to replace.
  private func text(_ parts: [Value]) -> JSONValue {
    var template = ""
    var arguments: [(String, JSONValue)] = []
    var isLiteral = true
    for part in flattened(parts) {
      switch part.content {
      case .string(let text): template += isLiteral ? text : Spelling.escaped(text)
      case .integer(let integer): template += String(integer)
      case .number(let number): template += number.description
      case .boolean(let boolean): template += boolean ? "true" : "false"
      default:
        if isLiteral { template = Spelling.escaped(template) }
        isLiteral = false
        template += placeholder(json(part), &arguments)
      }
    }
    if isLiteral { return .string(template) }
    if arguments.isEmpty { return .object([("Fn::Sub", .string(template))]) }
    return .object([("Fn::Sub", .array([.string(template), .object(arguments)]))])
  }

  private func placeholder(_ value: JSONValue, _ arguments: inout [(String, JSONValue)]) -> String {
    if case .string(let text) = value { return Spelling.escaped(text) }
    if case .object(let members) = value, let (function, argument) = members.first {
      switch (function, argument) {
      case ("Ref", .string(let name)): return "${\(name)}"
      case ("Fn::Sub", .string(let template)): return template
      case ("Fn::GetAtt", .array(let path)):
        let words = path.compactMap { if case .string(let word) = $0 { word } else { nil } }
        return "${\(words.joined(separator: "."))}"
      default: break
      }
    }
    let name = "Part\(arguments.count + 1)"
    arguments.append((name, value))
    return "${\(name)}"
  }

  /// Text in text, and what an artifact yields, taken apart.
  private func flattened(_ parts: [Value]) -> [Value] {
    parts.flatMap { part -> [Value] in
      if case .text(let inner) = part.content { return flattened(inner) }
      if let reference = part.reference, let target = graph[reference.path], target.role == .artifact,
        let yielded = target.yields[reference.attribute]
      {
        return flattened([yielded])
      }
      return [part]
    }
  }

  private static func escaped(_ text: String) -> String {
    text.substituting("${", with: "${!")
  }
}
