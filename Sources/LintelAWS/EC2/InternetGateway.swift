import LintelGraph

extension ResourceType {
  /// A gateway between a VPC and the internet.
  package static let internetGateway = ResourceType(
    "AWS::EC2::InternetGateway",
    attributes: [.id: .ref],
    tags: .list,
    properties: "")
}
