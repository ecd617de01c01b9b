package import LintelGraph
package import LintelSource

/// The rules on every graph.
package enum GraphRules {
  package static func check(_ graph: ResourceGraph, _ findings: Findings) {
    AddressBlocks.check(graph, findings)
    VPCBoundaries.check(graph, findings)
    Targets.check(graph, findings)
    InstanceImages.check(graph, findings)
    InstanceRoles.check(graph, findings)
    SharedNames.check(graph, findings)
    ForeignIdentifiers.check(graph, findings)
    Tags.check(graph, findings)
    Quotas.check(graph, findings)
    TemplateLimits.check(graph, findings)
    // What follows from the graph is worked out once, and not at all where nothing could ask.
    let types = TypeIndex(graph)
    guard
      types.has(
        "AWS::ECS::Service", "AWS::ECS::TaskDefinition", "AWS::AutoScaling::AutoScalingGroup",
        "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancingV2::TargetGroup")
    else { return }
    let model = SystemModel(graph, types)
    ServiceBesideLoadBalancer.check(model, findings)
    LoadBalancerSubnets.check(model, findings)
    ListenerAccess.check(model, findings)
    TargetGroupLinks.check(model, findings)
    TargetAccess.check(model, findings)
    HealthCheckWindow.check(model, findings)
    SupplyLines.check(model, findings)
    ExecutionRoles.check(model, findings)
    Addresses.check(model, findings)
    ScalingCoherence.check(model, findings)
  }
}
