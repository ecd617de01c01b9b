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
      let attachments = paths(of: "AWS::EC2::VPCGatewayAttachment", in: graph)
      let routing = paths(of: "AWS::EC2::Route", in: graph).union(
        paths(of: "AWS::EC2::SubnetRouteTableAssociation", in: graph))
      let listeners = paths(of: "AWS::ElasticLoadBalancingV2::Listener", in: graph)
      let needed: [String: Set<Path>] = [
        "AWS::EC2::Route": attachments,
        "AWS::ElasticLoadBalancingV2::LoadBalancer": attachments,
        "AWS::AutoScaling::AutoScalingGroup": routing,
        "AWS::ECS::Service": routing.union(listeners),
      ]
      for (type, wanted) in needed {
        for path in paths(of: type, in: graph) {
          checks += 1
          #expect(wanted.subtracting(predecessors(of: path, in: graph)) == [], "\(path)")
        }
      }
    }
    #expect(checks >= 4)
  }

  private func paths(of type: String, in graph: ResourceGraph) -> Set<Path> {
    Set(graph.resources.filter { $0.type == type && $0.role == .owned }.map(\.path))
  }
}
