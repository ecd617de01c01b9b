import LintelGraph

extension ResourceType {
  /// One route of a table.
  package static let route = ResourceType(
    "AWS::EC2::Route",
    attributes: [.id: .ref],
    properties: """
      RouteTableId string replacement required
      DestinationCidrBlock string replacement
      GatewayId string
      """)
}
