import LintelGraph

extension ResourceType {
  /// A table of routes.
  package static let routeTable = ResourceType(
    "AWS::EC2::RouteTable",
    attributes: [.id: .ref],
    existing: [.id: .identifier],
    tags: .list,
    properties: """
      VpcId string replacement required
      """,
    commands: """
      noun route table
      list ec2 describe-route-tables => RouteTables[] RouteTableId
      create ec2 create-route-table {properties} --tag-specifications {tags:route-table}
        => RouteTable.RouteTableId
      read ec2 describe-route-tables --route-table-ids {self} => RouteTables[0]
        Tags Tags
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      delete ec2 delete-route-table --route-table-id {self}
      """)
}
