import LintelGraph

extension ResourceType {
  /// A namespace of Cloud Map whose names are found by asking Cloud Map: all that Service Connect needs.
  ///
  /// Cloud Map makes and removes one by an operation that goes on after its call was answered.
  package static let httpNamespace = ResourceType(
    "AWS::ServiceDiscovery::HttpNamespace",
    attributes: [.id: .ref, .arn: .getAtt("Arn")],
    existing: [
      .id: .nameInARN(after: ":namespace/"), .name: .identifier,
      .arn: .arn(service: "servicediscovery", prefix: "namespace/", hasRegion: true),
    ],
    tags: .list,
    nameProperty: "Name",
    facts: Facts(
      nameScope: NameScope(extent: .region, ignoresCase: false), noun: "namespace"),
    properties: """
      Name string replacement required
      """,
    commands: """
      noun namespace
      missing NamespaceNotFound
      sought servicediscovery list-namespaces => Namespaces[?Type=='HTTP'][] Id
        unless NamespaceNotFound|ResourceNotFoundException
        every
        inventory
        pending servicediscovery list-operations --filters Name=TYPE,Values=CREATE_NAMESPACE,Condition=EQ
        Name=STATUS,Values=SUBMITTED,PENDING,Condition=IN
        => Operations[?Status=='SUBMITTED' || Status=='PENDING'].[Id]
      name servicediscovery list-namespaces
        => Namespaces[?Type=='HTTP' && Name=={Name:query}]|[0].Id
      create servicediscovery create-http-namespace {properties} --tags {tags:Key} => OperationId
      operation OperationId create delete : servicediscovery get-operation --operation-id {item}
        => Operation.[Status, Targets.NAMESPACE, ErrorMessage]
      read servicediscovery get-namespace --id {self} => Namespace
      read servicediscovery list-tags-for-resource --resource-arn {arn}
        Tags Tags
      tag servicediscovery tag-resource --resource-arn {arn} --tags {tags:Key}
      attribute arn = arn:{partition}:servicediscovery:{region}:{account}:namespace/{self}
      delete servicediscovery delete-namespace --id {self}
      """,
    unreached: """
      Description: it has a name
      """)
}
