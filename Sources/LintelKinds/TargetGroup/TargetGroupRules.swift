import LintelAWS
import LintelGraph
import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let healthCheckOutlastsInterval = Rule(
    "health-check-outlasts-interval", .error, .checking,
    "A health check has to end before the next one begins.",
    page: RulePage(
      .loadBalancing,
      why: """
        A load balancer waits for the answer to a health check before it counts it as failed: 5 seconds or more, as \
        long as nothing else is said. Elastic Load Balancing takes only an interval that is longer than this wait, so an \
        interval of 5 seconds, the shortest there is, wants a `timeout` that is shorter still.
        """,
      awsAnswer: "Health check interval must be greater than the timeout.",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
      wrong: [
        .ecs(
          """
          targetGroups:
            web: { healthCheck: { interval: ↓5 } }
          services:
            web: { healthCheckGracePeriod: 60 }
          """),
        .ecs("targetGroups:\n  web: { healthCheck: { timeout: ↓30 } }"),
      ],
      right: [
        .ecs(
          """
          targetGroups:
            web: { healthCheck: { interval: 5, timeout: 3 } }
          services:
            web: { healthCheckGracePeriod: 60 }
          """),
        .ecs("targetGroups:\n  web: { healthCheck: { timeout: 29 } }"),
      ]))

  package static let impossibleHealthCheckCode = Rule(
    "impossible-health-check-code", .error, .checking,
    "A health check waits for a code that a load balancer does not take for healthy.",
    page: RulePage(
      .loadBalancing,
      why: """
        An Application Load Balancer takes codes of HTTP from 200 to 499 for healthy, and of gRPC from 0 to 99. Any \
        other is refused when the target group is made or changed.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html",
      wrong: [
        .ecs("targetGroups:\n  web: { healthCheck: { matcher: ↓200-599 } }"),
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http: { protocol: HTTPS, certificate: "arn:aws:acm:us-east-1:111111111111:certificate/1a2b" }
          targetGroups:
            web: { protocolVersion: GRPC, healthCheck: { matcher: ↓200 } }
          """),
      ],
      right: [
        .ecs("targetGroups:\n  web: { healthCheck: { matcher: 200-399 } }"),
        .ecs("targetGroups:\n  web: { protocolVersion: HTTP2, healthCheck: { matcher: \"200,404\" } }"),
      ]))

  package static let contradictingTargetAttributes = Rule(
    "contradicting-target-attributes", .error, .checking, "Attributes of a target group exclude each other.",
    page: RulePage(
      .loadBalancing,
      why: """
        A target can start slowly only where targets take turns. Targets that answer oddly get fewer requests only where \
        they are chosen at random. And a cookie has a name in the target group only where the targets set it: AWS has to \
        know it then, and refuses the group without it.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html",
      wrong: [
        .ecs("targetGroups:\n  web: { slowStart: ↓60, loadBalancingAlgorithm: least_outstanding_requests }"),
        .ecs("targetGroups:\n  web: { anomalyMitigation: ↓on }"),
        .ecs("targetGroups:\n  web: { stickiness: { type: ↓app_cookie } }"),
        .ecs("targetGroups:\n  web: { stickiness: { cookieName: ↓session } }"),
      ],
      right: [
        .ecs("targetGroups:\n  web: { slowStart: 60, stickiness: { duration: 3600 } }"),
        .ecs("targetGroups:\n  web: { loadBalancingAlgorithm: weighted_random, anomalyMitigation: on }"),
        .ecs("targetGroups:\n  web: { stickiness: { type: app_cookie, cookieName: session } }"),
      ]))

  package static let noDeregistrationDelay = Rule(
    "no-deregistration-delay", .warning, .checking,
    "Targets that leave their group at once take the requests with them that they are answering.",
    page: RulePage(
      .loadBalancing,
      why: """
        Before a task or an instance is stopped, the load balancer sends it nothing new and gives it \
        `deregistrationDelay` seconds to answer what it has. Without the delay every request that is being answered \
        during a deployment or a scale-in ends in a 502. A delay a little above the slowest request is enough, and \
        short enough to keep deployments quick; without the field it is 300 seconds.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [.ecs("targetGroups:\n  web: { deregistrationDelay: ↓0 }")],
      right: [.ecs("targetGroups:\n  web: { deregistrationDelay: 5 }")]))
}

extension TargetGroup {
  /// The shortest wait for an answer that AWS has as a default: its documentation says 5, 6 or 10 seconds, by
  /// protocol and by page.
  private static let shortestTimeout = 5

  package static let rules: [EntryRule<TargetGroup>] = [
    EntryRule([.missingKey], by: checkPort),
    EntryRule([.healthCheckOutlastsInterval], by: checkInterval),
    EntryRule([.impossibleHealthCheckCode], by: checkCodes),
    EntryRule([.noDeregistrationDelay], by: checkDelay),
    EntryRule([.contradictingTargetAttributes], by: checkAttributes),
  ]

  private func checkPort(of entry: Entry<TargetGroup>, _ lowered: Lowering) {
    guard port == nil else { return }
    let ports = lowered.index.portsOfTargetGroups[entry.id] ?? []
    if ports.count == 1 { return }
    // Ports of a service that did not read, or is reported for lacking one, are not known.
    if ports.isEmpty, lowered.index.serviceTargetGroups.contains(entry.id) { return }
    if !lowered.spec.sections[Service.self].unread.isEmpty { return }
    let words = Suggestion.list(ports.map(String.init))
    lowered.findings.report(
      .missingKey, at: entry.span, "target group '\(entry.id)' lacks 'port'",
      label: ports.isEmpty ? "no container registers with it" : "ports \(words) register with it",
      help: ["write `port: \(ports.first ?? 80)`"])
  }

  private func checkInterval(of entry: Entry<TargetGroup>, _ lowered: Lowering) {
    let check = healthCheck?.value.properties
    let interval = check?["HealthCheckIntervalSeconds"]
    let timeout = check?["HealthCheckTimeoutSeconds"]
    let seconds = interval?.integer ?? ResourceType.targetGroup.integerDefault(of: "HealthCheckIntervalSeconds")
    let wait = timeout?.integer ?? Self.shortestTimeout
    guard seconds <= wait, let written = timeout ?? interval else { return }
    lowered.findings.report(
      .healthCheckOutlastsInterval, at: written.span,
      "health checks every \(seconds) seconds begin before the one before is over",
      label: timeout == nil ? "AWS waits \(wait) seconds or more for an answer" : "an answer may take \(wait) seconds",
      help: [timeout == nil ? "write `interval: 15`" : "write `timeout: \(max(2, seconds / 2))`"])
  }

  private func checkCodes(of entry: Entry<TargetGroup>, _ lowered: Lowering) {
    guard let matcher = healthCheck?.value.matcher else { return }
    let isGRPC = protocolVersion?.value == .grpc
    let possible = isGRPC ? 0...99 : `protocol`.value.isOfRequests ? 200...499 : 200...599
    let codes = matcher.value.split { ",-".contains($0) }.compactMap { Int($0) }
    guard let wrong = codes.first(where: { !possible.contains($0) }) else { return }
    lowered.findings.report(
      .impossibleHealthCheckCode, at: matcher.span, "code \(wrong) cannot make a target healthy",
      label: "AWS takes \(possible.lowerBound) to \(possible.upperBound) of \(isGRPC ? "gRPC" : "HTTP")",
      help: [isGRPC ? "write `matcher: 0`" : "write `matcher: 200-399`"])
  }

  /// What only groups for requests have, or only groups for connections.
  private func checkConnections(_ lowered: Lowering) {
    let word = `protocol`.value.rawValue
    func report(_ span: Span, _ what: String, _ help: String) {
      lowered.findings.report(
        .contradictingTargetAttributes, at: span, "a target group for \(word) has \(what)",
        label: "AWS refuses it", labels: `protocol`.isWritten ? [Label(`protocol`.span, "the protocol")] : [],
        help: [help])
    }
    let isOfRequests = `protocol`.value.isOfRequests
    let written = healthCheck?.value.properties["HealthCheckProtocol"]
    if isOfRequests, let written, written.literal == "TCP" {
      report(written.span, "no health checks that only connect", "write `protocol: HTTP` for the checks")
    }
    if !isOfRequests, written == nil || written?.literal == "TCP" {
      for (value, name) in [
        (healthCheck?.value.properties["HealthCheckPath"], "path"),
        (healthCheck?.value.matcher.map(Value.string), "matcher"),
      ] {
        guard let value else { continue }
        report(
          value.span, "checks that only connect, and ask for no \(name)",
          "write `protocol: HTTP` in `healthCheck`, or remove it")
      }
    }
    if !isOfRequests, let protocolVersion {
      report(protocolVersion.span, "no version of HTTP", "remove `protocolVersion`")
    }
    for item in attributes.items {
      guard let key = item["Key"]?.literal else { continue }
      let isOfConnections =
        ["preserve_client_ip.", "proxy_protocol_v2.", "deregistration_delay.connection_"].contains { key.hasPrefix($0) }
      let isOfTargets = ["slow_start.", "load_balancing.algorithm."].contains { key.hasPrefix($0) }
      if isOfConnections && isOfRequests || isOfTargets && !isOfRequests {
        report(item.span, "no attribute '\(key)'", "remove it")
      }
      if key == ResourceType.preservesClients, item["Value"]?.literal == "false",
        ResourceType.alwaysPreservesClients(protocol: word)
      {
        report(item.span, "no way to hide the addresses of clients from its targets", "remove it")
      }
    }
    guard let stickiness, stickiness.value.type.value == .clientAddress ? isOfRequests : !isOfRequests else { return }
    report(
      stickiness.value.type.span.isWritten ? stickiness.value.type.span : stickiness.span, "no such stickiness",
      isOfRequests ? "write `type: lb_cookie`" : `protocol`.value != .tls ? "write `type: source_ip`" : "remove it")
  }

  private func checkDelay(of entry: Entry<TargetGroup>, _ lowered: Lowering) {
    guard let delay = attributes["deregistration_delay.timeout_seconds"], delay.literal == "0" else { return }
    lowered.findings.report(
      .noDeregistrationDelay, at: delay.span, "targets get no time to finish their requests",
      label: "clients see a 502 at each deployment", help: ["write `deregistrationDelay: 30`"])
  }

  private func checkAttributes(of entry: Entry<TargetGroup>, _ lowered: Lowering) {
    let algorithm = attributes["load_balancing.algorithm.type"]
    let name = algorithm?.literal ?? "round_robin"
    if let start = attributes["slow_start.duration_seconds"], start.literal != "0", name != "round_robin" {
      lowered.findings.report(
        .contradictingTargetAttributes, at: start.span, "a slow start cannot stand beside `\(name)`",
        label: "only `round_robin` lets a target start slowly",
        labels: algorithm.map { [Label($0.span, "the algorithm")] } ?? [], help: ["remove one of them"])
    }
    if let mitigation = attributes["load_balancing.algorithm.anomaly_mitigation"], mitigation.literal == "on",
      name != "weighted_random"
    {
      lowered.findings.report(
        .contradictingTargetAttributes, at: mitigation.span, "`\(name)` knows no anomaly mitigation",
        label: "only `weighted_random` does", labels: algorithm.map { [Label($0.span, "the algorithm")] } ?? [],
        help: ["write `loadBalancingAlgorithm: weighted_random`, or remove it"])
    }
    checkConnections(lowered)
    guard let stickiness else { return }
    switch (stickiness.value.type.value, stickiness.value.cookieName) {
    case (.application, nil):
      lowered.findings.report(
        .contradictingTargetAttributes, at: stickiness.value.type.span,
        "a cookie of the targets has no name", label: "AWS wants to know which cookie it is",
        help: ["add `cookieName`, the name of the cookie that the targets set"])
    case (.loadBalancer, let cookieName?):
      lowered.findings.report(
        .contradictingTargetAttributes, at: cookieName.span, "the load balancer's cookie has a name of its own",
        label: "only a cookie of the targets is named", help: ["write `type: app_cookie`, or remove it"])
    default: break
    }
  }
}
