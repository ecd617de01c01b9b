import LintelAWS
import LintelGraph
import Testing

@testable import Lintel

/// What comes after what although no property says so.
@Suite struct OrderingTests {
  /// Everything that a node waits for, but for one edge.
  private func predecessors(
    of path: Path, in graph: ResourceGraph, without edge: (from: Path, to: Path)? = nil
  ) -> Set<Path> {
    var seen: Set<Path> = []
    var pending = [path]
    while let next = pending.popLast() {
      guard let resource = graph[next] else { continue }
      var targets = resource.after.filter { edge?.from != next || edge?.to != $0 }
      resource.forEachReference { reference, _ in targets.append(reference.path) }
      for target in targets where seen.insert(target).inserted { pending.append(target) }
    }
    return seen
  }

  @Test(arguments: ExampleSpec.all) func noEdgeIsRedundant(_ example: ExampleSpec) throws {
    for graph in try example.check().finishedGraphs {
      for resource in graph.resources {
        #expect(Set(resource.after).count == resource.after.count)
        for path in resource.after {
          let others = predecessors(of: resource.path, in: graph, without: (resource.path, path))
          #expect(!others.contains(path), "\(resource.path) comes after \(path) anyway")
        }
      }
    }
  }

  /// Pruning leaves what AWS needs, at any distance.
  @Test(arguments: ExampleSpec.all) func whatAWSNeedsComesFirst(_ example: ExampleSpec) throws {
    var checks = 0
    for graph in try example.check().finishedGraphs {
      for resource in graph.resources where resource.role == .owned {
        let wanted = wanted(by: resource, in: graph)
        checks += wanted.count
        #expect(wanted.subtracting(predecessors(of: resource.path, in: graph)) == [], "\(resource.path)")
      }
    }
    #expect(checks > 0)
  }

  /// What has to be there before a resource of these types, whether it names it or not.
  private func wanted(by resource: Resource, in graph: ResourceGraph) -> Set<Path> {
    switch resource.type {
    case "AWS::EC2::Route" where resource["NatGatewayId"] == nil, "AWS::ElasticLoadBalancingV2::LoadBalancer":
      return paths(of: "AWS::EC2::VPCGatewayAttachment", in: graph)
    case "AWS::EC2::NatGateway", "AWS::AutoScaling::AutoScalingGroup":
      return routing(of: resource, in: graph)
    case "AWS::ECS::Service":
      let groups = named(by: resource, "AWS::ElasticLoadBalancingV2::TargetGroup", in: graph)
      let forwarding = ["AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerRule"]
        .flatMap { paths(of: $0, in: graph) }
        .filter { path in
          graph[path].map {
            !named(by: $0, "AWS::ElasticLoadBalancingV2::TargetGroup", in: graph).isDisjoint(with: groups)
          }
            ?? false
        }
      let cluster = named(by: resource, "AWS::ECS::Cluster", in: graph)
      let providers = paths(of: "AWS::ECS::ClusterCapacityProviderAssociations", in: graph).filter { path in
        guard resource["LaunchType"] == nil, let association = graph[path] else { return false }
        return !named(by: association, "AWS::ECS::Cluster", in: graph).isDisjoint(with: cluster)
      }
      return routing(of: resource, in: graph).union(forwarding).union(providers)
    default: return []
    }
  }

  /// The ways out of the subnets that a resource stands in, and the gateways' own behind them.
  private func routing(of resource: Resource, in graph: ResourceGraph) -> Set<Path> {
    let subnets = named(by: resource, "AWS::EC2::Subnet", in: graph)
    var found: Set<Path> = []
    for path in paths(of: "AWS::EC2::SubnetRouteTableAssociation", in: graph) {
      guard let association = graph[path], let subnet = association["SubnetId"]?.reference?.path,
        subnets.contains(subnet)
      else { continue }
      found.insert(path)
      let table = association["RouteTableId"]?.reference?.path
      for path in paths(of: "AWS::EC2::Route", in: graph) where graph[path]?["RouteTableId"]?.reference?.path == table {
        found.insert(path)
        if let gateway = graph[path]?["NatGatewayId"]?.reference.flatMap({ graph[$0.path] }) {
          found.formUnion(routing(of: gateway, in: graph))
        }
      }
    }
    return found
  }

  private func named(by resource: Resource, _ type: String, in graph: ResourceGraph) -> Set<Path> {
    var found: Set<Path> = []
    resource.forEachReference { reference, _ in
      if graph[reference.path]?.type == type { found.insert(reference.path) }
    }
    return found
  }

  private func paths(of type: String, in graph: ResourceGraph) -> Set<Path> {
    Set(graph.resources.filter { $0.type == type && $0.role == .owned }.map(\.path))
  }
}
