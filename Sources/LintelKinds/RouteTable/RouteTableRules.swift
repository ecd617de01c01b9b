import LintelSchema
package import LintelSource

extension Rule {
  package static let duplicateRoute = Rule(
    "duplicate-route", .error, .checking, "A route table has two routes for the same addresses.",
    page: RulePage(
      .network,
      why: "Of the routes of a table the narrowest that fits counts, so that each block of addresses has one.",
      awsAnswer: "RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
      wrong: [
        .ecs(
          """
          routeTables:
            shared:
              vpc: main
              routes:
                - { cidr: 0.0.0.0/0, gateway: internet }
                - { cidr: ↓0.0.0.0/0, natGateway: nat-0123456789abcdef0 }
          subnets:
            public-b: { routeTable: shared }
          """)
      ],
      right: [
        .ecs(
          """
          routeTables:
            shared:
              vpc: main
              routes:
                - { cidr: 0.0.0.0/0, gateway: internet }
                - { cidr: 10.9.0.0/16, vpcPeeringConnection: pcx-0123456789abcdef0 }
          subnets:
            public-b: { routeTable: shared }
          """)
      ]))

  package static let natGatewayInPrivateSubnet = Rule(
    "nat-gateway-in-private-subnet", .error, .checking,
    "A route leads to a NAT gateway in a subnet that is not public.",
    page: RulePage(
      .network,
      why: """
        A NAT gateway carries connections to the internet, so that it stands in a public subnet. A route that names a \
        subnet leads to the NAT gateway there.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
      wrong: [
        .ecs(
          """
          routeTables:
            out: { vpc: main, routes: [{ cidr: 0.0.0.0/0, natGateway: ↓private-a }] }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, routeTable: out }
          """)
      ],
      right: [
        .ecs(
          """
          routeTables:
            out: { vpc: main, routes: [{ cidr: 0.0.0.0/0, natGateway: public-a }] }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, routeTable: out }
          """)
      ]))

  package static let misfittingRoute = Rule(
    "misfitting-route", .error, .checking, "A route leads to a gateway that does not carry its addresses.",
    page: RulePage(
      .network,
      why: """
        An egress-only internet gateway carries IPv6 only, and is one of a VPC with an IPv6 block. A NAT gateway carries \
        IPv4 only; of IPv6 it takes `64:ff9b::/96`, the addresses that stand for those of IPv4.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html",
      wrong: [
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          routeTables:
            out: { vpc: main, routes: [{ cidr: 0.0.0.0/0, gateway: ↓egressOnly }] }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, ipv6: 0, routeTable: out }
          """),
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          routeTables:
            out: { vpc: main, routes: [{ cidr: "::/0", natGateway: ↓public-a }] }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, ipv6: 0, routeTable: out }
          """),
        .ecs(
          """
          routeTables:
            out: { vpc: main, routes: [{ cidr: "::/0", gateway: ↓egressOnly }] }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, routeTable: out }
          """),
      ],
      right: [
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          routeTables:
            out:
              vpc: main
              routes: [{ cidr: 0.0.0.0/0, natGateway: public-a }, { cidr: "::/0", gateway: egressOnly }]
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, ipv6: 0, routeTable: out }
          """)
      ]))

  package static let tableOfAnotherVPC = Rule(
    "table-of-another-vpc", .error, .checking, "A subnet names a route table of another VPC.",
    page: RulePage(
      .network,
      why: """
        A route table belongs to one VPC, and only subnets of that VPC route by it: its routes lead to gateways and \
        peerings of the VPC.
        """,
      awsAnswer: "InvalidParameterValue: Route table rtb-… and subnet subnet-… belong to different networks",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
      wrong: [
        .ecs(
          """
          vpcs:
            other: { cidr: 10.9.0.0/16 }
          routeTables:
            theirs: { vpc: other }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, routeTable: ↓theirs }
          """)
      ],
      right: [
        .ecs(
          """
          routeTables:
            ours: { vpc: main }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, routeTable: ours }
          """)
      ]))
}

extension RouteTable {
  package static let rules: [EntryRule<RouteTable>] = [
    EntryRule([.duplicateRoute], by: checkDestinations), EntryRule([.natGatewayInPrivateSubnet], by: checkNATGateways),
    EntryRule([.publicSubnetInExistingVPC], by: checkGateway), EntryRule([.misfittingRoute], by: checkFamilies),
  ]

  private func checkDestinations(of entry: Entry<RouteTable>, _ lowered: Lowering) {
    var seen: [String: Span] = [:]
    for route in routes {
      let cidr = route.value.cidr
      guard let first = seen.updateValue(cidr.span, forKey: cidr.value) else { continue }
      lowered.findings.report(
        .duplicateRoute, at: cidr.span, "route table '\(entry.id)' has two routes to \(cidr.value)",
        label: "AWS takes one", labels: [Label(first, "the first")], help: ["remove one of them"])
    }
  }

  private func checkGateway(of entry: Entry<RouteTable>, _ lowered: Lowering) {
    guard lowered.spec.sections[VPC.self][vpc.value.id]?.existing != nil else { return }
    for route in routes where route.value.leadsToOwnGateway {
      guard let gateway = route.value.gateway else { continue }
      lowered.findings.report(
        .publicSubnetInExistingVPC, at: gateway.span,
        "the internet gateway of VPC '\(vpc.value.id)', which is already there, is not known",
        label: "no route can lead there", notes: [Note("the VPC is already there", at: vpc.span)],
        help: ["write the gateway's id: `gateway: igw-…`"])
    }
  }

  private func checkFamilies(of entry: Entry<RouteTable>, _ lowered: Lowering) {
    let owner = lowered.spec.sections[VPC.self][vpc.value.id]
    for route in routes.map(\.value) {
      if let gateway = route.gateway, route.isEgressOnly, !route.cidr.isIPv6 {
        lowered.findings.report(
          .misfittingRoute, at: gateway.span, "an egress-only internet gateway carries nothing to \(route.cidr.value)",
          label: "it is for IPv6", labels: [Label(route.cidr.span, "of IPv4")],
          help: ["name a NAT gateway, or the addresses of IPv6: `cidr: \"::/0\"`"])
      } else if let gateway = route.gateway, route.leadsToOwnEgressOnlyGateway, let owner,
        !lowered.spec.makesIPv6(of: owner.id)
      {
        let isExisting = owner.existing != nil
        lowered.findings.report(
          .misfittingRoute, at: gateway.span,
          isExisting
            ? "the egress-only internet gateway of VPC '\(owner.id)', which is already there, is not known"
            : "VPC '\(owner.id)' has no IPv6 addresses, and no gateway for them",
          label: "no route can lead there", notes: [Note("the VPC", at: owner.span)],
          help: [isExisting ? "write the gateway's id: `gateway: eigw-…`" : "have the VPC say `ipv6: true`"])
      }
      if let gateway = route.natGateway, route.cidr.isIPv6, route.cidr.value != "64:ff9b::/96" {
        lowered.findings.report(
          .misfittingRoute, at: gateway.span, "a NAT gateway carries nothing to \(route.cidr.value)",
          label: "it is for IPv4", labels: [Label(route.cidr.span, "of IPv6")],
          help: ["write `gateway: egressOnly` in its place"])
      }
    }
  }

  private func checkNATGateways(of entry: Entry<RouteTable>, _ lowered: Lowering) {
    for route in routes {
      guard let named = route.value.natSubnet, let subnet = lowered.spec.sections[Subnet.self][named.value],
        subnet.existing != nil || !subnet.model.isPublic.value
      else { continue }
      let isExisting = subnet.existing != nil
      lowered.findings.report(
        .natGatewayInPrivateSubnet, at: named.span,
        isExisting
          ? "subnet '\(named.value)' is already there, and gets no NAT gateway"
          : "subnet '\(named.value)' is not public, and no NAT gateway stands in it",
        label: "a NAT gateway is made in a public subnet of the spec", notes: [Note("the subnet", at: subnet.span)],
        help: ["name a public subnet, or a NAT gateway that is there already: `nat-…`"])
    }
  }
}
