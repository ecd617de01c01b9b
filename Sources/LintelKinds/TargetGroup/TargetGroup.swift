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
  package static let attributes = ["arn", "name"]
  package static let nameRule = NameRule.targetGroup
  package static let nameUse = NameUse.hashedProperty("Name")

  package let name: Located<String>?
  let vpc: Located<EntryReference>
  let port: Located<Int>
  let `protocol`: Located<TargetProtocol>
  let targetType: Located<TargetType>?
  let deregistrationDelay: Located<Int>?
  let healthCheck: Located<HealthCheck>?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The target group's name.", absence: Absence.hashedName)
    vpc = fields.required("vpc", .reference(to: VPC.section), "The VPC that its targets stand in.")
    port = fields.required("port", .port, "The port of targets that register without one of their own.")
    `protocol` = fields.optional("protocol", .choice, default: .http, "The protocol that targets speak.")
    targetType = fields.optional(
      "targetType", .choice, "What is registered: addresses of tasks, or instances.",
      absence: "`ip` for groups of services, else `instance`")
    deregistrationDelay = fields.optional(
      "deregistrationDelay", .integer(0...3600, in: .seconds), "Seconds that a target may finish its requests.",
      absence: Absence.aws(.targetGroup, "TargetGroupAttributes", "deregistration_delay.timeout_seconds"))
    healthCheck = fields.optional("healthCheck", .object, "How the load balancer tells whether a target is well.")
  }

  package enum TargetProtocol: String, CaseIterable, Sendable {
    case http = "HTTP"
    case https = "HTTPS"
  }

  package enum TargetType: String, CaseIterable, Sendable { case ip, instance }

  /// How a load balancer tells whether a target is well.
  package struct HealthCheck: Described {
    package static let summary = "How a load balancer tells whether a target is well."

    private(set) var properties = PropertyFields(of: .targetGroup)

    package init(_ fields: inout FieldReader) {
      properties.string(&fields, "path", .requestPath, "HealthCheckPath", "The path that is asked for.")
      properties.integer(
        &fields, "interval", 5...300, in: .seconds, "HealthCheckIntervalSeconds", "Seconds between two checks.")
      properties.integer(
        &fields, "healthyThreshold", 2...10, "HealthyThresholdCount", "Successes in a row that make a target healthy.")
    }
  }

  package func properties(of entry: Entry<TargetGroup>, in lowering: inout Lowering) -> [Member] {
    let servesTasks = lowering.index.serviceTargetGroups.contains(entry.id)
    let base = members([
      "VpcId": lowering.reference(vpc, .id),
      "Port": .integer(port),
      "Protocol": .string(`protocol`.map(\.rawValue)),
      "TargetType": targetType.map { .string($0.map(\.rawValue)) } ?? (servesTasks ? "ip" : "instance"),
    ])
    let attributes = members([
      "TargetGroupAttributes": deregistrationDelay.map { delay in
        .set(
          [
            .map(
              [
                "Key": "deregistration_delay.timeout_seconds",
                "Value": Value(.string(String(delay.value)), at: delay.span),
              ], at: delay.span)
          ], at: delay.span)
      }
    ])
    return base + (healthCheck?.value.properties.members ?? []) + attributes
  }
}

extension FieldType where Value == String {
  /// The path of a request: `/health`.
  static var requestPath: FieldType<String> {
    .text("a path", pattern: "^/") { text in
      if !text.hasPrefix("/") { return "a path begins with '/'" }
      return text.unicodeScalars.count > 1024 ? "AWS takes at most 1024 characters" : nil
    }
  }
}
