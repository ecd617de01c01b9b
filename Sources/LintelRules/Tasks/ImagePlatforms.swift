import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let imageOfTwoPlatforms = Rule(
    "image-of-two-platforms", .error, .checking, "One image of a repository is to run on two sorts of processors.",
    page: RulePage(
      .containers,
      why: """
        deploy.sh builds an image of the spec for the platform of the task that runs it, once for each tag. Where tasks of \
        two architectures name one tag, the second gets an image that its processors cannot run.
        """,
      awsAnswer: "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/arm64'",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html",
      wrong: [
        .ecs(
          """
          repositories: { web: {} }
          taskDefinitions:
            jobs:
              cpu: 256
              memory: 512
              architecture: ARM64
              containers: { jobs: { image: ↓{ repository: web, tag: "1.4" }, logs: { retentionDays: 30 } } }
            web:
              containers: { web: { image: { repository: web, tag: "1.4" } } }
          """)
      ],
      right: [
        .ecs(
          """
          repositories: { web: {} }
          taskDefinitions:
            jobs:
              cpu: 256
              memory: 512
              architecture: ARM64
              containers: { jobs: { image: { repository: web, tag: "1.4-arm64" }, logs: { retentionDays: 30 } } }
            web:
              containers: { web: { image: { repository: web, tag: "1.4" } } }
          """)
      ]))
}

/// Finds images that are built for one platform, and run on another too.
enum ImagePlatforms {
  static func check(_ model: SystemModel, _ findings: Findings) {
    for task in model.made(ResourceType.taskDefinition) {
      let own = TaskPlatform.dockerName(
        architecture: task["RuntimePlatform"]?["CpuArchitecture"]?.literal ?? "X86_64",
        operatingSystem: task["RuntimePlatform"]?["OperatingSystemFamily"]?.literal ?? "LINUX")
      for container in task["ContainerDefinitions"]?.items ?? [] {
        guard let image = container["Image"], let node = (image.reference?.path).flatMap({ model.graph[$0] }),
          node.type == ResourceType.containerImage.name, let built = node["Platform"]?.literal, built != own
        else { continue }
        findings.report(
          .imageOfTwoPlatforms, at: image.span,
          "\(task.path.words) runs on \(own), and the image is built for \(built)",
          label: "another task runs it there",
          labels: node.span.isWritten ? [Label(node.span, "it is built for this")] : [],
          help: ["give one of them a tag of its own"])
      }
    }
  }
}
