import LintelGraph

extension ResourceType {
  /// An EC2 instance.
  ///
  /// The schema calls `InstanceType` and `SecurityGroupIds` create-only on conditions: an instance whose root device
  /// is its own disk, and one outside a VPC, are replaced. Any other is stopped and started for a new type.
  package static let instance = ResourceType(
    "AWS::EC2::Instance",
    attributes: [.id: .ref],
    existing: [.id: .identifier],
    tags: .list,
    properties: """
      ImageId string replacement
      InstanceType string some
      SubnetId string replacement
      SecurityGroupIds set(string)
      KeyName string replacement
      """)
}
