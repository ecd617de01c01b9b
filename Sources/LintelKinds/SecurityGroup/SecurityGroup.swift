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
  /// Nil leaves AWS's own rule, which lets everything out.
  let egress: Located<[Located<EgressRule>]>?
  /// What an existing group gets besides its own rules.
  let addIngress: Located<[Located<IngressRule>]>?
  let addEgress: Located<[Located<EgressRule>]>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The group's name in its VPC.", absence: Absence.hashedName)
    description = fields.required(
      "description", .name(.securityGroupDescription), "What the group is for. A change replaces the group.")
    vpc = fields.theOnly("vpc", in: VPC.section, "The VPC that it belongs to.")
    ingress = fields.optional("ingress", .groupRules(), "Who may connect.", absence: "nobody")?.value ?? []
    egress = fields.optional(
      "egress", .groupRules(), "What its wearers may connect to: this and nothing else.", absence: "everything")
    addIngress = fields.optional(
      "addIngress", .groupRules(), "Who may connect besides, to an existing group whose own rules stay as they are.")
    addEgress = fields.optional("addEgress", .groupRules(), "The same for what goes out.")
  }

  package func properties(of entry: Entry<SecurityGroup>, in lowering: inout Lowering) -> [Member] {
    members([
      "GroupDescription": .string(description), "VpcId": lowering.reference(vpc, .id),
      "SecurityGroupIngress": inner(ingress.map { ($0.value.rule, $0.span) }, .ingress, of: entry, lowering),
      "SecurityGroupEgress": egress.flatMap { egress in
        inner(egress.value.map { ($0.value.rule, $0.span) }, .egress, of: entry, lowering)
          ?? .set([Self.noTraffic], at: egress.span)
      } ?? (lowering.spec.makesIPv6(of: vpc.value.id) ? .set(Self.allTraffic) : nil),
    ])
  }

  /// The rules that stand in the group itself: those that name no group, and of an existing group, of which nothing is
  /// emitted, all.
  private func inner(
    _ rules: [(rule: GroupRule, span: Span)], _ direction: GroupRule.Direction, of entry: Entry<SecurityGroup>,
    _ lowering: Lowering
  ) -> Value? {
    let values = rules.compactMap { rule, span -> Value? in
      if rule.securityGroup != nil, entry.existing == nil { return nil }
      return Value(.map(rule.members(direction, lowering)), at: span)
    }
    guard let first = values.first else { return nil }
    return .set(values, at: entry.existing == nil ? .none : first.span)
  }

  /// What lets everything out of a VPC with IPv6 addresses.
  ///
  /// AWS gives a new group one rule, for IPv4, or both, whether EC2 or CloudFormation makes it and when: written out, they
  /// are there in any case.
  private static let allTraffic: [Value] = [
    .map(["IpProtocol": "-1", "CidrIp": "0.0.0.0/0"]), .map(["IpProtocol": "-1", "CidrIpv6": "::/0"]),
  ]

  /// What stands in a group that lets nothing out by itself: without any rule CloudFormation would let out everything.
  private static let noTraffic = Value.map([
    "IpProtocol": "icmp", "FromPort": 252, "ToPort": 86, "CidrIp": "255.255.255.255/32",
    "Description": "Disallow all traffic",
  ])

  package func addNested(in entry: Entry<SecurityGroup>, to lowering: inout Lowering) {
    if let egress { lowering.graph.update(Self.path(entry.id)) { $0.places["egress"] = egress.span } }
    guard entry.existing == nil else {
      for rule in addIngress?.value ?? [] { add(rule.value.rule, .ingress, at: rule.span, of: entry, to: &lowering) }
      for rule in addEgress?.value ?? [] { add(rule.value.rule, .egress, at: rule.span, of: entry, to: &lowering) }
      return
    }
    for rule in ingress where rule.value.rule.securityGroup != nil {
      add(rule.value.rule, .ingress, at: rule.span, of: entry, to: &lowering)
    }
    for rule in egress?.value ?? [] where rule.value.rule.securityGroup != nil {
      add(rule.value.rule, .egress, at: rule.span, of: entry, to: &lowering)
    }
  }

  /// A rule as a resource of its own.
  private func add(
    _ rule: GroupRule, _ direction: GroupRule.Direction, at span: Span, of entry: Entry<SecurityGroup>,
    to lowering: inout Lowering
  ) {
    lowering.graph.add(
      lowering.derived(
        rule.part(direction), direction.type, from: entry, at: span,
        [Member("GroupId", .reference(Self.path(entry.id), .id))] + rule.members(direction, lowering)))
  }
}
