import LintelGraph

extension ResourceType {
  /// A way to an AWS service that stays in the VPC: a gateway's is a route, an interface's is addresses in subnets.
  ///
  /// An interface stands in one subnet a zone, so that one which leaves goes before another of its zone comes. AWS answers
  /// with its own policy where none is stated, and with one that is stated in an order and form of its own.
  package static let vpcEndpoint = ResourceType(
    "AWS::EC2::VPCEndpoint",
    attributes: [.id: .ref],
    tags: .list,
    facts: Facts(
      stands: .init(subnets: "SubnetIds", groups: "SecurityGroupIds"),
      routing: .endpoint(vpc: "VpcId", service: "ServiceName", tables: "RouteTableIds"), noun: "VPC endpoint"),
    properties: """
      VpcId string replacement required
      ServiceName string replacement
      VpcEndpointType string = Gateway replacement
      SubnetIds set(string)
      SecurityGroupIds set(string)
      RouteTableIds set(string)
      PrivateDnsEnabled boolean flag
      PolicyDocument document
      """,
    commands: """
      noun VPC endpoint
      arn ec2 vpc-endpoint/
      uses AWS::EC2::RouteTable AWS::EC2::SecurityGroup AWS::EC2::Subnet AWS::EC2::VPC
      list ec2 describe-vpc-endpoints
        => VpcEndpoints[] VpcEndpointId !contains(['deleting', 'Deleting', 'deleted', 'Deleted', 'failed', 'Failed'], State)
      create ec2 create-vpc-endpoint {properties} --tag-specifications {tags:vpc-endpoint} => VpcEndpoint.VpcEndpointId
      there within 10 ec2 describe-vpc-endpoints --vpc-endpoint-ids {self}
        => VpcEndpoints[?contains(['available', 'Available'], State)]|[0].VpcEndpointId
      ready contains(['available', 'Available'], State)
      read ec2 describe-vpc-endpoints --vpc-endpoint-ids {self} => VpcEndpoints[0]
        Tags Tags
      change ec2 modify-vpc-endpoint --vpc-endpoint-id {self} {properties}
      member SubnetIds ec2 describe-vpc-endpoints --vpc-endpoint-ids {self} => VpcEndpoints[0].SubnetIds
        add ec2 modify-vpc-endpoint --vpc-endpoint-id {self} --add-subnet-ids {item}
        drop ec2 modify-vpc-endpoint --vpc-endpoint-id {self} --remove-subnet-ids {item}
      members SecurityGroupIds ec2 describe-vpc-endpoints --vpc-endpoint-ids {self} => VpcEndpoints[0].Groups[].GroupId
        add ec2 modify-vpc-endpoint --vpc-endpoint-id {self} --add-security-group-ids {item}
        drop ec2 modify-vpc-endpoint --vpc-endpoint-id {self} --remove-security-group-ids {item}
      members RouteTableIds ec2 describe-vpc-endpoints --vpc-endpoint-ids {self} => VpcEndpoints[0].RouteTableIds
        add ec2 modify-vpc-endpoint --vpc-endpoint-id {self} --add-route-table-ids {item}
        drop ec2 modify-vpc-endpoint --vpc-endpoint-id {self} --remove-route-table-ids {item}
      sealed PolicyDocument ec2 describe-vpc-endpoints --vpc-endpoint-ids {self}
        => VpcEndpoints[0].PolicyDocument
        put ec2 modify-vpc-endpoint --vpc-endpoint-id {self} --policy-document {PolicyDocument:json}
        drop ec2 modify-vpc-endpoint --vpc-endpoint-id {self} --reset-policy
        seal ec2 create-tags --resources {self} --tags Key=lintel:policy,Value={item}
        unseal ec2 delete-tags --resources {self} --tags Key=lintel:policy
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      delete ec2 delete-vpc-endpoints --vpc-endpoint-ids {self}
      gone until 15 ec2 describe-vpc-endpoints --vpc-endpoint-ids {self}
        => VpcEndpoints[?!contains(['deleted', 'Deleted'], State)]|[0].VpcEndpointId
      """,
    unreached: """
      DnsOptions IpAddressType ServiceRegion: not in the language
      ResourceConfigurationArn ServiceNetworkArn: VPC Lattice is not in the language
      """)
}
