import LintelAWS
import LintelGraph
import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let movingImageTag = Rule(
    "moving-image-tag", .warning, .checking, "A tag that moves does not say which image runs.",
    page: RulePage(
      .containers,
      why: """
        `latest`, which an address without a tag means too, is whatever was pushed last. ECS looks it up when a \
        deployment begins, so two environments of one spec run different programs, and nobody can tell which by \
        reading it. A new push deploys nothing, because the task definition stays the same; and a rollback to the same \
        tag brings back nothing. A tag that is pushed once, or a digest, says what runs.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
      wrong: [
        .ecs("taskDefinitions:\n  web:\n    containers:\n      web: { image: ↓\"public.ecr.aws/nginx/nginx:latest\" }"),
        .ecs("taskDefinitions:\n  web:\n    containers:\n      web: { image: ↓public.ecr.aws/nginx/nginx }"),
        .ecs(
          """
          repositories: { web: {} }
          taskDefinitions:
            web:
              containers:
                web: { image: { repository: web, tag: ↓latest } }
          """),
        .ecs(
          """
          parameters: { imageTag: { default: latest } }
          repositories: { web: {} }
          taskDefinitions:
            web:
              containers:
                web: { image: { repository: web, tag: ↓"${parameters.imageTag}" } }
          """),
      ],
      right: [
        .ecs(
          """
          parameters: { imageTag: { default: 1.4.2 } }
          repositories: { web: {} }
          taskDefinitions:
            web:
              containers:
                web: { image: { repository: web, tag: "${parameters.imageTag}" } }
          """)
      ]))

  package static let dockerHubImage = Rule(
    "docker-hub-image", .warning, .checking,
    "Docker Hub limits how often an address may pull images without an account.",
    page: RulePage(
      .containers,
      why: """
        An image without a registry is on Docker Hub. It counts anonymous pulls by the address they come from, and a \
        task that cannot pull does not start: scaling out fails just when many tasks are wanted. Docker's official images are on \
        `public.ecr.aws/docker/library/` as well, where AWS's own addresses may pull without a limit; others can be \
        pushed to a repository of the spec.
        """,
      awsAnswer: "CannotPullContainerError: … toomanyrequests: You have reached your pull rate limit.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html",
      wrong: [
        .ecs("taskDefinitions:\n  web:\n    containers:\n      web: { image: ↓\"nginx:1.27\" }"),
        .ecs("taskDefinitions:\n  web:\n    containers:\n      web: { image: ↓\"docker.io/grafana/grafana:11.2.0\" }"),
      ],
      right: [
        .ecs(
          "taskDefinitions:\n  web:\n    containers:\n      web: { image: \"public.ecr.aws/docker/library/nginx:1.27\" }"
        ),
        .ecs(
          "taskDefinitions:\n  web:\n    containers:\n      web: { image: \"quay.io/prometheus/prometheus:v2.54.1\" }"),
      ]))

  package static let imagePastRepository = Rule(
    "image-past-repository", .warning, .checking,
    "A container runs an image by its address, although the spec has a repository of that name.",
    page: RulePage(
      .containers,
      why: """
        An address is a text: deploy.sh neither builds nor pushes the image, and a service may be created before there \
        is one. And the address stays what it is, account and region included, where another environment makes a \
        repository of its own: its tasks go on running what the first one was given, or find nothing. `repository` and \
        `tag` name the repository of the spec wherever it is deployed.
        """,
      awsAnswer: "CannotPullContainerError: API error (404): repository …/<repo>/<image> not found",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html",
      wrong: [
        .ecs(
          """
          repositories: { web: { name: shop-web } }
          taskDefinitions:
            web:
              containers:
                web: { image: ↓"111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-web:1.4.2" }
          """)
      ],
      right: [
        .ecs(
          """
          repositories: { web: { name: shop-web } }
          taskDefinitions:
            web:
              containers:
                web: { image: { repository: web, tag: 1.4.2 } }
                base: { image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/platform/base:2024.3" }
          """)
      ]))
}

extension TaskDefinition {
  /// What the containers' images are pulled from.
  func checkImages(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    for container in containers {
      let image = container.value.value.image
      checkCredentials(of: container, lowered)
      switch image.value {
      case .object(let image):
        if lowered.graph.judged(lowered.value(of: image.tag)) == "latest" {
          reportMoving("tag 'latest'", of: container.key.value, image.tag, lowered.findings)
        }
      case .scalar(let text):
        checkAddress(
          text, of: container.key.value, at: image.span,
          isAnonymous: container.value.value.repositoryCredentials == nil, lowered)
      }
    }
  }

  private func checkAddress(
    _ text: Text, of container: String, at span: Span, isAnonymous: Bool, _ lowered: Lowering
  ) {
    guard let address = text.address(in: lowered.graph) else { return }
    let usual = text.defaultAddress(in: lowered.graph) ?? address
    if usual.digest == nil, usual.tag == "latest" || (address.tag == nil && text.showsItsEnd) {
      reportMoving(
        usual.tag == nil ? "an image without a tag" : "tag 'latest'", of: container, Located(text, at: span),
        lowered.findings)
    }
    if isAnonymous, address.isOnDockerHub, text.showsItsBeginning {
      let isOfficial = !address.path.contains("/") || address.path.hasPrefix("library/")
      let name = address.path.split(separator: "/").last.map(String.init) ?? address.path
      let tag = address.tag.map { ":" + $0 } ?? ""
      lowered.findings.report(
        .dockerHubImage, at: span, "container '\(container)' is pulled from Docker Hub",
        label: "anonymous pulls are limited",
        help: [
          isOfficial
            ? "write `public.ecr.aws/docker/library/\(name)\(text.literal == nil ? ":…" : tag)`"
            : "push it to a repository of the spec"
        ])
    }
    guard let registry = address.privateRegistry, text.isKnown,
      let repository = lowered.spec.sections[Repository.self].entries.first(where: {
        lowered.name(of: $0).value == address.path
      })
    else { return }
    let isElsewhere =
      registry.region != lowered.graph.region
      || lowered.graph.account.map { $0 != registry.account } ?? false
    lowered.findings.report(
      .imagePastRepository, at: span,
      isElsewhere
        ? "container '\(container)' runs an image of another registry than that of repository '\(repository.id)'"
        : "container '\(container)' names the image of repository '\(repository.id)' by its address",
      label: isElsewhere
        ? "account \(registry.account) in \(registry.region)" : "deploy.sh does not push an image that is named so",
      notes: [Note("the repository", at: repository.span)],
      help: ["write `image: { repository: \(repository.id), tag: \(address.tag ?? "…") }`"])
  }

  /// ECR lets in whom the execution role lets in, and gives passwords for half a day only.
  private func checkCredentials(of container: MapEntry<Container>, _ lowered: Lowering) {
    guard let credentials = container.value.value.repositoryCredentials,
      container.value.value.repositoryImage(in: lowered) != nil
        || container.value.value.namedRepository(in: lowered) != nil
    else { return }
    lowered.findings.report(
      .needlessCredentials, at: credentials.span,
      "container '\(container.key.value)' is pulled from ECR, with the password of a registry",
      label: "the execution role lets in", labels: [Label(container.value.value.image.span, "the image")],
      help: ["remove `repositoryCredentials`"])
  }

  private func reportMoving(_ what: String, of container: String, _ text: Located<Text>, _ findings: Findings) {
    // The tag is at the end.
    let parameter: String? = if case .parameter(let name)? = text.value.parts.last { name } else { nil }
    findings.report(
      .movingImageTag, at: text.span, "container '\(container)' runs \(what), which is whatever was pushed last",
      label: "what runs depends on when it was deployed",
      help: [
        parameter.map { "take `default` from parameter '\($0)', so that each deployment gives a tag" }
          ?? "name a tag that is pushed once, or give it when deploying: `${parameters.imageTag}`"
      ])
  }
}
