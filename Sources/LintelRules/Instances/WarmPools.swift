import LintelAWS
import LintelGraph
package import LintelSource

extension Rule {
  package static let warmPoolJoinsCluster = Rule(
    "warm-pool-joins-cluster", .warning, .checking,
    "Instances of a warm pool join their cluster before they are needed.",
    page: RulePage(
      .instances,
      why: """
        The agent of ECS registers its instance with the cluster as soon as it runs, also while the instance is only \
        prepared for a warm pool. ECS may then place tasks on it that end when it is stopped. With \
        `ECS_WARM_POOLS_CHECK=true` in its settings the agent waits until the instance is of the group.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-warm-pool.html",
      wrong: [.onInstances("autoScalingGroups:\n  instances: { warmPool: ↓{} }")],
      right: [
        .onInstances(
          """
          launchTemplates:
            instances:
              userData: |
                #!/bin/bash
                echo ECS_CLUSTER=${clusters.main.name} >> /etc/ecs/ecs.config
                echo ECS_WARM_POOLS_CHECK=true >> /etc/ecs/ecs.config
          autoScalingGroups:
            instances: { warmPool: {} }
          """)
      ]))
}

/// Finds warm pools whose instances join a cluster while they wait.
enum WarmPools {
  static func check(_ model: SystemModel, _ findings: Findings) {
    let pools = Array(model.made(.warmPool))
    if pools.isEmpty { return }
    let texts = UserDataText.all(in: model)
    for pool in pools {
      guard let group = (pool["AutoScalingGroupName"]?.reference).flatMap({ model.graph[$0.path] }),
        let template = group.launchTemplate?["LaunchTemplateId"]?.reference?.path,
        let joining = model.joining.first(where: { $0.owner.path == template }),
        let data = texts.first(where: { $0.owner.path == template }), !data.text.contains("ECS_WARM_POOLS_CHECK")
      else { continue }
      findings.report(
        .warmPoolJoinsCluster, at: pool.span,
        "instances of Auto Scaling group '\(group.path.id)' join cluster '\(joining.cluster.path.id)' before it needs them",
        label: "tasks may be placed on them while they wait",
        notes: [Note("the user data by which they join", at: data.span)],
        help: ["add the line `echo ECS_WARM_POOLS_CHECK=true >> /etc/ecs/ecs.config` to it"])
    }
  }
}
