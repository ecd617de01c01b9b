import LintelAnalysis
import LintelGraph
import LintelSource

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
        "use a wider block, such as /\(wider(for: most)), or more subnets",
        "or lower the maximum of what scales here",
      ])
  }

  private func wider(for count: Int) -> Int {
    (16...28).last { AddressBudget.usable(of: CIDR(base: 0, prefix: $0)) >= count } ?? 16
  }

  private func checkLoadBalancers(in budget: AddressBudget) {
    guard let demand = budget.demands.first(where: { isLoadBalancer($0.path) }),
      model.graph[demand.path]?.isExisting == false, let value = model.graph[budget.subnet]?["CidrBlock"],
      let block = value.literal.flatMap({ CIDR($0) }), block.prefix > AddressBudget.loadBalancerPrefix
    else { return }
    findings.report(
      .smallLoadBalancerSubnet, at: value.span,
      "\(budget.subnet.words) is too small for load balancer '\(demand.path.id)' to grow",
      label: "AWS asks for /\(AddressBudget.loadBalancerPrefix) at least",
      notes: [
        Note("it has \(budget.usable) addresses, and a load balancer may use \(AddressBudget.loadBalancer.most)")
      ],
      help: ["use a block of /\(AddressBudget.loadBalancerPrefix) or wider; a later change replaces the subnet"])
  }

  private func isLoadBalancer(_ path: Path) -> Bool {
    model.graph[path]?.type == "AWS::ElasticLoadBalancingV2::LoadBalancer"
  }
}
