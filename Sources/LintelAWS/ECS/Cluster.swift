import LintelGraph

extension ResourceType {
  /// A cluster.
  package static let cluster = ResourceType(
    "AWS::ECS::Cluster",
    attributes: [.name: .ref, .arn: .getAtt("Arn")],
    existing: [.name: .nameInARN(after: ":cluster/"), .arn: .arn(service: "ecs", prefix: "cluster/", hasRegion: true)],
    tags: .list,
    nameProperty: "ClusterName",
    facts: Facts(
      nameScope: NameScope(extent: .region, ignoresCase: false)),
    properties: """
      ClusterName string replacement => clusterName
      ClusterSettings set(object) --settings => settings[?name=='{Name}']|[0].value
        Name string
        Value string
      """,
    commands: """
      spelling lower
      noun cluster
      identifier name
      list ecs list-clusters => clusterArns[] @
        tags 100 ecs describe-clusters --include TAGS --clusters => clusters[] clusterName status=='ACTIVE'
      arn ecs cluster/
      name ecs describe-clusters --clusters {ClusterName} => clusters[?status=='ACTIVE']|[0].clusterArn
      create ecs create-cluster {properties} --tags {tags:key} => cluster.clusterName
      read ecs describe-clusters --clusters {self} --include SETTINGS TAGS => clusters[0]
        Tags tags lower
      change ecs update-cluster --cluster {self} {properties}
      tag ecs tag-resource --resource-arn arn:{partition}:ecs:{region}:{account}:cluster/{self}
        --tags {tags:key}
      attribute arn = arn:{partition}:ecs:{region}:{account}:cluster/{self}
      delete ecs delete-cluster --cluster {self}
      """,
    unreached: """
      CapacityProviders DefaultCapacityProviderStrategy: an association of its own has them
      Configuration: not in the language
      ServiceConnectDefaults: not in the language
      """)
}
