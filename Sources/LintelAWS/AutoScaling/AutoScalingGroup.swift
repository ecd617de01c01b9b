import LintelGraph

extension ResourceType {
  /// A group of instances that is kept at a size.
  ///
  /// Its type holds sizes as strings. The schema calls `VPCZoneIdentifier` and `LaunchTemplate` create-only on
  /// conditions: a change makes a new group only with an update policy that says so.
  package static let autoScalingGroup = ResourceType(
    "AWS::AutoScaling::AutoScalingGroup",
    attributes: [.name: .ref],
    existing: [.name: .nameInARN(after: ":autoScalingGroupName/")],
    tags: .propagated,
    nameProperty: "AutoScalingGroupName",
    properties: """
      AutoScalingGroupName string replacement
      LaunchTemplate object later
        LaunchTemplateId string
        Version string required
      VPCZoneIdentifier set(string)
      TargetGroupARNs set(string)
      MinSize string required
      MaxSize string required
      DesiredCapacity string
      HealthCheckType string
      HealthCheckGracePeriod integer
      UpdatePolicy object attribute
        AutoScalingRollingUpdate object
          MinInstancesInService integer
          MaxBatchSize integer
          PauseTime string
          SuspendProcesses set(string)
      """,
    commands: """
      noun Auto Scaling group
      identifier name
      linked autoscaling.amazonaws.com
      list groups
      name autoscaling describe-auto-scaling-groups --auto-scaling-group-names {AutoScalingGroupName}
        => AutoScalingGroups[0].AutoScalingGroupARN
      create autoscaling create-auto-scaling-group --auto-scaling-group-name {AutoScalingGroupName}
        --launch-template {LaunchTemplate:shorthand} --vpc-zone-identifier {VPCZoneIdentifier:commas}
        --target-group-arns {TargetGroupARNs} --min-size {MinSize} --max-size {MaxSize}
        --desired-capacity {DesiredCapacity} --health-check-type {HealthCheckType}
        --health-check-grace-period {HealthCheckGracePeriod} --tags {tags:propagated}
      read autoscaling describe-auto-scaling-groups --auto-scaling-group-names {self} => AutoScalingGroups[0]
        AutoScalingGroupName AutoScalingGroupName
        LaunchTemplate LaunchTemplate
        VPCZoneIdentifier VPCZoneIdentifier commas
        MinSize to_string(MinSize)
        MaxSize to_string(MaxSize)
        DesiredCapacity to_string(DesiredCapacity)
        HealthCheckType HealthCheckType = EC2
        HealthCheckGracePeriod HealthCheckGracePeriod
        Tags Tags
      change autoscaling update-auto-scaling-group --auto-scaling-group-name {self}
        --launch-template {LaunchTemplate:shorthand} --vpc-zone-identifier {VPCZoneIdentifier:commas}
        --min-size {MinSize} --max-size {MaxSize} --desired-capacity {DesiredCapacity}
        --health-check-type {HealthCheckType} --health-check-grace-period {HealthCheckGracePeriod}
      members TargetGroupARNs autoscaling describe-auto-scaling-groups --auto-scaling-group-names {self}
        => AutoScalingGroups[0].TargetGroupARNs
        add autoscaling attach-load-balancer-target-groups --auto-scaling-group-name {self}
          --target-group-arns {item}
        drop autoscaling detach-load-balancer-target-groups --auto-scaling-group-name {self}
          --target-group-arns {item}
      tag autoscaling create-or-update-tags --tags {tags:propagated}
      rolling UpdatePolicy
      delete autoscaling delete-auto-scaling-group --auto-scaling-group-name {self} --force-delete
      """)
}
