import LintelGraph

extension ResourceType {
  /// A virtual private cloud.
  package static let vpc = ResourceType(
    "AWS::EC2::VPC",
    attributes: [.id: .ref],
    existing: [.id: .identifier],
    tags: .list,
    properties: """
      CidrBlock string replacement
      EnableDnsSupport boolean
      EnableDnsHostnames boolean
      """,
    commands: """
      noun VPC
      list ec2 describe-vpcs => Vpcs[] VpcId
      create ec2 create-vpc --cidr-block {CidrBlock} --tag-specifications {tags:vpc} => Vpc.VpcId
      wait ec2 wait vpc-available --vpc-ids {self}
      read ec2 describe-vpcs --vpc-ids {self} => Vpcs[0]
        CidrBlock CidrBlock
        Tags Tags
      read ec2 describe-vpc-attribute --vpc-id {self} --attribute enableDnsSupport => @
        EnableDnsSupport EnableDnsSupport.Value = true
      read ec2 describe-vpc-attribute --vpc-id {self} --attribute enableDnsHostnames => @
        EnableDnsHostnames EnableDnsHostnames.Value = false
      change ec2 modify-vpc-attribute --vpc-id {self} --enable-dns-support Value={EnableDnsSupport}
      change ec2 modify-vpc-attribute --vpc-id {self} --enable-dns-hostnames Value={EnableDnsHostnames}
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      delete ec2 delete-vpc --vpc-id {self}
      """)
}
