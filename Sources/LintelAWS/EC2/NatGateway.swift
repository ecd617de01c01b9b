import LintelGraph

extension ResourceType {
  /// A gateway by which private subnets reach the internet.
  ///
  /// Only one at a time can have an address, so that one which is to take another's place waits until that is gone. AWS
  /// lists deleted ones for another hour, and those that it failed to make.
  package static let natGateway = ResourceType(
    "AWS::EC2::NatGateway",
    attributes: [.id: .ref],
    tags: .list,
    facts: Facts(
      stands: .init(subnets: "SubnetId", isInOneSubnet: true), after: [.attachmentToVPC, .routesOfSubnets],
      claims: [ExclusiveClaim(.tie(of: ["AllocationId"], to: "SubnetId"))], noun: "NAT gateway"),
    properties: """
      SubnetId string replacement
      AllocationId string replacement => NatGatewayAddresses[0].AllocationId
      ConnectivityType string = public replacement
      """,
    commands: """
      noun NAT gateway
      arn ec2 natgateway/
      uses AWS::EC2::EIP AWS::EC2::InternetGateway AWS::EC2::Subnet
      list ec2 describe-nat-gateways --filter
        => NatGateways[] NatGatewayId State!='deleted' && State!='deleting' && State!='failed'
      missing NatGatewayNotFound
      create ec2 create-nat-gateway {properties} --tag-specifications {tags:natgateway} => NatGateway.NatGatewayId
      wait ec2 wait nat-gateway-available --nat-gateway-ids {self}
      ready State=='available'
      read ec2 describe-nat-gateways --nat-gateway-ids {self} => NatGateways[0]
        Tags Tags
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      replaced first
      delete ec2 delete-nat-gateway --nat-gateway-id {self}
      gone ec2 wait nat-gateway-deleted --nat-gateway-ids {self}
      """,
    unreached: """
      AvailabilityMode AvailabilityZoneAddresses VpcId: a gateway is made in each zone that needs one
      MaxDrainDurationSeconds PrivateIpAddress SecondaryAllocationIds: not in the language
      SecondaryPrivateIpAddressCount SecondaryPrivateIpAddresses: not in the language
      """)
}
