import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// A subnet, with a route table of its own.
package struct Subnet: Kind {
  package static let section = "subnets"
  package static let summary = "A subnet of a VPC in one Availability Zone, with its route table."
  package static let type = "AWS::EC2::Subnet"
  package static let existing = ExistingForm.id(prefix: "subnet-")
  package static let attributes = ["id"]
  package static let nameRule = NameRule.nameTag
  package static let nameUse = NameUse.tag

  package let name: Located<String>?
  let vpc: Located<EntryReference>
  let availabilityZone: Located<AvailabilityZone>
  let cidr: Located<String>
  let isPublic: Located<Bool>

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The tag `Name`.", absence: Absence.name)
    vpc = fields.required("vpc", .reference(to: VPC.section), "The VPC that it is part of.")
    availabilityZone = fields.required(
      "availabilityZone", .availabilityZone, "The zone of the region, by its letter or its full name.")
    cidr = fields.required("cidr", .cidr(16...28), "The block of addresses, /16 to /28, inside the VPC's.")
    isPublic = fields.optional(
      "public", .boolean, default: false,
      "Whether it routes to the internet and instances in it get public addresses.")
  }

  /// Its zone, where the convention says so.
  package func ending(of convention: NamingConvention) -> NameEnding? {
    guard convention.subnetsEndWithZone.value else { return nil }
    return NameEnding(
      text: availabilityZone.value.ending, noun: "zone",
      declaration: convention.subnetsEndWithZone.map { "\($0)" })
  }

  package func properties(of entry: Entry<Subnet>, in lowering: inout Lowering) -> [Member] {
    let zone = availabilityZone
    return members([
      "VpcId": lowering.reference(vpc, .id),
      "AvailabilityZone": .text([.region, Value(.string(zone.value.suffix), at: zone.span)], at: zone.span),
      "CidrBlock": .string(cidr),
      "MapPublicIpOnLaunch": isPublic.value ? .boolean(isPublic) : nil,
    ])
  }

  package func derive(from entry: Entry<Subnet>, in lowering: inout Lowering) {
    let name = lowering.name(of: entry).value
    let table = lowering.derived(
      "routeTable", "AWS::EC2::RouteTable", from: entry, name: name,
      members(["VpcId": lowering.reference(vpc, .id)]))
    lowering.graph.add(table)
    if isPublic.value, lowering.spec.sections[VPC.self][vpc.value.id]?.existing == nil {
      lowering.graph.add(
        lowering.derived(
          "defaultRoute", "AWS::EC2::Route", from: entry, at: isPublic.span,
          members([
            "RouteTableId": .reference(table.path, .id), "DestinationCidrBlock": "0.0.0.0/0",
            "GatewayId": .reference(VPC.internetGateway(of: vpc.value.id), .id, at: isPublic.span),
          ])))
    }
    lowering.graph.add(
      lowering.derived(
        "routeTableAssociation", "AWS::EC2::SubnetRouteTableAssociation", from: entry,
        members(["SubnetId": .reference(Self.path(entry.id), .id), "RouteTableId": .reference(table.path, .id)])))
  }
}
