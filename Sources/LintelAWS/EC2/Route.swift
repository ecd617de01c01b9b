import LintelGraph

extension ResourceType {
  /// One route of a table.
  package static let route = ResourceType(
    "AWS::EC2::Route",
    attributes: [.id: .ref],
    facts: Facts(
      routing: .route(table: "RouteTableId"), after: [.attachment(ofGateway: "GatewayId")]),
    properties: """
      RouteTableId string replacement required
      DestinationCidrBlock string replacement
      GatewayId string
      NatGatewayId string
      TransitGatewayId string
      VpcPeeringConnectionId string
      NetworkInterfaceId string
      """,
    commands: """
      noun route to {DestinationCidrBlock}
      read ec2 describe-route-tables --route-table-ids {RouteTableId}
        => RouteTables[0].Routes[?DestinationCidrBlock=={DestinationCidrBlock:query}]|[0]
      create ec2 create-route {properties}
      change ec2 replace-route --route-table-id {RouteTableId} --destination-cidr-block {DestinationCidrBlock}
        {properties}
      """,
    unreached: """
      CarrierGatewayId CoreNetworkArn InstanceId LocalGatewayId OdbNetworkArn: no other gateways are in the language
      VpcEndpointId: no other gateways are in the language
      DestinationIpv6CidrBlock EgressOnlyInternetGatewayId: IPv6 is not in the language
      DestinationPrefixListId: not in the language
      """)
}
