import LintelGraph

extension ResourceType {
  /// A subnet of a VPC in one Availability Zone.
  package static let subnet = ResourceType(
    "AWS::EC2::Subnet",
    attributes: [.id: .ref],
    existing: [.id: .identifier],
    tags: .list,
    // InvalidSubnet.Conflict
    facts: Facts(claims: [ExclusiveClaim(.block(of: "CidrBlock", within: "VpcId"))]),
    properties: """
      VpcId string replacement required
      AvailabilityZone string replacement
      CidrBlock string replacement
      MapPublicIpOnLaunch boolean = false updateOnly Value={}
      """,
    commands: """
      noun subnet
      arn ec2 subnet/
      uses AWS::EC2::VPC
      list ec2 describe-subnets => Subnets[] SubnetId
      create ec2 create-subnet {properties} --tag-specifications {tags:subnet} => Subnet.SubnetId
      wait ec2 wait subnet-available --subnet-ids {self}
      read ec2 describe-subnets --subnet-ids {self} => Subnets[0]
        Tags Tags
      change each ec2 modify-subnet-attribute --subnet-id {self} {properties}
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      delete ec2 delete-subnet --subnet-id {self}
      """,
    unreached: """
      Ipv4IpamPoolId Ipv4NetmaskLength Ipv6IpamPoolId Ipv6NetmaskLength: blocks are written, not drawn from a pool
      AssignIpv6AddressOnCreation EnableDns64 Ipv6CidrBlock Ipv6Native: IPv6 is not in the language
      AvailabilityZoneId: a zone is written by its letter or name
      EnableLniAtDeviceIndex OutpostArn: Outposts are not in the language
      PrivateDnsNameOptionsOnLaunch: not in the language
      """)
}
