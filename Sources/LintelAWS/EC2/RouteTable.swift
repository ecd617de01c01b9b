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
      arn ec2 route-table/
      uses AWS::EC2::EgressOnlyInternetGateway AWS::EC2::InternetGateway AWS::EC2::Subnet AWS::EC2::VPC
      list ec2 describe-route-tables => RouteTables[] RouteTableId
      create ec2 create-route-table {properties} --tag-specifications {tags:route-table}
        => RouteTable.RouteTableId
      read ec2 describe-route-tables --route-table-ids {self} => RouteTables[0]
        Tags Tags
      parts DestinationCidrBlock|DestinationIpv6CidrBlock of AWS::EC2::Route in RouteTableId ec2 describe-route-tables
        --route-table-ids {self}
        => RouteTables[0].Routes[?Origin=='CreateRoute' && (DestinationCidrBlock || DestinationIpv6CidrBlock)].[DestinationCidrBlock || DestinationIpv6CidrBlock]
        drop ec2 delete-route --route-table-id {self} --destination-cidr-block {item}
        drop6 ec2 delete-route --route-table-id {self} --destination-ipv6-cidr-block {item}
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      tie ec2 describe-route-tables --route-table-ids {self}
        => RouteTables[0].Associations[?!Main].[RouteTableAssociationId]
        drop ec2 disassociate-route-table --association-id {item}
      delete ec2 delete-route-table --route-table-id {self}
      """)
}
