import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let blockedLoadBalancer = Rule(
    "blocked-load-balancer", .error, .checking,
    "The security groups of a service or instance do not let its load balancer in.",
    page: RulePage(
      .loadBalancing,
      why: """
        A load balancer opens a connection of its own to each target, from its own addresses and wearing its own \
        groups, to the port that the target registered: that of the container, or of the target group. Health checks \
        go the same way. If no group of the target lets it in there, every check times out, and ECS stops the task and \
        starts another, for ever. The port of the listener does not matter here.
        """,
      awsAnswer:
        "(service web) (task …) (port 8080) is unhealthy in (target-group …) due to (reason Request timed out)",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        // The port of the listener in place of the container's.
        .ecs("securityGroups:\n  web:\n    ingress: [{ port: ↓80, securityGroup: lb }]"),
        .ecs(
          """
          securityGroups:
            ↓tasks: { vpc: main, description: Tasks that nobody may connect to }
          services:
            web: { securityGroups: [tasks] }
          """),
        .ec2(
          "targetGroups:\n  web: { port: 8080 }\nsecurityGroups:\n  web:\n    ingress: [{ port: ↓80, securityGroup: lb }]"
        ),
        // Health checks on a port of their own.
        .ecs(
          """
          taskDefinitions:
            web: { containers: { web: { port: null, ports: [{ port: 8080 }, { port: 9000 }] } } }
          targetGroups:
            web: { healthCheck: { port: ↓9000 } }
          services:
            web: { loadBalancers: [{ targetGroup: web, container: web, port: 8080 }] }
          """),
      ],
      right: [
        // Either of the groups that a task wears will do.
        .ecs(
          """
          securityGroups:
            tasks: { vpc: main, description: Tasks }
          services:
            web: { securityGroups: [tasks, web] }
          """),
        // The port of the target group is not what the container registers.
        .ecs("targetGroups:\n  web: { port: 80 }"),
        .ec2("securityGroups:\n  web:\n    ingress: [{ port: 80, cidr: 10.1.0.0/16 }]"),
      ]))

  package static let unservedHealthCheckPort = Rule(
    "unserved-health-check-port", .warning, .checking,
    "Health checks go to a port that no container of the task says it listens on.",
    page: RulePage(
      .loadBalancing,
      why: """
        A target group asks on the port where requests go, unless its health check names another. If nothing answers \
        there, the target never counts as healthy, and ECS stops the task and starts another, for ever. A container may \
        listen on a port that it does not name; where one does, name it among its `ports`.
        """,
      awsAnswer:
        "(service web) (task …) (port 8080) is unhealthy in (target-group …) due to (reason Health checks failed)",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
      wrong: [
        .ecs(
          """
          securityGroups:
            web:
              ingress: [{ port: 8080, securityGroup: lb }, { port: 9000, securityGroup: lb }]
          targetGroups:
            web: { healthCheck: { port: ↓9000 } }
          """)
      ],
      right: [
        .ecs(
          """
          securityGroups:
            web:
              ingress: [{ port: 8080, securityGroup: lb }, { port: 9000, securityGroup: lb }]
          taskDefinitions:
            web:
              containers:
                health: { image: "public.ecr.aws/docker/library/busybox:1.36", port: 9000 }
          targetGroups:
            web: { healthCheck: { port: 9000 } }
          services:
            web: { loadBalancers: [{ targetGroup: web, container: web, port: 8080 }] }
          """),
        .ecs("targetGroups:\n  web: { healthCheck: { port: traffic-port } }"),
      ]))

  package static let egressMissesTargets = Rule(
    "egress-misses-targets", .error, .checking,
    "The security groups of a load balancer do not let it out to its targets.",
    page: RulePage(
      .loadBalancing,
      why: """
        A group whose `egress` is written lets out what stands there and nothing else, and a load balancer connects to \
        its targets as any other does: to the port that the target registered, for requests and health checks. If no \
        rule lets it out there, every check times out and no request arrives.
        """,
      awsAnswer:
        "(service web) (task …) (port 8080) is unhealthy in (target-group …) due to (reason Request timed out)",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        .ecs("securityGroups:\n  lb:\n    egress: [{ port: ↓80, securityGroup: web }]"),
        .ecs("securityGroups:\n  lb:\n    egress: ↓[]"),
      ],
      right: [
        .ecs("securityGroups:\n  lb:\n    egress: [{ port: 8080, securityGroup: web }]"),
        .ecs("securityGroups:\n  lb:\n    egress: [{ port: 8080, cidr: 10.0.0.0/16 }]"),
      ]))
}

/// Finds targets that their load balancer may not connect to.
struct TargetAccess {
  private let model: SystemModel
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = TargetAccess(model: model, findings: findings)
    for host in model.reach.hosts where host.kind != .loadBalancer && !host.isExisting { check.check(host) }
  }

  private func check(_ host: Host) {
    var seen: Set<[Path]> = []
    for target in model.reach.forwardedTargets(at: host.path) {
      let key = [target.loadBalancer, target.targetGroup, Path("transports", target.transport)]
      guard seen.insert(key).inserted, let port = target.port,
        let loadBalancer = model.reach.host(target.loadBalancer), model.graph.serves(host.path, port)
      else { continue }
      // A target that requests do not reach is one finding, whatever its health checks meet.
      if check(host, target, port, from: loadBalancer) { checkHealth(of: target, at: host, port, from: loadBalancer) }
    }
  }

  /// Whether requests get to the target, as far as is known.
  private func check(_ host: Host, _ target: ForwardedTarget, _ port: Int, from loadBalancer: Host) -> Bool {
    let connection = model.reach.connection(to: target)
    if let link = connection.links.first(where: { $0.kind == "egress" && $0.certainty == .no }) {
      reportEgress(of: loadBalancer, to: host, port, link)
      return false
    }
    guard let link = connection.links.first(where: { $0.kind == "ingress" && $0.certainty == .no }),
      case .letsIn(let group?, let peer, let traffic) = link.fact
    else { return true }
    let near = traffic.hasTCP ? nearMiss(of: loadBalancer, at: host) : nil
    let path = connection.links.prefix { $0 != link }.filter { $0.certainty == .yes && $0.span.isWritten }
    findings.report(
      .blockedLoadBalancer, at: near?.portSpan ?? link.span,
      "load balancer '\(loadBalancer.path.id)' cannot connect to \(host.path.words) on \(traffic.words)",
      label: near == nil
        ? "\(group.words) does not let \(peer.words) in on \(traffic.words)"
          + (model.reach.seesClients(target) == .yes ? ", and connections keep the addresses of their clients" : "")
        : "the load balancer connects to \(traffic.words)",
      notes: path.map(\.note),
      help: [
        near == nil ? "in \(group).ingress: \(Link.rule(traffic, peer))" : "write `port: \(port)`"
      ] + helpForHealth(of: target, link, port))
    return false
  }

  /// The line that health checks need besides what requests do.
  private func helpForHealth(of target: ForwardedTarget, _ other: Link, _ port: Int) -> [String] {
    let health = apart(target, port).flatMap { number in
      model.reach.healthCheck(of: target, on: number).first { $0.kind == "ingress" && $0.certainty == .no }
    }
    guard case .letsIn(let group?, let peer, let traffic)? = health?.fact, health?.fact != other.fact else { return [] }
    if case .letsIn(_, .addresses(.everywhere), traffic) = other.fact { return [] }
    return ["and for health checks in \(group).ingress: \(Link.rule(traffic, peer))"]
  }

  /// The port of health checks that go another way than requests; nil where they do not, or nobody knows.
  ///
  /// They may go to a port of their own, go over TCP where requests go over UDP, and come from the load balancer where
  /// targets see its clients.
  private func apart(_ target: ForwardedTarget, _ port: Int) -> Int? {
    let asked = model.graph[target.targetGroup]?["HealthCheckPort"]
    let number = asked.flatMap { model.graph.count($0) }
    guard asked == nil || asked?.literal == "traffic-port" || number != nil else { return nil }
    let isApart =
      number ?? port != port || target.transport != "tcp" || model.reach.seesClients(target) != .no
    return isApart ? number ?? port : nil
  }

  private func checkHealth(of target: ForwardedTarget, at host: Host, _ port: Int, from loadBalancer: Host) {
    guard let healthPort = apart(target, port) else { return }
    let isServed = healthPort == port || mayAnswer(host.path, on: healthPort)
    guard let link = model.reach.healthCheck(of: target, on: healthPort).first(where: { $0.certainty == .no }) else {
      if !isServed { reportUnserved(healthPort, of: target, at: host, port) }
      return
    }
    let remedy: String
    let label: String
    switch link.fact {
    case .letsIn(let group?, let peer, let traffic):
      (label, remedy) = (
        "\(group.words) does not let \(peer.words) in there", "in \(group).ingress: \(Link.rule(traffic, peer))"
      )
    case .letsOut(let group?, let peer, let traffic):
      (label, remedy) = (
        "\(group.words) does not let it out to \(peer.words) there", "in \(group).egress: \(Link.rule(traffic, peer))"
      )
    default: return
    }
    let place = (model.graph[target.targetGroup]?["HealthCheckPort"]?.span ?? .none).or(link.span)
    let isPlain = target.transport == "tcp"
    let other = "or leave `port` of the health check out: it then asks where requests go, on port \(port)"
    findings.report(
      .blockedLoadBalancer, at: place,
      "health checks of target group '\(target.targetGroup.id)' cannot connect to \(host.path.words) on port \(healthPort)"
        + (isPlain ? "" : " over TCP"),
      label: label, notes: link.span.isWritten && link.span != place ? [Note("the group", at: link.span)] : [],
      help: [remedy + (isServed ? "" : ", and of the container that answers there \(Self.naming)")]
        + (isPlain && healthPort != port ? [other] : []))
  }

  /// Whether something of a host may answer on a port: false where its containers say their ports, and that is none.
  private func mayAnswer(_ host: Path, on port: Int) -> Bool {
    guard let node = model.graph[host],
      let task = (node["TaskDefinition"]?.reference).flatMap({ model.graph[$0.path] }),
      !task.isExisting, let containers = task["ContainerDefinitions"]?.items
    else { return true }
    return containers.flatMap { $0["PortMappings"]?.items ?? [] }.contains { mapping in
      // Where Docker maps ports, the load balancer asks the instance.
      (mapping["HostPort"] ?? mapping["ContainerPort"])?.integer == port
    }
  }

  private func reportUnserved(_ healthPort: Int, of target: ForwardedTarget, at host: Host, _ port: Int) {
    guard let asked = model.graph[target.targetGroup]?["HealthCheckPort"] else { return }
    let plain = "leave `port` out: health checks then ask where requests go, on port \(port)"
    let isPlain = target.transport == "tcp"
    findings.report(
      .unservedHealthCheckPort, at: asked.span,
      "health checks of target group '\(target.targetGroup.id)' ask \(host.path.words) on port \(healthPort)",
      label: "no container of its task says that it listens there",
      help: (isPlain ? [plain] : []) + ["\(isPlain ? "or, " : "")where a container answers there, \(Self.naming)"])
  }

  private static let naming = "name the port among its `ports`"

  private func reportEgress(of loadBalancer: Host, to host: Host, _ port: Int, _ link: Link) {
    guard case .letsOut(let group?, let peer, let traffic) = link.fact else { return }
    let near = model.reach.egress(of: loadBalancer).first { $0.peer == peer }
    findings.report(
      .egressMissesTargets, at: near?.portSpan ?? link.span,
      "load balancer '\(loadBalancer.path.id)' may not connect to \(host.path.words) on \(traffic.words)",
      label: near == nil
        ? "\(group.words) does not let it out to \(peer.words) on \(traffic.words)"
        : "the load balancer connects to \(traffic.words)",
      help: [near == nil ? "in \(group).egress: \(Link.rule(traffic, peer))" : "write `port: \(port)`"])
  }

  /// A rule that lets the load balancer in, but on ports where no target listens.
  private func nearMiss(of loadBalancer: Host, at host: Host) -> GroupRule? {
    let groups = Set((loadBalancer.groups ?? []).map(\.path))
    return model.reach.ingress(of: host).first { rule in
      if case .group(let path) = rule.peer { groups.contains(path) } else { false }
    }
  }
}

extension ResourceGraph {
  /// Whether a host may listen on a port: false if it is a service of which no container does, which is a finding of
  /// its own.
  func serves(_ host: Path, _ port: Int) -> Bool {
    guard let node = self[host], let targets = node["LoadBalancers"]?.items,
      let task = (node["TaskDefinition"]?.reference).flatMap({ self[$0.path] }),
      let containers = task["ContainerDefinitions"]?.items
    else { return true }
    return targets.contains { target in
      target["ContainerPort"]?.integer == port
        && containers.contains { container in
          container["Name"]?.literal == target["ContainerName"]?.literal
            && (container["PortMappings"]?.items ?? []).contains { $0["ContainerPort"]?.integer == port }
        }
    }
  }
}
