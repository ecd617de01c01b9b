import LintelGraph

extension ResourceType {
  /// The attachment of a gateway to a VPC.
  package static let vpcGatewayAttachment = ResourceType(
    "AWS::EC2::VPCGatewayAttachment",
    attributes: [.id: .ref],
    facts: Facts(
      routing: .attachment(gateway: "InternetGatewayId", vpc: "VpcId"),
      // Resource.AlreadyAssociated
      claims: [ExclusiveClaim(.tie(of: ["InternetGatewayId"], to: "VpcId"), isCertain: false)],
      noun: "gateway attachment"),
    properties: """
      VpcId string replacement required
      InternetGatewayId string
      """,
    commands: """
      noun attachment of the internet gateway
      read ec2 describe-internet-gateways --internet-gateway-ids {InternetGatewayId}
        => InternetGateways[0].Attachments[0]
      create ec2 attach-internet-gateway --internet-gateway-id {InternetGatewayId} {properties}
      """,
    unreached: """
      VpnGatewayId: VPNs are not in the language
      """)
}
