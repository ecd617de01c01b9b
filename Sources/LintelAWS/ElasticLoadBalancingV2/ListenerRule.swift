import LintelGraph

extension ResourceType {
  /// A rule of a listener, which forwards some of its requests elsewhere.
  ///
  /// No section makes one yet.
  package static let listenerRule = ResourceType(
    "AWS::ElasticLoadBalancingV2::ListenerRule",
    facts: Facts(forwards: .rule(listener: "ListenerArn", actions: "Actions")), properties: "")
}
