import LintelAWS
import LintelSchema
package import LintelSource
import LintelSpec

// Dimensions under which a metric is never found.
extension Rule {
  package static let wrongDimension = Rule(
    "wrong-dimension", .error, .reading, "A metric is asked for under dimensions that AWS does not publish it with.",
    page: RulePage(
      .scaling,
      why: """
        CloudWatch finds a metric by exactly the dimensions that it is published with. Load balancers publish under the \
        last part of their ARN, `app/name/id`, and target groups under `targetgroup/name/id`: neither name nor ARN is \
        found. ECS publishes for a service under its name and its cluster's together. CloudWatch takes an alarm for any \
        other, which then has no data for ever.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
      wrong: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking:
                metric:
                  namespace: AWS/ApplicationELB
                  name: RequestCountPerTarget
                  statistic: Sum
                  dimensions: { TargetGroup: ↓web }
                target: 1000
          """),
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking:
                metric:
                  namespace: AWS/ApplicationELB
                  name: RequestCountPerTarget
                  statistic: Sum
                  dimensions: { TargetGroup: ↓"${targetGroups.web.arn}" }
                target: 1000
          """),
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking:
                metric:
                  namespace: AWS/ECS
                  name: CPUUtilization
                  dimensions: { ↓ServiceName: "${services.web.name}" }
                target: 50
          """),
      ],
      right: [
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking:
                metric:
                  namespace: AWS/ApplicationELB
                  name: RequestCountPerTarget
                  statistic: Sum
                  dimensions: { TargetGroup: "${targetGroups.web.fullName}" }
                target: 1000
          """),
        .ecs(
          """
          scalingPolicies:
            cpu:
              targetTracking:
                metric:
                  namespace: AWS/ECS
                  name: CPUUtilization
                  dimensions: { ClusterName: "${clusters.main.name}", ServiceName: "${services.web.name}" }
                target: 50
          """),
      ]))
}

extension ScalingPolicy {
  func checkDimensions(of entry: Entry<ScalingPolicy>, _ lowered: Lowering) {
    for metric in metric?.value.custom?.sources ?? [] { checkDimensions(of: metric, lowered) }
  }

  private func checkDimensions(of metric: NamedMetric, _ lowered: Lowering) {
    for dimension in metric.dimensions {
      guard let wrong = MetricDimensions.problem(with: dimension, of: metric.namespace.value) else { continue }
      lowered.findings.report(
        .wrongDimension, at: dimension.value.span,
        "\(metric.namespace.value) has no \(wrong.noun) '\(wrong.value)'",
        label: "it publishes under `\(wrong.form)`", help: [wrong.help])
    }
    guard metric.namespace.value == "AWS/ECS",
      let service = metric.dimensions.first(where: { $0.key.value == "ServiceName" }),
      !metric.dimensions.contains(where: { $0.key.value == "ClusterName" })
    else { return }
    lowered.findings.report(
      .wrongDimension, at: service.key.span, "AWS/ECS publishes nothing under `ServiceName` alone",
      label: "`ClusterName` belongs to it",
      help: ["add `ClusterName: \"${clusters.….name}\"`, the cluster of the service"])
  }
}

/// How load balancers and target groups call themselves in metrics.
private enum MetricDimensions {
  struct Problem {
    let noun: String
    let value: String
    let form: String
    let help: String
  }

  /// Nil where the value is right, or known only when deploying.
  static func problem(with dimension: MapEntry<Text>, of namespace: String) -> Problem? {
    guard ["AWS/ApplicationELB", "AWS/NetworkELB"].contains(namespace) else { return nil }
    let kind = namespace == "AWS/NetworkELB" ? "net" : "app"
    guard let value = dimension.value.value.literal else { return problem(withReference: dimension, of: kind) }
    switch dimension.key.value {
    case "LoadBalancer" where !isName(value, beginning: kind):
      return Problem(
        noun: "load balancer", value: value, form: "\(kind)/name/id",
        help: "write `\"${loadBalancers.….fullName}\"`, or the last part of its ARN, behind `loadbalancer/`")
    case "TargetGroup" where !isName(value, beginning: "targetgroup"):
      return Problem(
        noun: "target group", value: value, form: "targetgroup/name/id",
        help: "write `\"${targetGroups.….fullName}\"`, or the last part of its ARN, from `targetgroup/` on")
    default: return nil
    }
  }

  /// Of a reference to an entry: `fullName` of the right section is what the metric is published under.
  private static func problem(withReference dimension: MapEntry<Text>, of kind: String) -> Problem? {
    guard dimension.value.value.parts.count == 1,
      case .resource(let section, let id, let part, let attribute)? = dimension.value.value.parts.first, part.isEmpty
    else { return nil }
    let (wanted, noun, form): (String, String, String)
    switch dimension.key.value {
    case "LoadBalancer": (wanted, noun, form) = ("loadBalancers", "load balancer", "\(kind)/name/id")
    case "TargetGroup": (wanted, noun, form) = ("targetGroups", "target group", "targetgroup/name/id")
    default: return nil
    }
    if section == wanted, attribute == "fullName" { return nil }
    let right = section == wanted ? id : "…"
    return Problem(
      noun: noun, value: "${\(section).\(id).\(attribute)}", form: form,
      help: "write `\"${\(wanted).\(right).fullName}\"`")
  }

  private static func isName(_ value: String, beginning word: String) -> Bool {
    let parts = value.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 3 && parts[0] == word && parts.allSatisfy { !$0.isEmpty }
  }
}
