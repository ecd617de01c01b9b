import LintelAWS
import LintelGraph
import LintelSource

/// How a script names nodes and writes values: as words, in AWS's shorthand, as JSON, in JMESPath.
///
/// A class, because everything that writes has it, and a graph is slow to copy.
final class ScriptValues: Sendable {
  let graph: ResourceGraph

  init(graph: ResourceGraph) {
    self.graph = graph
  }

  // MARK: Strings

  /// A value that is one string or number.
  func text(_ value: Value) -> ShellText {
    switch value.content {
    case .reference(let reference): return text(of: reference)
    case .parameter(let name): return ShellText(.parameter(name))
    case .pseudo(let pseudo): return text(of: pseudo)
    case .text(let parts):
      if let block = value.ipv6Block {
        return ShellText(.expansion("${\(ScriptValues.variable(block.vpc.path, .ipv6Blocks))[\(block.number)]}"))
      }
      return parts.reduce(into: ShellText()) { $0.append(text($1)) }
    case .string, .integer, .number, .boolean: return ShellText(value.literal ?? "")
    case .list(let items), .set(let items): return .joined(items.map(text), by: ",")
    case .map: return ShellText()
    }
  }

  func text(of pseudo: Pseudo) -> ShellText {
    switch pseudo {
    case .region: ShellText(graph.region)
    case .account: graph.account.map { ShellText($0) } ?? ShellText(.expansion("$account"))
    case .partition: ShellText(.expansion("$partition"))
    case .urlSuffix: ShellText(.expansion("$url_suffix"))
    }
  }

  /// The variable that holds what a node is known by.
  static func variable(_ path: Path) -> String { LogicalID(path).description }

  /// The variable that holds an attribute which has to be asked for.
  static func variable(_ path: Path, _ attribute: Attribute) -> String {
    "\(LogicalID(path))_\(attribute.rawValue)"
  }

  func text(of reference: Reference) -> ShellText {
    guard let target = graph[reference.path] else { return ShellText() }
    switch target.role {
    case .existing(let identifier): return existing(target, identifier, reference.attribute)
    case .artifact:
      if let yield = target.yields[reference.attribute] { return text(yield) }
    case .owned, .scaffold: break
    }
    return attribute(reference.attribute, of: target)
  }

  /// An attribute of what the script itself makes.
  func attribute(_ attribute: Attribute, of target: Resource) -> ShellText {
    guard let type = Catalog.type(named: target.type) else { return ShellText() }
    if attribute == .name, let property = type.nameProperty, let name = target[property] { return text(name) }
    let variable = ScriptValues.variable(target.path)
    switch type.commands.attributes[attribute] {
    case .text(let template): return fill(template, for: target)
    case .after(let marker): return ShellText(.expansion("${\(variable)##*\(marker)}"))
    case .query: return ShellText(.expansion("$" + ScriptValues.variable(target.path, attribute)))
    case nil: return ShellText(.expansion("$" + variable))
    }
  }

  /// The identifier of a node, which its variable holds: a name that is known before is written out instead.
  func identifier(of target: Resource) -> ShellText {
    let type = Catalog.type(named: target.type)
    if let type, type.attributes[.id] == nil, type.commands.isKnownByName, let property = type.nameProperty,
      let name = target[property]
    {
      return text(name)
    }
    return ShellText(.expansion("$" + ScriptValues.variable(target.path)))
  }

  private func existing(
    _ resource: Resource, _ identifier: ExternalIdentifier, _ attribute: Attribute
  ) -> ShellText {
    let spelling = Catalog.type(named: resource.type)?.existing[attribute] ?? .identifier
    switch identifier {
    // Nothing is emitted that needs it.
    case .unsaid: return ShellText()
    case .literal(let text): return self.text(spelling.value(of: text))
    case .parameter(let name):
      // A name stands for itself; of an ARN what stands at its end is taken.
      return switch spelling {
      case .nameInARN(let marker): ShellText(.expansion("${parameter_\(name)##*\(marker)}"))
      case .lastPart: ShellText(.expansion("${parameter_\(name)##*:}"))
      default: self.text(spelling.value(ofUnknown: Value(.parameter(name))))
      }
    }
  }

  /// Fills a template that asks for nothing but the identifier and pseudo values.
  func fill(_ template: CommandText, for resource: Resource) -> ShellText {
    template.words.reduce(into: ShellText()) { sum, word in
      switch word {
      case .text(let text): sum.append(.literal(text))
      case .placeholder(.itself): sum.append(identifier(of: resource))
      case .placeholder(.pseudo(let pseudo)): sum.append(text(of: pseudo))
      case .placeholder(.property(let name, _, _)):
        let usual = Catalog.type(named: resource.type)?.defaultValue(of: name).map { ShellText($0) }
        if let text = resource[name].map(text) ?? usual { sum.append(text) }
      case .placeholder: break
      }
    }
  }

  // MARK: Structures

  /// A member's name as the service's API spells it.
  static func spelled(_ name: String, lower: Bool) -> String {
    guard lower else { return name }
    if let spelled = APINames.exceptions[name] { return spelled }
    var bytes = Array(name.utf8)
    // Of `EFSVolume` the last capital begins the next word.
    let capitals = bytes.prefix(while: \.isCapitalLetter).count
    for index in 0..<(capitals > 1 && capitals < bytes.count ? capitals - 1 : capitals) { bytes[index] |= 0x20 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text in base64; one that is known only when deploying is in a variable by then.
  func base64(_ value: Value, of property: String) -> ShellText {
    if let literal = text(value).literal { return ShellText(Base64.encoded(literal)) }
    return ShellText(.expansion("$" + CommandWriter.document(property)))
  }

  /// A value in AWS's shorthand form.
  ///
  /// At the top a map stands without braces, below it with them.
  func shorthand(_ value: Value, lower: Bool, isTop: Bool = true) -> ShellText {
    switch value.content {
    case .map(let members):
      let parts = members.map { member in
        ScriptValues.spelled(member.key, lower: lower) + "=" + shorthand(member.value, lower: lower, isTop: false)
      }
      let joined = ShellText.joined(parts, by: ",")
      return isTop ? joined : "{" + joined + "}"
    case .list(let items), .set(let items):
      return "[" + .joined(items.map { shorthand($0, lower: lower, isTop: false) }, by: ",") + "]"
    default: return text(value).shorthand
    }
  }

  /// A value as JSON on one line or, if that gets too long, on several.
  func json(_ value: Value, _ shape: PropertyShape?, lower: Bool, indentation: Int = 0, isShort: Bool = false)
    -> ShellText
  {
    let inner = indentation + 2
    switch value.content {
    case .map(let members):
      let parts = members.map { member -> ShellText in
        let part = shape.flatMap { $0.parts.first { $0.name == member.key } }
        let name = part == nil ? member.key : ScriptValues.spelled(member.key, lower: lower)
        let shape = part?.shape ?? shape?.values
        if case .base64? = shape { return ShellText(name).json + ": " + base64(member.value, of: member.key).json }
        return ShellText(name).json + ": "
          + json(member.value, shape, lower: lower, indentation: inner, isShort: isShort)
      }
      return bracket(parts, "{", "}", indentation, isShort)
    case .list(let items), .set(let items):
      let parts = items.map { item in
        json(item, shape?.items ?? shape, lower: lower, indentation: inner, isShort: isShort)
      }
      return bracket(parts, "[", "]", indentation, isShort)
    case .integer, .number, .boolean:
      if case .string? = shape { return text(value).json }
      return text(value)
    case .parameter(let name):
      switch shape {
      case .integer?, .number?, .boolean?: return ShellText(.expansion("$parameter_\(name)"))
      default: return text(value).json
      }
    default: return text(value).json
    }
  }

  private func bracket(
    _ parts: [ShellText], _ open: String, _ close: String, _ indentation: Int, _ isShort: Bool
  ) -> ShellText {
    if parts.isEmpty { return ShellText(open + close) }
    let line = open + .joined(parts, by: ", ") + close
    if isShort { return line }
    let written = line.doubleQuoted.utf8
    if written.count + indentation <= 90, !written.contains(UInt8(ascii: "\n")) { return line }
    let start = "\n" + String(repeating: " ", count: indentation + 2)
    let end = "\n" + String(repeating: " ", count: indentation)
    return (open + start) + .joined(parts, by: "," + start) + (end + close)
  }
}

extension PropertyShape {
  /// The shape of a list's or set's items.
  var items: PropertyShape? {
    switch self {
    case .list(let item), .set(let item): item
    default: nil
    }
  }

  /// The shape of a map's values.
  var values: PropertyShape? { if case .map(let item) = self { item } else { nil } }
}
