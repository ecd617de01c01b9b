import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// A security group.
///
/// Rules that name another group are resources of their own, so that groups may name each other.
package struct SecurityGroup: Kind {
  package static let section = "securityGroups"
  package static let summary = "A security group: who may open connections to what wears it."
  package static let type = "AWS::EC2::SecurityGroup"
  package static let existing = ExistingForm.id(prefix: "sg-")
  package static let attributes = ["id"]
  package static let nameRule = NameRule.securityGroup
  package static let nameUse = NameUse.hashedProperty("GroupName")

  package let name: Located<String>?
  let description: Located<String>
  let vpc: Located<EntryReference>
  let ingress: [Located<IngressRule>]

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The group's name in its VPC.", absence: Absence.hashedName)
    description = fields.required(
      "description", .name(.securityGroupDescription), "What the group is for. A change replaces the group.")
    vpc = fields.required("vpc", .reference(to: VPC.section), "The VPC that it belongs to.")
    ingress =
      fields.optional(
        "ingress", .list(of: .object, count: 0...60), "Who may connect, over TCP.", absence: "nobody")?.value ?? []
  }

  /// One kind of connection that a group lets in.
  package struct IngressRule: Described {
    package static let summary = "Connections over TCP that a security group lets in."

    let port: Located<PortRange>
    let cidr: Located<String>?
    let securityGroup: Located<EntryReference>?

    package init(_ fields: inout FieldReader) {
      port = fields.required("port", .portRange, "A port, or a range such as `8000-8080`.")
      cidr = fields.optional("cidr", .cidr(0...32), "The addresses that may connect.")
      securityGroup = fields.optional(
        "securityGroup", .reference(to: SecurityGroup.section), "The group whose wearers may connect.")
      fields.exactlyOne("cidr", "securityGroup")
    }
  }

  package func properties(of entry: Entry<SecurityGroup>, in lowering: inout Lowering) -> [Member] {
    let rules = ingress.compactMap { rule -> Value? in
      guard let cidr = rule.value.cidr else { return nil }
      return Value(.map(ports(of: rule.value) + [Member("CidrIp", .string(cidr))]), at: rule.span)
    }
    return members([
      "GroupDescription": .string(description), "VpcId": lowering.reference(vpc, .id),
      "SecurityGroupIngress": rules.isEmpty ? nil : .set(rules),
    ])
  }

  package func addNested(in entry: Entry<SecurityGroup>, to lowering: inout Lowering) {
    for rule in ingress {
      guard let source = rule.value.securityGroup else { continue }
      let port = rule.value.port.value
      let ports = port.from == port.to ? "\(port.from)" : "\(port.from)-to-\(port.to)"
      lowering.graph.add(
        lowering.derived(
          "ingress.\(source.value.id).tcp.\(ports)", "AWS::EC2::SecurityGroupIngress", from: entry, at: rule.span,
          members(["GroupId": .reference(Self.path(entry.id), .id)]) + self.ports(of: rule.value) + [
            Member("SourceSecurityGroupId", lowering.reference(source, .id))
          ]))
    }
  }

  private func ports(of rule: IngressRule) -> [Member] {
    let span = rule.port.span
    return [
      Member("IpProtocol", "tcp"), Member("FromPort", Value(.integer(rule.port.value.from), at: span)),
      Member("ToPort", Value(.integer(rule.port.value.to), at: span)),
    ]
  }
}
