import LintelAWS
import LintelGraph
import LintelSource

/// Which clusters instances join, by what their user data writes.
enum JoiningInstances {
  /// The launch templates and instances whose user data names a cluster of the spec.
  static func all(in model: SystemModel) -> [(owner: Resource, cluster: Resource)] {
    var clusters: [Path: Resource] = [:]
    var clustersByName: [String: Resource] = [:]
    for cluster in model.types.positions(of: ResourceType.cluster.name).map({ model.graph.resources[$0] }) {
      clusters[cluster.path] = cluster
      guard let name = cluster["ClusterName"]?.literal, clustersByName[name] == nil else { continue }
      clustersByName[name] = cluster
    }
    if clusters.isEmpty { return [] }
    return UserDataText.all(in: model).compactMap { data in
      guard data.text.contains("ECS_CLUSTER=") else { return nil }
      let value = data.owner["LaunchTemplateData"]?["UserData"] ?? data.owner["UserData"]
      if case .text(let parts)? = value?.content {
        for (before, part) in zip(parts, parts.dropFirst()) {
          guard before.literal.map({ Self.endsInSetting($0) }) ?? false, let path = part.reference?.path,
            let cluster = clusters[path]
          else { continue }
          return (data.owner, cluster)
        }
      }
      let names = data.text.split(separator: "ECS_CLUSTER=").dropFirst().map { rest in
        String(rest.drop { $0 == "\"" || $0 == "'" }.prefix { !$0.isWhitespace && !"\"';".contains($0) })
      }
      return names.lazy.compactMap { clustersByName[$0] }.first.map { (data.owner, $0) }
    }
  }

  private static func endsInSetting(_ text: String) -> Bool {
    ["ECS_CLUSTER=", "ECS_CLUSTER=\"", "ECS_CLUSTER='"].contains { text.hasSuffix($0) }
  }
}
