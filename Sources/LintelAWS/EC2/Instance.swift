import LintelGraph

extension ResourceType {
  /// An EC2 instance.
  package static let instance = ResourceType(
    "AWS::EC2::Instance",
    attributes: [.id: .ref],
    existing: [.id: .identifier],
    tags: .list,
    properties: """
      ImageId string replacement
      InstanceType string
      SubnetId string replacement
      SecurityGroupIds set(string)
      KeyName string replacement
      """)
}
