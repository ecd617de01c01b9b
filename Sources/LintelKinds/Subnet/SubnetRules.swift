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

extension Subnet {
  package static let rules: [EntryRule<Subnet>] = [EntryRule([.publicSubnetInExistingVPC], by: checkRoute)]

  private func checkRoute(of entry: Entry<Subnet>, _ lowered: Lowering) {
    guard isPublic.value, lowered.spec.sections[VPC.self][vpc.value.id]?.existing != nil else { return }
    lowered.findings.report(
      .publicSubnetInExistingVPC, at: isPublic.span,
      "subnet '\(entry.id)' is new in an existing VPC, whose internet gateway the spec does not know",
      label: "no route can lead there", notes: [Note("the VPC is already there", at: vpc.span)],
      help: ["use a public subnet that is already there: `existing: subnet-…`"])
  }
}
