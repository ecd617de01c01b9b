import LintelAWS
import LintelGraph
import LintelSchema
package import LintelSource
import LintelSpec

// Metrics that a policy cannot go by.
extension Rule {
  package static let unavailableMetric = Rule(
    "unavailable-metric", .error, .reading, "A policy acts on a metric that what it scales does not have.",
    page: RulePage(
      .scaling,
      why: """
        ECS publishes the utilization of a service's processors and memory, EC2 that of a group's processors and what \
        its instances send and receive. Memory is known inside of an instance only: the CloudWatch agent there publishes \
        it as a metric of its own, which a policy can name in full.
        """,
      awsAnswer: "Predefined metric type is not supported",
      source: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html",
      wrong: [
        .ec2("scalingPolicies:\n  cpu: { targetTracking: { metric: ↓memory, target: 70 } }"),
        .ecs("scalingPolicies:\n  cpu: { targetTracking: { metric: ↓networkIn, target: 1000000 } }"),
      ],
      right: [
        .ec2("scalingPolicies:\n  cpu: { targetTracking: { metric: networkIn, target: 1000000 } }"),
        .ecs("scalingPolicies:\n  cpu: { targetTracking: { metric: memory, target: 70 } }"),
        .ec2(
          """
          scalingPolicies:
            cpu:
              targetTracking:
                metric:
                  namespace: CWAgent
                  name: mem_used_percent
                  dimensions: { AutoScalingGroupName: "${autoScalingGroups.web.name}" }
                target: 70
          """),
      ]))

  package static let noRequestCount = Rule(
    "no-request-count", .error, .reading, "A policy goes by requests that no load balancer counts, or one of several.",
    page: RulePage(
      .scaling,
      why: """
        A load balancer counts the requests that it sends to each target of a target group. A policy for them needs a \
        target group that its tasks or instances register with, and a listener that forwards to it. Where there are \
        several groups, one has to be named: AWS does not add up what they get.
        """,
      awsAnswer: "Resource label should be specified for predefined metric type ALBRequestCountPerTarget",
      source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html",
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
              autoScaling: { minCapacity: 1, maxCapacity: 4 }
          scalingPolicies:
            jobs: { service: jobs, targetTracking: { metric: ↓requestsPerTarget, target: 500 } }
          """)
      ],
      right: [
        .ecs("scalingPolicies:\n  cpu: { targetTracking: { metric: requestsPerTarget, target: 500 } }"),
        .ec2(
          "scalingPolicies:\n  cpu: { targetTracking: { metric: requestsPerTarget, target: 500, targetGroup: web } }"),
      ]))

  package static let warmUpOfService = Rule(
    "warm-up-of-service", .error, .reading, "A policy of a service has no warm-up time; it has cooldowns.",
    page: RulePage(
      .scaling,
      why: """
        EC2 Auto Scaling leaves a new instance out of the metrics until it is warm. Application Auto Scaling, which \
        scales services, has no such setting: it waits for a cooldown after each activity.
        """,
      source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-default-instance-warmup.html",
      wrong: [.ecs("scalingPolicies:\n  cpu: { estimatedInstanceWarmup: ↓120 }")],
      right: [
        .ecs("scalingPolicies:\n  cpu: { targetTracking: { scaleOutCooldown: 120 } }"),
        .ec2("scalingPolicies:\n  cpu: { estimatedInstanceWarmup: 120 }"),
      ]))

  package static let ineffectiveField = Rule(
    "ineffective-field", .warning, .checking, "A field has no effect beside what else the entry says.",
    page: RulePage(
      .scaling,
      why: """
        Only `requestsPerTarget` is counted for a target group, and only a percentage has a least magnitude: a number \
        of tasks is what it is. AWS refuses either beside anything else, so neither is given to it, and whoever reads it \
        is misled. An expression has no statistic, but each of its metrics. The same goes for the steps of a deployment with \
        another strategy, and for the buffer of predictive scaling below a maximum that holds.
        """,
      awsAnswer: "Minimum adjustment magnitude is only allowed for adjustment type PercentChangeInCapacity",
      source:
        "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html",
      wrong: [
        .ecs("scalingPolicies:\n  cpu: { targetTracking: { targetGroup: ↓web } }"),
        .ecs("services:\n  web: { deployment: { linear: ↓{ stepPercent: 20 } } }"),
        .ecs(
          "scalingPolicies:\n  ahead: { service: web, predictiveScaling: { metric: cpu, target: 50, maxCapacityBuffer: ↓10 } }"
        ),
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: cpu
                minimumMagnitude: ↓2
                steps: [{ above: 60, add: 2 }, { below: 20, remove: 1 }]
          """),
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: cpu
                minimumMagnitude: 2
                steps: [{ above: 60, addPercent: 25 }, { below: 20, remove: 1 }]
          """)
      ]))
}

extension ScalingPolicy {
  func checkMetric(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    guard let metric, let word = metric.value.word else { return }
    let isKnown = autoScalingGroup == nil ? word.isOfServices : word.isOfGroups
    if !isKnown {
      let what = autoScalingGroup == nil ? "a service" : "an Auto Scaling group"
      let own = MetricWord.allCases.filter { autoScalingGroup == nil ? $0.isOfServices : $0.isOfGroups }
      lowered.findings.report(
        .unavailableMetric, at: metric.span, "\(what) has no metric '\(word.rawValue)'",
        label: word == .memory ? "EC2 does not see the memory of an instance" : "ECS publishes none",
        help: [
          "write \(Suggestion.list(own.map(\.rawValue), joinedBy: "or"))"
            + (predictiveScaling == nil ? ", or name a metric in full: `metric: { namespace: …, name: … }`" : "")
        ])
    }
    guard case .failure(let problem)? = requestSource(in: lowered),
      lowered.spec.sections[LoadBalancer.self].unread.isEmpty
    else { return }
    report(problem, at: metric.span, lowered)
  }

  private func report(_ problem: RequestSource.Problem, at span: Span, _ lowered: Lowering) {
    let scaled = service.map { "service '\($0.value.id)'" } ?? "group '\(autoScalingGroup?.value.id ?? "")'"
    let (place, message, label, help): (Span, String, String, String)
    switch problem {
    case .noTargetGroup:
      (place, message) = (span, "\(scaled) registers with no target group")
      label = "nobody counts its requests"
      help = "let it register with a target group, or use another metric"
    case .several(let ids):
      (place, message) = (span, "\(scaled) registers with target groups \(Suggestion.list(ids, joinedBy: "and"))")
      label = "the requests of which of them?"
      help = "add `targetGroup: \(ids[0])`, or whichever is meant"
    case .foreign(let group, let own):
      (place, message) = (group.span, "\(scaled) does not register with target group '\(group.value.id)'")
      label = "AWS takes a group of its own only"
      help = "write `targetGroup: \(own[0])`"
    case .notForwarded(let id):
      (place, message) = (span, "no load balancer forwards to target group '\(id)'")
      label = "nobody counts its requests"
      help = "let a listener forward to it, or use another metric"
    case .uncounted(let id):
      (place, message) = (span, "a network load balancer forwards to target group '\(id)'")
      label = "it passes on connections, and counts no requests"
      help = "use another metric"
    }
    lowered.findings.report(.noRequestCount, at: place, message, label: label, help: [help])
  }

  /// CloudWatch takes any name: the alarm on a metric that nobody publishes has no data for ever.
  func checkMetricName(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    for metric in metric?.value.custom?.sources ?? [] {
      let (namespace, name) = (metric.namespace, metric.name)
      if let meant = AWSNames.namespace(meantBy: namespace.value) {
        lowered.findings.report(.misspelt(meant), on: namespace.value, "namespace", at: namespace.span)
      } else if let verdict = AWSNames.verdict(onMetric: name.value, in: namespace.value) {
        lowered.findings.report(verdict, on: name.value, "metric of \(namespace.value)", at: name.span)
      }
    }
  }

  func checkWarmUp(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    guard service != nil, let estimatedInstanceWarmup else { return }
    lowered.findings.report(
      .warmUpOfService, at: estimatedInstanceWarmup.span, "a policy of a service has no warm-up time",
      label: "Application Auto Scaling has cooldowns",
      help: [
        targetTracking != nil
          ? "write `scaleOutCooldown` in `targetTracking`"
          : stepScaling != nil ? "write `cooldown` in `stepScaling`" : "remove it"
      ])
  }

  /// Whether the group that is counted has the requests of every other deployment only.
  func checkTurns(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    guard let metric, let service, case .success(let source)? = requestSource(in: lowered),
      let scaled = lowered.spec.sections[Service.self][service.value.id],
      let target = scaled.model.loadBalancers.first(where: { $0.value.targetGroup.value.id == source.targetGroup.id }),
      let alternate = target.value.shift.alternateTargetGroup
    else { return }
    lowered.findings.report(
      .requestsOfOneGroup, at: metric.span,
      "`requestsPerTarget` counts the requests of target group '\(source.targetGroup.id)' only",
      label: "after every other deployment all requests go to '\(alternate.value.id)'",
      labels: [Label(alternate.span, "the groups take turns")],
      help: ["write `metric: cpu` or `metric: memory`, with a target in percent"])
  }

  func checkEffect(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    if let targetGroup, metric?.value.word != .requestsPerTarget {
      lowered.findings.report(
        .ineffectiveField, at: targetGroup.span, "`targetGroup` says nothing about this metric",
        label: "only `requestsPerTarget` is counted for one", help: ["remove it"])
    }
    if let statistic = stepScaling?.value.statistic, metric?.value.custom?.maths != nil {
      lowered.findings.report(
        .ineffectiveField, at: statistic.span, "`statistic` says nothing about an expression",
        label: "each of its metrics has one", help: ["write it in `metrics`"])
    }
    checkForecast(lowered)
    guard let scaling = stepScaling?.value, let magnitude = scaling.minimumMagnitude,
      !scaling.steps.value.contains(where: { $0.value.action?.sort == .percent })
    else { return }
    lowered.findings.report(
      .ineffectiveField, at: magnitude.span, "no step of the policy is a percentage",
      label: "AWS takes a least magnitude of percentages only", help: ["remove it"])
  }

  private func checkForecast(_ lowered: Lowering) {
    guard let scaling = predictiveScaling?.value else { return }
    if let estimatedInstanceWarmup, autoScalingGroup != nil {
      lowered.findings.report(
        .ineffectiveField, at: estimatedInstanceWarmup.span,
        "`estimatedInstanceWarmup` says nothing about predictive scaling",
        label: "AWS has it for target tracking and steps", help: ["remove it"])
    }
    if let buffer = scaling.maxCapacityBuffer, !scaling.raisesMaximum {
      lowered.findings.report(
        .ineffectiveField, at: buffer.span, "`maxCapacityBuffer` says nothing about a maximum that holds",
        label: "AWS takes it with `IncreaseMaxCapacity` only",
        labels: scaling.maxCapacityBreachBehavior.map { [Label($0.span, "the maximum holds")] } ?? [],
        help: ["write `maxCapacityBreachBehavior: IncreaseMaxCapacity`, or remove it"])
    }
  }

  /// How far the maximum may rise AWS does not take for granted.
  func checkBuffer(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    guard let scaling = predictiveScaling?.value, scaling.raisesMaximum, scaling.maxCapacityBuffer == nil,
      let behavior = scaling.maxCapacityBreachBehavior
    else { return }
    lowered.findings.report(
      .missingKey, at: behavior.span, "predictive scaling lacks 'maxCapacityBuffer'",
      label: "how far may the maximum rise?",
      help: ["add `maxCapacityBuffer: 10`: percent above the forecast"])
  }
}
