import LintelGraph

extension ResourceType {
  /// A namespace of Cloud Map whose names are found by DNS in a VPC, in a zone of Route 53 that Cloud Map makes for it.
  ///
  /// Cloud Map does not say which VPC it is of: the zone does.
  package static let privateDNSNamespace = ResourceType(
    "AWS::ServiceDiscovery::PrivateDnsNamespace",
    attributes: [.id: .ref, .arn: .getAtt("Arn"), .hostedZone: .getAtt("HostedZoneId")],
    existing: [
      .id: .nameInARN(after: ":namespace/"), .name: .identifier,
      .arn: .arn(service: "servicediscovery", prefix: "namespace/", hasRegion: true),
    ],
    tags: .list,
    nameProperty: "Name",
    facts: Facts(
      nameScope: NameScope(extent: .property("Vpc"), ignoresCase: true), noun: "namespace"),
    properties: """
      Name string replacement required
      Vpc string replacement
      """,
    commands: """
      noun namespace
      missing NamespaceNotFound
      uses AWS::EC2::VPC
      sought servicediscovery list-namespaces => Namespaces[?Type=='DNS_PRIVATE'][] Id
        unless NamespaceNotFound|ResourceNotFoundException
        every
        inventory
        pending servicediscovery list-operations --filters Name=TYPE,Values=CREATE_NAMESPACE,Condition=EQ
        Name=STATUS,Values=SUBMITTED,PENDING,Condition=IN
        => Operations[?Status=='SUBMITTED' || Status=='PENDING'].[Id]
      name servicediscovery list-namespaces
        => Namespaces[?Type=='DNS_PRIVATE' && Name=={Name:query}]|[0].Id
      create servicediscovery create-private-dns-namespace {properties} --tags {tags:Key} => OperationId
      operation OperationId create delete : servicediscovery get-operation --operation-id {item}
        => Operation.[Status, Targets.NAMESPACE, ErrorMessage]
      read servicediscovery get-namespace --id {self} => Namespace
      read route53 get-hosted-zone --id {hostedZone}
        Vpc VPCs[?VPCId=={Vpc:query}]|[0].VPCId
      read servicediscovery list-tags-for-resource --resource-arn {arn}
        Tags Tags
      tag servicediscovery tag-resource --resource-arn {arn} --tags {tags:Key}
      attribute arn = arn:{partition}:servicediscovery:{region}:{account}:namespace/{self}
      attribute hostedZone servicediscovery get-namespace --id {self} => Namespace.Properties.DnsProperties.HostedZoneId
      delete servicediscovery delete-namespace --id {self}
      """,
    unreached: """
      Description: it has a name
      Properties: AWS's own time to live
      """)
}
