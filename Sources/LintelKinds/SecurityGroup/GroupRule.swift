import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// One kind of connection that a group lets in or out: the fields of both are the same, their words are not.
struct GroupRule {
  let `protocol`: Located<GroupProtocol>
  let port: Located<PortRange>?
  let icmp: Located<ICMPType>?
  let cidr: Located<String>?
  let securityGroup: Located<EntryReference>?
  let prefixList: Located<String>?
  let description: Located<String>?

  /// `act`: what the addresses and groups of a rule may do.
  init(_ fields: inout FieldReader, act: String, ofWearers: String) {
    port = fields.optional(
      "port", .portRange, "A port, or a range such as `8000-8080`: of `tcp` and `udp`, which need one.")
    `protocol` = fields.optional(
      "protocol", .groupProtocol, default: .tcp,
      "`tcp`, `udp`, `icmp`, `icmpv6`, `all`, or the number of another protocol.")
    icmp = fields.optional("icmp", .object, "The type of ICMP message.", absence: "all")
    cidr = fields.optional("cidr", .addressRange, "The addresses that \(act), of IPv4 or of IPv6.")
    securityGroup = fields.optional(
      "securityGroup", .reference(to: SecurityGroup.section), "The group whose wearers \(ofWearers).")
    prefixList = fields.optional("prefixList", .prefixList, "The id of a prefix list: a set of addresses that \(act).")
    description = fields.optional("description", .name(.securityGroupDescription), "What the rule is for.")
    fields.exactlyOne("cidr", "securityGroup", "prefixList")
  }
}

/// A rule of one direction.
protocol DirectedRule: Described {
  var rule: GroupRule { get }
}

extension FieldType {
  /// The rules of one direction: EC2 counts those for IPv4 and those for IPv6 apart, and others to both.
  static func groupRules<Item: DirectedRule>() -> FieldType<[Located<Item>]> where Value == [Located<Item>] {
    let most = 60
    return list(of: .object, count: 0...2 * most).converted(placeholder: []) { rules, _, context in
      for (family, isOther) in [("IPv4", true), ("IPv6", false)] {
        let counted = rules.filter { $0.value.rule.cidr == nil || $0.value.rule.isIPv6 != isOther }
        guard counted.count > most else { continue }
        context.findings.report(
          .invalidValue, at: counted[most].span, "\(counted.count) rules are about \(family) addresses",
          label: "AWS takes \(most) of each family in a direction, and counts rules that name no addresses to both")
      }
      return rules
    }
  }
}

/// A rule of what comes in.
package struct IngressRule: DirectedRule {
  package static let summary = "Connections that a security group lets in."
  let rule: GroupRule

  package init(_ fields: inout FieldReader) {
    rule = GroupRule(&fields, act: "may connect", ofWearers: "may connect")
  }
}

/// A rule of what goes out.
package struct EgressRule: DirectedRule {
  package static let summary = "Connections that a security group lets out."
  let rule: GroupRule

  package init(_ fields: inout FieldReader) {
    rule = GroupRule(&fields, act: "may be connected to", ofWearers: "may be connected to")
  }
}

/// A type of ICMP message, by the numbers of IANA's registry.
package struct ICMPType: Described {
  package static let summary =
    "A type of ICMP message, by its number: 8 is an echo request, 3 an unreachable destination."
  package static let noun = "ICMP type"
  let type: Located<Int>
  let code: Located<Int>?

  package init(_ fields: inout FieldReader) {
    type = fields.required("type", .integer(0...255), "The type's number.")
    code = fields.optional("code", .integer(0...255), "The number of a code of that type.", absence: "all codes")
  }
}

// MARK: In AWS's words
extension GroupRule {
  enum Direction: String {
    case ingress, egress

    /// AWS's word before the properties that name the other end.
    var peer: String { self == .ingress ? "Source" : "Destination" }
    var type: String { (self == .ingress ? ResourceType.securityGroupIngress : .securityGroupEgress).name }
  }

  /// The rule's properties, but for the group that it is of.
  func members(_ direction: Direction, _ lowering: Lowering) -> [Member] {
    ports
      + LintelKinds.members([
        "CidrIp": isIPv6 ? nil : cidr.map(Value.string), "CidrIpv6": isIPv6 ? cidr.map(Value.string) : nil,
        "\(direction.peer)PrefixListId": prefixList.map(Value.string),
        "\(direction.peer)SecurityGroupId": securityGroup.map { lowering.reference($0, .id) },
        "Description": description.map(Value.string),
      ])
  }

  /// Whether it is about IPv6 addresses.
  var isIPv6: Bool { cidr?.isIPv6 ?? false }

  /// Protocol and ports; of ICMP type and code stand for these, and -1 for all.
  private var ports: [Member] {
    let word = Value(.string(`protocol`.value.word), at: `protocol`.span)
    let all = Value(.integer(-1), at: `protocol`.span)
    if `protocol`.value.isICMP {
      return LintelKinds.members([
        "IpProtocol": word, "FromPort": icmp.map { .integer($0.value.type) } ?? all,
        "ToPort": icmp?.value.code.map(Value.integer) ?? all,
      ])
    }
    guard `protocol`.value.hasPorts, let port else { return [Member("IpProtocol", word)] }
    return [
      Member("IpProtocol", word), Member("FromPort", Value(.integer(port.value.from), at: port.span)),
      Member("ToPort", Value(.integer(port.value.to), at: port.span)),
    ]
  }

  /// The ports of TCP that it is about; nil where it is about none.
  var portsOfTCP: ClosedRange<Int>? {
    switch `protocol`.value {
    case .all: 0...65_535
    case .tcp: port.map { $0.value.from...$0.value.to }
    default: nil
    }
  }

  /// The rule as a part of its group's path: `ingress.lb.tcp.8080`.
  func part(_ direction: Direction) -> String {
    let peer = securityGroup?.value.id ?? prefixList?.value ?? cidr?.partOfPath
    return ([direction.rawValue, peer ?? ""] + identity).joined(separator: ".")
  }

  /// What, beside direction and other end, tells AWS one rule from another.
  private var identity: [String] {
    let name = `protocol`.value.number.map { "protocol-\($0)" } ?? `protocol`.value.name
    if `protocol`.value.isICMP {
      return [name]
        + (icmp.map { ["\($0.value.type.value)" + ($0.value.code.map { "-code-\($0.value)" } ?? "")] } ?? [])
    }
    guard `protocol`.value.hasPorts, let port = port?.value else { return [name] }
    return [name, port.from == port.to ? "\(port.from)" : "\(port.from)-to-\(port.to)"]
  }
}
