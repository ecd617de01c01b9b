import LintelAWS
import LintelGraph
import LintelSource
import Testing

/// The edges that no reference expresses, on graphs built by hand.
@Suite struct OrderingEdgeTests {
  @Test func aRouteWaitsForTheAttachmentOfItsGateway() {
    var graph = SmallGraph.network()
    Ordering.apply(to: &graph)
    #expect(graph.after("subnets.a/defaultRoute") == ["vpcs.main/attachment"])
  }

  @Test(arguments: [("internet-facing", true), ("internal", false), (nil, true)] as [(String?, Bool)])
  func aLoadBalancerWaitsUnlessItIsInternal(_ scheme: String?, _ waits: Bool) {
    var graph = SmallGraph.network()
    graph.add(
      "loadBalancers.lb", "AWS::ElasticLoadBalancingV2::LoadBalancer",
      ["Scheme": scheme.map { Value(.string($0)) }, "Subnets": .set([.to("subnets.a"), .to("subnets.b")])])
    Ordering.apply(to: &graph)
    #expect(graph.after("loadBalancers.lb") == (waits ? ["vpcs.main/attachment"] : []))
  }

  @Test(arguments: ["AWS::AutoScaling::AutoScalingGroup", "AWS::EC2::Instance"])
  func instancesWaitForTheRoutesOfTheirSubnets(_ type: String) {
    var graph = SmallGraph.network()
    graph.add(
      "things.x", type,
      [
        "VPCZoneIdentifier": type.hasSuffix("Instance") ? nil : .set([.to("subnets.a")]),
        "SubnetId": type.hasSuffix("Instance") ? .to("subnets.a") : nil,
      ])
    Ordering.apply(to: &graph)
    #expect(graph.after("things.x") == ["subnets.a/defaultRoute", "subnets.a/association"])
  }

  @Test func aServiceWaitsForItsListenersAndRoutesInTheOrderOfTheGraph() {
    var graph = SmallGraph.network()
    graph.addService()
    Ordering.apply(to: &graph)
    let expected = [
      "subnets.a/defaultRoute", "subnets.a/association", "subnets.b/defaultRoute", "subnets.b/association",
      "loadBalancers.lb/one", "loadBalancers.lb/two",
    ]
    #expect(graph.after("services.s") == expected)
    let once = graph
    Ordering.apply(to: &graph)
    #expect(graph.resources.map(\.after) == once.resources.map(\.after), "a second pass changes nothing")
  }

  /// A task knows the names that were there when it started.
  @Test func aServiceThatOnlyCallsOthersWaitsForThem() {
    var graph = SmallGraph.network()
    graph.add("namespaces.calls", "AWS::ServiceDiscovery::HttpNamespace", [:])
    for (name, offers) in [("caller", nil), ("server", Value(.list([])))] as [(String, Value?)] {
      graph.add(
        "services.\(name)", "AWS::ECS::Service",
        ["ServiceConnectConfiguration": .map(["Namespace": .to("namespaces.calls"), "Services": offers])])
    }
    Ordering.apply(to: &graph)
    #expect(graph.after("services.caller") == ["services.server"])
    #expect(graph.after("services.server") == [])
  }

  /// Nothing waits for what no template has, nor does an AMI's builder, which a template knows as a parameter, bring
  /// anything about in one.
  @Test func onlyWhatATemplateHasComesFirst() {
    var graph = SmallGraph.network()
    graph.add("instances.builder", "AWS::EC2::Instance", ["SubnetId": .to("subnets.a")], role: .scaffold)
    graph.update(Path("instances", "builder")) { $0.after = [Path("subnets", "a", "defaultRoute")] }
    graph.add("images.web", "Lintel::MachineImage", ["Instance": .to("instances.builder")], role: .artifact)
    graph.add("launchTemplates.web", "AWS::EC2::LaunchTemplate", ["Image": .to("images.web")])
    graph.add(
      "groups.web", "AWS::AutoScaling::AutoScalingGroup",
      ["LaunchTemplate": .to("launchTemplates.web"), "VPCZoneIdentifier": .set([.to("subnets.a")])])
    graph.update(Path("groups", "web")) { $0.after = [Path("instances", "builder"), Path("images", "web")] }
    Ordering.apply(to: &graph)
    #expect(graph.after("groups.web") == ["subnets.a/defaultRoute", "subnets.a/association"])

    var existing = SmallGraph.network(role: .existing(.literal("igw-1")))
    existing.addService()
    Ordering.apply(to: &existing)
    #expect(existing.after("services.s") == ["loadBalancers.lb/one", "loadBalancers.lb/two"])
  }

  /// Whatever an artifact yields stands in a template in its place.
  @Test func whatAnArtifactYieldsComesFirst() {
    var graph = SmallGraph.empty
    graph.add("repositories.r", "AWS::ECR::Repository", [:])
    graph.add("images.i", "Lintel::ContainerImage", [:], role: .artifact)
    graph.update(Path("images", "i")) { $0.yields = [.uri: .text([.to("repositories.r", .uri), ":1"])] }
    graph.add("tasks.t", "AWS::ECS::TaskDefinition", ["Image": .to("images.i", .uri)])
    graph.update(Path("tasks", "t")) { $0.after = [Path("repositories", "r")] }
    Ordering.apply(to: &graph)
    #expect(graph.after("tasks.t") == [])
  }

  /// On random graphs without cycles: what comes before a node at any distance stays the same, and no edge is left
  /// that the others imply.
  @Test(arguments: 0..<60) func pruningLosesNothingAndLeavesNothingRedundant(_ seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    var graph = SmallGraph.empty
    let count = 2 + Int(random.next() % 18)
    for position in 0..<count {
      var resource = Resource(Path("n", "\(position)"), "AWS::Logs::LogGroup", span: .none)
      for earlier in 0..<position {
        let path = Path("n", "\(earlier)")
        switch random.next() % 8 {
        case 0: resource.properties.append(Member("P\(earlier)", .reference(path, .name)))
        case 1: resource.tags.append(Tag("t\(earlier)", .reference(path, .name)))
        case 2, 3: resource.after.append(path)
        default: break
        }
      }
      resource.after.shuffle(using: &random)
      graph.add(resource)
    }
    let before = graph
    Ordering.apply(to: &graph)
    for resource in graph.resources {
      #expect(graph.closure(of: resource.path) == before.closure(of: resource.path), "\(resource.path)")
      let positions = resource.after.compactMap { graph.position(of: $0) }
      #expect(positions == positions.sorted())
      for path in resource.after {
        let others = graph.closure(of: resource.path, without: path)
        #expect(!others.contains(path), "\(resource.path) needs \(path) anyway")
      }
    }
  }
}

extension ResourceGraph {
  fileprivate func after(_ path: String) -> [String] {
    resources.first { $0.path.description == path }?.after.map(\.description) ?? ["no such node"]
  }

  /// Two listeners that forward to the group of a service.
  fileprivate mutating func addService() {
    add("targetGroups.t", "AWS::ElasticLoadBalancingV2::TargetGroup", [:])
    for name in ["one", "two"] {
      add(
        "loadBalancers.lb/\(name)", "AWS::ElasticLoadBalancingV2::Listener",
        ["DefaultActions": .list([.map(["TargetGroupArn": .to("targetGroups.t", .arn)])])])
    }
    add(
      "services.s", "AWS::ECS::Service",
      [
        "LoadBalancers": .set([.map(["TargetGroupArn": .to("targetGroups.t", .arn)])]),
        "NetworkConfiguration": .map([
          "AwsvpcConfiguration": .map(["Subnets": .set([.to("subnets.b"), .to("subnets.a")])])
        ]),
      ])
  }

  /// All that comes before a node, but for what only one edge of it says.
  fileprivate func closure(of path: Path, without edge: Path? = nil) -> Set<Path> {
    var closure: Set<Path> = []
    var pending = [path]
    while let next = pending.popLast() {
      guard let resource = self[next] else { continue }
      var targets = next == path ? resource.after.filter { $0 != edge } : resource.after
      resource.forEachReference { reference, _ in targets.append(reference.path) }
      for target in targets where closure.insert(target).inserted { pending.append(target) }
    }
    return closure
  }
}
