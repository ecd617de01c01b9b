import LintelGraph

extension ResourceType {
  /// Which table a subnet routes by.
  package static let subnetRouteTableAssociation = ResourceType(
    "AWS::EC2::SubnetRouteTableAssociation",
    attributes: [.id: .ref],
    properties: """
      SubnetId string replacement required
      RouteTableId string replacement required
      """)
}
