import LintelGraph

extension ResourceType {
  /// An EC2 instance.
  ///
  /// The schema calls `InstanceType`, `UserData` and `SecurityGroupIds` create-only on conditions: an instance whose root
  /// device is its own disk, and one outside a VPC, are replaced. Any other is stopped and started for a new type, and
  /// for user data, which it does not run again.
  package static let instance = ResourceType(
    "AWS::EC2::Instance",
    attributes: [.id: .ref],
    existing: [.id: .identifier],
    tags: .list,
    facts: Facts(
      stands: .init(host: .instance, subnets: "SubnetId", isInOneSubnet: true, groups: "SecurityGroupIds"),
      after: [.routesOfSubnets, .endpointsOfVPC]),
    properties: """
      ImageId string replacement
      InstanceType string some => (!(Tags[?Key=='lintel:restart']) && InstanceType)
      SubnetId string replacement
      SecurityGroupIds set(string) => SecurityGroups[].GroupId
      KeyName string replacement
      UserData base64 some
      IamInstanceProfile string = null name Name={} => IamInstanceProfile.Arn
      """,
    commands: """
      noun instance
      arn ec2 instance/
      uses AWS::EC2::Subnet AWS::EC2::SecurityGroup AWS::IAM::InstanceProfile
        AWS::EC2::InternetGateway AWS::ECS::Cluster
      list ec2 describe-instances
        => Reservations[].Instances[] InstanceId State.Name!='terminated' && State.Name!='shutting-down'
      create ec2 run-instances --count 1 {properties} --tag-specifications {tags:instance}
        => Instances[0].InstanceId
      wait ec2 wait instance-running --instance-ids {self}
      read ec2 describe-instances --instance-ids {self} => Reservations[0].Instances[0]
        Tags Tags
      read ec2 describe-instance-attribute --instance-id {self} --attribute userData => UserData
        UserData Value
      change ec2 modify-instance-attribute --instance-id {self} --groups {SecurityGroupIds}
      restart InstanceType ec2 modify-instance-attribute --instance-id {self}
        --instance-type Value={InstanceType}
      restart UserData ec2 modify-instance-attribute --instance-id {self} --attribute userData
        --value {UserData:base64}
      association IamInstanceProfile ec2 describe-iam-instance-profile-associations
        --filters Name=instance-id,Values={self} Name=state,Values=associating,associated
        => IamInstanceProfileAssociations[0].AssociationId
        add ec2 associate-iam-instance-profile --instance-id {self} --iam-instance-profile Name={IamInstanceProfile}
        replace ec2 replace-iam-instance-profile-association --association-id {item}
          --iam-instance-profile Name={IamInstanceProfile}
        drop ec2 disassociate-iam-instance-profile --association-id {item}
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      delete ec2 terminate-instances --instance-ids {self}
      gone ec2 wait instance-terminated --instance-ids {self}
      """,
    unreached: """
      AdditionalInfo ElasticGpuSpecifications ElasticInferenceAccelerators KernelId RamdiskId: AWS has given them up
      SecurityGroups: AWS has given them up
      Affinity HostId HostResourceGroupArn LicenseSpecifications: a single instance has few fields
      PlacementGroupName Tenancy: a single instance has few fields
      AvailabilityZone: its subnet says it
      BlockDeviceMappings CpuOptions CreditSpecification: a single instance has few fields
      DisableApiTermination EbsOptimized EnclaveOptions HibernationOptions: a single instance has few fields
      InstanceInitiatedShutdownBehavior LaunchTemplate MetadataOptions: a single instance has few fields
      Monitoring NetworkInterfaces PrivateDnsNameOptions PrivateIpAddress: a single instance has few fields
      PropagateTagsToVolumeOnCreation SourceDestCheck SsmAssociations: a single instance has few fields
      Volumes: a single instance has few fields
      Ipv6AddressCount Ipv6Addresses: its subnet gives it one
      """)
}
