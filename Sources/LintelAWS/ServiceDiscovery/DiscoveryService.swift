import LintelGraph

extension ResourceType {
  /// A name in a private DNS namespace, under which the tasks of a service of ECS are registered.
  ///
  /// UpdateService changes what lives how long; it takes `DnsConfig` inside of the whole, and by a call that goes on after
  /// it was answered. The names of Service Connect are such things too, which ECS makes and removes: they have no records.
  package static let discoveryService = ResourceType(
    "AWS::ServiceDiscovery::Service",
    attributes: [.id: .ref, .arn: .getAtt("Arn")],
    tags: .list,
    nameProperty: "Name",
    facts: Facts(
      nameScope: NameScope(extent: .property("NamespaceId"), ignoresCase: true), noun: "discovery service"),
    properties: """
      Name string replacement
      NamespaceId string replacement
      DnsConfig object
        DnsRecords set(object) required
          Type string required
          TTL number required
      HealthCheckCustomConfig object replacement
        FailureThreshold number replacement
      """,
    commands: """
      noun discovery service
      missing ServiceNotFound
      uses AWS::ServiceDiscovery::PrivateDnsNamespace AWS::ServiceDiscovery::HttpNamespace
      sought servicediscovery list-services => Services[?Type!='HTTP'][] Id unless ServiceNotFound|ResourceNotFoundException
        every
        inventory
      name servicediscovery list-services --filters Name=NAMESPACE_ID,Values={NamespaceId},Condition=EQ
        => Services[?Name=={Name:query}]|[0].Id unless NamespaceNotFound
      create servicediscovery create-service {properties} --tags {tags:Key} => Service.Id
      operation OperationId change : servicediscovery get-operation --operation-id {item}
        => Operation.[Status, Targets.SERVICE, ErrorMessage]
      read servicediscovery get-service --id {self} => Service
      read servicediscovery list-tags-for-resource --resource-arn {arn}
        Tags Tags
      change servicediscovery update-service --id {self} --service DnsConfig={DnsConfig:shorthand}
      tag servicediscovery tag-resource --resource-arn {arn} --tags {tags:Key}
      attribute arn = arn:{partition}:servicediscovery:{region}:{account}:service/{self}
      delete servicediscovery delete-service --id {self}
      """,
    unreached: """
      Description: it has a name
      DnsConfig.NamespaceId: the service itself says it
      DnsConfig.RoutingPolicy HealthCheckConfig ServiceAttributes: not in the language
      Type: it follows from the namespace
      """)
}
