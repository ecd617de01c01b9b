import LintelGraph

extension ResourceType {
  /// A task definition: any change but one of tags registers a new revision, which interrupts nothing by itself.
  package static let taskDefinition = ResourceType(
    "AWS::ECS::TaskDefinition",
    attributes: [.arn: .ref],
    existing: [.arn: .arn(service: "ecs", prefix: "task-definition/", hasRegion: true)],
    tags: .list,
    nameProperty: "Family",
    isRevisioned: true,
    facts: Facts(
      nameScope: NameScope(extent: .region, ignoresCase: false)),
    properties: """
      Family string replacement
      Cpu string = null replacement
      Memory string = null replacement
      NetworkMode string replacement
      RequiresCompatibilities set(string) replacement
      ExecutionRoleArn string = null replacement
      TaskRoleArn string = null replacement
      RuntimePlatform object replacement exact
        CpuArchitecture string = X86_64 X86_64|ARM64 replacement
        OperatingSystemFamily string = LINUX replacement
      EphemeralStorage object replacement exact
        SizeInGiB integer = 20 21...200 replacement
      PidMode string = null replacement
      PlacementConstraints set(object) replacement json exact
        Type string replacement required
        Expression string replacement
      Volumes list(object) replacement json exact
        Name string replacement
        ConfiguredAtLaunch boolean = false replacement
        Host object replacement
          SourcePath string = null replacement
        DockerVolumeConfiguration object replacement
          Scope string = task task|shared replacement
          Autoprovision boolean = false replacement
          Driver string = local replacement
          DriverOpts map(string) replacement
          Labels map(string) replacement
        EFSVolumeConfiguration object replacement
          FilesystemId string replacement required
          RootDirectory string = / replacement
          TransitEncryption string = DISABLED ENABLED|DISABLED replacement
          TransitEncryptionPort integer = null replacement
          AuthorizationConfig object replacement
            AccessPointId string = null replacement
            IAM string = DISABLED ENABLED|DISABLED replacement
      ContainerDefinitions list(object) replacement json exact
        Name string replacement required
        Image string replacement required
        RepositoryCredentials object replacement
          CredentialsParameter string replacement
        Essential boolean = true replacement
        Cpu integer = 0 0...32768 replacement
        Memory integer = null 6...249856 replacement
        MemoryReservation integer = null 6...249856 replacement
        ResourceRequirements set(object) replacement
          Type string replacement required
          Value string replacement
        PortMappings set(object) replacement
          ContainerPort integer replacement
          HostPort integer filled replacement
          Protocol string = tcp tcp|udp replacement
          Name string = null replacement
          AppProtocol string = null http|http2|grpc replacement
        HealthCheck object replacement
          Command list(string) replacement
          Interval integer = 30 5...300 replacement
          Timeout integer = 5 2...60 replacement
          Retries integer = 3 1...10 replacement
          StartPeriod integer = 0 0...300 replacement
        DependsOn set(object) replacement
          ContainerName string replacement
          Condition string START|COMPLETE|SUCCESS|HEALTHY replacement
        StartTimeout integer = null 2...120 replacement
        StopTimeout integer = 30 2...120 replacement
        User string = null replacement
        WorkingDirectory string = null replacement
        ReadonlyRootFilesystem boolean = false replacement
        Interactive boolean = false replacement
        PseudoTerminal boolean = false replacement
        VersionConsistency string = enabled enabled|disabled replacement
        LinuxParameters object replacement
          InitProcessEnabled boolean = false replacement
          Capabilities object replacement
            Add set(string) replacement
            Drop set(string) replacement
          Tmpfs set(object) replacement
            ContainerPath string replacement
            Size integer replacement required
            MountOptions set(string) replacement
        Ulimits set(object) replacement
          Name string replacement required
          SoftLimit integer replacement required
          HardLimit integer replacement required
        SystemControls set(object) replacement
          Namespace string replacement
          Value string replacement
        DockerLabels map(string) replacement
        RestartPolicy object replacement
          Enabled boolean replacement
          IgnoredExitCodes set(integer) replacement
          RestartAttemptPeriod integer = 300 60...1800 replacement
        MountPoints list(object) replacement
          SourceVolume string replacement
          ContainerPath string replacement
          ReadOnly boolean = false replacement
        VolumesFrom set(object) replacement
          SourceContainer string replacement
          ReadOnly boolean = false replacement
        EnvironmentFiles list(object) replacement
          Value string replacement
          Type string replacement
        EntryPoint list(string) replacement
        Command list(string) replacement
        Secrets set(object) replacement
          Name string replacement required
          ValueFrom string replacement required
        Environment set(object) replacement
          Name string replacement
          Value string replacement
        LogConfiguration object replacement
          LogDriver string replacement required
          Options map(string) replacement
          SecretOptions set(object) replacement
            Name string replacement required
            ValueFrom string replacement required
        FirelensConfiguration object replacement
          Type string replacement
          Options map(string) replacement
      """,
    commands: """
      spelling lower
      noun task definition
      arn ecs task-definition/
      uses AWS::Logs::LogGroup AWS::IAM::Role AWS::ECR::Repository
        AWS::ElasticLoadBalancingV2::LoadBalancer AWS::ElasticLoadBalancingV2::TargetGroup
      sought ecs list-task-definitions --family-prefix {Family} --status ACTIVE => taskDefinitionArns[] @
        unless ClientException
        where taskDefinition.status=='ACTIVE'
      revision Family
      create ecs register-task-definition {properties} --tags {tags:key} => taskDefinition.taskDefinitionArn
      read ecs describe-task-definition --task-definition {self} --include TAGS
        => taskDefinition.*
        Tags tags lower
      tag ecs tag-resource --resource-arn {self} --tags {tags:key}
      delete ecs deregister-task-definition --task-definition {self}
      """,
    unreached: """
      EnableFaultInjection IpcMode ProxyConfiguration: not in the language
      InferenceAccelerators: AWS has given them up
      ContainerDefinitions.CredentialSpecs ContainerDefinitions.DisableNetworking: not in the language, as Fargate has none of it
      ContainerDefinitions.DnsSearchDomains ContainerDefinitions.DnsServers: not in the language, as Fargate has none of it
      ContainerDefinitions.DockerSecurityOptions ContainerDefinitions.ExtraHosts: not in the language, as Fargate has none of it
      ContainerDefinitions.Hostname ContainerDefinitions.Links ContainerDefinitions.Privileged: not in the language, as Fargate has none of it
      ContainerDefinitions.ResourceRequirements.SharingStrategy: not in the language
      ContainerDefinitions.LinuxParameters.Devices: not in the language, as Fargate has none of it
      ContainerDefinitions.LinuxParameters.MaxSwap: not in the language, as Fargate has none of it
      ContainerDefinitions.LinuxParameters.SharedMemorySize: not in the language, as Fargate has none of it
      ContainerDefinitions.LinuxParameters.Swappiness: not in the language, as Fargate has none of it
      ContainerDefinitions.PortMappings.ContainerPortRange: not in the language
      Volumes.FSxWindowsFileServerVolumeConfiguration Volumes.S3FilesVolumeConfiguration: not in the language
      """)
}
