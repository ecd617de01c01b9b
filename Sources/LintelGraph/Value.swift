package import LintelSource

/// What a reference means, whatever a target calls it: LintelAWS spells it for each.
package enum Attribute: String, CaseIterable, Sendable {
  /// What AWS's own `…Id` properties take.
  case id
  case arn
  /// The physical name.
  case name
  /// The end of a load balancer's or target group's ARN, as CloudWatch dimensions want it.
  case fullName
  case dnsName
  /// The Route 53 zone that a load balancer's DNS name belongs to, which an alias has to name, or that a namespace has.
  case hostedZone
  /// What `docker push` takes, without a tag.
  case uri
  /// The newest version of a launch template.
  case latestVersion
  /// The /64 blocks of a VPC's IPv6 block: a value names one of them (`Value.ipv6Block`).
  case ipv6Blocks
}

/// One node as another node's property names it.
package struct Reference: Hashable, Sendable {
  package let path: Path
  package let attribute: Attribute

  package init(_ path: Path, _ attribute: Attribute) {
    self.path = path
    self.attribute = attribute
  }
}

/// What is known only where the system is deployed.
package enum Pseudo: String, Hashable, Sendable {
  case account, region, partition
  /// The DNS suffix of the partition: `amazonaws.com`.
  case urlSuffix
}

/// A property's value and the place that wrote it.
///
/// No CloudFormation intrinsic stands in one.
package struct Value: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case string(String)
    case integer(Int)
    case number(Decimal)
    case boolean(Bool)
    /// Items whose order AWS keeps.
    case list([Value])
    /// Items whose order means nothing to AWS.
    case set([Value])
    case map([Member])
    indirect case reference(Reference)
    /// A parameter of the spec, by its name there.
    case parameter(String)
    case pseudo(Pseudo)
    /// Parts that make one string.
    case text([Value])
  }

  package var content: Content
  package var span: Span

  package init(_ content: Content, at span: Span = .none) {
    self.content = content
    self.span = span
  }

  /// The string, if it is known before deployment.
  package var literal: String? {
    switch content {
    case .string(let string): string
    case .integer(let integer): String(integer)
    case .number(let number): number.description
    case .boolean(let boolean): boolean ? "true" : "false"
    default: nil
    }
  }

  /// The integer, if it is one and known before deployment.
  package var integer: Int? {
    if case .integer(let integer) = content { integer } else { nil }
  }

  /// The node and attribute, if that is all the value is.
  package var reference: Reference? {
    if case .reference(let reference) = content { reference } else { nil }
  }

  /// The items of a list or set; empty for anything else.
  package var items: [Value] {
    switch content {
    case .list(let items), .set(let items): items
    default: []
    }
  }

  /// The member of a map.
  package subscript(key: String) -> Value? {
    guard case .map(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// Calls `body` with every reference in the value.
  package func forEachReference(_ body: (Reference, Span) -> Void) {
    switch content {
    case .reference(let reference): body(reference, span)
    // By index: an iterator copies every member, its key too, and rules go through all values of a spec.
    case .list(let items), .set(let items), .text(let items):
      for index in items.indices { items[index].forEachReference(body) }
    case .map(let members): for index in members.indices { members[index].value.forEachReference(body) }
    case .string, .integer, .number, .boolean, .parameter, .pseudo: break
    }
  }
}

extension Value {
  /// Adds the names of the parameters that the value depends on.
  package func collectParameters(into names: inout Set<String>) {
    switch content {
    case .parameter(let name): names.insert(name)
    case .list(let items), .set(let items), .text(let items):
      for index in items.indices { items[index].collectParameters(into: &names) }
    case .map(let members):
      for index in members.indices { members[index].value.collectParameters(into: &names) }
    case .string, .integer, .number, .boolean, .reference, .pseudo: break
    }
  }
}

/// A named value: a property, or an entry of a map whose keys are data.
package struct Member: Hashable, Sendable {
  package let key: String
  package var value: Value

  package init(_ key: String, _ value: Value) {
    self.key = key
    self.value = value
  }
}

// MARK: Writing values
extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  package init(stringLiteral string: String) { self.init(.string(string)) }
  package init(integerLiteral integer: Int) { self.init(.integer(integer)) }
  package init(booleanLiteral boolean: Bool) { self.init(.boolean(boolean)) }
}

extension Value {
  package static func string(_ string: Located<String>) -> Value { Value(.string(string.value), at: string.span) }
  package static func integer(_ integer: Located<Int>) -> Value { Value(.integer(integer.value), at: integer.span) }
  package static func boolean(_ boolean: Located<Bool>) -> Value { Value(.boolean(boolean.value), at: boolean.span) }

  package static func reference(_ path: Path, _ attribute: Attribute, at span: Span = .none) -> Value {
    Value(.reference(Reference(path, attribute)), at: span)
  }

  package static func list(_ items: [Value], at span: Span = .none) -> Value { Value(.list(items), at: span) }
  package static func set(_ items: [Value], at span: Span = .none) -> Value { Value(.set(items), at: span) }
  package static func text(_ parts: [Value], at span: Span = .none) -> Value { Value(.text(parts), at: span) }

  /// A map of the members whose values are there, and say something.
  package static func map(_ members: KeyValuePairs<String, Value?>, at span: Span = .none) -> Value {
    Value(.map(Value.members(members)), at: span)
  }

  /// The members whose values are there, and say something.
  ///
  /// A map without members says nothing: AWS does not keep it, so that it would differ in every run.
  package static func members(_ members: KeyValuePairs<String, Value?>) -> [Member] {
    members.compactMap { key, value in value.flatMap { $0.isEmptyMap ? nil : Member(key, $0) } }
  }

  private var isEmptyMap: Bool {
    if case .map(let members) = content { members.isEmpty } else { false }
  }

  /// One of the /64 blocks of a VPC's IPv6 block, by its number: text, so that it reads as people write it.
  package static func ipv6Block(_ number: Int, of vpc: Path, at span: Span = .none) -> Value {
    .text([.reference(vpc, .ipv6Blocks), Value(.string("[\(number)]"))], at: span)
  }

  /// The VPC and the number, where the value is such a block.
  package var ipv6Block: (vpc: Reference, number: Int)? {
    guard case .text(let parts) = content, parts.count == 2, let vpc = parts[0].reference, vpc.attribute == .ipv6Blocks,
      let text = parts[1].literal, text.hasPrefix("["), text.hasSuffix("]"),
      let number = Int(text.dropFirst().dropLast())
    else { return nil }
    return (vpc, number)
  }

  package static let region = Value(.pseudo(.region))
  package static let account = Value(.pseudo(.account))
  package static let partition = Value(.pseudo(.partition))
}
