import LintelGraph

extension ResourceType {
  /// A port that a load balancer listens on.
  package static let listener = ResourceType(
    "AWS::ElasticLoadBalancingV2::Listener",
    attributes: [.arn: .ref],
    existing: [.arn: .identifier],
    tags: .list,
    properties: """
      LoadBalancerArn string replacement required
      Port integer
      Protocol string
      DefaultActions list(object) required
        Type string required
        TargetGroupArn string
      """)
}
