package import LintelGraph

extension ResourceType {
  /// A group of instances that is kept at a size.
  ///
  /// Its type holds sizes as strings. The schema calls `VPCZoneIdentifier` and `LaunchTemplate` create-only on
  /// conditions: a change makes a new group only with an update policy that says so. ECS has a lifecycle hook of its own
  /// on the group of a capacity provider whose instances it drains, `ecs-managed-draining-termination-hook`.
  package static let autoScalingGroup = ResourceType(
    "AWS::AutoScaling::AutoScalingGroup",
    attributes: [.name: .ref],
    existing: [.name: .nameInARN(after: ":autoScalingGroupName/")],
    tags: .propagated,
    nameProperty: "AutoScalingGroupName",
    facts: Facts(
      stands: .init(
        host: .autoScalingGroup, subnets: "VPCZoneIdentifier",
        groups: template.followed(by: "LaunchTemplateData", "SecurityGroupIds")
          .or("LaunchTemplateData", "NetworkInterfaces", "Groups"),
        publicAddress: .init(
          property: template.followed(by: "LaunchTemplateData", "NetworkInterfaces", "AssociatePublicIpAddress"),
          values: "true", isDefault: nil), addresses: .spread(.instances)),
      registers: .groups("TargetGroupARNs"), counts: .instances,
      after: [.attachmentToVPC, .routesOfSubnets, .endpointsOfVPC],
      nameScope: NameScope(extent: .region, ignoresCase: false), noun: "Auto Scaling group"),
    properties: """
      AutoScalingGroupName string replacement => AutoScalingGroupName
      LaunchTemplate object later
        LaunchTemplateId string
        Version string required
      MixedInstancesPolicy object later
        LaunchTemplate object required
          LaunchTemplateSpecification object required
            LaunchTemplateId string
            Version string required
          Overrides list(object)
            InstanceType string
        InstancesDistribution object
          OnDemandAllocationStrategy string
          OnDemandBaseCapacity integer
          OnDemandPercentageAboveBaseCapacity integer
          SpotAllocationStrategy string
          SpotMaxPrice string
      VPCZoneIdentifier set(string) later commas
      TargetGroupARNs set(string)
      MinSize string required => to_string(MinSize)
      MaxSize string required => to_string(MaxSize)
      DesiredCapacity string => to_string(DesiredCapacity)
      HealthCheckType string = EC2
      HealthCheckGracePeriod integer
      DefaultInstanceWarmup integer = -1
      MaxInstanceLifetime integer = 0
      NewInstancesProtectedFromScaleIn boolean = false flag
      CapacityRebalance boolean = false flag
      TerminationPolicies list(string) = Default
      InstanceMaintenancePolicy object
        MinHealthyPercentage integer = -1
        MaxHealthyPercentage integer = -1
      LifecycleHookSpecificationList set(object)
        LifecycleHookName string required
        LifecycleTransition string required
        HeartbeatTimeout integer
        DefaultResult string
        NotificationTargetARN string = null
        RoleARN string = null
        NotificationMetadata string = null
      NotificationConfigurations set(object) updateOnly
        TopicARN string required
        NotificationTypes set(string)
      UpdatePolicy object attribute
        AutoScalingRollingUpdate object
          MinInstancesInService integer = 0
          MaxBatchSize integer = 1
          PauseTime string
          SuspendProcesses set(string)
        AutoScalingScheduledAction object
          IgnoreUnmodifiedGroupSizeProperties boolean = false
      """,
    commands: """
      noun Auto Scaling group
      identifier name
      linked autoscaling.amazonaws.com
      list autoscaling describe-auto-scaling-groups => AutoScalingGroups[] AutoScalingGroupName
      uses AWS::EC2::LaunchTemplate AWS::ElasticLoadBalancingV2::TargetGroup AWS::EC2::Subnet AWS::ECS::Cluster
        AWS::IAM::Role
      name autoscaling describe-auto-scaling-groups --auto-scaling-group-names {AutoScalingGroupName}
        => AutoScalingGroups[0].AutoScalingGroupARN
      create autoscaling create-auto-scaling-group {properties} --tags {tags:propagated}
      read autoscaling describe-auto-scaling-groups --auto-scaling-group-names {self} => AutoScalingGroups[0]
        Tags Tags propagated
      change autoscaling update-auto-scaling-group --auto-scaling-group-name {self} --min-size {MinSize}
        --max-size {MaxSize} --desired-capacity {DesiredCapacity}
      change autoscaling update-auto-scaling-group --auto-scaling-group-name {self} {properties}
      members TargetGroupARNs autoscaling describe-auto-scaling-groups --auto-scaling-group-names {self}
        => AutoScalingGroups[0].TargetGroupARNs
        add autoscaling attach-load-balancer-target-groups --auto-scaling-group-name {self}
          --target-group-arns {item}
        drop autoscaling detach-load-balancer-target-groups --auto-scaling-group-name {self}
          --target-group-arns {item}
      items LifecycleHookSpecificationList LifecycleHookName autoscaling describe-lifecycle-hooks
        --auto-scaling-group-name {self}
        => LifecycleHooks[?!starts_with(LifecycleHookName, 'ecs-managed-')].[LifecycleHookName]
        get autoscaling describe-lifecycle-hooks --auto-scaling-group-name {self} --lifecycle-hook-names {item}
          => LifecycleHooks[0]
        put autoscaling put-lifecycle-hook --auto-scaling-group-name {self} --lifecycle-hook-name {item} {properties}
        anew
        drop autoscaling delete-lifecycle-hook --auto-scaling-group-name {self} --lifecycle-hook-name {item}
      pairs NotificationConfigurations TopicARN autoscaling describe-notification-configurations
        --auto-scaling-group-names {self} => NotificationConfigurations[].[TopicARN, NotificationType]
        put autoscaling put-notification-configuration --auto-scaling-group-name {self} --topic-arn {item} {properties}
        drop autoscaling delete-notification-configuration --auto-scaling-group-name {self} --topic-arn {item}
      parts id of AWS::AutoScaling::ScheduledAction in AutoScalingGroupName autoscaling describe-scheduled-actions
        --auto-scaling-group-name {self} => ScheduledUpdateGroupActions[].[ScheduledActionName]
        drop autoscaling delete-scheduled-action --auto-scaling-group-name {self} --scheduled-action-name {item}
      parts one of AWS::AutoScaling::WarmPool in AutoScalingGroupName autoscaling describe-warm-pool
        --auto-scaling-group-name {self} --no-paginate => [WarmPoolConfiguration][?@ && !Status].['one']
        drop autoscaling delete-warm-pool --auto-scaling-group-name {self} --force-delete
      tag autoscaling create-or-update-tags --tags {tags:propagated}
      rolling UpdatePolicy
      delete autoscaling delete-auto-scaling-group --auto-scaling-group-name {self} --force-delete
      leaving autoscaling describe-auto-scaling-groups --auto-scaling-group-names {self} => AutoScalingGroups[0].Status
      gone until 60 autoscaling describe-auto-scaling-groups --auto-scaling-group-names {self}
        => AutoScalingGroups[0].AutoScalingGroupARN
      """,
    unreached: """
      AvailabilityZoneDistribution AvailabilityZoneImpairmentPolicy SkipZonalShiftValidation: not in the language
      AvailabilityZoneIds AvailabilityZones: its subnets say it
      CapacityReservationSpecification Context DeletionProtection DesiredCapacityType: not in the language
      InstanceLifecyclePolicy MetricsCollection: not in the language
      Cooldown: simple scaling is not in the language
      InstanceId LaunchConfigurationName: a group starts its instances from a launch template
      LoadBalancerNames: Classic Load Balancers are not in the language
      NotificationConfiguration: `NotificationConfigurations` says it too
      PlacementGroup: the launch template says it
      ServiceLinkedRoleARN: the service-linked role
      TrafficSources: `targetGroups` says it
      LaunchTemplate.LaunchTemplateName: launch templates are named by their ids
      MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateName: launch templates are named by their ids
      MixedInstancesPolicy.InstancesDistribution.DistributionSegments: not in the language
      MixedInstancesPolicy.InstancesDistribution.SpotInstancePools: AWS advises against the strategy that needs it
      MixedInstancesPolicy.LaunchTemplate.Overrides.ImageId: not in the language
      MixedInstancesPolicy.LaunchTemplate.Overrides.InstanceRequirements: not in the language
      MixedInstancesPolicy.LaunchTemplate.Overrides.LaunchTemplateSpecification: not in the language
      MixedInstancesPolicy.LaunchTemplate.Overrides.WeightedCapacity: not in the language
      UpdatePolicy.AutoScalingInstanceRefresh UpdatePolicy.AutoScalingReplacingUpdate: groups are updated in batches
      UpdatePolicy.AutoScalingRollingUpdate.MinActiveInstancesPercent: not in the language
      UpdatePolicy.AutoScalingRollingUpdate.MinSuccessfulInstancesPercent: instances send no signals
      UpdatePolicy.AutoScalingRollingUpdate.WaitOnResourceSignals: instances send no signals
      """)
}

/// The launch template of a group.
private let template = (["LaunchTemplate", "LaunchTemplateId"] as PropertyPath)
  .or("MixedInstancesPolicy", "LaunchTemplate", "LaunchTemplateSpecification", "LaunchTemplateId")

extension Resource {
  /// The template that the instances of a group start from, and its version.
  package var launchTemplate: Value? {
    self["LaunchTemplate"] ?? self["MixedInstancesPolicy"]?["LaunchTemplate"]?["LaunchTemplateSpecification"]
  }
}
