import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// Policies of one thing that do not go with each other.
extension Rule {
  package static let oneWayScaling = Rule(
    "one-way-scaling", .warning, .checking, "A service or group scales one way, and nothing ever scales it back.",
    page: RulePage(
      .scaling,
      why: """
        Steps act where the metric stands in one of them. With steps for high load only, a single busy hour leaves the \
        largest count running, and costing, for ever; with steps for low load only, a quiet night leaves too few tasks \
        for the day. Target tracking goes both ways by itself, unless `disableScaleIn` says otherwise. A lowest step `above: 0` counts as a way back, because it \
        holds at rest. Predictive scaling adds what it forecasts, and leaves it to other policies to take it away.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html",
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [↓{ above: 60, setCapacity: 5 }] }
          """),
        .ec2(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [↓{ below: 10, setCapacity: 1 }] }
          """),
        .ecs("scalingPolicies:\n  cpu:\n    targetTracking: { metric: ↓cpu, target: 50, disableScaleIn: true }"),
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              predictiveScaling: { metric: cpu, target: 50, mode: ↓ForecastAndScale }
          """),
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 60, setCapacity: 5 }, { below: 20, setCapacity: 2 }] }
          """),
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 0, setCapacity: 2 }, { above: 60, setCapacity: 5 }] }
          """),
        .ecs(
          "scalingPolicies:\n  peak: { service: web, stepScaling: { metric: cpu, steps: [{ above: 90, setCapacity: 10 }] } }"
        ),
        .ecs(
          "scalingPolicies:\n  ahead: { service: web, predictiveScaling: { metric: cpu, target: 50, mode: ForecastAndScale } }"
        ),
        .ecs(
          """
          scalingPolicies:
            cpu: { targetTracking: { disableScaleIn: true } }
            calm: { service: web, stepScaling: { metric: cpu, steps: [{ below: 10, remove: 1 }] } }
          """),
      ]))

  package static let stepsBesideTracking = Rule(
    "steps-beside-tracking", .warning, .checking,
    "Steps scale in what target tracking keeps at a target.",
    page: RulePage(
      .scaling,
      why: """
        Policies of target tracking take tasks away only when all of them agree. Steps ask nobody: they take tasks away, \
        the metric of those that are left rises above the target, and target tracking starts new ones. Steps that only \
        scale out, faster than target tracking would, go well with it.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html",
      wrong: [
        .ecs(
          "scalingPolicies:\n  calm: { service: web, stepScaling: { metric: cpu, steps: [↓{ below: 20, setCapacity: 2 }] } }"
        )
      ],
      right: [
        .ecs(
          "scalingPolicies:\n  peak: { service: web, stepScaling: { metric: cpu, steps: [{ above: 90, setCapacity: 10 }] } }"
        )
      ]))

  package static let repeatedTrackingMetric = Rule(
    "repeated-tracking-metric", .error, .checking, "Two policies of target tracking keep one metric at a target.",
    page: RulePage(
      .scaling,
      why: """
        Two targets for one metric contradict each other, and AWS refuses the second policy. Policies for different \
        metrics go together: the one that wants most wins.
        """,
      awsAnswer: "Only one TargetTrackingScaling policy for a given metric specification is allowed",
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html",
      wrong: [.ecs("scalingPolicies:\n  more: { service: web, targetTracking: { metric: ↓cpu, target: 70 } }")],
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
            jobs: { service: jobs, targetTracking: { metric: cpu, target: 70 } }
          """)
      ]))

  package static let flappingPolicies = Rule(
    "flapping-policies", .error, .checking, "One policy scales out at values at which another scales in.",
    page: RulePage(
      .scaling,
      why: """
        Where both policies are in force, one starts tasks and the other stops them, in turn and without end. Within one \
        policy the same is `contradicting-steps`. Between the lowest `above` and the highest `below` there has to be a \
        gap in which nothing happens.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html",
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 40, setCapacity: 5 }] }
            calm: { service: web, stepScaling: { metric: cpu, steps: [↓{ below: 50, setCapacity: 2 }] } }
          """)
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling: { metric: cpu, steps: [{ above: 50, setCapacity: 5 }] }
            calm: { service: web, stepScaling: { metric: cpu, steps: [{ below: 15, setCapacity: 2 }] } }
          """)
      ]))
}

/// Holds the policies and bounds of each thing that scales against each other.
struct ScalingCoherence {
  let graph: ResourceGraph
  let target: ScaledTarget
  let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let graph = model.graph
    // A policy whose steps make no sense has no target in the graph.
    let isWhole =
      model.isWhole("scalingPolicies", "scheduledActions")
      && !model.types.positions(ofAny: Catalog.scalingTypes).contains { position in
        let node = graph.resources[position]
        guard case .policy? = Catalog.facts(of: node.type)?.scaling else { return false }
        return node.properties.isEmpty
      }
    for scaling in ScalingModel.all(model.bounds) {
      guard let target = ScaledTarget(scaling, in: graph) else { continue }
      let check = ScalingCoherence(graph: graph, target: target, findings: findings)
      guard !scaling.policies.isEmpty else { continue }
      check.checkRoom()
      // What is set at times brings back what policies do not.
      if model.bounds.scheduled(scaling.path).isEmpty {
        check.checkZero()
        if isWhole { check.checkDirections() }
      }
      check.checkTracking()
      StepOrder.check(target, findings)
      Fractions.check(target, findings)
    }
  }

  // MARK: Directions

  private func checkDirections() {
    guard target.isComplete else { return }
    if !target.trackings.isEmpty { return checkDisabledScaleIn() }
    guard let first = target.steps.first else { return checkForecasts() }
    let ups = target.steps.filter(\.scalesOut)
    let downs = target.steps.filter { !$0.scalesOut }
    if downs.isEmpty, !Self.isAlways(ups.first) {
      let count = (target.model.bounds?.lowerBound).map { " to \(target.count($0))" } ?? ""
      findings.report(
        .oneWayScaling, at: first.span,
        "\(target.words) scales out, and nothing brings it back\(count)",
        label: "below \(first.bound) nothing happens",
        help: [
          "add a step such as `{ below: \(Decimal(20) < first.bound ? "20" : "…"), "
            + "\(first.adjustment == .exact ? "setCapacity: \(target.model.bounds?.lowerBound ?? 1)" : "remove: 1") }`"
        ])
    } else if ups.isEmpty, !target.isForecast, let last = target.steps.last, !Self.isAlways(last) {
      findings.report(
        .oneWayScaling, at: last.span, "\(target.words) scales in, and nothing brings it back",
        label: "above \(last.bound) nothing happens",
        help: [
          "add a step such as `{ above: \(last.bound < Decimal(60) ? "60" : "…"), "
            + "\(last.adjustment == .exact ? "setCapacity: \(target.model.bounds?.upperBound ?? 2)" : "add: 1") }`"
        ])
    }
  }

  /// Whether a step of a percentage holds whatever its value, so that it is the state of rest.
  private static func isAlways(_ step: ScaledTarget.Step?) -> Bool {
    guard let step, step.isPercent, step.adjustment == .exact else { return false }
    return step.direction == .scaleOut ? step.bound <= Decimal(0) : Decimal(100) <= step.bound
  }

  /// A forecast that acts on its own, and only ever adds.
  private func checkForecasts() {
    guard let forecast = target.forecasts.first(where: \.policy.scales) else { return }
    findings.report(
      .oneWayScaling, at: forecast.mode, "\(target.words) scales out, and nothing brings it back",
      label: "predictive scaling takes nothing away",
      help: ["add a policy such as `targetTracking: { metric: cpu, target: 60 }`, or write `mode: ForecastOnly`"])
  }

  // MARK: Target tracking

  /// Policies that only add, where nothing else takes away.
  private func checkDisabledScaleIn() {
    guard let first = target.trackings.first, !target.trackings.contains(where: \.policy.scalesIn),
      target.steps.allSatisfy(\.scalesOut)
    else { return }
    findings.report(
      .oneWayScaling, at: first.place.or(target.node.span),
      "\(target.words) scales out, and nothing brings it back", label: "`disableScaleIn` leaves that to others",
      help: ["remove `disableScaleIn`, or add a step such as `{ below: 20, remove: 1 }` to another policy"])
  }

  private func checkTracking() {
    var seen: [ScalingMetric: Span] = [:]
    for tracking in target.trackings {
      let span = tracking.place.or(target.node.span)
      if let first = seen.updateValue(span, forKey: tracking.metric) {
        findings.report(
          .repeatedTrackingMetric, at: span, "two policies track the same metric of \(target.words)",
          label: "AWS takes one such policy a metric", labels: [Label(first, "the first")],
          help: ["remove one of them"])
      }
      checkTarget(of: tracking)
    }
    guard let tracking = target.trackings.first(where: \.policy.scalesIn),
      let step = target.steps.first(where: { !$0.scalesOut })
    else { return }
    findings.report(
      .stepsBesideTracking, at: step.span,
      "\(target.words) scales in by steps, and by target tracking that may not agree",
      label: "target tracking may scale out again at once",
      notes: [Note("'\(tracking.entry.id)' keeps a target", at: tracking.place.or(target.node.span))],
      help: ["remove the `below` steps: target tracking scales in by itself"])
  }

  private func checkTarget(of tracking: ScaledTarget.Tracking) {
    guard tracking.metric.isPercent, Decimal(100) <= tracking.policy.target else { return }
    findings.report(
      .thresholdNeverReached, at: tracking.target.span.or(target.node.span),
      "policy '\(tracking.entry.id)' scales out above \(tracking.policy.target) percent",
      label: "the metric never exceeds 100", help: ["write a percentage that leaves room, such as `target: 60`"])
  }
}
