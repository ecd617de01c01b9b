import LintelGraph

extension ResourceType {
  /// A VPC's block of IPv6 addresses, which AWS chooses: a /56.
  ///
  /// It has no tags, and goes with its VPC. A script leaves one that is no longer wanted: it costs nothing, and subnets
  /// may still have addresses of it.
  package static let vpcCidrBlock = ResourceType(
    "AWS::EC2::VPCCidrBlock",
    attributes: [.id: .ref],
    facts: Facts(routing: .ipv6Block(of: "VpcId"), noun: "IPv6 block"),
    properties: """
      VpcId string replacement required
      AmazonProvidedIpv6CidrBlock boolean = false replacement flag writeOnly
      """,
    commands: """
      noun IPv6 block
      find ec2 describe-vpcs --vpc-ids {VpcId}
        => Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6Pool=='Amazon' && starts_with(Ipv6CidrBlockState.State, 'associat')]|[0].AssociationId
      create ec2 associate-vpc-cidr-block {properties} => Ipv6CidrBlockAssociation.AssociationId
      blocks VpcId
      """,
    unreached: """
      CidrBlock Ipv4IpamPoolId Ipv4NetmaskLength: a VPC has one block of IPv4 addresses
      Ipv6CidrBlock Ipv6Pool Ipv6CidrBlockNetworkBorderGroup: AWS gives the block
      Ipv6IpamPoolId Ipv6NetmaskLength: blocks are not drawn from a pool
      """)
}
