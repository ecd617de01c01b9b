import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource

/// The Auto Scaling groups and instances that a service's tasks may be placed on.
struct ClusterCapacity {
  /// An instance type, and where it is said.
  struct InstanceType {
    let name: String
    let span: Span
    let size: InstanceSize
  }

  let hosts: [Resource]
  /// Every type that one of the hosts may be of.
  let types: [InstanceType]

  /// Nil where the spec does not make all of it, or does not know a type.
  init?(of service: Resource, in model: SystemModel) {
    guard !service.isExisting, model.graph.runsOnInstances(service),
      let cluster = (service["Cluster"]?.reference).flatMap({ model.graph[$0.path] }), !cluster.isExisting,
      let hosts = ClusterCapacity.hosts(of: service, in: cluster.path, model), !hosts.isEmpty
    else { return nil }
    var types: [InstanceType] = []
    for host in hosts {
      for type in model.graph.instanceTypes(of: host) {
        guard let name = model.graph.judged(type), let size = InstanceSize(of: name) else { return nil }
        if !types.contains(where: { $0.name == name }) {
          types.append(InstanceType(name: name, span: type.span, size: size))
        }
      }
    }
    if types.isEmpty { return nil }
    self.hosts = hosts
    self.types = types
  }

  private static func hosts(of service: Resource, in cluster: Path, _ model: SystemModel) -> [Resource]? {
    let graph = model.graph
    if service["LaunchType"] == nil, let strategy = graph.strategy(of: service) {
      let providers = strategy.items.map { graph.group(ofProvider: $0["CapacityProvider"]) }
      return providers.contains { $0 == nil } ? nil : providers.compactMap(\.self)
    }
    let owners = (model.joiningCluster[cluster] ?? []).map(\.owner)
    let groups = owners.flatMap { model.groupsOfTemplates[$0.path] ?? [] }.compactMap { graph[$0.path] }
    return groups + owners.filter { $0.type == ResourceType.instance.name }
  }
}

extension ResourceGraph {
  /// The group behind a capacity provider; nil for one of AWS's own, and where the spec does not make both.
  fileprivate func group(ofProvider provider: Value?) -> Resource? {
    guard let node = (provider?.reference).flatMap({ self[$0.path] }), !node.isExisting,
      let group = node["AutoScalingGroupProvider"]?["AutoScalingGroupArn"]?.reference, let owner = self[group.path],
      !owner.isExisting
    else { return nil }
    return owner
  }

  /// The types that instances of a group, or an instance, may be of.
  fileprivate func instanceTypes(of host: Resource) -> [Value] {
    let overrides = (host["MixedInstancesPolicy"]?["LaunchTemplate"]?["Overrides"]?.items ?? [])
      .compactMap { $0["InstanceType"] }
    if !overrides.isEmpty { return overrides }
    let template = (host.launchTemplate?["LaunchTemplateId"]?.reference).flatMap { self[$0.path] }
    return [host["InstanceType"] ?? template?["LaunchTemplateData"]?["InstanceType"]].compactMap(\.self)
  }
}
