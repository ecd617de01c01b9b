package import LintelGraph
package import LintelSource

/// The rules on every graph.
package enum GraphRules {
  package static func check(_ graph: ResourceGraph, _ findings: Findings) {
    let types = TypeIndex(graph)
    AddressBlocks.check(graph, types, findings)
    VPCBoundaries.check(graph, types, findings)
    Targets.check(graph, types, findings)
    InstanceImages.check(graph, types, findings)
    InstanceRoles.check(graph, types, findings)
    SharedNames.check(graph, types, findings)
    ForeignIdentifiers.check(graph, findings)
    Tags.check(graph, findings)
    Quotas.check(graph, types, findings)
    TemplateLimits.check(graph, findings)
    // What follows from the graph is worked out once, and not at all where nothing could ask.
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
