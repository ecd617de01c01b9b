import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let clusterWithoutInstances = Rule(
    "cluster-without-instances", .error, .checking,
    "The tasks of a service wait for instances in a cluster that none joins.",
    page: RulePage(
      .instances,
      why: """
        The agent of ECS joins the cluster that `ECS_CLUSTER` in `/etc/ecs/ecs.config` names, and one called `default` \
        where that is not written. An instance with the wrong name runs, is paid for and takes no task; the service waits \
        for one, and so does its stack. A reference such as `${clusters.main.name}` in the user data cannot go wrong. \
        Nothing is reported where an image of one's own may have the name in it.
        """,
      awsAnswer:
        "service web was unable to place a task because no container instance met all of its requirements. Reason: No "
        + "Container Instances were found in your cluster.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html",
      wrong: [
        .onInstances(
          """
          launchTemplates:
            instances:
              amiParameter: /aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id
              userData: |
                #!/bin/bash
                echo ECS_CLUSTER=other >> /etc/ecs/ecs.config
          services:
            web: { cluster: ↓main }
          """)
      ],
      right: [
        .onInstances(
          """
          launchTemplates:
            instances:
              amiParameter: /aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id
          """)
      ]))
}

/// Finds clusters whose services need instances, where those of the spec join none.
enum UnjoinedClusters {
  static func check(_ model: SystemModel, _ findings: Findings) {
    // Where a strategy names capacity providers, these are what has no instances.
    let first = model.made(ResourceType.service).first { service in
      model.graph.runsOnInstances(service) && model.graph.strategy(of: service) == nil && model.isUnjoined(service)
    }
    guard let first else { return }
    let texts = Dictionary(UserDataText.all(in: model).map { ($0.owner.path, $0.text) }) { first, _ in first }
    let joining = Set(model.joining.map(\.owner.path))
    // Of AWS's own images for ECS it is known that no cluster is written in them.
    let template = model.made(ResourceType.launchTemplate).first { template in
      let image = template["LaunchTemplateData"]?["ImageId"]?.literal ?? ""
      return !joining.contains(template.path) && image.hasPrefix("resolve:ssm:/aws/service/ecs/")
        && !(texts[template.path]?.contains("${") ?? false) && model.groupsOfTemplates[template.path] != nil
    }
    guard let template, let cluster = first["Cluster"], let path = cluster.reference?.path else { return }
    findings.report(
      .clusterWithoutInstances, at: cluster.span.or(first.span),
      "the tasks of service '\(first.path.id)' need instances in cluster '\(path.id)', and none joins it",
      label: "the service waits for one for ever",
      notes: [Note("instances of this launch template join another cluster", at: template.span)],
      help: [
        "in \(template.path).userData: `echo ECS_CLUSTER=${clusters.\(path.id).name} >> /etc/ecs/ecs.config`"
      ])
  }
}

extension SystemModel {
  /// Whether a service's cluster is the spec's, and nothing of the spec joins it.
  fileprivate func isUnjoined(_ service: Resource) -> Bool {
    guard let cluster = service["Cluster"]?.reference?.path, let node = graph[cluster], !node.isExisting else {
      return false
    }
    return joiningCluster[cluster] == nil
  }
}
