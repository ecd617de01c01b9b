import LintelGraph

extension ResourceType {
  /// A virtual private cloud.
  package static let vpc = ResourceType(
    "AWS::EC2::VPC",
    attributes: [.id: .ref],
    existing: [.id: .identifier],
    tags: .list,
    properties: """
      CidrBlock string replacement
      EnableDnsSupport boolean
      EnableDnsHostnames boolean
      """)
}
