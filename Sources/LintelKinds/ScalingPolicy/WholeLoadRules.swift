import LintelAWS
import LintelSchema
package import LintelSource

extension Rule {
  package static let metricOfWholeLoad = Rule(
    "metric-of-whole-load", .warning, .checking,
    "Target tracking goes by a metric that more capacity does not bring down.",
    page: RulePage(
      .scaling,
      why: """
        Target tracking works out how many are needed as if twice as many had half of the metric each. What is counted of \
        all together stays as it is, or grows with them: once above the target it stays there, and the policy adds until \
        the maximum is reached; below it, it takes away until the minimum is. A share of it does as tracking expects.
        """,
      source:
        "https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html",
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking:
                metric: { namespace: AWS/ApplicationELB, name: ↓RequestCount, statistic: Sum }
                target: 1000
          """)
      ],
      right: [
        .ecs("scalingPolicies:\n  cpu: { targetTracking: { metric: requestsPerTarget, target: 1000 } }"),
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking: null
              stepScaling:
                metric: { namespace: AWS/ApplicationELB, name: RequestCount, statistic: Sum }
                steps: [{ above: 1000, setCapacity: 4 }, { below: 500, setCapacity: 2 }]
          """),
      ]))
}

extension ScalingPolicy {
  /// An expression may make a share of the whole.
  func checkWholeLoad(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    guard targetTracking != nil, let named = metric?.value.custom?.named,
      WholeLoadMetrics.contains(named.name.value, in: named.namespace.value)
    else { return }
    let isOfRequests = named.namespace.value == "AWS/ApplicationELB" && named.name.value == "RequestCount"
    lowered.findings.report(
      .metricOfWholeLoad, at: named.name.span,
      "the target is held against \(named.name.value), which more capacity does not bring down",
      label: "so the policy goes on to its maximum or to its minimum",
      help: [
        isOfRequests
          ? "write `metric: requestsPerTarget`, with a target for each"
          : "use a metric that is a share of the load, or `stepScaling` in place of `targetTracking`"
      ])
  }
}
