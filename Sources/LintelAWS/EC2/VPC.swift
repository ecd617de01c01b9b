import LintelGraph

extension ResourceType {
  /// A virtual private cloud.
  package static let vpc = ResourceType(
    "AWS::EC2::VPC",
    attributes: [.id: .ref, .ipv6Blocks: .getAtt("Ipv6CidrBlocks")],
    existing: [.id: .identifier],
    tags: .list,
    facts: Facts(
      noun: "VPC"),
    properties: """
      CidrBlock string replacement
      EnableDnsSupport boolean = true updateOnly Value={}
      EnableDnsHostnames boolean = false updateOnly Value={}
      """,
    commands: """
      noun VPC
      arn ec2 vpc/
      list ec2 describe-vpcs => Vpcs[] VpcId
      create ec2 create-vpc {properties} --tag-specifications {tags:vpc} => Vpc.VpcId
      wait ec2 wait vpc-available --vpc-ids {self}
      read ec2 describe-vpcs --vpc-ids {self} => Vpcs[0]
        Tags Tags
      read each ec2 describe-vpc-attribute --vpc-id {self} --attribute {property} => {Property}.Value
      change each ec2 modify-vpc-attribute --vpc-id {self} {properties}
      attribute ipv6Blocks ec2 describe-vpcs --vpc-ids {self}
        => Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6Pool=='Amazon' && Ipv6CidrBlockState.State=='associated']|[0].Ipv6CidrBlock
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      delete ec2 delete-vpc --vpc-id {self}
      """,
    unreached: """
      Ipv4IpamPoolId Ipv4NetmaskLength: blocks are written, not drawn from a pool
      InstanceTenancy: instances say it themselves
      VpcEncryptionControl: not in the language
      """)
}
