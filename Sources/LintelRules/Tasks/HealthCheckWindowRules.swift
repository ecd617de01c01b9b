import LintelGraph
package import LintelSource

extension Rule {
  package static let shortHealthCheckWindow = Rule(
    "short-health-check-window", .warning, .checking,
    "Health checks are quicker than AWS's own, and new tasks get no time to start.",
    page: RulePage(
      .containers,
      why: """
        A task that its load balancer calls unhealthy is stopped and replaced, also while it is still starting. It has \
        until the end of `healthCheckGracePeriod`, or until it failed two checks in a row, whichever is later: \
        \(HealthCheckWindow.usual) seconds as long as the spec says nothing, and less with a shorter `interval`. \
        Quick checks are fine, because they take a broken target out soon; a grace period keeps them off new tasks.
        """,
      awsAnswer: "Task failed ELB health checks in (target-group …)",
      source:
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html",
      wrong: [
        .ecs("targetGroups:\n  web:\n    healthCheck: { interval: ↓10 }"),
        .ecs(
          "targetGroups:\n  web:\n    healthCheck: { interval: 10 }\nservices:\n  web: { healthCheckGracePeriod: ↓30 }"),
      ],
      right: [
        .ecs(
          "targetGroups:\n  web:\n    healthCheck: { interval: 10 }\nservices:\n  web: { healthCheckGracePeriod: 60 }"),
        .ecs("services:\n  web: { healthCheckGracePeriod: 0 }"),
      ]))

  package static let graceWithoutLoadBalancer = Rule(
    "grace-without-load-balancer", .error, .checking,
    "A service without a load balancer has no health checks that a grace period could hold off.",
    page: RulePage(
      .containers,
      why: """
        The grace period keeps a load balancer's verdict off new tasks. ECS refuses it for a service that no load \
        balancer serves.
        """,
      awsAnswer: "Health check grace period is only valid for services configured to use load balancers",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
      wrong: [
        .ecs(
          """
          services:
            jobs:
              cluster: main
              taskDefinition: web
              subnets: [public-a]
              securityGroups: [web]
              assignPublicIp: true
              healthCheckGracePeriod: ↓60
          """)
      ],
      right: [.ecs("services:\n  web: { healthCheckGracePeriod: 60 }")]))
}
