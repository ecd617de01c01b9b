import LintelAWS
import LintelGraph
package import LintelSource

extension Rule {
  package static let beyondQuota = Rule(
    "beyond-quota", .note, .checking, "The system needs more of something than an account has by default.",
    page: RulePage(
      .system,
      why: """
        A region of an account has room for \(DefaultQuotas.vpcsPerRegion) VPCs, its default one included, and for \
        \(DefaultQuotas.addressesPerRegion) elastic addresses, of which each NAT gateway has one; a role has room for \
        \(DefaultQuotas.managedPoliciesPerRole) managed policies. These quotas are raised on request, which takes a \
        while; until then the deployment stops at the first one too many.
        """,
      awsAnswer: "VpcLimitExceeded: The maximum number of VPCs has been reached.",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
      wrong: [
        .ecs(
          "vpcs:\n" + (1...3).map { "  jobs-\($0): { cidr: 10.\($0).0.0/16 }\n" }.joined()
            + "  ↓last: { cidr: 10.9.0.0/16 }"),
        .ecs(
          "roles:\n  jobs:\n    assumedBy: ecs-tasks.amazonaws.com\n    managedPolicies:\n"
            + (1...11).map { "      - \($0 == 11 ? "↓" : "")arn:aws:iam::aws:policy/Policy\($0)\n" }.joined()),
      ],
      right: [
        .ecs("vpcs:\n" + (1...3).map { "  jobs-\($0): { cidr: 10.\($0).0.0/16 }\n" }.joined()),
        .ecs("vpcs:\n" + (1...6).map { "  jobs-\($0): { existing: vpc-0123456789abcde\($0)f }\n" }.joined()),
      ]))
}

/// Counts what AWS's default quotas limit.
enum Quotas {
  static func check(_ model: SystemModel, _ findings: Findings) {
    let (graph, types) = (model.graph, model.types)
    let vpcs = types.positions(of: ResourceType.vpc.name).map { graph.resources[$0] }.filter { !$0.isExisting }
    if vpcs.count >= DefaultQuotas.vpcsPerRegion {
      findings.report(
        .beyondQuota, at: vpcs[DefaultQuotas.vpcsPerRegion - 1].span,
        "the system has \(vpcs.count) VPCs, and a region of an account has room for \(DefaultQuotas.vpcsPerRegion), "
          + "its default VPC included",
        label: "AWS answers VpcLimitExceeded", help: ["ask AWS for a higher quota, or use fewer VPCs"])
    }
    let addresses = model.made(ResourceType.elasticAddress).map(\.span)
    if addresses.count > DefaultQuotas.addressesPerRegion {
      findings.report(
        .beyondQuota, at: addresses[DefaultQuotas.addressesPerRegion],
        "the system has \(addresses.count) elastic addresses, and a region of an account has room for "
          + "\(DefaultQuotas.addressesPerRegion)",
        label: "AWS answers AddressLimitExceeded", help: ["ask AWS for a higher quota, or use fewer NAT gateways"])
    }
    for role in types.positions(of: ResourceType.role.name).lazy.map({ graph.resources[$0] }) where !role.isExisting {
      let policies = role["ManagedPolicyArns"]?.items ?? []
      guard policies.count > DefaultQuotas.managedPoliciesPerRole else { continue }
      findings.report(
        .beyondQuota, at: policies[DefaultQuotas.managedPoliciesPerRole].span,
        "role '\(role.path.id)' has \(policies.count) managed policies, and room for "
          + "\(DefaultQuotas.managedPoliciesPerRole)",
        label: "AWS answers 'Cannot exceed quota for PoliciesPerRole'",
        help: ["ask AWS for a higher quota, or put the statements of several into one policy"])
    }
  }
}
