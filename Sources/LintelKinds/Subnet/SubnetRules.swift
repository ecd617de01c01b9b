import LintelSchema
package import LintelSource

extension Rule {
  package static let publicSubnetInExistingVPC = Rule(
    "public-subnet-in-existing-vpc", .error, .reading,
    "A new subnet of an existing VPC cannot be routed to an internet gateway that the spec does not know.",
    page: RulePage(
      .network,
      why: """
        What makes a subnet public is a route to the VPC's internet gateway. A VPC has one at most, so Lintel cannot \
        attach another to a VPC that is already there, and the identifier of the VPC does not tell which one it has.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
      wrong: [
        .ecs(
          """
          vpcs:
            shared: { existing: vpc-0123456789abcdef0 }
          subnets:
            edge: { vpc: shared, availabilityZone: a, cidr: 10.9.0.0/24, public: ↓true }
          """)
      ],
      right: [.ecs("subnets:\n  edge: { existing: subnet-0123456789abcdef0 }")]))
}

extension Rule {
  package static let isolatedPublicSubnet = Rule(
    "isolated-public-subnet", .error, .checking, "A subnet is public and isolated at once.",
    page: RulePage(
      .network,
      why: "A public subnet routes to the internet gateway, and an isolated one has no route out of its VPC at all.",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html",
      wrong: [.ecs("subnets:\n  public-a: { isolated: ↓true }")],
      right: [.ecs("subnets:\n  data-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20, isolated: true }")]))
}

extension Rule {
  package static let subnetWithoutVPCBlock = Rule(
    "subnet-without-vpc-block", .error, .reading,
    "A subnet is to have a part of an IPv6 block that its VPC does not have.",
    page: RulePage(
      .network,
      why: """
        A subnet's IPv6 addresses are a part of its VPC's block, which AWS gives to a VPC that asks for one. Of a VPC that \
        is already there the block is not known.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html",
      wrong: [.ecs("subnets:\n  public-a: { ipv6: ↓0 }")],
      right: [.ecs("vpcs:\n  main: { ipv6: true }\nsubnets:\n  public-a: { ipv6: 0 }")]))

  package static let blockOfTwoSubnets = Rule(
    "block-of-two-subnets", .error, .checking, "Two subnets of a VPC have the same part of its IPv6 block.",
    page: RulePage(
      .network,
      why: "The numbers of subnets tell their parts of the VPC's IPv6 block apart, and each part is of one subnet.",
      awsAnswer: "InvalidSubnet.Conflict: The CIDR '2600:1f16:abc:de00::/64' conflicts with another subnet",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
      wrong: [
        .ecs("vpcs:\n  main: { ipv6: true }\nsubnets:\n  public-a: { ipv6: 0 }\n  public-b: { ipv6: ↓0 }")
      ],
      right: [
        .ecs("vpcs:\n  main: { ipv6: true }\nsubnets:\n  public-a: { ipv6: 0 }\n  public-b: { ipv6: 1 }")
      ]))
}

extension Subnet {
  package static let rules: [EntryRule<Subnet>] = [
    EntryRule([.subnetWithoutVPCBlock], by: checkIPv6),
    EntryRule([.publicSubnetInExistingVPC], by: checkRoute),
    EntryRule([.isolatedPublicSubnet], judgesExisting: true, by: checkIsolation),
    EntryRule([.tableOfAnotherVPC], by: checkTable),
  ]

  private func checkIPv6(of entry: Entry<Subnet>, _ lowered: Lowering) {
    guard let ipv6, let vpc = lowered.spec.sections[VPC.self][vpc.value.id],
      !lowered.spec.makesIPv6(of: vpc.id)
    else { return }
    let isExisting = vpc.existing != nil
    lowered.findings.report(
      .subnetWithoutVPCBlock, at: ipv6.span,
      isExisting
        ? "VPC '\(vpc.id)' is already there, and its IPv6 block is not known"
        : "VPC '\(vpc.id)' has no IPv6 block that subnet '\(entry.id)' could have a part of",
      label: "no addresses to choose from", notes: [Note("the VPC", at: vpc.span)],
      help: isExisting
        ? ["remove it, or use a subnet that is there already: `existing: subnet-…`"]
        : ["have the VPC say `ipv6: true`, or remove it here"])
  }

  private func checkTable(of entry: Entry<Subnet>, _ lowered: Lowering) {
    guard let routeTable, let table = lowered.spec.sections[RouteTable.self][routeTable.value.id],
      table.model.vpc.span.isWritten, table.model.vpc.value.id != vpc.value.id
    else { return }
    lowered.findings.report(
      .tableOfAnotherVPC, at: routeTable.span,
      "subnet '\(entry.id)' is part of VPC '\(vpc.value.id)', and route table '\(table.id)' of '\(table.model.vpc.value.id)'",
      label: "AWS answers that they belong to different networks", notes: [Note("the table", at: table.span)],
      help: ["name a table with `vpc: \(vpc.value.id)`"])
  }

  private func checkIsolation(of entry: Entry<Subnet>, _ lowered: Lowering) {
    guard isPublic.value, isIsolated.value else { return }
    lowered.findings.report(
      .isolatedPublicSubnet, at: isIsolated.span, "subnet '\(entry.id)' cannot be public and isolated",
      label: "no route may lead out", labels: [Label(isPublic.span, "a route to the internet gateway")],
      help: ["remove one of them"])
  }

  private func checkRoute(of entry: Entry<Subnet>, _ lowered: Lowering) {
    guard isPublic.value, routeTable == nil, lowered.spec.sections[VPC.self][vpc.value.id]?.existing != nil else {
      return
    }
    lowered.findings.report(
      .publicSubnetInExistingVPC, at: isPublic.span,
      "subnet '\(entry.id)' is new in an existing VPC, whose internet gateway the spec does not know",
      label: "no route can lead there", notes: [Note("the VPC is already there", at: vpc.span)],
      help: [
        "use a public subnet that is already there: `existing: subnet-…`",
        "or name a table that leads to it: `routeTables.public: { existing: rtb-… }`, and here `routeTable: public`",
      ])
  }
}
