import LintelSchema
package import LintelSource

extension Rule {
  package static let impossibleDaemon = Rule(
    "impossible-daemon", .error, .checking, "A daemon with what ECS does not take of it.",
    page: RulePage(
      .containers,
      why: """
        A daemon has one task on each instance of its cluster that meets the constraints: nobody counts, scales or places \
        them. It needs `launchType: EC2`, for ECS takes no capacity provider strategy of it, that of the cluster \
        included, and Fargate has no instances. An old task ends before the new one starts, so `maximumPercent` is 100, \
        and `minimumHealthyPercent` less.
        """,
      awsAnswer: """
        The daemon scheduling strategy does not support values above 100 for maximumPercent on a deployment configuration.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_scheduler_daemon.html",
      wrong: [
        .onInstances("services:\n  web: { schedulingStrategy: DAEMON, desiredCount: ↓2 }"),
        .onInstances(
          """
          services:
            web: { schedulingStrategy: DAEMON, desiredCount: null, deployment: { maximumPercent: ↓200 } }
          """),
        .onInstances(
          """
          services:
            web: { schedulingStrategy: DAEMON, desiredCount: null, deployment: { minimumHealthyPercent: ↓100 } }
          """),
        .onInstances(
          """
          services:
            web:
              schedulingStrategy: DAEMON
              desiredCount: null
              placementStrategies: ↓[{ type: spread, field: instanceId }]
          """),
      ],
      right: [
        .onInstances("services:\n  web: { schedulingStrategy: DAEMON, desiredCount: null }")
      ]))
}

extension Service {
  var isDaemon: Bool { schedulingStrategy?.value == .daemon }

  func checkDaemon(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let schedulingStrategy, isDaemon else { return }
    func report(_ span: Span, _ message: String, _ label: String, _ help: String) {
      lowered.findings.report(
        .impossibleDaemon, at: span, message, label: label,
        labels: span == schedulingStrategy.span ? [] : [Label(schedulingStrategy.span, "it is a daemon")],
        help: [help])
    }
    if launchType?.value != .ec2 {
      report(
        launchType?.span ?? capacityProviderStrategy?.span ?? schedulingStrategy.span,
        "daemon '\(entry.id)' has not the launch type EC2", "ECS takes neither Fargate nor a strategy of daemons",
        "write `launchType: EC2`" + (capacityProviderStrategy == nil ? "" : " in place of `capacityProviderStrategy`"))
    }
    let strategies = placementStrategies.flatMap { $0.value.isEmpty ? nil : $0.span }
    let counts = [
      ("desiredCount", desiredCount?.span), ("autoScaling", autoScaling?.span), ("placementStrategies", strategies),
    ]
    for (name, span) in counts {
      guard let span else { continue }
      report(span, "daemon '\(entry.id)' has `\(name)`", "it has one task on each instance", "remove it")
    }
    if let most = deployment?.value.maximumPercent, most.value > 100 {
      report(
        most.span, "daemon '\(entry.id)' may run more tasks than there are instances",
        "AWS takes 100 of daemons", "write 100, or remove it")
    }
    if let least = deployment?.value.minimumHealthyPercent, least.value == 100 {
      report(
        least.span, "daemon '\(entry.id)' can never be deployed", "no task may end before a new one starts",
        "write less, such as 50, or remove it for 0")
    }
    if let rebalancing = availabilityZoneRebalancing, rebalancing.value == .enabled {
      report(
        rebalancing.span, "daemon '\(entry.id)' cannot even zones out", "it has one task on each instance", "remove it")
    }
  }
}
