import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// A route table that subnets name in place of the one that each brings with it.
package struct RouteTable: Kind {
  package static let section = "routeTables"
  package static let summary = "A route table, for subnets that share one or need routes of their own."
  package static let type = "AWS::EC2::RouteTable"
  package static let existing = ExistingForm.id(prefix: "rtb-")
  package static let attributes = ["id"]
  package static let nameRule = NameRule.nameTag
  package static let nameUse = NameUse.tag

  package let name: Located<String>?
  let vpc: Located<EntryReference>
  let routes: [Located<TableRoute>]

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The tag `Name`.", absence: Absence.name)
    vpc = fields.theOnly("vpc", in: VPC.section, "The VPC that it belongs to.")
    routes =
      fields.optional(
        "routes", .list(of: .object, count: 0...500), "Its routes, beside the one to its VPC's own addresses.",
        absence: "none")?.value ?? []
  }

  package func properties(of entry: Entry<RouteTable>, in lowering: inout Lowering) -> [Member] {
    members(["VpcId": lowering.reference(vpc, .id)])
  }

  package func derive(from entry: Entry<RouteTable>, in lowering: inout Lowering) {
    for route in routes {
      let cidr = route.value.cidr
      lowering.graph.add(
        lowering.derived(
          "routes." + cidr.partOfPath, ResourceType.route.name, from: entry, at: route.span,
          members([
            "RouteTableId": .reference(Self.path(entry.id), .id),
            "DestinationCidrBlock": cidr.isIPv6 ? nil : .string(cidr),
            "DestinationIpv6CidrBlock": cidr.isIPv6 ? .string(cidr) : nil,
          ]) + route.value.target(in: vpc.value.id, lowering)))
    }
  }
}

/// One route of a table.
package struct TableRoute: Described {
  package static let summary = "Where connections to some addresses go."
  package static let noun = "route"

  let cidr: Located<String>
  let gateway: Located<String>?
  let natGateway: Located<String>?
  let transitGateway: Located<String>?
  let vpcPeeringConnection: Located<String>?
  let networkInterface: Located<String>?

  package init(_ fields: inout FieldReader) {
    cidr = fields.required(
      "cidr", .addressRange,
      "The addresses that it is for, of IPv4 or of IPv6; of several routes the narrowest counts.")
    gateway = fields.optional(
      "gateway", .gateway,
      "`internet`, the VPC's own internet gateway, `egressOnly`, its own that lets IPv6 connections out and none in, or the id "
        + "of a gateway: of the internet, egress-only, or virtual private.")
    natGateway = fields.optional(
      "natGateway", .natGateway, "The public subnet whose NAT gateway it leads to, or the id of a NAT gateway.")
    transitGateway = fields.optional(
      "transitGateway", .identifier("a transit gateway", ["tgw-"]), "The id of a transit gateway.")
    vpcPeeringConnection = fields.optional(
      "vpcPeeringConnection", .identifier("a peering connection", ["pcx-"]), "The id of a peering with another VPC.")
    networkInterface = fields.optional(
      "networkInterface", .identifier("a network interface", ["eni-"]), "The id of a network interface.")
    fields.exactlyOne("gateway", "natGateway", "transitGateway", "vpcPeeringConnection", "networkInterface")
  }

  /// The property that says where it leads; none where that is a finding.
  func target(in vpc: String, _ lowering: Lowering) -> [Member] {
    members([
      "GatewayId": gateway.flatMap { gateway in
        if isEgressOnly { return nil }
        guard leadsToOwnGateway else { return .string(gateway) }
        return lowering.index.publicVPCs.contains(vpc)
          ? .reference(VPC.internetGateway(of: vpc), .id, at: gateway.span) : nil
      },
      "EgressOnlyInternetGatewayId": gateway.flatMap { gateway in
        guard isEgressOnly else { return nil }
        guard leadsToOwnEgressOnlyGateway else { return .string(gateway) }
        return lowering.spec.makesIPv6(of: vpc)
          ? .reference(VPC.egressOnlyGateway(of: vpc), .id, at: gateway.span) : nil
      },
      "NatGatewayId": natGateway.flatMap { gateway in
        guard let subnet = natSubnet else { return .string(gateway) }
        return lowering.index.natGateways.place(in: subnet.value) == nil
          ? nil : .reference(Subnet.natGateway(in: subnet.value), .id, at: gateway.span)
      },
      "TransitGatewayId": transitGateway.map(Value.string),
      "VpcPeeringConnectionId": vpcPeeringConnection.map(Value.string),
      "NetworkInterfaceId": networkInterface.map(Value.string),
    ])
  }

  /// The public subnet of the spec whose NAT gateway it leads to.
  var natSubnet: Located<String>? { natGateway.flatMap { $0.value.hasPrefix("nat-") ? nil : $0 } }
  var leadsToOwnGateway: Bool { gateway?.value == "internet" }
  var leadsToOwnEgressOnlyGateway: Bool { gateway?.value == "egressOnly" }
  /// Whether it leads to a gateway of IPv6 that lets nobody in.
  var isEgressOnly: Bool { leadsToOwnEgressOnlyGateway || gateway?.value.hasPrefix("eigw-") ?? false }
}

extension FieldType where Value == String {
  fileprivate static var gateway: FieldType<String> {
    .text("a gateway", pattern: "^(internet|egressOnly|(igw-|eigw-|vgw-)[0-9a-f]{8}([0-9a-f]{9})?)$") { text in
      ["internet", "egressOnly"].contains(text) || ["igw-", "eigw-", "vgw-"].contains { Identifier.isOne(text, $0) }
        ? nil : "`internet` or `egressOnly` is expected, or an id that begins with `igw-`, `eigw-` or `vgw-`"
    }
  }

  /// A subnet of the spec, or the id of a NAT gateway that is there already.
  fileprivate static var natGateway: FieldType<String> {
    let reference = FieldType<EntryReference>.reference(to: Subnet.section)
    return FieldType(
      shape: .anyOf([
        reference.shape(), .string(pattern: "^nat-[0-9a-f]{8}([0-9a-f]{9})?$", minLength: 12, maxLength: 21),
      ]),
      placeholder: ""
    ) { cursor, context in
      let id = FieldType<String>.string(1...64)
      guard let text = id.read(cursor, context) else { return nil }
      return Identifier.isOne(text, "nat-") ? text : reference.read(cursor, context)?.id
    }
  }
}
