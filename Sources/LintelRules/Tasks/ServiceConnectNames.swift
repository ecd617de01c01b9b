import LintelAWS
import LintelGraph
package import LintelSource

// Names that clients in a namespace of Cloud Map know services by.
extension Rule {
  package static let sharedDiscoveryName = Rule(
    "shared-discovery-name", .error, .checking, "Two services have one name in a namespace.",
    page: RulePage(
      .containers,
      why: """
        Of each port that a service offers by Service Connect, ECS makes a service of Cloud Map in the namespace, under \
        `discoveryName`, or else the port's name. A namespace has each name once, so ECS refuses the second service. \
        Ports are often called alike, such as `http`: give each a `discoveryName`, or names that say whose they are.
        """,
      awsAnswer: "SC service is already used by arn:aws:servicediscovery:…:namespace/ns-…",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html",
      wrong: [.ecs(connected("[{ portName: http, discoveryName: web }]", "[{ portName: http, discoveryName: ↓web }]"))],
      right: [
        .ecs(connected("[{ portName: http, discoveryName: web }]", "[{ portName: http, discoveryName: orders }]"))
      ]))

  package static let sharedClientAlias = Rule(
    "shared-client-alias", .error, .checking, "Clients in a namespace cannot tell two services apart.",
    page: RulePage(
      .containers,
      why: """
        The proxy in a client's task connects to a service by the name and the port of `clientAliases`. All services of a \
        namespace share these names, so each pair of a name and a port can be had once.
        """,
      awsAnswer: "The specified client alias is already in use",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html",
      wrong: [
        .ecs(
          connected(
            "[{ portName: http, discoveryName: web, clientAliases: [{ port: 80, dnsName: shop }] }]",
            "[{ portName: http, clientAliases: [↓{ port: 80, dnsName: shop }] }]"))
      ],
      right: [
        .ecs(
          connected(
            "[{ portName: http, discoveryName: web, clientAliases: [{ port: 80, dnsName: shop }] }]",
            "[{ portName: http, clientAliases: [{ port: 8080, dnsName: shop }] }]"))
      ]))

  private static func connected(_ web: String, _ orders: String) -> String {
    """
    namespaces: { main: {} }
    securityGroups:
      web: { ingress: [{ port: 8080, securityGroup: lb }, { port: 8080, securityGroup: web }] }
    taskDefinitions:
      web: { containers: { web: { port: null, ports: [{ port: 8080, name: http }] } } }
      orders:
        cpu: 256
        memory: 512
        containers:
          orders:
            image: "public.ecr.aws/docker/library/httpd:2.4"
            ports: [{ port: 8080, name: http }]
            logs: { retentionDays: 30 }
    services:
      web: { serviceConnect: { services: \(web) } }
      orders:
        subnets: [public-a, public-b]
        securityGroups: [web]
        assignPublicIp: true
        serviceConnect: { services: \(orders) }
    """
  }
}

/// Finds names of Service Connect that a namespace would have twice.
struct ServiceConnectNames {
  private let graph: ResourceGraph
  private let findings: Findings
  private var names: [Key: (owner: Resource, span: Span)] = [:]
  private var aliases: [Key: (owner: Resource, span: Span)] = [:]

  private struct Key: Hashable {
    let namespace: Path
    let name: String
    var port = 0
  }

  static func check(_ model: SystemModel, _ findings: Findings) {
    var check = ServiceConnectNames(graph: model.graph, findings: findings)
    for service in model.made(ResourceType.service) { check.check(service) }
  }

  private mutating func check(_ service: Resource) {
    let connect = service["ServiceConnectConfiguration"]
    guard let namespace = connect?["Namespace"]?.reference?.path else { return }
    for endpoint in connect?["Services"]?.items ?? [] {
      guard let value = endpoint["DiscoveryName"] ?? endpoint["PortName"], let name = value.literal else { continue }
      if let first = names.updateValue((service, value.span), forKey: Key(namespace: namespace, name: name)) {
        findings.report(
          .sharedDiscoveryName, at: value.span,
          first.owner.path == service.path
            ? "two ports of \(words(service)) are called '\(name)' in namespace '\(namespace.id)'"
            : "\(words(service)) is called '\(name)' in namespace '\(namespace.id)', and so is \(words(first.owner))",
          label: "AWS answers 'SC service is already used'",
          labels: first.span == value.span ? [] : [Label(first.span, "the other")],
          help: ["give one of them a `discoveryName` of its own"])
        // Their names for clients follow.
        continue
      }
      checkAliases(of: endpoint, named: name, service, namespace)
    }
  }

  private mutating func checkAliases(
    of endpoint: Value, named name: String, _ service: Resource, _ namespace: Path
  ) {
    for alias in endpoint["ClientAliases"]?.items ?? [] {
      guard let port = alias["Port"]?.literal.flatMap({ Int($0) }), let host = host(of: alias, name, namespace) else {
        continue
      }
      let key = Key(namespace: namespace, name: host, port: port)
      guard let first = aliases.updateValue((service, alias.span), forKey: key) else { continue }
      findings.report(
        .sharedClientAlias, at: alias.span,
        first.owner.path == service.path
          ? "clients in namespace '\(namespace.id)' reach two ports of \(words(service)) by \(host):\(port)"
          : "clients in namespace '\(namespace.id)' reach \(words(service)) by \(host):\(port), and "
            + "\(words(first.owner)) too",
        label: "a namespace has a name and port once",
        labels: first.span == alias.span ? [] : [Label(first.span, "the other")],
        help: ["give one of them another `port` or another `dnsName`"])
    }
  }

  /// The name that clients connect to; nil where the namespace's own name is not known.
  private func host(of alias: Value, _ name: String, _ namespace: Path) -> String? {
    if let written = alias["DnsName"] { return written.literal }
    return graph[namespace]?["Name"]?.literal.map { "\(name).\($0)" }
  }

  private func words(_ service: Resource) -> String { "service '\(service.path.id)'" }
}
