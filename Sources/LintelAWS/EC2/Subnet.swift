import LintelGraph

extension ResourceType {
  /// A subnet of a VPC in one Availability Zone.
  package static let subnet = ResourceType(
    "AWS::EC2::Subnet",
    attributes: [.id: .ref],
    existing: [.id: .identifier],
    tags: .list,
    properties: """
      VpcId string replacement required
      AvailabilityZone string replacement
      CidrBlock string replacement
      MapPublicIpOnLaunch boolean
      """)
}
