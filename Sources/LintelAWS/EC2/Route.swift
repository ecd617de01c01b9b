import LintelGraph

extension ResourceType {
  /// One route of a table.
  package static let route = ResourceType(
    "AWS::EC2::Route",
    attributes: [.id: .ref],
    facts: Facts(
      routing: .route(table: "RouteTableId"),
      after: [
        .attachment(ofGateway: "GatewayId"),
        .ipv6Block(of: PropertyPath("RouteTableId").followed(by: "VpcId"), where: "DestinationIpv6CidrBlock"),
      ]),
    properties: """
      RouteTableId string replacement required
      DestinationCidrBlock string replacement
      DestinationIpv6CidrBlock string replacement
      GatewayId string
      EgressOnlyInternetGatewayId string
      NatGatewayId string
      TransitGatewayId string
      VpcPeeringConnectionId string
      NetworkInterfaceId string
      """,
    commands: """
      noun route to {DestinationCidrBlock}{DestinationIpv6CidrBlock}
      read ec2 describe-route-tables --route-table-ids {RouteTableId}
        => RouteTables[0].Routes[?(DestinationCidrBlock || DestinationIpv6CidrBlock)=={DestinationCidrBlock:query}{DestinationIpv6CidrBlock:query}]|[0]
      create ec2 create-route {properties}
      change ec2 replace-route --route-table-id {RouteTableId} --destination-cidr-block {DestinationCidrBlock}
        --destination-ipv6-cidr-block {DestinationIpv6CidrBlock} {properties}
      """,
    unreached: """
      CarrierGatewayId CoreNetworkArn InstanceId LocalGatewayId OdbNetworkArn: no other gateways are in the language
      VpcEndpointId: no other gateways are in the language
      DestinationPrefixListId: not in the language
      """)
}
