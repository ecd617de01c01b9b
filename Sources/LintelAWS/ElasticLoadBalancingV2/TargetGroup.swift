import LintelGraph

extension ResourceType {
  /// Where a load balancer sends requests.
  package static let targetGroup = ResourceType(
    "AWS::ElasticLoadBalancingV2::TargetGroup",
    attributes: [.arn: .ref, .name: .getAtt("TargetGroupName"), .fullName: .getAtt("TargetGroupFullName")],
    existing: [.arn: .identifier, .fullName: .lastPart],
    tags: .list,
    nameProperty: "Name",
    properties: """
      Name string replacement
      VpcId string replacement
      Port integer replacement
      Protocol string replacement
      TargetType string replacement
      HealthCheckPath string
      HealthCheckIntervalSeconds integer
      HealthyThresholdCount integer
      TargetGroupAttributes set(object)
        Key string
        Value string
      """)
}
