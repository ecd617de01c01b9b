package import LintelGraph

/// How many addresses a subnet has, and how many what stands in it takes.
package struct AddressBudget: Sendable {
  /// What one node takes of a subnet, spread evenly over its subnets.
  package struct Demand: Hashable, Sendable {
    package let path: Path
    /// With the counts that the system starts with.
    package let desired: Int
    /// With the most that scaling and a deployment bring; of a load balancer what AWS may take.
    package let most: Int
  }

  package let subnet: Path
  /// Without the five that AWS keeps in every subnet.
  package let usable: Int
  package let demands: [Demand]
  /// Whether the counts of all that stands in the subnet are known.
  package let isComplete: Bool

  package var desired: Int { demands.reduce(0) { $0 + $1.desired } }
  package var most: Int { demands.reduce(0) { $0 + $1.most } }

  /// AWS keeps the first four addresses of a subnet and the last.
  package static func usable(of block: CIDR) -> Int { max(0, block.count - 5) }

  /// A load balancer needs eight free addresses in each subnet to grow, and may use up to a hundred.
  package static let loadBalancer = (least: 8, most: 100)

  /// The narrowest block that AWS asks for below a load balancer.
  package static let loadBalancerPrefix = 27

  /// The budgets of the subnets whose blocks are known, in the order of the graph.
  package static func all(in graph: ResourceGraph) -> [AddressBudget] { all(Bounds(graph)) }

  package static func all(_ bounds: Bounds) -> [AddressBudget] {
    let graph = bounds.graph
    var demands: [Path: [Demand]] = [:]
    var incomplete: Set<Path> = []
    let users = bounds.types.positions(
      of: "AWS::ECS::Service", "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::AutoScaling::AutoScalingGroup",
      "AWS::EC2::Instance", "AWS::EC2::NatGateway", "AWS::EC2::VPCEndpoint")
    for node in users.lazy.map({ graph.resources[$0] }) {
      let subnets = subnets(of: node)
      guard !subnets.isEmpty else { continue }
      guard let (desired, most) = demand(of: node, bounds, graph) else {
        incomplete.formUnion(subnets)
        continue
      }
      // Load balancers take theirs in every subnet; tasks and instances are spread.
      let parts =
        node.type == "AWS::ECS::Service" || node.type == "AWS::AutoScaling::AutoScalingGroup" ? subnets.count : 1
      let share = Demand(path: node.path, desired: (desired + parts - 1) / parts, most: (most + parts - 1) / parts)
      for subnet in subnets { demands[subnet, default: []].append(share) }
    }
    return bounds.types.positions(of: "AWS::EC2::Subnet").compactMap { position in
      let node = graph.resources[position]
      guard let block = node["CidrBlock"]?.literal.flatMap({ CIDR($0) }) else { return nil }
      return AddressBudget(
        subnet: node.path, usable: usable(of: block), demands: demands[node.path] ?? [],
        isComplete: !node.isExisting && !incomplete.contains(node.path))
    }
  }

  static func subnets(of node: Resource) -> [Path] {
    let value: Value? =
      switch node.type {
      case "AWS::ECS::Service": node["NetworkConfiguration"]?["AwsvpcConfiguration"]?["Subnets"]
      case "AWS::ElasticLoadBalancingV2::LoadBalancer": node["Subnets"]
      case "AWS::AutoScaling::AutoScalingGroup": node["VPCZoneIdentifier"]
      case "AWS::EC2::Instance", "AWS::EC2::NatGateway": node["SubnetId"].map { .set([$0]) }
      case "AWS::EC2::VPCEndpoint": node["SubnetIds"]
      default: nil
      }
    return (value?.items ?? []).compactMap { $0.reference?.path }
  }

  /// What a node takes altogether, or, where it takes the same in each subnet, in one.
  private static func demand(
    of node: Resource, _ bounds: Bounds, _ graph: ResourceGraph
  ) -> (desired: Int, most: Int)? {
    switch node.type {
    case "AWS::ECS::Service":
      guard let counts = bounds.tasks(of: node) else { return nil }
      let percent = node["DeploymentConfiguration"]?["MaximumPercent"]
      guard let most = percent == nil ? 200 : graph.count(percent) else { return nil }
      return (counts.desired, max(counts.most, counts.most * most / 100))
    case "AWS::AutoScaling::AutoScalingGroup": return bounds.instances(of: node).map { ($0.desired, $0.most) }
    case "AWS::ElasticLoadBalancingV2::LoadBalancer": return (loadBalancer.least, loadBalancer.most)
    default: return (1, 1)
    }
  }
}
