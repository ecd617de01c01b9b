package import LintelGraph

extension ResourceType {
  /// Which capacity providers a cluster has: apart from the cluster, because instances of a provider's group name the
  /// cluster that they join.
  package static let clusterCapacityProviders = ResourceType(
    "AWS::ECS::ClusterCapacityProviderAssociations",
    attributes: [.id: .ref],
    facts: Facts(
      providesCluster: "Cluster", noun: "association of capacity providers"),
    properties: """
      Cluster string replacement required
      CapacityProviders set(string)
      DefaultCapacityProviderStrategy set(object) required
        CapacityProvider string required
        Base integer
        Weight integer
      """,
    commands: """
      spelling lower
      noun capacity providers
      read ecs describe-clusters --clusters {Cluster} => clusters[0]
      put ecs put-cluster-capacity-providers --cluster {Cluster} --capacity-providers {CapacityProviders:json}
        --default-capacity-provider-strategy {DefaultCapacityProviderStrategy:json}
      there within 10 ecs describe-clusters --clusters {Cluster} --include ATTACHMENTS
        => clusters[?attachmentsStatus!='UPDATE_IN_PROGRESS']|[0].clusterName
      """)
}

extension ResourceGraph {
  /// Whether tasks of a service run on instances: by its launch type, its strategy, or that of its cluster.
  package func runsOnInstances(_ service: Resource) -> Bool {
    if let type = service["LaunchType"] { return type.literal == "EC2" }
    // AWS's own providers have no node.
    return strategy(of: service)?.items.contains { $0["CapacityProvider"]?.reference != nil } ?? false
  }

  /// The strategy of a service, or that of its cluster.
  package func strategy(of service: Resource) -> Value? {
    service["CapacityProviderStrategy"] ?? defaultStrategy(of: service["Cluster"]?.reference?.path)
  }

  private func defaultStrategy(of cluster: Path?) -> Value? {
    guard let cluster else { return nil }
    // Only what a template says has another path: to search all nodes for each service would take too long.
    let association =
      cluster.section != Path.templateSection
      ? self[cluster.appending("capacityProviders")]
      : resources.first {
        $0.type == ResourceType.clusterCapacityProviders.name && $0["Cluster"]?.reference?.path == cluster
      }
    return association?["DefaultCapacityProviderStrategy"]
  }
}
