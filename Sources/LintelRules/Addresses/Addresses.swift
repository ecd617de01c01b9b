import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// How many addresses subnets have, and what takes them.
extension Rule {
  package static let tooFewAddresses = Rule(
    "too-few-addresses", .error, .checking, "More tasks or instances are to start than their subnets have addresses.",
    page: RulePage(
      .network,
      why: """
        Each task and each instance takes an address of its subnet. AWS keeps five in every subnet, and a load balancer \
        needs eight free ones wherever it stands: a block of /28 has eleven addresses to give, and three beside a load \
        balancer. What finds no address does not start.
        """,
      awsAnswer: "InsufficientFreeAddressesInSubnet: … has insufficient free addresses to satisfy the request.",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
      wrong: [
        .ecs(
          """
          subnets:
            tasks-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/28, public: true }
            tasks-b: { vpc: main, availabilityZone: b, cidr: 10.0.32.16/28, public: true }
          services:
            web: { subnets: ↓[tasks-a, tasks-b], desiredCount: 30, autoScaling: null }
          scalingPolicies: null
          """)
      ],
      right: [
        .ecs(
          """
          subnets:
            tasks-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/28, public: true }
            tasks-b: { vpc: main, availabilityZone: b, cidr: 10.0.32.16/28, public: true }
          services:
            web: { subnets: [tasks-a, tasks-b], desiredCount: 10, autoScaling: null }
          scalingPolicies: null
          """)
      ]))

  package static let addressesMayRunOut = Rule(
    "addresses-may-run-out", .warning, .checking,
    "A subnet has too few addresses for what scaling and a deployment bring.",
    page: RulePage(
      .network,
      why: """
        A deployment starts new tasks beside the old ones, twice as many in all, and scaling may have brought the \
        service to its maximum before. Each task takes an address. Spread evenly over the subnets of the service, they \
        are more than this subnet has, so that deployments under load get stuck. A block cannot be changed later \
        without replacing the subnet and all that stands in it.
        """,
      awsAnswer: "InsufficientFreeAddressesInSubnet: … has insufficient free addresses to satisfy the request.",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
      wrong: [
        .ecs(
          """
          subnets:
            public-a: { cidr: ↓10.0.0.0/27 }
            public-b: { cidr: ↓10.0.0.32/27 }
          services:
            web: { autoScaling: { maxCapacity: 20 } }
          """)
      ],
      right: [
        .ecs(
          """
          subnets:
            public-a: { cidr: 10.0.0.0/27 }
            public-b: { cidr: 10.0.0.32/27 }
          services:
            web: { autoScaling: { maxCapacity: 19 } }
          """)
      ]))

  package static let smallLoadBalancerSubnet = Rule(
    "small-load-balancer-subnet", .warning, .checking,
    "A load balancer stands in a subnet that is too small for it to grow.",
    page: RulePage(
      .network,
      why: """
        A load balancer adds addresses as traffic grows, up to a hundred in all. AWS asks for blocks of /27 at least, \
        with eight addresses free. In a smaller one it starts, and then does not keep up.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
      wrong: [.ecs("subnets:\n  public-a: { cidr: ↓10.0.0.0/28 }\nservices:\n  web: { subnets: [public-b] }")],
      right: [.ecs("subnets:\n  public-a: { cidr: 10.0.0.0/27 }\nservices:\n  web: { subnets: [public-b] }")]))
}

/// Holds the blocks of subnets against what stands in them.
struct Addresses {
  private let model: SystemModel
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = Addresses(model: model, findings: findings)
    let budgets = AddressBudget.all(model.bounds)
    var isFull: Set<Path> = []
    for room in AddressRoom.all(model.bounds, budgets) where room.desired > room.free {
      check.report(room)
      isFull.formUnion(room.subnets)
    }
    for budget in budgets {
      check.checkLoadBalancers(in: budget)
      if !isFull.contains(budget.subnet) { check.checkMost(of: budget) }
    }
  }

  private func report(_ room: AddressRoom) {
    guard let host = model.reach.host(room.members[0]), let first = host.subnets?.first else { return }
    let blocks = room.subnets.compactMap { model.graph[$0]?["CidrBlock"] }
    let hosts = room.members.compactMap { model.reach.host($0) }
    let nouns =
      (hosts.contains { $0.kind == .service } ? ["tasks"] : [])
      + (hosts.contains { $0.kind != .service } ? ["instances"] : [])
    findings.report(
      .tooFewAddresses, at: listSpan(of: host).or(first.span),
      "\(hosts.map(\.path.words).joined(separator: " and ")) start\(hosts.count == 1 ? "s" : "") with \(room.desired) "
        + "\(nouns.joined(separator: " and ")), and there are \(room.free) addresses for them",
      label: "the rest finds no address, and does not start",
      notes: zip(room.subnets, blocks).prefix(4).map { subnet, block in
        Note("\(subnet.words) is \(block.literal ?? "?")", at: block.span.isWritten ? block.span : nil)
      },
      help: ["give the subnets blocks of /\(prefix(for: room)) or wider, or start with less"])
  }

  private func listSpan(of host: Host) -> Span {
    let node = model.graph[host.path]
    let list = node?["NetworkConfiguration"]?["AwsvpcConfiguration"]?["Subnets"] ?? node?["VPCZoneIdentifier"]
    return list?.span ?? .none
  }

  /// The narrowest block that would do, one of its kind for each subnet.
  private func prefix(for room: AddressRoom) -> Int {
    let usable = room.subnets.compactMap { path in
      model.graph[path]?["CidrBlock"]?.literal.flatMap { CIDR($0) }.map { AddressBudget.usable(of: $0) }
    }
    let taken = usable.reduce(0, +) - room.free
    let each = (room.desired + taken + room.subnets.count - 1) / room.subnets.count
    return (16...28).last { AddressBudget.usable(of: CIDR(base: 0, prefix: $0)) >= each } ?? 16
  }

  private func checkMost(of budget: AddressBudget) {
    // The hundred of a load balancer is what AWS may take, not what the system needs.
    let demands = budget.demands.map { demand in
      isLoadBalancer(demand.path) ? (path: demand.path, count: demand.desired) : (path: demand.path, count: demand.most)
    }
    let most = demands.reduce(0) { $0 + $1.count }
    guard most > budget.usable, let block = model.graph[budget.subnet]?["CidrBlock"] else { return }
    findings.report(
      .addressesMayRunOut, at: block.span,
      "\(budget.subnet.words) has \(budget.usable) addresses, and up to \(most) may be wanted",
      label: "AWS keeps 5 of \(block.literal.flatMap { CIDR($0) }?.count ?? 0)",
      notes: demands.sorted { $0.count > $1.count }.prefix(3).map { demand in
        Note(
          "\(demand.path.words) takes up to \(demand.count) of them"
            + (isLoadBalancer(demand.path) ? "" : ", a deployment at full size included"),
          at: model.graph[demand.path]?.span)
      },
      help: [
        "use a wider block, such as /\(written(wider(for: most), for: budget)), or more subnets",
        "or lower the maximum of what scales here",
      ])
  }

  private func wider(for count: Int) -> Int {
    (16...28).last { AddressBudget.usable(of: CIDR(base: 0, prefix: $0)) >= count } ?? 16
  }

  private func checkLoadBalancers(in budget: AddressBudget) {
    guard
      let demand = budget.demands.first(where: { isLoadBalancer($0.path) && $0.most > 1 }),
      model.graph[demand.path]?.isExisting == false, let value = model.graph[budget.subnet]?["CidrBlock"],
      let block = value.literal.flatMap({ CIDR($0) }), block.prefix > AddressBudget.loadBalancerPrefix
    else { return }
    findings.report(
      .smallLoadBalancerSubnet, at: value.span,
      "\(budget.subnet.words) is too small for load balancer '\(demand.path.id)' to grow",
      label: "AWS asks for /\(AddressBudget.loadBalancerPrefix) at least",
      notes: [
        Note("it has \(budget.usable) addresses, and a load balancer may use \(demand.most)")
      ],
      help: [
        "use a block of /\(written(AddressBudget.loadBalancerPrefix, for: budget)) or wider; a later change replaces the "
          + (follows(budget) ? "VPC" : "subnet")
      ])
  }

  /// Whether the block of a subnet follows from that of its VPC, which is what is written.
  private func follows(_ budget: AddressBudget) -> Bool {
    let subnet = model.graph[budget.subnet]
    let vpc = (subnet?["VpcId"]?.reference).flatMap { model.graph[$0.path] }?["CidrBlock"]?.span
    return vpc?.isWritten ?? false && vpc == subnet?["CidrBlock"]?.span
  }

  /// The prefix to write for a subnet to have one: its own, or that of the VPC from which it follows.
  private func written(_ prefix: Int, for budget: AddressBudget) -> Int {
    follows(budget) ? SubnetSizes.vpc(forStandard: prefix) : prefix
  }

  private func isLoadBalancer(_ path: Path) -> Bool {
    model.reach.host(path)?.kind == .loadBalancer
  }
}
