package import LintelGraph
package import LintelSource

/// All rules on a graph, in one pass each.
package enum GraphRules {
  package static func check(_ graph: ResourceGraph, _ findings: Findings) {
    CircularReference.check(graph, findings)
    ServiceBesideLoadBalancer.check(graph, findings)
    TemplateLimits.check(graph, findings)
  }
}
