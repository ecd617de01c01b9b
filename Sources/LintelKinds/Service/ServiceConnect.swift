import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// That the tasks of a service find others by name, and are found, by a proxy beside each.
package struct ServiceConnect: Described {
  package static let summary =
    "That a service finds others by short names, and is found, by a proxy in each of its tasks."
  package static let noun = "Service Connect configuration"

  let namespace: Located<EntryReference>
  let services: [Located<Endpoint>]
  let logs: Located<ProxyLogs>?

  package init(_ fields: inout FieldReader) {
    namespace = fields.theOnly("namespace", in: Namespace.section, "Where the names belong.")
    services =
      fields.optional(
        "services", .list(of: .object, count: 1...100), "Its ports that others connect to by name.",
        absence: "none: it is only a client")?.value ?? []
    logs = fields.optional("logs", .object, "Where the proxies write.", absence: "nowhere")
  }

  /// A port that others in the namespace connect to by name.
  package struct Endpoint: Described {
    package static let summary = "A port that others in the namespace connect to by name."
    package static let noun = "Service Connect service"

    let portName: Located<String>
    let discoveryName: Located<String>?
    let clientAliases: [Located<ClientAlias>]
    let ingressPortOverride: Located<Int>?
    let timeout: Located<Timeout>?

    package init(_ fields: inout FieldReader) {
      portName = fields.required(
        "portName", .name(.containerPort), "The `name` of a port of one of the task's containers.")
      discoveryName = fields.optional(
        "discoveryName", .name(.discovery), "What Cloud Map calls it, once in the namespace.", absence: "`portName`")
      clientAliases =
        fields.optional(
          "clientAliases", .list(of: .object, count: 1...1), "What clients call it.",
          absence: "`<discoveryName>.<namespace>`, and the container's port")?.value ?? []
      ingressPortOverride = fields.optional(
        "ingressPortOverride", .port, "The port that the proxy listens on, which groups then have to open.",
        absence: "the container's own, which the proxy takes over")
      timeout = fields.optional("timeout", .object, "How long the proxy waits.")
    }

    /// AWS wants an alias with a port of each: without one it is the container's.
    func value(of port: ContainerPort?, at span: Span) -> Value {
      let own = port.map { Value.map(["Port": .integer($0.port)], at: span) }
      let aliases = clientAliases.isEmpty ? own.map { [$0] } : clientAliases.map { $0.value.value(at: $0.span) }
      return .map(
        [
          "PortName": .string(portName), "DiscoveryName": discoveryName.map { .string($0) },
          "ClientAliases": aliases.map { .list($0, at: clientAliases.first?.span ?? span) },
          "IngressPortOverride": ingressPortOverride.map { .integer($0) },
          "Timeout": timeout.map { $0.value.value(at: $0.span) },
        ], at: span)
    }
  }

  /// What clients call a port.
  package struct ClientAlias: Described {
    package static let summary = "What clients call a port of another service."
    package static let noun = "client alias"

    let port: Located<Int>
    let dnsName: Located<String>?

    package init(_ fields: inout FieldReader) {
      port = fields.required("port", .port, "The port that clients connect to.")
      dnsName = fields.optional(
        "dnsName", .hostName, "The name that clients connect to: `orders`.",
        absence: "`<discoveryName>.<namespace>`")
    }

    func value(at span: Span) -> Value {
      .map(["Port": .integer(port), "DnsName": dnsName.map { .string($0) }], at: span)
    }
  }

  /// How long a proxy waits.
  package struct Timeout: Described {
    package static let summary = "How long the proxy waits. 0 is for ever."

    let idle: Located<Int>?
    let perRequest: Located<Int>?

    package init(_ fields: inout FieldReader) {
      idle = fields.optional(
        "idle", .integer(0...2_147_483_647, in: .seconds), "Seconds that a connection stays open unused.",
        absence: "an hour over TCP, 5 minutes otherwise")
      perRequest = fields.optional(
        "perRequest", .integer(0...2_147_483_647, in: .seconds), "Seconds that a whole answer may take. Not over TCP.",
        absence: "15")
    }

    func value(at span: Span) -> Value {
      .map(
        [
          "IdleTimeoutSeconds": idle.map { .integer($0) }, "PerRequestTimeoutSeconds": perRequest.map { .integer($0) },
        ], at: span)
    }
  }

  /// Where the proxies write.
  package struct ProxyLogs: Described {
    package static let summary = "Where the proxies of Service Connect write."
    package static let noun = "log configuration"

    let group: Located<EntryReference>?
    let streamPrefix: Located<String>

    package init(_ fields: inout FieldReader) {
      group = fields.optional(
        "group", .reference(to: LogGroup.section), "The log group.", absence: "that of the task's first container")
      streamPrefix = fields.optional(
        "streamPrefix", .name(.logStream), default: "service-connect", "How the names of its streams begin.")
    }
  }
}

extension Service {
  func serviceConnectValue(in lowering: inout Lowering) -> Value? {
    guard let serviceConnect else { return nil }
    let connect = serviceConnect.value
    return .map(
      [
        "Enabled": Value(.boolean(true), at: serviceConnect.span),
        "Namespace": lowering.namespace(connect.namespace),
        "Services": connect.services.isEmpty
          ? nil
          : .list(
            connect.services.map {
              $0.value.value(of: port(named: $0.value.portName.value, in: lowering.spec), at: $0.span)
            },
            at: connect.services[0].span),
        "LogConfiguration": connect.logs.flatMap { logs in
          logGroup(of: logs, in: lowering.spec).map { group in
            .map(
              [
                "LogDriver": "awslogs",
                "Options": .map(
                  [
                    "awslogs-group": .reference(group.path, .name, at: group.span), "awslogs-region": .region,
                    "awslogs-stream-prefix": .string(logs.value.streamPrefix),
                  ], at: logs.span),
              ], at: logs.span)
          }
        },
      ], at: serviceConnect.span)
  }

  /// The port of a container of the task that has a name.
  func port(named name: String, in spec: Specification) -> ContainerPort? {
    spec.sections[TaskDefinition.self][taskDefinition.value.id]?.model.containers.lazy
      .flatMap(\.value.value.ports).first { $0.name?.value == name }
  }

  /// The log group that is written, or that of the first container of the task which has one.
  func logGroup(
    of logs: Located<ServiceConnect.ProxyLogs>, in spec: Specification
  ) -> (path: Path, span: Span)? {
    if let group = logs.value.group { return (LogGroup.path(group.value.id), group.span) }
    guard let task = spec.sections[TaskDefinition.self][taskDefinition.value.id], task.existing == nil else {
      return nil
    }
    return task.model.logSettings(of: task).lazy.compactMap(\.group).first.map { ($0, logs.span) }
  }
}

extension FieldType where Value == String {
  /// A host of any depth, as clients write it.
  static var hostName: FieldType<String> {
    .text("a host name", pattern: #"^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$"#) { text in
      text.utf8.count > 127 ? "AWS takes at most 127 characters" : DNSName.problem(with: text)
    }
  }
}
