import LintelGraph

extension ResourceType {
  /// What instances start as.
  ///
  /// A change makes a new version. The newest one of a template that is already there has no spelling:
  /// CloudFormation takes no `$Latest` in a group.
  package static let launchTemplate = ResourceType(
    "AWS::EC2::LaunchTemplate",
    attributes: [.id: .ref, .latestVersion: .getAtt("LatestVersionNumber")],
    existing: [.id: .identifier],
    tags: .specifications,
    nameProperty: "LaunchTemplateName",
    facts: Facts(
      lentGroups: (["LaunchTemplateData", "SecurityGroupIds"] as PropertyPath)
        .or("LaunchTemplateData", "NetworkInterfaces", "Groups"),
      nameScope: NameScope(extent: .region, ignoresCase: false)),
    properties: """
      LaunchTemplateName string replacement
      LaunchTemplateData object required json exact
        ImageId string
        InstanceType string
        KeyName string
        SecurityGroupIds set(string)
        NetworkInterfaces set(object)
          DeviceIndex integer
          AssociatePublicIpAddress boolean
          Groups set(string)
          DeleteOnTermination boolean
        IamInstanceProfile object
          Arn string
          Name string
        UserData base64
        MetadataOptions object
          HttpTokens string optional|required
          HttpPutResponseHopLimit integer 1...64
          HttpEndpoint string disabled|enabled
          InstanceMetadataTags string disabled|enabled
        Monitoring object
          Enabled boolean = false
        EbsOptimized boolean
        BlockDeviceMappings set(object)
          DeviceName string
          Ebs object
            VolumeSize integer
            VolumeType string gp2|gp3|io1|io2|sc1|st1|standard
            Iops integer
            Throughput integer
            Encrypted boolean
            KmsKeyId string
            SnapshotId string
            DeleteOnTermination boolean
        CreditSpecification object
          CpuCredits string standard|unlimited
        CpuOptions object
          CoreCount integer
          ThreadsPerCore integer
        Placement object
          Tenancy string dedicated|default|host
          GroupName string
          PartitionNumber integer
        MaintenanceOptions object
          AutoRecovery string default|disabled
        InstanceInitiatedShutdownBehavior string stop|terminate
        TagSpecifications list(object)
          ResourceType string
          Tags list(object)
            Key string required
            Value string required
      """,
    commands: """
      noun launch template
      arn ec2 launch-template/
      uses AWS::EC2::SecurityGroup AWS::IAM::InstanceProfile AWS::ECS::Cluster Lintel::MachineImage
      list ec2 describe-launch-templates => LaunchTemplates[] LaunchTemplateId
      name ec2 describe-launch-templates --launch-template-names {LaunchTemplateName}
        => LaunchTemplates[0].LaunchTemplateId unless InvalidLaunchTemplateName.NotFoundException
      create ec2 create-launch-template {properties} --tag-specifications {tags:launch-template}
        => LaunchTemplate.LaunchTemplateId
      read ec2 describe-launch-templates --launch-template-ids {self} => LaunchTemplates[0]
        Tags Tags
      read ec2 describe-launch-template-versions --launch-template-id {self} --versions $Latest
        => LaunchTemplateVersions[0]
        LaunchTemplateData
      change ec2 create-launch-template-version --launch-template-id {self} {properties}
        => LaunchTemplateVersion.VersionNumber
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      attribute latestVersion ec2 describe-launch-templates --launch-template-ids {self}
        => LaunchTemplates[0].LatestVersionNumber
      delete ec2 delete-launch-template --launch-template-id {self}
      """,
    unreached: """
      VersionDescription: versions are told apart by their numbers
      LaunchTemplateData.CapacityReservationSpecification LaunchTemplateData.EnclaveOptions: not in the language
      LaunchTemplateData.HibernationOptions LaunchTemplateData.LicenseSpecifications: not in the language
      LaunchTemplateData.NetworkPerformanceOptions LaunchTemplateData.PrivateDnsNameOptions: not in the language
      LaunchTemplateData.DisableApiStop LaunchTemplateData.DisableApiTermination: a group ends its instances itself
      LaunchTemplateData.InstanceMarketOptions: Spot is said by `autoScalingGroups.mixedInstances`
      LaunchTemplateData.InstanceRequirements: instance types are written out
      LaunchTemplateData.KernelId LaunchTemplateData.RamDiskId: AWS has given them up
      LaunchTemplateData.SecurityGroups: AWS has given them up
      LaunchTemplateData.NetworkInterfaces.AssociateCarrierIpAddress: Wavelength zones are not in the language
      LaunchTemplateData.NetworkInterfaces.ConnectionTrackingSpecification: not in the language
      LaunchTemplateData.NetworkInterfaces.Description LaunchTemplateData.NetworkInterfaces.EnaQueueCount: not in the language
      LaunchTemplateData.NetworkInterfaces.EnaSrdSpecification: not in the language
      LaunchTemplateData.NetworkInterfaces.InterfaceType: Elastic Fabric Adapters are not in the language
      LaunchTemplateData.NetworkInterfaces.NetworkCardIndex: an instance of a group has one interface, on the first card
      LaunchTemplateData.NetworkInterfaces.Ipv4PrefixCount LaunchTemplateData.NetworkInterfaces.Ipv4Prefixes: not in the language
      LaunchTemplateData.NetworkInterfaces.Ipv6AddressCount LaunchTemplateData.NetworkInterfaces.Ipv6Addresses: its subnet gives it one
      LaunchTemplateData.NetworkInterfaces.Ipv6PrefixCount LaunchTemplateData.NetworkInterfaces.Ipv6Prefixes: not in the language
      LaunchTemplateData.NetworkInterfaces.PrimaryIpv6: not in the language
      LaunchTemplateData.NetworkInterfaces.NetworkInterfaceId: an interface that is there already serves one instance, and a group has several
      LaunchTemplateData.NetworkInterfaces.PrivateIpAddress: an address serves one instance, and a group has several
      LaunchTemplateData.NetworkInterfaces.PrivateIpAddresses: an address serves one instance, and a group has several
      LaunchTemplateData.NetworkInterfaces.SecondaryPrivateIpAddressCount: not in the language
      LaunchTemplateData.NetworkInterfaces.SubnetId: the group's subnets say it
      LaunchTemplateData.BlockDeviceMappings.NoDevice: not in the language
      LaunchTemplateData.BlockDeviceMappings.VirtualName: not in the language
      LaunchTemplateData.BlockDeviceMappings.Ebs.EbsCardIndex: not in the language
      LaunchTemplateData.BlockDeviceMappings.Ebs.VolumeInitializationRate: not in the language
      LaunchTemplateData.CpuOptions.AmdSevSnp LaunchTemplateData.CpuOptions.NestedVirtualization: not in the language
      LaunchTemplateData.MetadataOptions.HttpProtocolIpv6: not in the language
      LaunchTemplateData.Placement.Affinity: dedicated hosts are not in the language
      LaunchTemplateData.Placement.HostId: dedicated hosts are not in the language
      LaunchTemplateData.Placement.HostResourceGroupArn: dedicated hosts are not in the language
      LaunchTemplateData.Placement.SpreadDomain: dedicated hosts are not in the language
      LaunchTemplateData.Placement.AvailabilityZone: the group's subnets say it
      LaunchTemplateData.Placement.GroupId: a placement group is named
      """)
}
