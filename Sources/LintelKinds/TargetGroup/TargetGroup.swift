import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// A target group with its health check.
package struct TargetGroup: Kind {
  package static let section = "targetGroups"
  package static let summary = "Where a load balancer sends requests, and how it tells whether a target is well."
  package static let type = "AWS::ElasticLoadBalancingV2::TargetGroup"
  package static let existing = ExistingForm.arn(service: "elasticloadbalancing")
  package static let attributes = ["arn", "fullName", "name"]
  package static let nameRule = NameRule.targetGroup
  package static let nameUse = NameUse.hashedProperty("Name")

  package let name: Located<String>?
  let vpc: Located<EntryReference>
  let port: Located<Int>?
  let `protocol`: Located<TargetProtocol>
  let targetType: Located<TargetType>?
  let protocolVersion: Located<ProtocolVersion>?
  let healthCheck: Located<HealthCheck>?
  let stickiness: Located<Stickiness>?
  private(set) var attributes = AttributeFields(of: .targetGroup, "TargetGroupAttributes")

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The target group's name.", absence: Absence.hashedName)
    vpc = fields.theOnly("vpc", in: VPC.section, "The VPC that its targets stand in.")
    port = fields.optional(
      "port", .port, "The port of targets that register without one of their own.",
      absence: "the only container port that registers with it")
    `protocol` = fields.optional(
      "protocol", .choice, default: .http, "The protocol that targets speak; `TCP_UDP` is both on one port.")
    targetType = fields.optional(
      "targetType", .choice, "What is registered: addresses of tasks, or instances.",
      absence: "`ip` for groups of services, else `instance`")
    protocolVersion = fields.optional(
      "protocolVersion", .choice, "The version of HTTP that targets speak; `GRPC` is HTTP/2 with gRPC's answers.",
      absence: Absence.aws(.targetGroup, "ProtocolVersion"))
    healthCheck = fields.optional("healthCheck", .object, "How the load balancer tells whether a target is well.")
    attributes.read(
      &fields, "deregistrationDelay", in: .seconds, "deregistration_delay.timeout_seconds",
      "Seconds that a target may finish its requests.")
    attributes.read(
      &fields, "slowStart", in: .seconds, "slow_start.duration_seconds",
      "Seconds in which a new target's share of the requests grows.")
    attributes.read(
      &fields, "loadBalancingAlgorithm", "load_balancing.algorithm.type", "How a target is chosen for a request.")
    attributes.read(
      &fields, "anomalyMitigation", "load_balancing.algorithm.anomaly_mitigation",
      "Whether targets that answer oddly get fewer requests; only with `weighted_random`.")
    stickiness = fields.optional("stickiness", .object, "How requests of one client go to one target.")
    if let stickiness { attributes.add(stickiness.value.attributes) }
    let others: Located<Others>? = fields.optional(
      "attributes", .object, "Attributes that no other field has, by AWS's names.")
    if let others { attributes.add(others.value.attributes) }
  }

  package enum TargetProtocol: String, CaseIterable, Sendable {
    case http = "HTTP"
    case https = "HTTPS"
    case tcp = "TCP"
    case tls = "TLS"
    case udp = "UDP"
    case tcpUDP = "TCP_UDP"

    /// Whether it carries requests, as against connections.
    var isOfRequests: Bool { self == .http || self == .https }
  }

  /// What carries its protocol.
  var transports: [ContainerPort.Transport] {
    ResourceType.transports(ofProtocol: `protocol`.value.rawValue).compactMap(ContainerPort.Transport.init)
  }

  package enum ProtocolVersion: String, CaseIterable, Sendable {
    case http1 = "HTTP1"
    case http2 = "HTTP2"
    case grpc = "GRPC"
  }

  package enum TargetType: String, CaseIterable, Sendable { case ip, instance }

  /// How a load balancer tells whether a target is well.
  package struct HealthCheck: Described {
    package static let summary = "How a load balancer tells whether a target is well."

    private(set) var properties = PropertyFields(of: .targetGroup)
    let matcher: Located<String>?

    package init(_ fields: inout FieldReader) {
      properties.string(&fields, "path", .requestPath(upTo: 1024), "HealthCheckPath", "The path that is asked for.")
      properties.string(
        &fields, "port", .healthCheckPort, "HealthCheckPort",
        "The port that is asked: a number, or `traffic-port` for that of the target.")
      properties.string(
        &fields, "protocol", .oneOf(["HTTP", "HTTPS", "TCP"]), "HealthCheckProtocol",
        "The protocol that is asked in; of targets that speak no `HTTP` or `HTTPS`, `TCP` without it: whether they take connections, also where they speak `UDP`."
      )
      properties.integer(
        &fields, "interval", 5...300, in: .seconds, "HealthCheckIntervalSeconds", "Seconds between two checks.")
      properties.integer(
        &fields, "timeout", 2...120, in: .seconds, "HealthCheckTimeoutSeconds", "Seconds that an answer may take.")
      properties.integer(
        &fields, "healthyThreshold", 2...10, "HealthyThresholdCount", "Successes in a row that make a target healthy.")
      properties.integer(
        &fields, "unhealthyThreshold", 2...10, "UnhealthyThresholdCount",
        "Failures in a row that make a target unhealthy.")
      matcher = fields.optional(
        "matcher", .statusCodes, "The codes of a good answer: `200`, `200,301`, `200-399`; of gRPC `0-99`.",
        absence: "`200`, and `12` for gRPC")
    }
  }

  /// How requests of one client go to one target.
  package struct Stickiness: Described {
    package static let summary = "How requests of one client go to one target."

    let type: Located<CookieType>
    let cookieName: Located<String>?
    private(set) var attributes = AttributeFields(of: .targetGroup, "TargetGroupAttributes")

    package init(_ fields: inout FieldReader) {
      let isEnabled = fields.optional("enabled", .boolean, default: true, "Whether clients keep their target.")
      type = fields.optional(
        "type", .choice, default: .loadBalancer,
        "What says which target: a cookie of the load balancer's or the targets', or, over TCP, the client's address.")
      let duration = fields.optional(
        "duration", .integer(1...604_800, in: .seconds), "Seconds that a client keeps its target.",
        absence: Absence.aws(.targetGroup, "TargetGroupAttributes", "stickiness.lb_cookie.duration_seconds"))
      cookieName = fields.optional("cookieName", .cookieName, "The name of the targets' cookie.")
      attributes.add("stickiness.enabled", isEnabled.map { String($0) })
      attributes.add("stickiness.type", type.map(\.rawValue))
      if let cookieName { attributes.add("stickiness.app_cookie.cookie_name", cookieName) }
      if let duration, type.value != .clientAddress {
        attributes.add("stickiness.\(type.value.rawValue).duration_seconds", duration.map { String($0) })
      }
    }

    package enum CookieType: String, CaseIterable, Sendable {
      case loadBalancer = "lb_cookie"
      case application = "app_cookie"
      case clientAddress = "source_ip"
    }
  }

  /// Attributes of a target group by AWS's names.
  package struct Others: Described {
    package static let summary = "Attributes of a target group, by AWS's names."
    package static let noun = "list of attributes"

    private(set) var attributes = AttributeFields(of: .targetGroup, "TargetGroupAttributes")

    package init(_ fields: inout FieldReader) {
      attributes.read(
        &fields,
        named: [
          "deregistration_delay.connection_termination.enabled":
            "Whether connections end with the delay of a target that leaves.",
          "preserve_client_ip.enabled": "Whether targets see the client's address, and not the load balancer's.",
          "proxy_protocol_v2.enabled": "Whether a header of its own tells targets the client's address.",
          "load_balancing.cross_zone.enabled": "Whether targets in all zones get requests from each.",
          "target_group_health.dns_failover.minimum_healthy_targets.count":
            "The fewest healthy targets of a zone, below which its name is not given out; `off` for none.",
          "target_group_health.dns_failover.minimum_healthy_targets.percentage":
            "The same in percent of the targets.",
          "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count":
            "The fewest healthy targets of a zone, below which all its targets get requests.",
          "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage":
            "The same in percent of the targets; `off` for none.",
        ])
    }
  }

  /// The port as written, or the only one that registers.
  private func portOfTargets(of entry: Entry<TargetGroup>, _ index: SpecificationIndex) -> Located<Int>? {
    if let port { return port }
    let ports = index.portsOfTargetGroups[entry.id] ?? []
    return ports.count == 1 && entry.existing == nil ? Located(ports[0], at: entry.span) : nil
  }

  package func properties(of entry: Entry<TargetGroup>, in lowering: inout Lowering) -> [Member] {
    let servesTasks =
      lowering.index.serviceTargetGroups.contains(entry.id) && !lowering.index.instanceTargetGroups.contains(entry.id)
    let base = members([
      "VpcId": lowering.reference(vpc, .id),
      "Port": portOfTargets(of: entry, lowering.index).map { .integer($0) },
      "Protocol": .string(`protocol`.map(\.rawValue)),
      "ProtocolVersion": protocolVersion.map { .string($0.map(\.rawValue)) },
      "TargetType": targetType.map { .string($0.map(\.rawValue)) } ?? (servesTasks ? "ip" : "instance"),
    ])
    let isGRPC = protocolVersion?.value == .grpc
    let check = members([
      "Matcher": healthCheck?.value.matcher.map { codes in
        .map([isGRPC ? "GrpcCode" : "HttpCode": .string(codes)], at: codes.span)
      },
      // AWS's default too; validators want it said where ports are Docker's choice.
      "HealthCheckPort": lowering.index.instanceTargetGroups.contains(entry.id)
        && healthCheck?.value.properties["HealthCheckPort"] == nil ? "traffic-port" : nil,
      // AWS's default, which is another than that of HTTP.
      "HealthCheckPath": isGRPC && healthCheck?.value.properties["HealthCheckPath"] == nil
        ? "/AWS.ALB/healthcheck" : nil,
    ])
    // AWS's default, which is another than that of targets that speak HTTP.
    let connects = members([
      "HealthCheckProtocol": !`protocol`.value.isOfRequests
        && healthCheck?.value.properties["HealthCheckProtocol"] == nil
        ? "TCP" : nil
    ])
    return base + (healthCheck?.value.properties.members ?? []) + connects + check + attributes.members
  }
}

extension FieldType where Value == String {
  /// The path of a request, such as `/health`, of so many characters at most.
  static func requestPath(upTo limit: Int) -> FieldType<String> {
    .text("a path", pattern: "^/") { text in
      if !text.hasPrefix("/") { return "a path begins with '/'" }
      return text.unicodeScalars.count > limit ? "AWS takes at most \(limit) characters" : nil
    }
  }

  /// The port of a health check: a number, or the target's own.
  static var healthCheckPort: FieldType<String> {
    .text("a port", pattern: "^(traffic-port|[1-9][0-9]{0,4})$") { text in
      let port = Int(text).flatMap { (1...65_535).contains($0) ? $0 : nil }
      return text == "traffic-port" || port.map { String($0) == text } ?? false ? nil : "1 to 65535, or `traffic-port`"
    }
  }

  /// Codes of answers, as AWS writes them: `200`, `200,301` or `200-399`.
  static var statusCodes: FieldType<String> {
    .text("a code, several, or a range", pattern: "^[0-9]{1,3}([,-][0-9]{1,3})*$") { text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let isRange = text.contains("-")
      let bounds = isRange ? text.split(separator: "-", omittingEmptySubsequences: false) : parts
      let codes = bounds.compactMap { $0.allSatisfy(\.isNumber) && $0.utf8.count <= 3 ? Int($0) : nil }
      guard codes.count == bounds.count, !isRange || parts.count == 1 && codes.count == 2 else {
        return "such as 200, or 200,301, or 200-399"
      }
      return !isRange || codes[0] < codes[1] ? nil : "a range goes from the lower to the higher code"
    }
  }
}

extension FieldType where Value == String {
  /// The name of a cookie that targets set; AWS keeps the beginnings of its own.
  fileprivate static var cookieName: FieldType<String> {
    .text("the name of a cookie", pattern: "^(?!AWSALB).{1,256}$") { name in
      if name.hasPrefix("AWSALB") { return "names from `AWSALB` on are those of AWS's own cookies" }
      return (1...256).contains(name.utf8.count) ? nil : "AWS takes 1 to 256 characters"
    }
  }
}
