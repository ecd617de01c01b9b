import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// What a target group needs on both its sides.
extension Rule {
  package static let targetGroupWithoutListener = Rule(
    "target-group-without-listener", .error, .checking,
    "A service registers with a target group to which no listener forwards.",
    page: RulePage(
      .loadBalancing,
      why: """
        A target group belongs to a load balancer from the moment that a listener forwards to it. ECS refuses to create \
        a service whose target group belongs to none. The spec makes the target group, so no listener outside of it can \
        forward to it yet.
        """,
      awsAnswer:
        "The target group with targetGroupArn … does not have an associated load balancer.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html",
      wrong: [
        .ecs(
          """
          targetGroups:
            admin: { vpc: main, port: 8080 }
          services:
            web:
              loadBalancers:
                - { targetGroup: web, container: web, port: 8080 }
                - { targetGroup: ↓admin, container: web, port: 8080 }
          """)
      ],
      right: [
        .ecs(
          """
          targetGroups:
            admin: { existing: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/admin/73e2d6bc24d8a067" }
          services:
            web:
              loadBalancers:
                - { targetGroup: web, container: web, port: 8080 }
                - { targetGroup: admin, container: web, port: 8080 }
          """),
        // The port of the target group is nobody's, as each task registers with its own.
        .ecs("targetGroups:\n  web: { port: 9999 }"),
      ]))

  package static let idleTargetGroup = Rule(
    "idle-target-group", .warning, .checking,
    "A target group has a listener without targets, or targets without a listener.",
    page: RulePage(
      .loadBalancing,
      why: """
        A listener that forwards to an empty target group answers every request with 503. Instances of a group to which \
        no listener forwards are registered, never checked and never used. AWS takes either without a word.
        """,
      awsAnswer: "503 Service Temporarily Unavailable",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        .ecs(
          "services: null\nscalingPolicies: null\nloadBalancers:\n  public:\n    listeners: { http: { targetGroup: ↓web } }"
        ),
        .ec2(
          """
          targetGroups:
            admin: { vpc: main, port: 80 }
          autoScalingGroups:
            web: { targetGroups: [web, ↓admin] }
          """),
      ],
      right: [
        .ec2(
          """
          targetGroups:
            admin: { vpc: main, port: 80 }
          loadBalancers:
            public:
              listeners: { admin: { port: 8080, targetGroup: admin } }
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 8080, cidr: 203.0.113.0/24 }] }
          autoScalingGroups:
            web: { targetGroups: [web, admin] }
          """)
      ]))

  package static let targetGroupOfTwoLoadBalancers = Rule(
    "target-group-of-two-load-balancers", .error, .checking, "Two load balancers forward to one target group.",
    page: RulePage(
      .loadBalancing,
      why: """
        A target group belongs to one load balancer; the quota cannot be raised. A service that two load balancers \
        serve, one from the internet and one from inside, registers with a target group of each. Several listeners of \
        one load balancer may share a group.
        """,
      awsAnswer:
        "TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            second:
              scheme: internal
              subnets: [public-a, public-b]
              securityGroups: [lb]
              listeners: { http: { port: 80, targetGroup: ↓web } }
          """)
      ],
      right: [
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 80-81, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public:
              listeners: { again: { port: 81, targetGroup: web } }
          """)
      ]))

  package static let targetGroupOfAnotherVPC = Rule(
    "target-group-of-another-vpc", .error, .checking,
    "A target group belongs to another VPC than its load balancer or its targets.",
    page: RulePage(
      .loadBalancing,
      why: """
        A target group is made for one VPC. Its load balancer stands there, and so do the tasks and instances that \
        register with it. AWS refuses a listener that forwards to a group of another VPC.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
      wrong: [
        .ecs(
          """
          vpcs:
            other: { cidr: 10.7.0.0/16 }
          targetGroups:
            web: { vpc: other }
          loadBalancers:
            public: { listeners: { http: { targetGroup: ↓web } } }
          services:
            web: { loadBalancers: [{ targetGroup: ↓web, container: web, port: 8080 }] }
          """)
      ],
      right: [
        .ecs(
          """
          vpcs:
            other: { cidr: 10.7.0.0/16 }
          targetGroups:
            web: { vpc: main }
          """)
      ]))
}

/// Holds target groups against the listeners that forward to them and the targets that register with them.
struct TargetGroupLinks {
  private let model: SystemModel
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = TargetGroupLinks(model: model, findings: findings)
    for position in model.types.positions(of: ResourceType.targetGroup.name) {
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
