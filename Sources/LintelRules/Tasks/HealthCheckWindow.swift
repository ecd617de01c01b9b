import LintelAWS
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
        .ecs(
          """
          targetGroups:
            web:
              healthCheck: { interval: ↓10 }
          services:
            web: { healthCheckGracePeriod: null }
          """),
        .ecs(
          "targetGroups:\n  web:\n    healthCheck: { interval: 10 }\nservices:\n  web: { healthCheckGracePeriod: ↓30 }"),
      ],
      right: [
        .ecs(
          "targetGroups:\n  web:\n    healthCheck: { interval: 10 }\nservices:\n  web: { healthCheckGracePeriod: 60 }"),
        .ecs("services:\n  web: { healthCheckGracePeriod: 0 }"),
      ]))

  package static let defaultGrace = Rule(
    "default-health-check-grace", .warning, .checking,
    "Nobody has said how long a new task of a service behind a load balancer takes to start.",
    page: RulePage(
      .containers,
      why: """
        Without `healthCheckGracePeriod` a new task has until its second failed health check, \
        \(HealthCheckWindow.usual) seconds with AWS's own settings. One that takes longer is stopped, another is \
        started in its place, and so on without end. Programs that load much, warm up or migrate a database at start \
        take longer. Write what yours needs, or `0` where it is up at once.
        """,
      awsAnswer: "Task failed ELB health checks in (target-group …)",
      source:
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html",
      wrong: [.ecs("services:\n  web: { healthCheckGracePeriod: ↓null }")],
      right: [
        .ecs("services:\n  web: { healthCheckGracePeriod: 120 }"),
        .ecs("services:\n  web: { healthCheckGracePeriod: 0 }"),
        // Slow checks give time as well.
        .ecs(
          """
          targetGroups:
            web: { healthCheck: { interval: 60 } }
          services:
            web: { healthCheckGracePeriod: null }
          """),
      ]))

  package static let graceWithoutLoadBalancer = Rule(
    "grace-without-load-balancer", .error, .checking,
    "A service without a load balancer has no health checks that a grace period could hold off.",
    page: RulePage(
      .containers,
      why: """
        The grace period keeps the verdicts of health checks off new tasks: a load balancer's, or those of the \
        containers themselves. ECS refuses it for a service that has neither.
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
      right: [
        .ecs("services:\n  web: { healthCheckGracePeriod: 60 }"),
        .ecs(
          """
          taskDefinitions:
            web: { containers: { web: { healthCheck: { command: test -f /tmp/ready } } } }
          services:
            jobs:
              cluster: main
              taskDefinition: web
              subnets: [public-a]
              securityGroups: [web]
              assignPublicIp: true
              healthCheckGracePeriod: 60
          """),
      ]))
}

/// Finds services whose tasks have less time to start than AWS's own defaults give them.
struct HealthCheckWindow {
  private let graph: ResourceGraph
  private let findings: Findings

  /// AWS's values where the spec says nothing.
  static let usual = usualFailures * ResourceType.targetGroup.integerDefault(of: "HealthCheckIntervalSeconds")

  /// Failures in a row that make a target unhealthy.
  private static let usualFailures = ResourceType.targetGroup.integerDefault(of: "UnhealthyThresholdCount")

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = HealthCheckWindow(graph: model.graph, findings: findings)
    for node in model.made(ResourceType.service) {
      check.checkGrace(of: node)
      let targets = node["LoadBalancers"]?.items ?? []
      var isShort = false
      for target in targets where check.check(node, target) { isShort = true }
      if !isShort { check.checkDefault(of: node, targets) }
    }
  }

  /// How long a target group lets a target fail, and what says so; nil where that is not known.
  private func window(of target: Value) -> (interval: Value?, failures: Int, seconds: Int)? {
    guard let group = (target["TargetGroupArn"]?.reference).flatMap({ graph[$0.path] }) else { return nil }
    let interval = group["HealthCheckIntervalSeconds"]
    let threshold = group["UnhealthyThresholdCount"]
    if group.isExisting, interval == nil || threshold == nil { return nil }
    guard let seconds = interval == nil ? Self.usual / Self.usualFailures : interval?.integer,
      let failures = threshold == nil ? Self.usualFailures : threshold?.integer
    else { return nil }
    return (interval, failures, seconds * failures)
  }

  /// Reports a service that leaves the grace period to AWS, beside checks that are no slower than AWS's own.
  private func checkDefault(of service: Resource, _ targets: [Value]) {
    guard !targets.isEmpty, service["HealthCheckGracePeriodSeconds"] == nil else { return }
    let windows = targets.map(window)
    guard let shortest = windows.compactMap({ $0?.seconds }).min(), shortest <= Self.usual else { return }
    findings.report(
      .defaultGrace, at: service.place(ofMissing: "healthCheckGracePeriod"),
      "a new task of service '\(service.path.id)' has \(shortest) seconds to start, and no grace period",
      label: "a task that takes longer is stopped, and so is the next",
      help: [
        "add `healthCheckGracePeriod: 60`, or as many seconds as it takes to start; `0` says that it is up at once"
      ])
  }

  /// Reports checks that are quicker than AWS's own; whether it did.
  private func check(_ service: Resource, _ target: Value) -> Bool {
    guard let own = window(of: target), let written = own.interval, let interval = written.integer else { return false }
    let failures = own.failures
    let grace = service["HealthCheckGracePeriodSeconds"]
    let window = max(own.seconds, grace?.integer ?? 0)
    guard window < Self.usual else { return false }
    findings.report(
      .shortHealthCheckWindow, at: (grace?.span ?? written.span).or(service.span),
      "a new task of service '\(service.path.id)' has \(window) seconds to answer its health check",
      label: "a task that takes longer to start is stopped, and so is the next",
      notes: [
        Note("\(failures) failures, \(interval) seconds apart, make a target unhealthy", at: written.span)
      ],
      help: ["in \(service.path): `healthCheckGracePeriod: \(Self.usual)`, or as many seconds as it takes to start"])
    return true
  }

  /// Whether a container has a health check of its own, whose verdict the grace period holds off too.
  private func hasCheckedContainer(_ service: Resource) -> Bool {
    let task = (service["TaskDefinition"]?.reference).flatMap { graph[$0.path] }
    return (task?["ContainerDefinitions"]?.items ?? []).contains { $0["HealthCheck"] != nil }
  }

  private func checkGrace(of service: Resource) {
    guard let grace = service["HealthCheckGracePeriodSeconds"], grace.integer != 0,
      (service["LoadBalancers"]?.items ?? []).isEmpty, !hasCheckedContainer(service)
    else { return }
    findings.report(
      .graceWithoutLoadBalancer, at: grace.span.or(service.span),
      "service '\(service.path.id)' has a grace period and no load balancer",
      label: "AWS answers that it 'is only valid for services configured to use load balancers'",
      help: ["remove it, or give the service `loadBalancers`, or a container a `healthCheck`"])
  }
}
