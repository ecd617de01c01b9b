import LintelGraph

extension ResourceType {
  /// A cluster.
  package static let cluster = ResourceType(
    "AWS::ECS::Cluster",
    attributes: [.name: .ref, .arn: .getAtt("Arn")],
    existing: [.name: .nameInARN(after: ":cluster/"), .arn: .arn(service: "ecs", prefix: "cluster/", hasRegion: true)],
    tags: .list,
    nameProperty: "ClusterName",
    properties: """
      ClusterName string replacement
      ClusterSettings set(object)
        Name string
        Value string
      """)
}
