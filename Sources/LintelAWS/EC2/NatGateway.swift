import LintelGraph

extension ResourceType {
  /// A gateway by which private subnets reach the internet.
  ///
  /// No section makes one yet.
  package static let natGateway = ResourceType(
    "AWS::EC2::NatGateway", facts: Facts(stands: .init(subnets: "SubnetId", isInOneSubnet: true)), properties: "")
}
