package import LintelGraph
package import LintelSource

/// The rules on every graph, in one pass each.
package enum GraphRules {
  package static func check(_ graph: ResourceGraph, _ findings: Findings) {
    ServiceBesideLoadBalancer.check(graph, findings)
    TemplateLimits.check(graph, findings)
  }
}
