import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let closedToClients = Rule(
    "closed-to-clients", .warning, .checking, "A service is to be called by Service Connect, and lets no client in.",
    page: RulePage(
      .containers,
      why: """
        Service Connect gives clients a name and a proxy; the connection goes from the client's task to that of the \
        service all the same, to the port of the container, and security groups decide on it. A group that lets no \
        client in makes each call end in a time-out, although the name is there. A service behind a load balancer may \
        have its clients there, and is not reported.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html",
      wrong: [
        .ecs(
          calls("[{ portName: ↓http, clientAliases: [{ port: 80, dnsName: orders }] }]", from: "[]"))
      ],
      right: [
        .ecs(
          calls(
            "[{ portName: http, clientAliases: [{ port: 80, dnsName: orders }] }]",
            from: "[{ port: 8080, securityGroup: web }]"))
      ]))

  private static func calls(_ services: String, from ingress: String) -> String {
    """
    namespaces: { main: {} }
    securityGroups:
      orders: { vpc: main, description: Orders, ingress: \(ingress) }
    taskDefinitions:
      orders:
        cpu: 256
        memory: 512
        containers:
          orders:
            image: "public.ecr.aws/docker/library/httpd:2.4"
            ports: [{ port: 8080, name: http }]
            logs: { retentionDays: 30 }
    services:
      web: { serviceConnect: {} }
      orders:
        cluster: main
        taskDefinition: orders
        subnets: [public-a, public-b]
        securityGroups: [orders]
        assignPublicIp: true
        serviceConnect: { services: \(services) }
    """
  }
}

/// Finds services that clients are to call by Service Connect and cannot connect to.
enum ServiceConnectAccess {
  /// Who calls by a namespace: the groups that they wear, with how many of them wear each.
  private struct Clients {
    var count = 0
    var wearers: [Path: Int] = [:]
    /// The first group of the first two.
    var samples: [(service: Path, group: Path)] = []
    /// Whether what some of them wear is not known.
    var isOpen = false
  }

  static func check(_ model: SystemModel, _ findings: Findings) {
    var clients: [Path: Clients] = [:]
    let members = model.made(ResourceType.service).compactMap { service -> (Resource, Path, Host)? in
      guard let namespace = service["ServiceConnectConfiguration"]?["Namespace"]?.reference?.path,
        let host = model.reach.host(service.path)
      else { return nil }
      return (service, namespace, host)
    }
    for (_, namespace, host) in members {
      clients[namespace, default: Clients()].count += 1
      guard let groups = host.groups, let first = groups.first else {
        clients[namespace]?.isOpen = true
        continue
      }
      if clients[namespace]?.samples.count ?? 0 < 2 { clients[namespace]?.samples.append((host.path, first.path)) }
      for group in Set(groups.map(\.path)) { clients[namespace]?.wearers[group, default: 0] += 1 }
    }
    for (service, namespace, host) in members {
      guard let callers = clients[namespace], callers.count > 1, !callers.isOpen,
        service["LoadBalancers"]?.items.isEmpty ?? true
      else { continue }
      check(service, host, callers, model, findings)
    }
  }

  private static func check(
    _ service: Resource, _ host: Host, _ clients: Clients, _ model: SystemModel, _ findings: Findings
  ) {
    let rules = model.reach.ingress(of: host)
    let own = Set((host.groups ?? []).map(\.path))
    guard let group = host.groups?.first, let other = clients.samples.first(where: { $0.service != host.path }),
      rules.allSatisfy({ $0.certainty == .yes })
    else { return }
    for endpoint in service["ServiceConnectConfiguration"]?["Services"]?.items ?? [] {
      guard let name = endpoint["PortName"]?.literal, let port = port(named: name, endpoint, service, model.graph)
      else { continue }
      let mayLetIn = rules.contains { rule in
        guard rule.traffic.intersection(Traffic("tcp", port...port)) != nil else { return false }
        switch rule.peer {
        case .group(let path):
          // Clients of another stack may wear a group that is there already.
          return clients.wearers[path, default: 0] > (own.contains(path) ? 1 : 0)
            || model.graph[path]?.isExisting ?? true
        case .addresses: return !rule.isIPv6
        case .prefixList, .unknown: return true
        }
      }
      if mayLetIn { continue }
      let span = endpoint["PortName"]?.span ?? .none
      findings.report(
        .closedToClients, at: span.or(endpoint.span),
        "service '\(service.path.id)' offers port \(port) by Service Connect, and lets no client in there",
        label: "each call ends in a time-out",
        notes: [Note("this group decides on it", at: model.graph[group.path]?.span)],
        help: ["in \(group.path).ingress: `{ port: \(port), securityGroup: \(other.group.id) }`, or another client's"])
    }
  }

  /// The port that clients' proxies connect to; nil of tasks without an address of their own.
  private static func port(
    named name: String, _ endpoint: Value, _ service: Resource, _ graph: ResourceGraph
  ) -> Int? {
    guard let task = (service["TaskDefinition"]?.reference).flatMap({ graph[$0.path] }),
      task["NetworkMode"]?.literal == "awsvpc"
    else { return nil }
    if let own = endpoint["IngressPortOverride"] { return own.integer }
    for container in task["ContainerDefinitions"]?.items ?? [] {
      for mapping in container["PortMappings"]?.items ?? [] where mapping["Name"]?.literal == name {
        return mapping["ContainerPort"]?.integer
      }
    }
    return nil
  }
}
