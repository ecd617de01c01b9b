package import LintelGraph

/// What must be there first although no property names it: a fact about AWS's types, whatever kinds they come from.
///
/// From AWS's documentation of DependsOn and of the services: a route, an internet-facing load balancer and an
/// instance need the gateway attached; a service needs its listeners, and its subnets' routes to pull its image.
package enum Ordering {
  package static func apply(to graph: inout ResourceGraph) {
    let index = Index(graph)
    var edges: [(position: Int, after: [Int])] = []
    for (position, resource) in graph.resources.enumerated() where resource.role == .owned {
      let after = index.predecessors(of: resource)
      if !after.isEmpty { edges.append((position, after)) }
    }
    prune(&edges, graph)
    for (position, after) in edges {
      let paths = after.map { graph.resources[$0].path }
      graph.update(graph.resources[position].path) { $0.after = paths }
    }
  }

  /// Where things are, by what they belong to.
  private struct Index {
    let graph: ResourceGraph
    var attachmentOfGateway: [Path: Int] = [:]
    var attachmentOfVPC: [Path: Int] = [:]
    /// The associations of a subnet, and the routes of the tables that they name.
    var routing: [Path: [Int]] = [:]
    var listenersOfTargetGroup: [Path: [Int]] = [:]

    init(_ graph: ResourceGraph) {
      self.graph = graph
      var routesOfTable: [Path: [Int]] = [:]
      var associations: [(subnet: Path, table: Path, position: Int)] = []
      for (position, resource) in graph.resources.enumerated() where resource.role == .owned {
        switch resource.type {
        case "AWS::EC2::VPCGatewayAttachment":
          if let vpc = resource["VpcId"]?.reference?.path { attachmentOfVPC[vpc] = position }
          if let gateway = resource["InternetGatewayId"]?.reference?.path { attachmentOfGateway[gateway] = position }
        case "AWS::EC2::Route":
          guard let table = resource["RouteTableId"]?.reference?.path else { continue }
          routesOfTable[table, default: []].append(position)
        case "AWS::EC2::SubnetRouteTableAssociation":
          guard let subnet = resource["SubnetId"]?.reference?.path,
            let table = resource["RouteTableId"]?.reference?.path
          else { continue }
          associations.append((subnet, table, position))
        case "AWS::ElasticLoadBalancingV2::Listener":
          for action in resource["DefaultActions"]?.items ?? [] {
            guard let group = action["TargetGroupArn"]?.reference?.path else { continue }
            listenersOfTargetGroup[group, default: []].append(position)
          }
        default: break
        }
      }
      for (subnet, table, position) in associations {
        routing[subnet, default: []] += (routesOfTable[table] ?? []) + [position]
      }
    }

    func predecessors(of resource: Resource) -> [Int] {
      switch resource.type {
      case "AWS::EC2::Route":
        return resource["GatewayId"]?.reference.flatMap { attachmentOfGateway[$0.path] }.map { [$0] } ?? []
      case "AWS::ElasticLoadBalancingV2::LoadBalancer":
        guard resource["Scheme"]?.literal == "internet-facing" else { return [] }
        return unique(
          subnets(resource["Subnets"]).compactMap { subnet in
            graph[subnet]?["VpcId"]?.reference.flatMap { attachmentOfVPC[$0.path] }
          })
      case "AWS::AutoScaling::AutoScalingGroup":
        return unique(subnets(resource["VPCZoneIdentifier"]).flatMap { routing[$0] ?? [] })
      case "AWS::EC2::Instance":
        return unique((resource["SubnetId"]?.reference).map { routing[$0.path] ?? [] } ?? [])
      case "AWS::ECS::Service":
        let listeners = (resource["LoadBalancers"]?.items ?? []).flatMap { target in
          (target["TargetGroupArn"]?.reference).flatMap { listenersOfTargetGroup[$0.path] } ?? []
        }
        let network = resource["NetworkConfiguration"]?["AwsvpcConfiguration"]?["Subnets"]
        return unique(listeners + subnets(network).flatMap { routing[$0] ?? [] })
      default: return []
      }
    }

    private func subnets(_ value: Value?) -> [Path] { value?.items.compactMap { $0.reference?.path } ?? [] }
    private func unique(_ positions: [Int]) -> [Int] { Array(Set(positions)).sorted() }
  }

  /// Removes what a reference or another edge implies already, at any distance.
  private static func prune(_ edges: inout [(position: Int, after: [Int])], _ graph: ResourceGraph) {
    let added = Dictionary(edges.map { ($0.position, $0.after) }) { first, _ in first }
    func direct(_ position: Int) -> [Int] {
      var targets: [Int] = []
      graph.resources[position].forEachReference { reference, _ in
        if let target = graph.position(of: reference.path) { targets.append(target) }
      }
      return targets
    }
    for index in edges.indices {
      let (position, after) = edges[index]
      let references = direct(position)
      edges[index].after = after.filter { candidate in
        // Everything that comes first anyway, but for the edge itself.
        var pending = references + after.filter { $0 != candidate }
        var seen: Set<Int> = []
        while let next = pending.popLast() {
          if next == candidate { return false }
          guard seen.insert(next).inserted else { continue }
          pending += direct(next) + (added[next] ?? [])
        }
        return true
      }
    }
  }
}
