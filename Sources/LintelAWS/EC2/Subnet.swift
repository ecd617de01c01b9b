import LintelGraph

extension ResourceType {
  /// A subnet of a VPC in one Availability Zone.
  package static let subnet = ResourceType(
    "AWS::EC2::Subnet",
    attributes: [.id: .ref],
    existing: [.id: .identifier],
    tags: .list,
    // InvalidSubnet.Conflict
    facts: Facts(
      after: [.ipv6Block(of: "VpcId", where: "Ipv6CidrBlock")],
      claims: [
        ExclusiveClaim(.block(of: "CidrBlock", within: "VpcId")),
        ExclusiveClaim(.value(of: "Ipv6CidrBlock", within: "VpcId")),
      ]),
    properties: """
      VpcId string replacement required
      AvailabilityZone string replacement
      CidrBlock string replacement
      MapPublicIpOnLaunch boolean = false updateOnly Value={}
      Ipv6CidrBlock string = null some => Ipv6CidrBlockAssociationSet[?starts_with(Ipv6CidrBlockState.State, 'associat')]|[0].Ipv6CidrBlock
      AssignIpv6AddressOnCreation boolean = false updateOnly Value={}
      """,
    commands: """
      noun subnet
      arn ec2 subnet/
      uses AWS::EC2::VPC
      list ec2 describe-subnets => Subnets[] SubnetId
      create ec2 create-subnet {properties} --tag-specifications {tags:subnet} => Subnet.SubnetId
      there within 5 ec2 describe-subnets --subnet-ids {self}
        => Subnets[?State=='available' && !(Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State=='associating'])].[SubnetId]
      read ec2 describe-subnets --subnet-ids {self} => Subnets[0]
        Tags Tags
      association Ipv6CidrBlock ec2 describe-subnets --subnet-ids {self}
        => Subnets[0].Ipv6CidrBlockAssociationSet[?starts_with(Ipv6CidrBlockState.State, 'associat')]|[0].AssociationId
        add ec2 associate-subnet-cidr-block --subnet-id {self} --ipv6-cidr-block {Ipv6CidrBlock}
        drop ec2 disassociate-subnet-cidr-block --association-id {item}
      change each ec2 modify-subnet-attribute --subnet-id {self} {properties}
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      delete ec2 delete-subnet --subnet-id {self}
      """,
    unreached: """
      Ipv4IpamPoolId Ipv4NetmaskLength Ipv6IpamPoolId Ipv6NetmaskLength: blocks are written, not drawn from a pool
      EnableDns64 Ipv6Native: subnets without IPv4 are not in the language
      AvailabilityZoneId: a zone is written by its letter or name
      EnableLniAtDeviceIndex OutpostArn: Outposts are not in the language
      PrivateDnsNameOptionsOnLaunch: not in the language
      """)
}
