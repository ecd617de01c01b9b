import LintelAWS
import LintelGraph
package import LintelSource

extension Rule {
  package static let instancesOfAnotherCluster = Rule(
    "instances-of-another-cluster", .error, .checking,
    "Instances of a capacity provider do not join the cluster that has it.",
    page: RulePage(
      .instances,
      why: """
        A capacity provider starts instances, and no more: which cluster an instance joins, its own configuration says, \
        `ECS_CLUSTER` in `/etc/ecs/ecs.config`. Where nothing says it, the agent joins a cluster called `default`, or \
        none. ECS waits for the instances that it asked for, and no task is placed. User data of the launch template has to \
        name the cluster; where an AMI of one's own has it built in, allow the finding.
        """,
      awsAnswer: """
        service web was unable to place a task because no container instance met all of its requirements. Reason: No \
        Container Instances were found in your capacity provider.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_container_instance.html",
      wrong: [
        .onInstances(
          """
          capacityProviders:
            instances: { managedScaling: {} }
          clusters:
            main: { capacityProviders: [instances] }
          launchTemplates:
            instances: { userData: ↓null }
          """),
        .onInstances(
          """
          capacityProviders:
            instances: { managedScaling: {} }
          clusters:
            main: { capacityProviders: [instances] }
          launchTemplates:
            instances: { userData: ↓"#!/bin/bash\\necho ECS_CLUSTER=other >> /etc/ecs/ecs.config" }
          """),
      ],
      right: [
        .onInstances(
          """
          capacityProviders:
            instances: { managedScaling: {} }
          clusters:
            main: { capacityProviders: [instances] }
          """)
      ]))
}

/// Finds instances of capacity providers that join no cluster, or another.
enum ProviderInstances {
  static func check(_ model: SystemModel, _ findings: Findings) {
    var seen: Set<Path> = []
    for association in model.made(ResourceType.clusterCapacityProviders) {
      guard let cluster = (association["Cluster"]?.reference).flatMap({ model.graph[$0.path] }) else { continue }
      for provider in association["CapacityProviders"]?.items ?? [] {
        guard let template = template(of: provider, in: model.graph), seen.insert(template.path).inserted else {
          continue
        }
        check(template, cluster, provider.span, findings)
      }
    }
  }

  /// The launch template of a provider's group, as far as the spec makes all of them.
  private static func template(of provider: Value, in graph: ResourceGraph) -> Resource? {
    guard let node = (provider.reference).flatMap({ graph[$0.path] }), !node.isExisting,
      let group = node["AutoScalingGroupProvider"]?["AutoScalingGroupArn"]?.reference, let owner = graph[group.path],
      !owner.isExisting, let start = owner.launchTemplate?["LaunchTemplateId"]?.reference,
      let template = graph[start.path], !template.isExisting
    else { return nil }
    return template
  }

  private static func check(_ template: Resource, _ cluster: Resource, _ provider: Span, _ findings: Findings) {
    let data = template["LaunchTemplateData"]?["UserData"]
    if let data, names(data, cluster) { return }
    let place = data?.span ?? template.place(ofMissing: "userData")
    findings.report(
      .instancesOfAnotherCluster, at: place,
      "user data of launch template '\(template.path.id)' does not name cluster '\(cluster.path.id)'",
      label: "its instances do not join the cluster", labels: [],
      notes: [Note("the cluster runs tasks on them", at: provider.isWritten ? provider : cluster.span)],
      help: [
        "have its user data run `echo ECS_CLUSTER=${\(cluster.path).name} >> /etc/ecs/ecs.config`, after a line `#!/bin/bash`"
      ])
  }

  /// Whether a text names a cluster, or may: what is given only when deploying is not known.
  private static func names(_ data: Value, _ cluster: Resource) -> Bool {
    let parts = if case .text(let parts) = data.content { parts } else { [data] }
    let name = cluster["ClusterName"]?.literal
    return parts.contains { part in
      if let literal = part.literal { return name.map { literal.contains($0) } ?? false }
      return part.reference.map { $0.path == cluster.path } ?? true
    }
  }
}
