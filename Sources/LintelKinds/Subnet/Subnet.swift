import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// A subnet, with a route table of its own unless it names one.
package struct Subnet: Kind {
  package static let section = "subnets"
  package static let summary = "A subnet of a VPC in one Availability Zone, with its route table."
  package static let type = "AWS::EC2::Subnet"
  package static let existing = ExistingForm.id(prefix: "subnet-")
  package static let attributes = ["id"]
  package static let brought: KeyValuePairs<String, [String]> = ["routeTable": ["id"]]
  package static let nameRule = NameRule.nameTag
  package static let nameUse = NameUse.tag

  package let name: Located<String>?
  let vpc: Located<EntryReference>
  let availabilityZone: Located<AvailabilityZone>
  let cidr: Located<String>
  let ipv6: Located<Int>?
  let isPublic: Located<Bool>
  let isIsolated: Located<Bool>
  let routeTable: Located<EntryReference>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The tag `Name`.", absence: Absence.name)
    vpc = fields.theOnly("vpc", in: VPC.section, "The VPC that it is part of.")
    availabilityZone = fields.required(
      "availabilityZone", .availabilityZone, "The zone of the region, by its letter or its full name.")
    cidr = fields.required("cidr", .cidr(16...28), "The block of addresses, /16 to /28, inside the VPC's.")
    ipv6 = fields.optional(
      "ipv6", .integer(0...255),
      "The number of its /64 in the VPC's IPv6 block, by which what starts in it gets IPv6 addresses too. By these it "
        + "reaches the internet as by the others: if it is public, through the internet gateway, otherwise through an "
        + "egress-only one, which needs no NAT gateway and lets nobody in.", absence: "no IPv6 addresses")
    isPublic = fields.optional(
      "public", .boolean, default: false,
      "Whether it routes to the internet and instances in it get public addresses.")
    isIsolated = fields.optional(
      "isolated", .boolean, default: false, "Whether it gets no route out of its VPC, to no NAT gateway either.")
    routeTable = fields.optional(
      "routeTable", .reference(to: RouteTable.section), "The table that it routes by; it says all of its routes.",
      absence: "one of its own")
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
    ]) + ipv6Members(in: lowering)
  }

  package func brought(_ part: String, by entry: Entry<Subnet>, in lowering: Lowering) -> Path? {
    routeTable.map { RouteTable.path($0.value.id) } ?? (entry.existing == nil ? Self.routeTable(of: entry.id) : nil)
  }

  package func derive(from entry: Entry<Subnet>, in lowering: inout Lowering) {
    if isIsolated.value { lowering.graph.update(Self.path(entry.id)) { $0.places["isolated"] = isIsolated.span } }
    if let routeTable {
      lowering.graph.update(Self.path(entry.id)) { $0.places["routeTable"] = routeTable.span }
    } else {
      addRouteTable(of: entry, to: &lowering)
    }
    addNATGateway(in: entry, to: &lowering)
    addNATRoute(from: entry, to: &lowering)
    addIPv6Route(from: entry, to: &lowering)
    let table = routeTable.map { lowering.reference($0, .id) } ?? .reference(Self.routeTable(of: entry.id), .id)
    lowering.graph.add(
      lowering.derived(
        "routeTableAssociation", "AWS::EC2::SubnetRouteTableAssociation", from: entry,
        members(["SubnetId": .reference(Self.path(entry.id), .id), "RouteTableId": table])))
  }

  /// The table that a subnet brings with it, and the route of a public one.
  private func addRouteTable(of entry: Entry<Subnet>, to lowering: inout Lowering) {
    let table = lowering.derived(
      "routeTable", "AWS::EC2::RouteTable", from: entry, name: lowering.name(of: entry).value,
      members(["VpcId": lowering.reference(vpc, .id)]))
    lowering.graph.add(table)
    guard isPublic.value, lowering.spec.sections[VPC.self][vpc.value.id]?.existing == nil else { return }
    lowering.graph.add(
      lowering.derived(
        "defaultRoute", "AWS::EC2::Route", from: entry, at: isPublic.span,
        members([
          "RouteTableId": .reference(table.path, .id), "DestinationCidrBlock": "0.0.0.0/0",
          "GatewayId": .reference(VPC.internetGateway(of: vpc.value.id), .id, at: isPublic.span),
        ])))
  }

  /// The route table that a subnet of the spec brings with it.
  static func routeTable(of id: String) -> Path { path(id).appending("routeTable") }

  /// The NAT gateway that stands in a public subnet.
  static func natGateway(in id: String) -> Path { path(id).appending("natGateway") }

  private func addNATRoute(from entry: Entry<Subnet>, to lowering: inout Lowering) {
    guard let exit = lowering.index.natGateways.exit(of: entry.id) else { return }
    lowering.graph.add(
      lowering.derived(
        "defaultRoute", "AWS::EC2::Route", from: entry, at: exit.span,
        members([
          "RouteTableId": .reference(Self.routeTable(of: entry.id), .id), "DestinationCidrBlock": "0.0.0.0/0",
          "NatGatewayId": .reference(Self.natGateway(in: exit.subnet), .id, at: exit.span),
        ])))
  }

  /// The NAT gateway of a public subnet that private ones leave by, with its address.
  private func addNATGateway(in entry: Entry<Subnet>, to lowering: inout Lowering) {
    guard let span = lowering.index.natGateways.place(in: entry.id) else { return }
    let name = lowering.name(of: entry).value
    let address = lowering.derived(
      "natGatewayAddress", ResourceType.elasticAddress.name, from: entry, at: span, name: name, [])
    lowering.graph.add(address)
    lowering.graph.add(
      lowering.derived(
        "natGateway", ResourceType.natGateway.name, from: entry, at: span, name: name,
        members(["SubnetId": .reference(Self.path(entry.id), .id), "AllocationId": .reference(address.path, .id)])))
  }
}
