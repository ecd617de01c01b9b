import LintelGraph
import LintelSchema
package import LintelSource

extension Rule {
  package static let healthCheckOutlastsInterval = Rule(
    "health-check-outlasts-interval", .error, .checking,
    "A health check has to end before the next one begins.",
    page: RulePage(
      .loadBalancing,
      why: """
        A load balancer waits for the answer to a health check before it counts it as failed: 5 seconds or more, as \
        long as nothing else is said. Elastic Load Balancing takes only an interval that is longer than this wait, so an \
        interval of 5 seconds, the shortest there is, is refused.
        """,
      awsAnswer: "Health check interval must be greater than the timeout.",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
      wrong: [
        .ecs(
          """
          targetGroups:
            web: { healthCheck: { interval: ↓5 } }
          services:
            web: { healthCheckGracePeriod: 60 }
          """)
      ],
      right: [
        .ecs(
          """
          targetGroups:
            web: { healthCheck: { interval: 15 } }
          services:
            web: { healthCheckGracePeriod: 60 }
          """)
      ]))

  package static let noDeregistrationDelay = Rule(
    "no-deregistration-delay", .warning, .checking,
    "Targets that leave their group at once take the requests with them that they are answering.",
    page: RulePage(
      .loadBalancing,
      why: """
        Before a task or an instance is stopped, the load balancer sends it nothing new and gives it \
        `deregistrationDelay` seconds to answer what it has. Without the delay every request that is being answered \
        during a deployment or a scale-in ends in a 502. A delay a little above the slowest request is enough, and \
        short enough to keep deployments quick; without the field it is 300 seconds.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [.ecs("targetGroups:\n  web: { deregistrationDelay: ↓0 }")],
      right: [.ecs("targetGroups:\n  web: { deregistrationDelay: 5 }")]))
}

extension TargetGroup {
  /// The shortest wait for an answer that AWS has as a default: its documentation says 5, 6 or 10 seconds, by
  /// protocol and by page.
  private static let shortestTimeout = 5

  package static let rules: [EntryRule<TargetGroup>] = [
    EntryRule([.healthCheckOutlastsInterval], by: checkInterval),
    EntryRule([.noDeregistrationDelay], by: checkDelay),
  ]

  private func checkInterval(of entry: Entry<TargetGroup>, _ lowered: Lowering) {
    guard let interval = healthCheck?.value.properties["HealthCheckIntervalSeconds"], let seconds = interval.integer,
      seconds <= Self.shortestTimeout
    else { return }
    lowered.findings.report(
      .healthCheckOutlastsInterval, at: interval.span,
      "health checks every \(seconds) seconds begin before the one before is over",
      label: "AWS waits \(Self.shortestTimeout) seconds or more for an answer",
      help: ["write `interval: 15`"])
  }

  private func checkDelay(of entry: Entry<TargetGroup>, _ lowered: Lowering) {
    guard let delay = deregistrationDelay, delay.value == 0 else { return }
    lowered.findings.report(
      .noDeregistrationDelay, at: delay.span, "targets get no time to finish their requests",
      label: "clients see a 502 at each deployment", help: ["write `deregistrationDelay: 30`"])
  }
}
