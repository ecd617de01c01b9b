import LintelGraph

// What CloudFormation has no resource for.
extension ResourceType {
  /// An image that is pushed to a repository of the spec.
  package static let containerImage = ResourceType(
    "Lintel::ContainerImage",
    properties: """
      Repository string required
      Tag string required
      """)

  /// An AMI made from an instance of the spec.
  package static let machineImage = ResourceType(
    "Lintel::MachineImage",
    existing: [.id: .identifier],
    nameProperty: "Name",
    properties: """
      Name string required
      Instance string required
      """)
}
