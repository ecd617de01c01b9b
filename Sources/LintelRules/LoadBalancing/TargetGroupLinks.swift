import LintelAnalysis
import LintelGraph
import LintelSource

/// Holds target groups against the listeners that forward to them and the targets that register with them.
struct TargetGroupLinks {
  private let model: SystemModel
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = TargetGroupLinks(model: model, findings: findings)
    for position in model.types.positions(of: "AWS::ElasticLoadBalancingV2::TargetGroup") {
      let node = model.graph.resources[position]
      let forwards = model.reach.forwards(to: node.path)
      let registrations = model.reach.registrations(with: node.path)
      check.checkLoadBalancers(of: node, forwards)
      check.checkVPC(of: node, forwards, registrations)
      guard !node.isExisting else { continue }
      if forwards.isEmpty { check.reportUnheard(node, registrations) }
      if registrations.isEmpty { check.reportIdle(node, forwards) }
    }
  }

  // MARK: What is missing

  private func reportUnheard(_ group: Resource, _ registrations: [Registration]) {
    guard model.isWhole("loadBalancers") else { return }
    for registration in registrations {
      guard let host = model.reach.host(registration.host), !host.isExisting else { continue }
      let isService = host.kind == .service
      findings.report(
        isService ? .targetGroupWithoutListener : .idleTargetGroup, at: registration.span,
        "\(host.path.words) registers with target group '\(group.path.id)', to which no listener forwards",
        label: isService
          ? "AWS answers that the target group 'does not have an associated load balancer'" : "no request ever arrives",
        notes: [Note("the target group", at: group.span)], help: [listener(for: group)])
    }
  }

  private func listener(for group: Resource) -> String {
    let loadBalancer = model.reach.hosts.first { host in
      host.kind == .loadBalancer && !model.reach.listeners(of: host.path).isEmpty
    }
    guard let loadBalancer else {
      return "in loadBalancers: a load balancer with `listeners: { http: { port: 80, targetGroup: \(group.path.id) } }`"
    }
    let taken = Set(model.reach.listeners(of: loadBalancer.path).map(\.port))
    let port = ([80, group["Port"]?.integer ?? 8080] + Array(8081...8181)).first { !taken.contains($0) } ?? 80
    return
      "in \(loadBalancer.path).listeners: `\(group.path.id): { port: \(port), targetGroup: \(group.path.id) }`"
  }

  private func reportIdle(_ group: Resource, _ forwards: [Forward]) {
    guard model.isWhole("services", "autoScalingGroups", "instances") else { return }
    guard let forward = forwards.first(where: { !(model.graph[$0.loadBalancer]?.isExisting ?? true) }) else { return }
    findings.report(
      .idleTargetGroup, at: forward.span,
      "\(forward.listener.path.words) forwards to target group '\(group.path.id)', with which nothing registers",
      label: "every request is answered with 503", notes: [Note("the target group", at: group.span)],
      help: [
        "name it in `loadBalancers` of a service, or in `targetGroups` of an Auto Scaling group"
      ])
  }

  // MARK: What does not fit

  private func checkLoadBalancers(of group: Resource, _ forwards: [Forward]) {
    guard let first = forwards.first else { return }
    var seen: Set<Path> = [first.loadBalancer]
    for forward in forwards {
      guard seen.insert(forward.loadBalancer).inserted, model.areDifferent(forward.loadBalancer, first.loadBalancer)
      else { continue }
      findings.report(
        .targetGroupOfTwoLoadBalancers, at: forward.span,
        "target group '\(group.path.id)' is served by \(forward.loadBalancer.words) and by '\(first.loadBalancer.id)'",
        label: "AWS answers TargetGroupAssociationLimit",
        labels: [Label(first.span, "'\(first.loadBalancer.id)' forwards to it here")],
        help: ["make a target group of its own for \(forward.loadBalancer.words), and register with both"])
    }
  }

  private func checkVPC(of group: Resource, _ forwards: [Forward], _ registrations: [Registration]) {
    guard let own = group["VpcId"]?.reference?.path else { return }
    let uses =
      forwards.map { (host: $0.loadBalancer, span: $0.span) } + registrations.map { (host: $0.host, span: $0.span) }
    for use in uses {
      guard let host = model.reach.host(use.host), !host.isExisting, let subnet = host.subnets?.first,
        let vpc = model.reach.vpc(of: subnet.path), model.areDifferent(vpc, own)
      else { continue }
      findings.report(
        .targetGroupOfAnotherVPC, at: use.span,
        "\(host.path.words) stands in \(vpc.words), and target group '\(group.path.id)' belongs to \(own.words)",
        label: "AWS refuses to join them",
        notes: [Note("the target group", at: group.span)], help: ["in \(group.path): `vpc: \(vpc.id)`"])
    }
  }
}
