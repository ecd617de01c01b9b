import LintelAWS
import LintelGraph
import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let noSubnetForNATGateway = Rule(
    "no-subnet-for-nat-gateway", .error, .checking, "A VPC's NAT gateway has no public subnet to stand in.",
    page: RulePage(
      .network,
      why: """
        A NAT gateway carries connections of private subnets to the internet, so that it stands where the internet is \
        near: in a public subnet. With `perZone` each zone with a private subnet needs one of its own. A private subnet \
        without a NAT gateway has no way out, and its tasks do not start.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
      wrong: [
        .ecs(
          """
          vpcs:
            main: { natGateways: ↓perZone }
          subnets:
            private-c: { vpc: main, availabilityZone: c, cidr: 10.0.32.0/20 }
          """)
      ],
      right: [
        .ecs(
          """
          vpcs:
            main: { natGateways: perZone }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
          """),
        .ecs(
          """
          vpcs:
            main: { natGateways: single }
          subnets:
            private-c: { vpc: main, availabilityZone: c, cidr: 10.0.32.0/20 }
          """),
      ]))

  package static let unusedNATGateways = Rule(
    "unused-nat-gateways", .note, .checking, "A VPC has no subnet that would leave by a NAT gateway.",
    page: RulePage(
      .network,
      why: """
        NAT gateways are for subnets that are neither public nor isolated. Where there is none, none is made: they would \
        cost by the hour and carry nothing.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
      wrong: [.ecs("vpcs:\n  main: { natGateways: ↓single }")],
      right: [
        .ecs(
          """
          vpcs:
            main: { natGateways: single }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
          """)
      ]))

  package static let singleNATGateway = Rule(
    "single-nat-gateway", .note, .checking, "In production, subnets of several zones leave by one NAT gateway.",
    page: RulePage(
      .network,
      why: """
        A NAT gateway stands in one zone. When that fails, subnets of the other zones have no way out either, and their \
        tasks neither start nor reach anything outside. One in each zone costs more by the hour, and spares what AWS \
        takes for traffic between zones.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
      wrong: [
        .whole(
          """
          lintel: 1
          project: shop
          region: eu-west-1
          vpcs:
            main: { cidr: 10.0.0.0/16, natGateways: ↓single }
          subnets:
            public-a: { vpc: main, availabilityZone: a, cidr: 10.0.0.0/24, public: true }
            public-b: { vpc: main, availabilityZone: b, cidr: 10.0.1.0/24, public: true }
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.2.0/24 }
            private-b: { vpc: main, availabilityZone: b, cidr: 10.0.3.0/24 }
          environments:
            production: {}
          """)
      ],
      right: [
        .whole(
          """
          lintel: 1
          project: shop
          region: eu-west-1
          vpcs:
            main: { cidr: 10.0.0.0/16, natGateways: perZone }
          subnets:
            public-a: { vpc: main, availabilityZone: a, cidr: 10.0.0.0/24, public: true }
            public-b: { vpc: main, availabilityZone: b, cidr: 10.0.1.0/24, public: true }
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.2.0/24 }
            private-b: { vpc: main, availabilityZone: b, cidr: 10.0.3.0/24 }
          environments:
            production: {}
          """)
      ]))

  package static let endpointWithoutSubnet = Rule(
    "endpoint-without-subnet", .error, .checking, "A VPC has an endpoint, and no subnet for it to stand in.",
    page: RulePage(
      .network,
      why: """
        An endpoint of most services is a network interface in each zone where something uses it, and AWS makes none \
        without a subnet. Those of S3 and DynamoDB are routes and need none.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
      wrong: [.ecs("vpcs:\n  spare: { cidr: 10.1.0.0/16, endpoints: [s3, ↓logs] }")],
      right: [.ecs("vpcs:\n  main: { endpoints: [s3, logs] }")]))

  package static let partOfExistingVPC = Rule(
    "part-of-existing-vpc", .error, .checking, "A VPC that is already there is to get parts of its own.",
    page: RulePage(
      .network,
      why: """
        Nothing is derived for what is already there: what its subnets leave by, and which endpoints it has, is for \
        those to say who made it.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/configure-your-vpc.html",
      wrong: [
        .ecs("vpcs:\n  shared: { existing: vpc-0123456789abcdef0, natGateways: ↓single }")
      ],
      right: [.ecs("vpcs:\n  shared: { existing: vpc-0123456789abcdef0 }")]))
}

extension VPC {
  package static let rules: [EntryRule<VPC>] = [
    EntryRule([.noSubnetForNATGateway, .unusedNATGateways, .singleNATGateway], by: checkNATGateways),
    EntryRule([.endpointWithoutSubnet], by: checkEndpoints),
    EntryRule([.invalidValue], by: checkRepeatedEndpoints),
    EntryRule([.blockOfTwoSubnets], by: checkIPv6Blocks),
    EntryRule([.partOfExistingVPC], judgesExisting: true, by: checkParts),
    EntryRule([.privateNamesWithoutDNS, .namesWithoutResolver], judgesExisting: true, by: checkNames),
  ]

  private func checkNATGateways(of entry: Entry<VPC>, _ lowered: Lowering) {
    guard natGateways.value != .none, lowered.spec.sections[Subnet.self].unread.isEmpty else { return }
    let (plan, findings) = (lowered.index.natGateways, lowered.findings)
    let leavers = plan.leavers(of: entry.id)
    if plan.isIdle(in: entry.id) {
      findings.report(
        .unusedNATGateways, at: natGateways.span, "no subnet of VPC '\(entry.id)' would leave by a NAT gateway",
        label: "none is made", help: ["remove it, or add a subnet that is not public"])
    }
    reportStranded(plan.stranded(in: entry.id), in: entry.id, findings)
    let zones = Set(leavers.map(\.zone))
    guard natGateways.value == .single, zones.count > 1, isProduction(lowered.graph.environment),
      plan.stranded(in: entry.id).isEmpty
    else { return }
    findings.report(
      .singleNATGateway, at: natGateways.span,
      "subnets of zones \(Suggestion.list(zones.sorted())) leave by one NAT gateway",
      label: "a failure of its zone cuts all of them off", help: ["write `natGateways: perZone`"])
  }

  private func isProduction(_ environment: String?) -> Bool {
    environment.map { $0.hasPrefix("prod") || $0 == "live" } ?? false
  }

  private func reportStranded(_ stranded: [NATGatewayPlan.Leaver], in id: String, _ findings: Findings) {
    guard !stranded.isEmpty else { return }
    let zones = Set(stranded.map(\.zone)).sorted()
    let isSingle = natGateways.value == .single
    findings.report(
      .noSubnetForNATGateway, at: natGateways.span,
      isSingle
        ? "VPC '\(id)' has no public subnet for its NAT gateway"
        : "VPC '\(id)' has no public subnet in zone \(Suggestion.list(zones)) for a NAT gateway",
      label: "a NAT gateway stands in a public subnet",
      notes: stranded.prefix(3).map { Note("subnet '\($0.id)' has no way out", at: $0.span) },
      help: [isSingle ? "add a subnet with `public: true`" : "add a subnet with `public: true` there"]
        + (isSingle ? [] : ["or write `natGateways: single`"]))
  }

  private func checkEndpoints(of entry: Entry<VPC>, _ lowered: Lowering) {
    guard let first = endpointServices.first(where: { EndpointServices.form(of: $0.name) == .interface }),
      lowered.spec.sections[Subnet.self].unread.isEmpty, endpointPlaces(entry.id, in: lowered).isEmpty
    else { return }
    lowered.findings.report(
      .endpointWithoutSubnet, at: first.span, "VPC '\(entry.id)' has no subnet for its endpoint of '\(first.name)'",
      label: "it has an address in a subnet of each zone", help: ["add a subnet, or remove the endpoint"])
  }

  private func checkIPv6Blocks(of entry: Entry<VPC>, _ lowered: Lowering) {
    guard ipv6.value else { return }
    var seen: [Int: Span] = [:]
    for subnet in lowered.index.subnets(of: entry.id, in: lowered.spec) {
      guard let number = subnet.model.ipv6, let first = seen.updateValue(number.span, forKey: number.value) else {
        continue
      }
      lowered.findings.report(
        .blockOfTwoSubnets, at: number.span,
        "another subnet of VPC '\(entry.id)' has part \(number.value) of its IPv6 block too",
        label: "each is of one subnet", labels: [Label(first, "the first")],
        help: ["write a number that no other subnet has, of 0 to 255"])
    }
  }

  private func checkParts(of entry: Entry<VPC>, _ lowered: Lowering) {
    guard entry.existing != nil else { return }
    if let endpoint = endpoints?.value.first {
      lowered.findings.report(
        .partOfExistingVPC, at: endpoint.span, "VPC '\(entry.id)' is already there, and gets no endpoints",
        label: "nothing is derived for it", help: ["remove them: those that it has need not be written"])
    }
    if let flowLogs {
      lowered.findings.report(
        .partOfExistingVPC, at: flowLogs.span, "VPC '\(entry.id)' is already there, and gets no flow logs",
        label: "nothing is derived for it", help: ["remove them: those that it has need not be written"])
    }
    if ipv6.value {
      lowered.findings.report(
        .partOfExistingVPC, at: ipv6.span, "VPC '\(entry.id)' is already there, and gets no IPv6 block",
        label: "nothing is derived for it", help: ["remove it: what it has need not be written"])
    }
    guard natGateways.value != .none else { return }
    lowered.findings.report(
      .partOfExistingVPC, at: natGateways.span, "VPC '\(entry.id)' is already there, and gets no NAT gateway",
      label: "nothing is derived for it",
      help: ["remove it, and use subnets that are there already: `existing: subnet-…`"])
  }
}
