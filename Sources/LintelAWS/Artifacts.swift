import LintelGraph

// What CloudFormation has no resource for.
extension ResourceType {
  /// An image that is pushed to a repository of the spec.
  package static let containerImage = ResourceType(
    "Lintel::ContainerImage",
    properties: """
      Repository string required
      Tag string required
      Platform string
      Context string
      Dockerfile string
      Target string
      BuildArguments map(string)
      """)

  /// An AMI made from an instance of the spec.
  package static let machineImage = ResourceType(
    "Lintel::MachineImage",
    existing: [.id: .identifier],
    nameProperty: "Name",
    properties: """
      Name string required
      Instance string required
      """,
    commands: """
      noun AMI
      list ec2 describe-images => Images[] ImageId
      name ec2 describe-images --owners self --filters Name=name,Values={Name} => Images[0].ImageId
      create ec2 create-image --instance-id {Instance} --name {Name} --tag-specifications {tags:image} => ImageId
      wait ec2 wait image-available --image-ids {self}
      read ec2 describe-images --image-ids {self} => Images[0]
        Name Name
        Tags Tags
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      delete ec2 deregister-image --image-id {self}
      """)
}
