import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let discoveryWithoutDNS = Rule(
    "discovery-without-dns", .error, .checking, "A namespace without a VPC has no DNS, and so no records.",
    page: RulePage(
      .containers,
      why: """
        Cloud Map makes records only where a namespace has a zone: one with a `vpc`. In any other its names are found by \
        asking Cloud Map, and AWS refuses a service with records there. Service Connect needs no records, and works in \
        namespaces of both sorts.
        """,
      awsAnswer: "DnsConfig is not supported for services in HTTP namespaces",
      source: "https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html",
      wrong: [.ecs("namespaces: { main: {} }\nservices:\n  web: { serviceDiscovery: { namespace: ↓main } }")],
      right: [
        .ecs(
          """
          namespaces: { main: { name: shop.internal, vpc: main } }
          services:
            web: { serviceDiscovery: { namespace: main } }
          """)
      ]))

  package static let namespaceOfAnotherVPC = Rule(
    "namespace-of-another-vpc", .warning, .checking, "The names of a namespace are found in its own VPC only.",
    page: RulePage(
      .containers,
      why: """
        The zone of a namespace answers in the VPC that the namespace names. Tasks of another VPC may be registered \
        there, but what stands beside them does not find them, and what finds them does not reach their addresses \
        unless the two VPCs are peers.
        """,
      source: "https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html",
      wrong: [
        .ecs(
          """
          vpcs: { other: { cidr: 10.1.0.0/16 } }
          namespaces: { main: { name: shop.internal, vpc: other } }
          services:
            web: { serviceDiscovery: { namespace: ↓main } }
          """)
      ],
      right: [
        .ecs(
          """
          namespaces: { main: { name: shop.internal, vpc: main } }
          services:
            web: { serviceDiscovery: { namespace: main } }
          """)
      ]))

  package static let portWithoutRecord = Rule(
    "port-without-record", .warning, .checking, "A port is named, and no record has one.",
    page: RulePage(
      .containers,
      why: """
        DNS answers with ports in `SRV` records only. An `A` record holds addresses, so whoever asks for it has to know \
        the port, and `container` and `port` beside it do nothing.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html",
      wrong: [discovered("port: ↓8080")], right: [discovered("port: 8080, dnsRecords: [{ type: SRV }]")]))

  package static let addressRecordOfInstances = Rule(
    "address-record-of-instances", .error, .checking,
    "DNS is to answer with addresses of tasks that have none of their own.",
    page: RulePage(
      .containers,
      why: """
        In network modes `bridge` and `host` a task has the address of its instance, and a port there that only ECS knows. \
        An `A` record has no port, so ECS takes `SRV` records alone for such tasks, and refuses the service with any other. \
        Programs that look up addresses only want network mode `awsvpc`.
        """,
      awsAnswer: """
        When specifying 'host' or 'bridge' for networkMode, values for 'containerName' and 'containerPort' must be specified \
        from the task definition.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html",
      wrong: [
        .onInstances(
          """
          namespaces: { main: { name: shop.internal, vpc: main } }
          services:
            web: { serviceDiscovery: ↓{ namespace: main } }
          """)
      ],
      right: [
        .onInstances(
          """
          namespaces: { main: { name: shop.internal, vpc: main } }
          services:
            web: { serviceDiscovery: { namespace: main, dnsRecords: [{ type: SRV }] } }
          """)
      ]))

  private static func discovered(_ fields: String) -> SpecExample {
    .ecs(
      """
      namespaces: { main: { name: shop.internal, vpc: main } }
      services:
        web: { serviceDiscovery: { \(fields) } }
      """)
  }
}

extension Service {
  func checkDiscovery(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let discovery = serviceDiscovery?.value else { return }
    checkNamespace(discovery.namespace, lowered)
    if hasOwnAddresses(in: lowered.spec) == false, checkAddresses(of: entry, discovery, lowered) { return }
    if !discovery.namesPorts {
      guard let written = discovery.port?.span ?? discovery.container?.span else { return }
      lowered.findings.report(
        .portWithoutRecord, at: written, "no record of service '\(entry.id)' names a port",
        label: "an address has none", help: ["add `dnsRecords: [{ type: SRV }]`, or remove `container` and `port`"])
      return
    }
    checkPort(of: entry, lowered)
  }

  /// Reports records of addresses of tasks that have the address of their instance; whether there are any.
  private func checkAddresses(of entry: Entry<Service>, _ discovery: ServiceDiscovery, _ lowered: Lowering) -> Bool {
    let records = discovery.dnsRecords?.value
    let written = records?.first { $0.value.type.value == .a }?.value.type.span
    guard records == nil || written != nil, let span = written ?? serviceDiscovery?.span,
      let task = lowered.spec.sections[TaskDefinition.self][taskDefinition.value.id]
    else { return false }
    lowered.findings.report(
      .addressRecordOfInstances, at: span,
      "tasks of service '\(entry.id)' have the addresses of their instances, and no `A` records",
      label: "ECS takes `SRV` records alone in network mode '\(task.model.mode.rawValue)'",
      notes: [Note("the task definition", at: task.span)],
      help: [
        "write `dnsRecords: [{ type: SRV }]`, or, in taskDefinitions.\(task.id): `networkMode: awsvpc`"
      ])
    return true
  }

  private func checkNamespace(_ reference: Located<EntryReference>, _ lowered: Lowering) {
    guard let namespace = lowered.spec.sections[Namespace.self][reference.value.id] else { return }
    let place = reference.span
    if let existing = namespace.existing {
      guard case .literal(let text) = existing.value, !Namespace.isIdentifier(text) else { return }
      lowered.findings.report(
        .invalidValue, at: existing.span, "namespace '\(namespace.id)' is known by its name only",
        label: "Cloud Map takes its id or its ARN", labels: [Label(place, "for this")],
        help: ["write its id: `existing: ns-…`"])
      return
    }
    guard let vpc = namespace.model.vpc else {
      return lowered.findings.report(
        .discoveryWithoutDNS, at: place, "namespace '\(namespace.id)' has no DNS", label: "it has no `vpc`",
        notes: [Note("the namespace", at: namespace.span)],
        help: ["add `vpc:` to the namespace, or use `serviceConnect`"])
    }
    let own = subnets?.value.first.flatMap { lowered.spec.sections[Subnet.self][$0.value.id]?.model.vpc.value.id }
    guard let own, own != vpc.value.id, let mine = lowered.spec.sections[VPC.self][own], mine.existing == nil,
      let other = lowered.spec.sections[VPC.self][vpc.value.id], other.existing == nil
    else { return }
    lowered.findings.report(
      .namespaceOfAnotherVPC, at: place,
      "the tasks stand in VPC '\(own)', and namespace '\(namespace.id)' is of '\(vpc.value.id)'",
      label: "their names are found there only", labels: [Label(vpc.span, "the namespace's")],
      help: ["use a namespace with `vpc: \(own)`"])
  }

  private func checkPort(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let span = serviceDiscovery?.span,
      let task = lowered.spec.sections[TaskDefinition.self][taskDefinition.value.id]
    else { return }
    let (container, port) = discoveredPort(in: lowered.spec)
    guard let container, let port else {
      let keys = [container == nil ? "container" : nil, port == nil ? "port" : nil].compactMap(\.self)
      return lowered.findings.report(
        .missingKey, at: span, "this service discovery lacks \(Suggestion.list(keys, joinedBy: "and"))",
        label: "an `SRV` record names a port, and which one is open",
        help: ["add \(keys.map { "`\($0)`" }.joined(separator: " and ")), of task definition '\(task.id)'"])
    }
    guard task.existing == nil else { return }
    guard let found = task.model.containers.first(where: { $0.key.value == container.value }) else {
      return lowered.findings.report(
        .unknownReference, at: container.span,
        "task definition '\(task.id)' has no container '\(container.value)'",
        label: "an `SRV` record names a port of a container",
        help: ["its containers are \(Suggestion.list(task.model.containers.map(\.key.value)))"])
    }
    let ports = found.value.value.ports
    if ports.contains(where: { $0.port.value == port.value }) { return }
    lowered.findings.report(
      .unknownReference, at: port.span, "container '\(container.value)' does not listen on port \(port.value)",
      label: "an `SRV` record names a port of a container",
      help: [ports.first.map { "write `port: \($0.port.value)`" } ?? "give the container `port: \(port.value)`"])
  }
}
