import LintelGraph

extension ResourceType {
  /// Where a load balancer sends requests.
  package static let targetGroup = ResourceType(
    "AWS::ElasticLoadBalancingV2::TargetGroup",
    attributes: [.arn: .ref, .name: .getAtt("TargetGroupName"), .fullName: .getAtt("TargetGroupFullName")],
    existing: [.arn: .identifier, .fullName: .lastPart],
    tags: .list,
    nameProperty: "Name",
    facts: Facts(
      registers: .targets("Targets", id: "Id", port: "Port"),
      nameScope: NameScope(extent: .region, ignoresCase: false)),
    properties: """
      Name string replacement => TargetGroupName
      VpcId string replacement
      Port integer replacement
      Protocol string replacement
      TargetType string replacement
      HealthCheckPath string = /
      HealthCheckIntervalSeconds integer = 30
      HealthyThresholdCount integer = 5
      UnhealthyThresholdCount integer = 2 unmanaged
      TargetGroupAttributes set(object) updateOnly => [?Key=='{Key}']|[0].Value
        Key string
        Value string
        deregistration_delay.timeout_seconds integer = 300
      """,
    commands: """
      noun target group
      list elbv2 describe-target-groups => TargetGroups[] TargetGroupArn
        tags 20 elbv2 describe-tags --resource-arns => TagDescriptions[] ResourceArn unless TargetGroupNotFound
      arn elasticloadbalancing targetgroup/
      uses AWS::EC2::VPC
      name elbv2 describe-target-groups --names {Name}
        => TargetGroups[0].TargetGroupArn unless TargetGroupNotFound
      create elbv2 create-target-group {properties} --tags {tags:Key} => TargetGroups[0].TargetGroupArn
      read elbv2 describe-target-groups --target-group-arns {self} => TargetGroups[0]
      read elbv2 describe-target-group-attributes --target-group-arn {self} => Attributes
        TargetGroupAttributes
      read elbv2 describe-tags --resource-arns {self} => TagDescriptions[0]
        Tags Tags
      change elbv2 modify-target-group --target-group-arn {self} {properties}
      change elbv2 modify-target-group-attributes --target-group-arn {self}
        --attributes {TargetGroupAttributes:shorthand}
      tag elbv2 add-tags --resource-arns {self} --tags {tags:Key}
      attribute fullName after :
      delete elbv2 delete-target-group --target-group-arn {self}
      """)
}
