import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let serviceWithoutBounds = Rule(
    "service-without-bounds", .error, .reading,
    "A scaling policy acts on a service whose count nobody has put bounds on.",
    page: RulePage(
      .scaling,
      why: """
        Application Auto Scaling changes the count of a service only after the service was registered with a minimum \
        and a maximum. `autoScaling` is that registration; without it the policy cannot be created.
        """,
      awsAnswer:
        "ObjectNotFoundException: No scalable target registered for service namespace: ecs, resource ID: service/…",
      source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html",
      wrong: [
        .ecs(
          """
          services:
            jobs: { cluster: main, taskDefinition: web, subnets: [public-a], securityGroups: [web], assignPublicIp: true }
          scalingPolicies:
            jobs: { service: ↓jobs, targetTracking: { metric: cpu, target: 50 } }
          """)
      ],
      right: [
        .ecs(
          """
          services:
            jobs:
              cluster: main
              taskDefinition: web
              subnets: [public-a]
              securityGroups: [web]
              assignPublicIp: true
              autoScaling: { minCapacity: 1, maxCapacity: 4 }
          scalingPolicies:
            jobs: { service: jobs, targetTracking: { metric: cpu, target: 50 } }
          """)
      ]))

  package static let contradictingSteps = Rule(
    "contradicting-steps", .error, .reading, "Two steps of a policy ask for different capacities at one value.",
    page: RulePage(
      .scaling,
      why: """
        A step `above: x` is in force from x up to the next step, a step `below: x` from x down. Two that begin at the \
        same value, or a `below` that reaches into an `above`, would ask for two capacities at once. AWS takes only \
        intervals that do not overlap.
        """,
      awsAnswer: "StepAdjustment intervals cannot overlap",
      source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html",
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: cpu
                steps:
                  - { above: 30, setCapacity: 4 }
                  - { below: ↓40, setCapacity: 2 }
          """)
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: cpu
                steps:
                  - { above: 60, setCapacity: 4 }
                  - { below: 25, setCapacity: 2 }
          """)
      ]))

  package static let cooldownOfGroup = Rule(
    "cooldown-of-auto-scaling-group", .error, .reading,
    "A policy of an Auto Scaling group takes no cooldowns; its instances have a warm-up time.",
    page: RulePage(
      .scaling,
      why: """
        Services and Auto Scaling groups are scaled by two APIs with one idea of target tracking. That of services \
        waits for `scaleOutCooldown` and `scaleInCooldown`, and steps for `cooldown`. That of groups has no such setting: \
        it leaves new instances out of the average until they are warm, `estimatedInstanceWarmup` seconds after they \
        started.
        """,
      source: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TargetTrackingConfiguration.html",
      wrong: [.ec2("scalingPolicies:\n  cpu:\n    targetTracking: { scaleInCooldown: ↓300 }")],
      right: [
        .ec2("scalingPolicies:\n  cpu:\n    targetTracking: { target: 40 }\n    estimatedInstanceWarmup: 120"),
        .ecs("scalingPolicies:\n  cpu:\n    targetTracking: { scaleInCooldown: 300 }"),
      ]))
}

extension Rule {
  package static let mixedSteps = Rule(
    "mixed-steps", .error, .reading, "The steps of one side do different things: set, add, or add a percentage.",
    page: RulePage(
      .scaling,
      why: """
        The steps `above` of a policy become one policy of AWS, those `below` another, and each has one adjustment type \
        for all of its steps. So all steps of a side set a count, or change it by a number, or change it by a percentage; \
        the two sides may differ.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html",
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: cpu
                steps: [{ above: 60, add: 1 }, ↓{ above: 80, addPercent: 50 }, { below: 20, remove: 1 }]
          """)
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: cpu
                steps: [{ above: 60, addPercent: 20 }, { above: 80, addPercent: 50 }, { below: 20, remove: 1 }]
          """)
      ]))
}

extension ScalingPolicy {
  package static let rules: [EntryRule<ScalingPolicy>] = [
    EntryRule([.serviceWithoutBounds], by: checkService),
    EntryRule([.cooldownOfGroup], by: checkCooldowns),
    EntryRule([.warmUpOfService], by: checkWarmUp),
    EntryRule([.contradictingSteps, .mixedSteps], by: checkSteps),
    EntryRule([.unavailableMetric, .noRequestCount], by: checkMetric),
    EntryRule([.unknownAWSName], by: checkMetricName),
    EntryRule([.metricOfWholeLoad], by: checkWholeLoad),
    EntryRule([.wrongDimension], by: checkDimensions),
    EntryRule([.ineffectiveField], by: checkEffect),
    EntryRule([.missingKey], by: checkBuffer),
    EntryRule([.requestsOfOneGroup], by: checkTurns),
    EntryRule([.impossibleAlarmWindow, .shortAlarmPeriod], by: checkAlarms),
    EntryRule([.exactlyOne], by: checkStatistic),
    EntryRule(
      [.undefinedMetricID, .unusedMetricID, .singleMetricExpression, .impossibleMetricMaths], by: checkMaths),
  ]

  private func checkService(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    guard let service, let scaled = lowered.spec.sections[Service.self][service.value.id] else { return }
    if scaled.existing != nil {
      lowered.findings.report(
        .serviceWithoutBounds, at: service.span,
        "service '\(scaled.id)' is already there, and the spec does not make its bounds",
        label: "a policy needs bounds that the spec makes", notes: [Note("the service", at: scaled.span)],
        help: ["remove the policy, or describe the service here"])
    } else if scaled.model.autoScaling == nil {
      lowered.findings.report(
        .serviceWithoutBounds, at: service.span, "service '\(scaled.id)' has no `autoScaling`",
        label: "AWS answers 'No scalable target registered'", notes: [Note("the service", at: scaled.span)],
        help: ["give the service `autoScaling: { minCapacity: 1, maxCapacity: 5 }`"])
    }
  }

  /// EC2 Auto Scaling has warm-up times in place of cooldowns.
  private func checkCooldowns(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    guard autoScalingGroup != nil else { return }
    let tracking = targetTracking?.value
    for cooldown in [tracking?.scaleOutCooldown, tracking?.scaleInCooldown, stepScaling?.value.cooldown] {
      guard let cooldown else { continue }
      lowered.findings.report(
        .cooldownOfGroup, at: cooldown.span, "a policy of an Auto Scaling group has no cooldown",
        label: "EC2 Auto Scaling uses the instances' warm-up time",
        help: ["remove it, or write `estimatedInstanceWarmup` beside `autoScalingGroup`"])
    }
  }

  private func checkStatistic(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    guard let scaling = stepScaling?.value, let second = scaling.statistic,
      let first = scaling.metric.value.custom?.named?.statistic
    else { return }
    lowered.findings.report(
      .exactlyOne, at: second.span, "'statistic' stands in the metric too", label: "an alarm has one",
      labels: [Label(first.span, "the first")], help: ["remove one of them"])
  }

  private func checkSteps(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    guard let scaling = stepScaling?.value else { return }
    for (bound, first) in scaling.sharedBounds {
      lowered.findings.report(
        .contradictingSteps, at: bound.span, "two steps begin at \(bound.value)", label: "which of them is meant?",
        labels: [Label(first, "the first")], help: ["remove one of them"])
    }
    if let (above, below) = scaling.overlap {
      lowered.findings.report(
        .contradictingSteps, at: below.span, "at \(above.value) the policy scales out and in at once",
        label: "this step is in force below", labels: [Label(above.span, "and this one above")],
        help: ["leave a gap: `below` less than the lowest `above`"])
    }
    for (step, first) in scaling.mixed {
      lowered.findings.report(
        .mixedSteps, at: step.span, "the steps of one side do different things",
        label: "AWS has one adjustment type for all of them", labels: [Label(first.span, "the first")],
        help: ["let all of them set a count, add or remove a number, or a percentage"])
    }
  }
}
