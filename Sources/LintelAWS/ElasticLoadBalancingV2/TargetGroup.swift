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
      """,
    commands: """
      noun target group
      list target_groups
      name elbv2 describe-target-groups --names {Name}
        => TargetGroups[0].TargetGroupArn unless TargetGroupNotFound
      create elbv2 create-target-group --name {Name} --vpc-id {VpcId} --port {Port} --protocol {Protocol}
        --target-type {TargetType} --health-check-path {HealthCheckPath}
        --health-check-interval-seconds {HealthCheckIntervalSeconds}
        --healthy-threshold-count {HealthyThresholdCount} --tags {tags:Key} => TargetGroups[0].TargetGroupArn
      read elbv2 describe-target-groups --target-group-arns {self} => TargetGroups[0]
        Name TargetGroupName
        VpcId VpcId
        Port Port
        Protocol Protocol
        TargetType TargetType
        HealthCheckPath HealthCheckPath = /
        HealthCheckIntervalSeconds HealthCheckIntervalSeconds = 30
        HealthyThresholdCount HealthyThresholdCount = 5
      read elbv2 describe-target-group-attributes --target-group-arn {self} => Attributes
        TargetGroupAttributes [?Key=='{Key}']|[0].Value
      read elbv2 describe-tags --resource-arns {self} => TagDescriptions[0]
        Tags Tags
      change elbv2 modify-target-group --target-group-arn {self} --health-check-path {HealthCheckPath}
        --health-check-interval-seconds {HealthCheckIntervalSeconds}
        --healthy-threshold-count {HealthyThresholdCount}
      change elbv2 modify-target-group-attributes --target-group-arn {self}
        --attributes {TargetGroupAttributes:shorthand}
      tag elbv2 add-tags --resource-arns {self} --tags {tags:Key}
      attribute fullName after :
      delete elbv2 delete-target-group --target-group-arn {self}
      """)
}
