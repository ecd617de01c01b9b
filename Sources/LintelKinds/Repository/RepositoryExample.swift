package import LintelSource

extension Repository {
  package static let example = SpecExample.ecs(
    """
    repositories:
      web:
        build: { context: ., dockerfile: Dockerfile }
        scanOnPush: true
        immutableTags: true
        lifecycle: { keepLast: 20, expireUntaggedAfterDays: 7 }
    parameters:
      version: { description: The image's tag, default: "1.0.0" }
    taskDefinitions:
      web:
        containers:
          web: { image: { repository: web, tag: "${parameters.version}" } }
    """)
}
