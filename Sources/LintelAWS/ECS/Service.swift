import LintelGraph

extension ResourceType {
  /// A service: tasks that are kept running.
  ///
  /// The schema calls `LaunchType` create-only on conditions: UpdateService takes none. The ARN of a service that is
  /// already there holds its cluster's name, and so does not follow from its own. A strategy alone moves no task, and
  /// tasks that run take no commands: ECS is told to deploy once more. Volumes go together with the task definition
  /// that left them to the service. What tasks are packed by ECS takes in small letters and shows in capitals.
  package static let service = ResourceType(
    "AWS::ECS::Service",
    attributes: [.name: .getAtt("Name"), .arn: .ref],
    existing: [.name: .nameInARN(after: "/")],
    tags: .list,
    nameProperty: "ServiceName",
    facts: Facts(
      stands: .init(
        host: .service, subnets: ["NetworkConfiguration", "AwsvpcConfiguration", "Subnets"],
        groups: ["NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups"],
        publicAddress: .init(
          property: ["NetworkConfiguration", "AwsvpcConfiguration", "AssignPublicIp"], values: "ENABLED",
          isDefault: false), addresses: .spread(.tasks)),
      registers: .items(
        "LoadBalancers", group: "TargetGroupArn", alternate: ["AdvancedConfiguration", "AlternateTargetGroupArn"],
        port: "ContainerPort"),
      takesOver: ["ProductionListenerRule", "TestListenerRule"].map { ["LoadBalancers", "AdvancedConfiguration", $0] },
      meets: .init(
        namespace: ["ServiceConnectConfiguration", "Namespace"], offers: ["ServiceConnectConfiguration", "Services"]),
      counts: .tasks,
      after: [
        .listenersOfTargetGroups, .routesOfSubnets, .endpointsOfVPC, .serversInNamespace,
        .providersOfCluster("Cluster", unless: "LaunchType"),
      ],
      claims: [
        ExclusiveClaim(
          .names(
            of: ["ServiceConnectConfiguration", "Services"], members: ["DiscoveryName", "PortName"],
            within: ["ServiceConnectConfiguration", "Namespace"]),
          remedy: "give it another `discoveryName` and other `clientAliases`, or remove the old one in a deployment "
            + "before")
      ],
      nameScope: NameScope(extent: .property("Cluster"), ignoresCase: false),
      // ECS counts the instances that a daemon is on.
      conditionalDefaults: [.init(name: "DesiredCount", property: "SchedulingStrategy", value: "DAEMON")]),
    properties: """
      ServiceName string replacement
      Cluster string replacement
      TaskDefinition string deployment
      LaunchType string replacement
      CapacityProviderStrategy set(object) deployment
        CapacityProvider string
        Base integer
        Weight integer
      SchedulingStrategy string = REPLICA replacement
      DesiredCount integer initially 1
      DeploymentConfiguration object
        DeploymentCircuitBreaker object
          Enable boolean required
          Rollback boolean required
        MinimumHealthyPercent integer = 100
        MaximumPercent integer = 200
        Strategy string = ROLLING
        BakeTimeInMinutes integer
        LinearConfiguration object
          StepPercent number
          StepBakeTimeInMinutes integer
        CanaryConfiguration object
          CanaryPercent number
          CanaryBakeTimeInMinutes integer
        Alarms object
          AlarmNames set(string) required
          Enable boolean required
          Rollback boolean required
        LifecycleHooks set(object)
          TargetType string = AWS_LAMBDA
          HookTargetArn string
          RoleArn string
          LifecycleStages set(string) required
          TimeoutConfiguration object
            TimeoutInMinutes integer = 1440
            Action string = ROLLBACK
      NetworkConfiguration object deployment
        AwsvpcConfiguration object
          Subnets set(string)
          SecurityGroups set(string)
          AssignPublicIp string
      LoadBalancers set(object) deployment
        TargetGroupArn string
        ContainerName string
        ContainerPort integer
        AdvancedConfiguration object
          AlternateTargetGroupArn string required
          ProductionListenerRule string
          TestListenerRule string
          RoleArn string
      ServiceConnectConfiguration object deployment json exact => deployments[?status=='PRIMARY' && serviceConnectConfiguration.enabled]|[0].serviceConnectConfiguration
        Enabled boolean required
        Namespace string
        Services list(object)
          PortName string required
          DiscoveryName string
          ClientAliases list(object)
            Port integer required
            DnsName string
          IngressPortOverride integer
          Timeout object
            IdleTimeoutSeconds integer
            PerRequestTimeoutSeconds integer
        LogConfiguration object
          LogDriver string
          Options map(string)
      ServiceRegistries list(object) deployment exact
        RegistryArn string
        ContainerName string
        ContainerPort integer
      VolumeConfigurations list(object) deployment json exact => deployments[?status=='PRIMARY']|[0].volumeConfigurations
        Name string required
        ManagedEBSVolume object
          RoleArn string required
          SizeInGiB integer filled
          SnapshotId string filled
          VolumeType string filled
          Iops integer filled
          Throughput integer filled
          Encrypted boolean filled
          KmsKeyId string filled
          FilesystemType string filled
          TagSpecifications list(object) filled
            ResourceType string required
            PropagateTags string filled
      HealthCheckGracePeriodSeconds integer = 0
      PropagateTags string = NONE
      EnableECSManagedTags boolean = false flag
      AvailabilityZoneRebalancing string
      PlacementStrategies list(object) json exact --placement-strategy => (placementStrategy[*].{type: type, field: (field=='MEMORY' && 'memory') || (field=='CPU' && 'cpu') || field})
        Type string required
        Field string
      PlacementConstraints set(object) json exact
        Type string required
        Expression string
      EnableExecuteCommand boolean = false deployment toggle
      """,
    commands: """
      spelling lower
      noun service
      linked ecs.amazonaws.com
      list ecs list-services --cluster {Cluster} => serviceArns[] @ unless ClusterNotFoundException
        below AWS::ECS::Cluster
        tags 10 ecs describe-services --cluster {Cluster} --include TAGS --services
        => services[] serviceArn status=='ACTIVE'
      arn ecs service/
      segment Cluster 1
      uses AWS::ECS::Cluster AWS::ECS::CapacityProvider AWS::ECS::TaskDefinition AWS::ElasticLoadBalancingV2::TargetGroup
        AWS::ElasticLoadBalancingV2::ListenerRule AWS::ElasticLoadBalancingV2::Listener AWS::EC2::Subnet AWS::EC2::SecurityGroup AWS::IAM::Role
        AWS::ServiceDiscovery::Service AWS::ServiceDiscovery::HttpNamespace AWS::ServiceDiscovery::PrivateDnsNamespace
      name ecs describe-services --cluster {Cluster} --services {ServiceName}
        => services[?status=='ACTIVE']|[0].serviceArn unless ClusterNotFoundException
      create ecs create-service --cluster {Cluster} {properties} --tags {tags:key} => service.serviceArn
      read ecs describe-services --cluster {Cluster} --services {self} --include TAGS => services[0]
        Tags tags lower
      clear VolumeConfigurations ecs update-service --cluster {Cluster} --service {self} --task-definition {TaskDefinition}
        --volume-configurations []
      change ecs update-service --cluster {Cluster} --service {self} {properties}
      change ecs update-service --cluster {Cluster} --service {self} --force-new-deployment
        --capacity-provider-strategy {CapacityProviderStrategy:shorthand}
      change ecs update-service --cluster {Cluster} --service {self} --force-new-deployment
        --enable-execute-command {EnableExecuteCommand:toggle}
      clear ServiceConnectConfiguration ecs update-service --cluster {Cluster} --service {self}
        --service-connect-configuration enabled=false
      clear ServiceRegistries ecs update-service --cluster {Cluster} --service {self} --service-registries []
      clear PlacementStrategies ecs update-service --cluster {Cluster} --service {self} --placement-strategy []
      clear PlacementConstraints ecs update-service --cluster {Cluster} --service {self} --placement-constraints []
      stable {Cluster}
      tag ecs tag-resource --resource-arn {self} --tags {tags:key}
      delete ecs delete-service --cluster {Cluster} --service {self} --force
      gone ecs wait services-inactive --cluster {Cluster} --services {self}
      """,
    unreached: """
      DeploymentController: ECS's own is the only one
      ForceNewDeployment: scripts do so where it is needed
      GatewayConnectors Monitoring VpcLatticeConfigurations: not in the language
      PlatformVersion: Fargate's newest
      Role: ECS's service-linked role
      ServiceConnectConfiguration.AccessLogConfiguration: not in the language
      ServiceConnectConfiguration.Services.ClientAliases.TestTrafficRules: not in the language
      ServiceConnectConfiguration.Services.Tls: not in the language
      ServiceConnectConfiguration.ContainerConfigurations: not in the language
      ServiceConnectConfiguration.LogConfiguration.SecretOptions: logs of the proxy go to CloudWatch
      ServiceRegistries.Port: the container's port says it
      VolumeConfigurations.ManagedEBSVolume.VolumeInitializationRate: not in the language
      VolumeConfigurations.ManagedEBSVolume.TagSpecifications.Tags: a volume has the tags of its service
      DeploymentConfiguration.EarlySuccessCriteria: not in the language
      DeploymentConfiguration.LifecycleHooks.HookDetails: not in the language
      DeploymentConfiguration.DeploymentCircuitBreaker.ResetOnHealthyTask: not in the language
      DeploymentConfiguration.DeploymentCircuitBreaker.ThresholdConfiguration: not in the language
      LoadBalancers.LoadBalancerName: Classic Load Balancers are not in the language
      """)
}
