import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource

extension VPC {
  /// The block of IPv6 addresses, and the gateway by which subnets that are not public leave with them.
  func addIPv6(of entry: Entry<VPC>, to lowering: inout Lowering) {
    guard ipv6.value, entry.existing == nil else { return }
    let vpc = Value.reference(Self.path(entry.id), .id)
    lowering.graph.add(
      lowering.derived(
        "ipv6Block", ResourceType.vpcCidrBlock.name, from: entry, at: ipv6.span,
        members(["VpcId": vpc, "AmazonProvidedIpv6CidrBlock": .boolean(ipv6)])))
    guard lowering.index.hasEgressOnlyGateway(entry.id, in: lowering.spec) else { return }
    lowering.graph.add(
      lowering.derived(
        "egressOnlyGateway", ResourceType.egressOnlyInternetGateway.name, from: entry, at: ipv6.span,
        name: lowering.name(of: entry).value, members(["VpcId": vpc])))
  }

  /// The gateway by which subnets of a VPC leave with IPv6 addresses, when nobody may come in.
  static func egressOnlyGateway(of id: String) -> Path { path(id).appending("egressOnlyGateway") }
}

extension Specification {
  /// Whether the spec makes a VPC, with a block of IPv6 addresses.
  func makesIPv6(of vpc: String) -> Bool {
    guard let entry = sections[VPC.self][vpc] else { return false }
    return entry.existing == nil && entry.model.ipv6.value
  }
}

extension SpecificationIndex {
  /// Whether a subnet of a VPC leaves by an egress-only internet gateway, or a route table names it.
  func hasEgressOnlyGateway(_ vpc: String, in spec: Specification) -> Bool {
    egressOnlyVPCs.contains(vpc) || subnets(of: vpc, in: spec).contains { $0.model.leavesByIPv6(in: spec) }
  }
}

extension Subnet {
  /// Whether it has IPv6 addresses: those that say so of a VPC without are a finding.
  func hasIPv6(in spec: Specification) -> Bool { ipv6 != nil && spec.makesIPv6(of: vpc.value.id) }

  /// Whether it gets a route to the VPC's egress-only internet gateway.
  func leavesByIPv6(in spec: Specification) -> Bool {
    !isPublic.value && !isIsolated.value && routeTable == nil && hasIPv6(in: spec)
  }

  /// Its part of the VPC's block.
  func ipv6Members(in lowering: Lowering) -> [Member] {
    guard let ipv6, hasIPv6(in: lowering.spec) else { return [] }
    return members([
      "Ipv6CidrBlock": .ipv6Block(ipv6.value, of: VPC.path(vpc.value.id), at: ipv6.span),
      "AssignIpv6AddressOnCreation": Value(.boolean(true), at: ipv6.span),
    ])
  }

  /// The route for all other IPv6 addresses, in the table that it brings with it.
  func addIPv6Route(from entry: Entry<Subnet>, to lowering: inout Lowering) {
    guard let ipv6, routeTable == nil, hasIPv6(in: lowering.spec), isPublic.value || leavesByIPv6(in: lowering.spec)
    else { return }
    let vpc = vpc.value.id
    let gateway: Member =
      isPublic.value
      ? Member("GatewayId", .reference(VPC.internetGateway(of: vpc), .id, at: isPublic.span))
      : Member("EgressOnlyInternetGatewayId", .reference(VPC.egressOnlyGateway(of: vpc), .id, at: ipv6.span))
    lowering.graph.add(
      lowering.derived(
        "defaultIPv6Route", ResourceType.route.name, from: entry, at: ipv6.span,
        members([
          "RouteTableId": .reference(Self.routeTable(of: entry.id), .id), "DestinationIpv6CidrBlock": "::/0",
        ]) + [gateway]))
  }
}
