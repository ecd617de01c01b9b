import LintelSchema
package import LintelSource

/// In which public subnets NAT gateways stand, and which subnets leave by them.
package struct NATGatewayPlan {
  /// A NAT gateway that a subnet leaves by.
  package struct Exit: Sendable {
    /// The public subnet that it stands in.
    package let subnet: String
    /// The place that asks for it.
    package let span: Span
  }

  /// A subnet that should leave by a NAT gateway.
  package struct Leaver: Sendable {
    package let id: String
    package let span: Span
    package let zone: String
  }

  private var exits: [String: Exit] = [:]
  private var places: [String: Span] = [:]
  /// Of each VPC those that have none, because nothing public stands where it should.
  private var stranded: [String: [Leaver]] = [:]
  private var leavers: [String: [Leaver]] = [:]
  /// VPCs with a route that names a NAT gateway.
  private var routed: Set<String> = []

  /// `subnets` are positions in their section, by the ids of their VPCs.
  init(_ spec: Specification, _ subnets: [String: [Int]]) {
    let entries = spec.sections[Subnet.self].entries
    for vpc in spec.sections[VPC.self].entries where vpc.existing == nil && vpc.model.natGateways.value != .none {
      plan(vpc, (subnets[vpc.id] ?? []).map { entries[$0] })
    }
    planRoutes(spec)
  }

  /// What the routes of tables name is there too.
  private mutating func planRoutes(_ spec: Specification) {
    for route in spec.sections[RouteTable.self].entries.lazy.filter({ $0.existing == nil }).flatMap(\.model.routes) {
      guard let named = route.value.natSubnet, let subnet = spec.sections[Subnet.self][named.value],
        subnet.existing == nil, subnet.model.isPublic.value
      else { continue }
      routed.insert(subnet.model.vpc.value.id)
      if places[subnet.id] != nil { continue }
      places[subnet.id] = named.span
    }
  }

  private mutating func plan(_ vpc: Entry<VPC>, _ subnets: [Entry<Subnet>]) {
    let asked = vpc.model.natGateways
    // The first by zone, and of one zone by id: the order of keys means nothing.
    let standing = subnets.filter(\.model.isPublic.value)
      .map { (zone: $0.model.availabilityZone.value.suffix, id: $0.id) }.sorted { $0 < $1 }
    for subnet in subnets where subnet.model.leavesByNAT {
      let zone = subnet.model.availabilityZone.value.suffix
      let leaver = Leaver(id: subnet.id, span: subnet.span, zone: zone)
      leavers[vpc.id, default: []].append(leaver)
      guard let place = standing.first(where: { asked.value == .single || $0.zone == zone }) else {
        stranded[vpc.id, default: []].append(leaver)
        continue
      }
      exits[subnet.id] = Exit(subnet: place.id, span: asked.span)
      places[place.id] = asked.span
    }
  }

  /// The NAT gateway that a subnet leaves by.
  func exit(of subnet: String) -> Exit? { exits[subnet] }

  /// The place that asks for a NAT gateway in a subnet; nil where none stands in it.
  func place(in subnet: String) -> Span? { places[subnet] }

  /// Whether a VPC has no NAT gateway, although it asks for some.
  func isIdle(in vpc: String) -> Bool { leavers[vpc] == nil && !routed.contains(vpc) }

  /// The subnets of a VPC that should leave by a NAT gateway, and those among them that do not.
  func leavers(of vpc: String) -> [Leaver] { leavers[vpc] ?? [] }
  func stranded(in vpc: String) -> [Leaver] { stranded[vpc] ?? [] }
}

extension Subnet {
  /// Whether it gets a route to a NAT gateway where its VPC has any.
  fileprivate var leavesByNAT: Bool { !isPublic.value && !isIsolated.value && routeTable == nil }
}
