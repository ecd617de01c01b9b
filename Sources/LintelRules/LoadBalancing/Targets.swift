import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// What registers with a target group, and what is spoken to it.
extension Rule {
  package static let wrongTargetType = Rule(
    "wrong-target-type", .error, .checking, "A target group takes another sort of target than registers with it.",
    page: RulePage(
      .loadBalancing,
      why: """
        A target group holds addresses or instances, never both. The tasks of a service on Fargate have addresses of \
        their own and register with those; an Auto Scaling group registers its instances. The other sort is refused \
        when the service or the group is created.
        """,
      awsAnswer: """
        The provided target group … has target type instance, which is incompatible with the awsvpc network mode \
        specified in the task definition.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-types.html",
      wrong: [
        .ecs("targetGroups:\n  web: { targetType: ↓instance }"), .ec2("targetGroups:\n  web: { targetType: ↓ip }"),
      ],
      right: [
        .ecs("targetGroups:\n  web: { targetType: null }"), .ec2("targetGroups:\n  web: { targetType: instance }"),
      ]))

  package static let plainGRPC = Rule(
    "plain-grpc", .error, .checking, "A listener for plain HTTP forwards to a target group for gRPC.",
    page: RulePage(
      .loadBalancing,
      why: """
        An Application Load Balancer takes gRPC over TLS only. AWS refuses a listener for HTTP, and a rule of one, that \
        forwards to a target group with `protocolVersion: GRPC`.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
      wrong: [
        .ecs(
          """
          targetGroups:
            web: { protocolVersion: GRPC }
          loadBalancers:
            public: { listeners: { http: { targetGroup: ↓web } } }
          """)
      ],
      right: [
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 443, cidr: 0.0.0.0/0 }] }
          targetGroups:
            web: { protocolVersion: GRPC }
          loadBalancers:
            public:
              listeners:
                http:
                  port: 443
                  protocol: HTTPS
                  certificate: "arn:aws:acm:us-east-1:111111111111:certificate/1a2b"
                  sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
          """)
      ]))

  package static let incompatibleProtocols = Rule(
    "incompatible-protocols", .error, .checking,
    "A listener forwards to a target group whose protocol it cannot speak.",
    page: RulePage(
      .loadBalancing,
      why: """
        A listener for HTTP or HTTPS forwards requests to targets that speak either. One for TCP or UDP passes on to target \
        groups of its own protocol or for both (TCP_UDP), one for both to those for both only, and one for TLS to those for \
        TCP or TLS.
        """,
      awsAnswer: "IncompatibleProtocols: The listener protocol 'HTTP' is not compatible with the target group's",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            public: { listeners: { http: { targetGroup: ↓web } } }
          targetGroups:
            web: { protocol: TCP, healthCheck: { protocol: HTTP } }
          """),
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: 80, protocol: udp, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public: { type: network, listeners: { http: { protocol: TCP_UDP, targetGroup: ↓web } } }
          targetGroups:
            web: { protocol: TCP, healthCheck: { protocol: HTTP } }
          """),
      ],
      right: [
        .ecs(
          """
          loadBalancers:
            public: { type: network, listeners: { http: { protocol: TCP } } }
          targetGroups:
            web: { protocol: TCP, healthCheck: { protocol: HTTP } }
          """)
      ]))

  package static let protocolAgainstPort = Rule(
    "protocol-against-port", .warning, .checking,
    "What is spoken on a port is not what everybody expects of that port.",
    page: RulePage(
      .loadBalancing,
      why: """
        Port 443 means TLS and port 80 means none. A browser that is sent to a listener for plain HTTP on 443 reports a \
        broken certificate. A load balancer that speaks HTTP to a container that listens on 443, or HTTPS to one on 80, \
        fails its health checks and answers every request with 502. Where the software really does the unexpected, \
        allow the finding.
        """,
      awsAnswer: "502 Bad Gateway",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 443, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public: { listeners: { http: { port: ↓443 } } }
          """),
        .ec2("targetGroups:\n  web: { protocol: HTTPS, port: ↓80 }"),
      ],
      right: [
        .ecs(
          """
          securityGroups:
            lb: { ingress: [{ port: 8443, cidr: 0.0.0.0/0 }] }
          loadBalancers:
            public: { listeners: { http: { port: 8443 } } }
          """),
        .ecs("targetGroups:\n  web: { port: 443 }"),
      ]))
}

/// Holds target groups against what registers with them.
struct Targets {
  private let graph: ResourceGraph
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let (graph, types) = (model.graph, model.types)
    let check = Targets(graph: graph, findings: findings)
    for node in types.positions(ofAny: Catalog.registeringTypes).lazy.map({ graph.resources[$0] })
    where !node.isExisting {
      switch Catalog.facts(of: node.type)?.registers {
      case .items(let list, let first, let alternate, let port):
        for target in node[list]?.items ?? [] {
          let task = (node["TaskDefinition"]?.reference).flatMap { graph[$0.path] }
          let mode = task?["NetworkMode"]?.literal ?? (node["NetworkConfiguration"] == nil ? nil : "awsvpc")
          for group in Facts.Registration.groups(of: target, first, alternate) {
            if let mode {
              let hasOwn = mode == "awsvpc"
              check.check(
                group, needs: hasOwn ? "ip" : "instance",
                of: "the tasks of service '\(node.path.id)' register \(hasOwn ? "by address" : "with their instances")")
            }
            check.checkPort(target[port], of: group, "container port")
          }
        }
      case .groups(let list):
        for group in node[list]?.items ?? [] {
          check.check(
            group, needs: "instance", of: "Auto Scaling group '\(node.path.id)' registers instances")
          check.checkPort(group.reference.flatMap { graph[$0.path]?["Port"] }, of: group, "port")
        }
      case .targets, nil: break
      }
    }
    for listener in model.made(ResourceType.listener) { check.checkListener(listener) }
    for group in model.made(ResourceType.targetGroup) {
      check.checkVersion(of: group, model.reach.forwards(to: group.path))
      check.checkProtocol(of: group, model.reach.forwards(to: group.path))
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

  private func checkVersion(of group: Resource, _ forwards: [Forward]) {
    guard let version = group["ProtocolVersion"], version.literal == "GRPC" else { return }
    for forward in forwards where graph[forward.listener.path]?["Protocol"]?.literal == "HTTP" {
      findings.report(
        .plainGRPC, at: forward.span,
        "\(forward.listener.path.words) speaks plain HTTP, and target group '\(group.path.id)' gRPC",
        label: "AWS takes gRPC over HTTPS only",
        labels: version.span.isWritten ? [Label(version.span, "the version")] : [],
        help: ["in \(forward.listener.path): `protocol: HTTPS` and a `certificate`"])
    }
  }

  /// Whether the load balancer does not know the protocol of its own listener, which is a finding by itself.
  private func isMisfit(_ forward: Forward) -> Bool {
    guard let type = graph[forward.loadBalancer]?["Type"]?.literal,
      let spoken = graph[forward.listener.path]?["Protocol"]?.literal
    else { return false }
    return (type == "network") == ["HTTP", "HTTPS"].contains(spoken)
  }

  private func checkProtocol(of group: Resource, _ forwards: [Forward]) {
    guard let said = group["Protocol"], let word = said.literal else { return }
    for forward in forwards where !isMisfit(forward) {
      guard let spoken = graph[forward.listener.path]?["Protocol"]?.literal,
        let possible = ResourceType.targetProtocols[spoken], !possible.contains(word)
      else { continue }
      findings.report(
        .incompatibleProtocols, at: forward.span,
        "\(forward.listener.path.words) speaks \(spoken), and target group '\(group.path.id)' \(word)",
        label: "AWS answers IncompatibleProtocols",
        labels: said.span.isWritten ? [Label(said.span, "the target group's")] : [],
        help: ["in \(group.path): `protocol: \(possible[0])`"])
    }
  }

  private func checkListener(_ listener: Resource) {
    guard let port = listener["Port"], port.integer == 443, port.span.isWritten,
      listener["Protocol"]?.literal == "HTTP"
    else { return }
    findings.report(
      .protocolAgainstPort, at: port.span, "a listener for HTTP stands on port 443",
      label: "clients speak TLS there", help: ["write `protocol: HTTPS` and a `certificate`, or use port 80"])
  }
}
