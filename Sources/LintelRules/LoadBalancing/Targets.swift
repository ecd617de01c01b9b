import LintelGraph
import LintelSource

/// Holds target groups against what registers with them.
struct Targets {
  private let graph: ResourceGraph
  private let findings: Findings

  static func check(_ graph: ResourceGraph, _ types: TypeIndex, _ findings: Findings) {
    let check = Targets(graph: graph, findings: findings)
    let positions = types.positions(
      of: "AWS::ECS::Service", "AWS::AutoScaling::AutoScalingGroup", "AWS::ElasticLoadBalancingV2::Listener")
    for position in positions where !graph.resources[position].isExisting {
      let node = graph.resources[position]
      switch node.type {
      case "AWS::ECS::Service":
        for target in node["LoadBalancers"]?.items ?? [] {
          check.check(
            target["TargetGroupArn"], needs: "ip", of: "the tasks of service '\(node.path.id)' register by address")
          check.checkPort(target["ContainerPort"], of: target["TargetGroupArn"], "container port")
        }
      case "AWS::AutoScaling::AutoScalingGroup":
        for group in node["TargetGroupARNs"]?.items ?? [] {
          check.check(
            group, needs: "instance", of: "Auto Scaling group '\(node.path.id)' registers instances")
          check.checkPort(group.reference.flatMap { graph[$0.path]?["Port"] }, of: group, "port")
        }
      case "AWS::ElasticLoadBalancingV2::Listener": check.checkListener(node)
      default: break
      }
    }
  }

  /// Target groups that are there already say what they take only where it is written.
  private func check(_ group: Value?, needs type: String, of words: String) {
    guard let group, let node = group.reference.flatMap({ graph[$0.path] }), let written = node["TargetType"],
      let said = written.literal, said != type
    else { return }
    findings.report(
      .wrongTargetType, at: written.span.isWritten ? written.span : group.span,
      "target group '\(node.path.id)' takes \(said == "ip" ? "addresses" : "instances"), but \(words)",
      label: "AWS refuses to register them", notes: [Note("it registers here", at: group.span)],
      help: ["write `targetType: \(type)`"])
  }

  /// Other ports than these two say nothing about what is spoken.
  private func checkPort(_ port: Value?, of group: Value?, _ noun: String) {
    guard let port, let number = port.integer, port.span.isWritten,
      let node = group?.reference.flatMap({ graph[$0.path] }), let said = node["Protocol"]?.literal,
      let expected = [443: "HTTPS", 80: "HTTP"][number], said != expected, ["HTTP", "HTTPS"].contains(said)
    else { return }
    findings.report(
      .protocolAgainstPort, at: port.span,
      "target group '\(node.path.id)' speaks \(said) to \(noun) \(number)",
      label: "\(expected) is expected there", notes: [Note("the target group", at: node.span)],
      help: ["write `protocol: \(expected)` in the target group, or another port"])
  }

  private func checkListener(_ listener: Resource) {
    guard let port = listener["Port"], port.integer == 443, port.span.isWritten,
      listener["Protocol"]?.literal == "HTTP"
    else { return }
    findings.report(
      .protocolAgainstPort, at: port.span, "a listener for HTTP stands on port 443",
      label: "clients speak TLS there", help: ["use port 80, or any other that the load balancer's group opens"])
  }
}
