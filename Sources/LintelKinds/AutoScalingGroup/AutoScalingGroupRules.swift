import LintelSchema
package import LintelSource

extension Rule {
  package static let loadBalancerHealthIgnored = Rule(
    "load-balancer-health-ignored", .warning, .checking,
    "An Auto Scaling group behind a load balancer keeps instances that the load balancer has given up.",
    page: RulePage(
      .instances,
      why: """
        By itself a group asks EC2 whether an instance runs, and an instance whose web server has died runs very well. \
        The load balancer stops sending it requests, but nobody replaces it: the group grows short of instances one by \
        one. With `healthCheckType: ELB` what the load balancer calls unhealthy is replaced.
        """,
      source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-add-elb-healthcheck.html",
      wrong: [.ec2("autoScalingGroups:\n  web: { healthCheckType: ↓EC2, healthCheckGracePeriod: null }")],
      right: [
        .ec2("autoScalingGroups:\n  web: { healthCheckType: ELB, healthCheckGracePeriod: 120 }"),
        .ec2(
          "autoScalingGroups:\n  web: { healthCheckType: EC2, targetGroups: null }\nloadBalancers: null\ntargetGroups: null"
        ),
      ]))

  package static let noHealthCheckGrace = Rule(
    "no-health-check-grace", .warning, .checking,
    "A group replaces instances for failing health checks while they are still starting.",
    page: RulePage(
      .instances,
      why: """
        A new instance fails the load balancer's health checks until its software is up, which takes minutes where user \
        data installs something. Without a grace period the group takes it out of service meanwhile and launches \
        another, for ever. The console fills in 300 seconds, the API none.
        """,
      awsAnswer: "An instance was taken out of service in response to an ELB system health check failure.",
      source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-healthchecks.html",
      wrong: [
        .ec2("autoScalingGroups:\n  web: { healthCheckGracePeriod: ↓0 }"),
        .ec2("autoScalingGroups:\n  web: { healthCheckType: ELB, healthCheckGracePeriod: ↓null }"),
      ],
      right: [.ec2("autoScalingGroups:\n  web: { healthCheckGracePeriod: 120 }")]))
}

extension AutoScalingGroup {
  package static let rules: [EntryRule<AutoScalingGroup>] = [
    EntryRule([.crossedBounds], by: checkBounds),
    EntryRule([.ignoredCount], by: checkCount),
    EntryRule([.loadBalancerHealthIgnored, .noHealthCheckGrace], by: checkHealth),
    EntryRule([.crossedBounds], by: checkInService),
    EntryRule([.crossedBounds], by: checkMaintenance),
    EntryRule([.nothingInService], by: checkService),
    EntryRule([.topicToldTwice], by: checkTopics),
    EntryRule([.warmPoolOfSpot], by: checkPool),
  ]

  private func checkBounds(of entry: Entry<AutoScalingGroup>, _ lowered: Lowering) {
    guard let least = minSize.value.judged, let most = maxSize.value.judged else { return }
    if least > most {
      lowered.findings.report(
        .crossedBounds, at: maxSize.span, "at most \(most) instances are fewer than at least \(least)",
        label: "AWS refuses a minimum above the maximum", labels: [Label(minSize.span, "the minimum")],
        help: ["raise one or lower the other"])
    } else if let desired = desiredCapacity, let count = desired.value.judged, !(least...most).contains(count) {
      lowered.findings.report(
        .crossedBounds, at: desired.span, "\(count) instances are not between \(least) and \(most)",
        label: "AWS answers 'Desired capacity must be between the specified min size and max size'",
        help: ["use a number from \(least) to \(most)"])
    }
  }

  private func checkCount(of entry: Entry<AutoScalingGroup>, _ lowered: Lowering) {
    guard lowered.index.scaledGroups.contains(entry.id), let desiredCapacity, let count = desiredCapacity.value.known,
      let least = minSize.value.known,
      let most = maxSize.value.known, (least...max(least, most)).contains(count), count != least
    else { return }
    lowered.findings.report(
      .ignoredCount, at: desiredCapacity.span,
      "Auto Scaling group '\(entry.id)' starts with \(least), whatever `desiredCapacity` says",
      label: "the count belongs to what scales the group",
      labels: [Label(minSize.span, "it starts with the fewest")],
      help: ["write `desiredCapacity: \(least)`, or remove it; a higher `minSize` starts more"])
  }

  private func checkHealth(of entry: Entry<AutoScalingGroup>, _ lowered: Lowering) {
    let id = entry.id
    guard let targetGroups, let first = targetGroups.value.first else { return }
    guard let type = healthCheckType, type.value == .elb else {
      lowered.findings.report(
        .loadBalancerHealthIgnored, at: healthCheckType?.span ?? entry.absences["healthCheckType"] ?? first.span,
        "Auto Scaling group '\(id)' does not heed the health checks of its load balancer",
        label: "an instance that answers no request is never replaced",
        help: ["write `healthCheckType: ELB`, with a `healthCheckGracePeriod` as long as an instance takes to start"])
      return
    }
    guard (healthCheckGracePeriod?.value ?? 0) == 0 else { return }
    lowered.findings.report(
      .noHealthCheckGrace, at: healthCheckGracePeriod?.span ?? entry.absences["healthCheckGracePeriod"] ?? type.span,
      "Auto Scaling group '\(id)' gives new instances no time to start",
      label: "the load balancer's first failed checks end them",
      help: ["write `healthCheckGracePeriod: 300`, or as many seconds as an instance takes to start"])
  }
}
