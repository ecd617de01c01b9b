import LintelGraph

extension ResourceType {
  /// An Auto Scaling group as a place where tasks of clusters run.
  ///
  /// ECS gives the group a tag, `AmazonECSManaged`, a scaling policy and a hook of its own. It removes a provider only when
  /// no cluster has it any more, and takes its time.
  package static let capacityProvider = ResourceType(
    "AWS::ECS::CapacityProvider",
    attributes: [.name: .ref],
    existing: [.name: .nameInARN(after: ":capacity-provider/")],
    tags: .list,
    nameProperty: "Name",
    facts: Facts(
      // The specified Auto Scaling group ARN is already being used by another capacity provider.
      nameScope: NameScope(extent: .region, ignoresCase: false), noun: "capacity provider"),
    properties: """
      Name string replacement
      AutoScalingGroupProvider object
        AutoScalingGroupArn string replacement name required
        ManagedScaling object
          Status string = DISABLED ENABLED|DISABLED
          TargetCapacity integer = 100 1...100
          MinimumScalingStepSize integer = 1 1...10000
          MaximumScalingStepSize integer = 10000 1...10000
          InstanceWarmupPeriod integer = 300 0...10000
        ManagedTerminationProtection string = DISABLED ENABLED|DISABLED
        ManagedDraining string = ENABLED ENABLED|DISABLED
      """,
    commands: """
      spelling lower
      noun capacity provider
      identifier name
      linked ecs.amazonaws.com
      arn ecs capacity-provider/
      uses AWS::AutoScaling::AutoScalingGroup AWS::ECS::Cluster
      sought unless ClientException
        where status!='INACTIVE'
      name ecs describe-capacity-providers --capacity-providers {Name}
        => capacityProviders[?status!='INACTIVE']|[0].capacityProviderArn
      create ecs create-capacity-provider {properties} --tags {tags:key} => capacityProvider.name
      read ecs describe-capacity-providers --capacity-providers {self} --include TAGS => capacityProviders[0]
        Tags tags lower
      change ecs update-capacity-provider --name {self} {properties}
      tag ecs tag-resource --resource-arn {arn} --tags {tags:key}
      attribute arn = arn:{partition}:ecs:{region}:{account}:capacity-provider/{self}
      provider
      leaving ecs describe-capacity-providers --capacity-providers {self}
        => capacityProviders[?status=='DEPROVISIONING']|[0].status
      delete ecs delete-capacity-provider --capacity-provider {self}
      gone until 15 ecs describe-capacity-providers --capacity-providers {self}
        => capacityProviders[?status!='INACTIVE']|[0].status
      """,
    unreached: """
      ClusterName ManagedInstancesProvider: managed instances are not in the language
      """)
}
