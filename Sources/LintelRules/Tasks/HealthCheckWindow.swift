import LintelAWS
import LintelGraph
import LintelSource

/// Finds services whose tasks have less time to start than AWS's own defaults give them.
struct HealthCheckWindow {
  private let graph: ResourceGraph
  private let findings: Findings

  /// What a task has without a word in the spec.
  static let usual = usualFailures * ResourceType.targetGroup.integerDefault(of: "HealthCheckIntervalSeconds")

  /// Failures in a row that make a target unhealthy.
  private static let usualFailures = ResourceType.targetGroup.integerDefault(of: "UnhealthyThresholdCount")

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = HealthCheckWindow(graph: model.graph, findings: findings)
    for node in model.made("AWS::ECS::Service") {
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
