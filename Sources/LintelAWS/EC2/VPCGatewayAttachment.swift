import LintelGraph

extension ResourceType {
  /// The attachment of a gateway to a VPC.
  package static let vpcGatewayAttachment = ResourceType(
    "AWS::EC2::VPCGatewayAttachment",
    attributes: [.id: .ref],
    properties: """
      VpcId string replacement required
      InternetGatewayId string
      """)
}
