import LintelGraph

extension ResourceType {
  /// Which table a subnet routes by.
  package static let subnetRouteTableAssociation = ResourceType(
    "AWS::EC2::SubnetRouteTableAssociation",
    attributes: [.id: .ref],
    facts: Facts(
      routing: .association(subnet: "SubnetId", table: "RouteTableId"), noun: "route table association"),
    properties: """
      SubnetId string replacement required
      RouteTableId string replacement required
      """,
    commands: """
      noun association of the route table
      find ec2 describe-route-tables --filters Name=association.subnet-id,Values={SubnetId}
        => RouteTables[0].Associations[?SubnetId=={SubnetId:query}]|[0].RouteTableAssociationId
      read ec2 describe-route-tables --filters Name=association.subnet-id,Values={SubnetId}
        => RouteTables[0].Associations[?SubnetId=={SubnetId:query}]|[0]
      create ec2 associate-route-table --route-table-id {RouteTableId} {properties} => AssociationId
      change ec2 replace-route-table-association --association-id {self} --route-table-id {RouteTableId}
      """)
}
