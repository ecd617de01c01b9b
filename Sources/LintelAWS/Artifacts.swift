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
      CacheFrom list(string)
      CacheTo list(string)
      """,
    commands: "build")

  /// An AMI made from an instance of the spec.
  ///
  /// One that takes the place of another has a date behind the name, because AWS gives a name once only. Its snapshots
  /// carry the tags too: when it is gone, nothing else tells whose they are.
  package static let machineImage = ResourceType(
    "Lintel::MachineImage",
    existing: [.id: .identifier],
    nameProperty: "Name",
    facts: Facts(nameScope: NameScope(extent: .region, ignoresCase: false)),
    properties: """
      Name string required => (starts_with(Name, join('.', [{Name:query}, ''])) && {Name:query} || Name)
      Instance string required writeOnly
      """,
    commands: """
      noun AMI
      list ec2 describe-images --owners self => Images[] ImageId
      image
      arn ec2 image/
      uses AWS::EC2::Instance
      name ec2 describe-images --owners self --filters Name=name,Values={Name}
        => Images[?!(Tags[?Key=='lintel:id' && ends_with(Value, '.replaced')])]|[0].ImageId
      create ec2 create-image --instance-id {Instance} {properties}
        --tag-specifications {tags:image} {tags:snapshot} => ImageId
      wait ec2 wait image-available --image-ids {self}
      ready State == 'available'
      read ec2 describe-images --image-ids {self} => Images[0]
        Tags Tags
      tag ec2 create-tags --resources {self} --tags {tags:Key}
      delete ec2 deregister-image --image-id {self}
      """)
}
