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
      nameScope: NameScope(extent: .region, ignoresCase: false),
      // A check that only connects asks for no path.
      conditionalDefaults: [.init(name: "HealthCheckPath", property: "HealthCheckProtocol", value: "TCP")]),
    properties: """
      Name string replacement => TargetGroupName
      VpcId string replacement
      Port integer replacement
      Protocol string replacement
      ProtocolVersion string = HTTP1 replacement
      TargetType string replacement
      HealthCheckProtocol string = HTTP
      HealthCheckPort string = traffic-port
      HealthCheckPath string = /
      HealthCheckIntervalSeconds integer = 30
      HealthCheckTimeoutSeconds integer
      HealthyThresholdCount integer = 5
      UnhealthyThresholdCount integer = 2
      Matcher object
        GrpcCode string
        HttpCode string
      TargetGroupAttributes set(object) updateOnly => [?Key=='{Key}']|[0].Value
        Key string
        Value string
        deregistration_delay.connection_termination.enabled boolean = false
        deregistration_delay.timeout_seconds integer = 300 0...3600
        load_balancing.algorithm.anomaly_mitigation string = off on|off
        load_balancing.algorithm.type string = round_robin round_robin|least_outstanding_requests|weighted_random
        load_balancing.cross_zone.enabled string = use_load_balancer_configuration true|false|use_load_balancer_configuration
        preserve_client_ip.enabled boolean
        proxy_protocol_v2.enabled boolean = false
        slow_start.duration_seconds integer = 0 30...900
        stickiness.app_cookie.cookie_name string
        stickiness.app_cookie.duration_seconds integer = 86400 1...604800
        stickiness.enabled boolean = false
        stickiness.lb_cookie.duration_seconds integer = 86400 1...604800
        stickiness.type string lb_cookie|app_cookie|source_ip
        target_group_health.dns_failover.minimum_healthy_targets.count string = 1
        target_group_health.dns_failover.minimum_healthy_targets.percentage string = off
        target_group_health.unhealthy_state_routing.minimum_healthy_targets.count integer = 1 1...1000
        target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage string = off
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
      """,
    unreached: """
      HealthCheckEnabled: targets of these types are always checked
      IpAddressType: ECS registers the IPv4 addresses of tasks that have both, and instances have no primary address of IPv6
      TargetControlPort: not in the language
      Targets: services and groups register their own
      """)
}
