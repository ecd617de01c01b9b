package import LintelGraph
package import LintelSource

/// The rules on every graph, in one pass each.
package enum GraphRules {
  package static func check(_ graph: ResourceGraph, _ findings: Findings) {
    ServiceBesideLoadBalancer.check(graph, findings)
    AddressBlocks.check(graph, findings)
    VPCBoundaries.check(graph, findings)
    Targets.check(graph, findings)
    InstanceImages.check(graph, findings)
    SharedNames.check(graph, findings)
    ForeignIdentifiers.check(graph, findings)
    Tags.check(graph, findings)
    Quotas.check(graph, findings)
    TemplateLimits.check(graph, findings)
  }
}
