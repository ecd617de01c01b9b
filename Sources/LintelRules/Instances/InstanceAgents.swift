import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let imageWithoutAgent = Rule(
    "image-without-agent", .error, .checking,
    "Instances are to join a cluster, and their AMI comes without the agent of ECS.",
    page: RulePage(
      .instances,
      why: """
        An instance joins a cluster by an agent that runs on it. AWS's AMIs for ECS have it; plain ones of Amazon Linux, \
        Ubuntu or Windows have not, and `/etc/ecs/ecs.config` is then a file that nobody reads. The instances run, are paid \
        for, and never join. User data that installs the agent, or fetches anything that could, is taken at its word.
        """,
      awsAnswer: """
        service web was unable to place a task because no container instance met all of its requirements. Reason: No \
        Container Instances were found in your cluster.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html",
      wrong: [
        .onInstances(
          """
          launchTemplates:
            instances:
              amiParameter: ↓/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
          """)
      ],
      right: [
        .onInstances(
          """
          launchTemplates:
            instances:
              amiParameter: /aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id
          """),
        .onInstances(
          """
          launchTemplates:
            instances:
              amiParameter: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
              userData: |
                #!/bin/bash
                dnf install -y ecs-init
                echo "ECS_CLUSTER=${clusters.main.name}" >> /etc/ecs/ecs.config
                systemctl enable --now --no-block ecs
          """),
      ]))
}

/// Finds instances that are to join a cluster and have nothing that could.
enum InstanceAgents {
  /// Words of user data that install the agent, or fetch what may.
  private static let installers = [
    "ecs-init", "ecs-agent", "amazon-ecs", "ecsagent", "ecstools", "install ecs", "install -y ecs", "curl", "wget",
    "webrequest", "aws ", "git ", "ansible", "puppet", "chef", "#include", "docker run", "source ",
  ]

  static func check(_ model: SystemModel, _ findings: Findings) {
    let joining = model.joining
    if joining.isEmpty { return }
    let data = UserDataText.all(in: model)
    for (owner, cluster) in joining {
      guard let image = owner["LaunchTemplateData"]?["ImageId"] ?? owner["ImageId"],
        let parameter = image.literal.flatMap(ImageParameter.init), parameter.lacksAgent,
        let script = data.first(where: { $0.owner.path == owner.path }),
        !installers.contains(where: script.text.lowercased().contains)
      else { continue }
      findings.report(
        .imageWithoutAgent, at: image.span.or(owner.span),
        "\(script.noun) starts instances without the agent of ECS, and they are to join cluster '\(cluster.path.id)'",
        label: "a plain AMI, which has none", notes: [Note("user data names the cluster", at: script.span)],
        help: ["write `amiParameter: \(parameter.withAgent)`"])
    }
  }
}
