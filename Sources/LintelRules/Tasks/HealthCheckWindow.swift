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
      for target in node["LoadBalancers"]?.items ?? [] { check.check(node, target) }
    }
  }

  private func check(_ service: Resource, _ target: Value) {
    guard let group = (target["TargetGroupArn"]?.reference).flatMap({ graph[$0.path] }),
      let written = group["HealthCheckIntervalSeconds"], let interval = written.integer
    else { return }
    let threshold = group["UnhealthyThresholdCount"]
    guard threshold == nil || threshold?.integer != nil else { return }
    let failures = threshold?.integer ?? Self.usualFailures
    let grace = service["HealthCheckGracePeriodSeconds"]
    let window = max(interval * failures, grace?.integer ?? 0)
    guard window < Self.usual else { return }
    findings.report(
      .shortHealthCheckWindow, at: (grace?.span ?? written.span).or(service.span),
      "a new task of service '\(service.path.id)' has \(window) seconds to answer its health check",
      label: "a task that takes longer to start is stopped, and so is the next",
      notes: [
        Note("\(failures) failures, \(interval) seconds apart, make a target unhealthy", at: written.span)
      ],
      help: ["in \(service.path): `healthCheckGracePeriod: \(Self.usual)`, or as many seconds as it takes to start"])
  }

  private func checkGrace(of service: Resource) {
    guard let grace = service["HealthCheckGracePeriodSeconds"], grace.integer != 0,
      (service["LoadBalancers"]?.items ?? []).isEmpty
    else { return }
    findings.report(
      .graceWithoutLoadBalancer, at: grace.span.or(service.span),
      "service '\(service.path.id)' has a grace period and no load balancer",
      label: "AWS answers that it 'is only valid for services configured to use load balancers'",
      help: ["remove it, or give the service `loadBalancers`"])
  }
}
