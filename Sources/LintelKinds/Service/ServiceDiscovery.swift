import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// That the tasks of a service are found by DNS.
package struct ServiceDiscovery: Described {
  package static let summary = "That the tasks of a service are found by DNS, under a name in a namespace of a VPC."
  package static let noun = "service discovery"

  let namespace: Located<EntryReference>
  let name: Located<String>?
  let dnsRecords: Located<[Located<DNSRecord>]>?
  let container: Located<String>?
  let port: Located<Int>?

  package init(_ fields: inout FieldReader) {
    namespace = fields.theOnly("namespace", in: Namespace.section, "Where the name belongs: a namespace with a `vpc`.")
    name = fields.optional("name", .label, "The name before the namespace's.", absence: "the service's id")
    dnsRecords = fields.optional(
      "dnsRecords", .list(of: .object, count: 1...2), "What DNS answers.", absence: "the addresses, `A`, for 60 seconds"
    )
    container = fields.optional(
      "container", .name(.container), "The container whose port an `SRV` record names.",
      absence: "the only one that has a port")
    port = fields.optional("port", .port, "The port that an `SRV` record names.", absence: "the container's own")
  }

  /// What DNS answers.
  package struct DNSRecord: Described {
    package static let summary = "What DNS answers, and for how long that may be kept."
    package static let noun = "DNS record"

    let type: Located<Kind>
    let ttl: Located<Int>

    package enum Kind: String, CaseIterable, Sendable {
      case a = "A"
      case srv = "SRV"
    }

    package init(_ fields: inout FieldReader) {
      type = fields.required("type", .choice, "`A` for addresses, `SRV` for names with a port.")
      ttl = fields.optional(
        "ttl", .integer(0...2_147_483_647, in: .seconds), default: 60, "Seconds that clients may keep an answer.")
    }

    func value(at span: Span) -> Value {
      .map(["Type": .string(type.map(\.rawValue)), "TTL": .integer(ttl)], at: span)
    }
  }

  /// Whether DNS answers with ports too.
  var namesPorts: Bool { dnsRecords?.value.contains { $0.value.type.value == .srv } ?? false }
}

extension Service {
  static func discoveryService(of id: String) -> Path { path(id).appending("discovery") }

  func registries(of entry: Entry<Service>, in lowering: Lowering) -> Value? {
    guard let discovery = serviceDiscovery else { return nil }
    let (container, port) = discoveredPort(in: lowering.spec)
    let isNamed = discovery.value.namesPorts
    return .list(
      [
        .map(
          [
            "RegistryArn": .reference(Self.discoveryService(of: entry.id), .arn, at: discovery.span),
            "ContainerName": isNamed ? container.map { .string($0) } : nil,
            "ContainerPort": isNamed ? port.map { .integer($0) } : nil,
          ], at: discovery.span)
      ], at: discovery.span)
  }

  /// The container and port of an `SRV` record, written or the only ones there are; nil where that is open.
  func discoveredPort(in spec: Specification) -> (container: Located<String>?, port: Located<Int>?) {
    guard let discovery = serviceDiscovery else { return (nil, nil) }
    let containers = spec.sections[TaskDefinition.self][taskDefinition.value.id]?.model.containers ?? []
    let listening = containers.filter { !$0.value.value.ports.isEmpty }
    let container =
      discovery.value.container
      ?? (listening.count == 1 ? Located(listening[0].key.value, at: discovery.span) : nil)
    if let port = discovery.value.port { return (container, port) }
    let ports = containers.first { $0.key.value == container?.value }?.value.value.ports ?? []
    return (container, ports.count == 1 ? Located(ports[0].port.value, at: discovery.span) : nil)
  }

  /// Adds the name in the namespace, whose health is what ECS says of the tasks.
  func addDiscovery(of entry: Entry<Service>, to lowering: inout Lowering) {
    guard let discovery = serviceDiscovery else { return }
    let records =
      discovery.value.dnsRecords.map { records in
        Value.set(records.value.map { $0.value.value(at: $0.span) }, at: records.span)
      } ?? .set([.map(["Type": "A", "TTL": Value(.integer(60))])])
    lowering.graph.add(
      lowering.derived(
        "discovery", ResourceType.discoveryService.name, from: entry, at: discovery.span,
        members([
          "Name": discovery.value.name.map { .string($0) } ?? Value(.string(entry.id), at: discovery.span),
          "NamespaceId": lowering.reference(discovery.value.namespace, .id),
          "DnsConfig": .map(["DnsRecords": records], at: discovery.span),
          "HealthCheckCustomConfig": .map(["FailureThreshold": Value(.integer(1))]),
        ])))
  }
}

extension FieldType where Value == String {
  /// A name before that of a namespace.
  static var label: FieldType<String> {
    .text("a name for DNS", pattern: #"^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$"#) { text in
      text.utf8.count > 127 ? "AWS takes at most 127 characters" : DNSName.problem(with: text)
    }
  }
}
