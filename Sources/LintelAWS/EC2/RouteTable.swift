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
      """)
}
