import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let noWayToRegistry = Rule(
    "no-way-to-registry", .error, .checking,
    "Tasks start where they cannot reach the registry of their image.",
    page: RulePage(
      .containers,
      why: """
        Fargate pulls a task's image, opens its log streams and reads its secrets through the task's own network \
        interface. In a public subnet this takes a public address, because an internet gateway lets nothing else \
        through; a subnet that does not route to the internet leads to none of them, unless its VPC has endpoints: `ecr` \
        and `s3` for images of ECR in the same region, `logs` for logs. The service then starts tasks that \
        stop again, until the circuit breaker ends the deployment. A task may start in any subnet of its service, so \
        each of them needs a way out. Who may connect to a task with a public address is still for its groups to say.
        """,
      awsAnswer: """
        ResourceInitializationError: unable to pull secrets or registry auth: … dial tcp …:443: i/o timeout. Please \
        check your task network configuration.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html",
      wrong: [
        .ecs("services:\n  web: { assignPublicIp: ↓false }"),
        .ecs(
          """
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
          services:
            web: { subnets: [↓private-a, public-b] }
          """),
        // The layers of an image are in S3.
        .ecs(
          """
          vpcs:
            main: { endpoints: ↓[ecr, logs] }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
          repositories:
            web: {}
          taskDefinitions:
            web: { containers: { web: { image: { repository: web, tag: "7" } } } }
          services:
            web: { subnets: [private-a], assignPublicIp: false }
          """),
        .ecs("securityGroups:\n  web:\n    egress: ↓[{ port: 5432, cidr: 10.0.0.0/16 }]"),
      ],
      right: [
        .ecs(
          """
          vpcs:
            main: { endpoints: [ecr, logs, s3] }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
          repositories:
            web: {}
          taskDefinitions:
            web: { containers: { web: { image: { repository: web, tag: "7" } } } }
          services:
            web: { subnets: [private-a], assignPublicIp: false }
          """),
        .ecs("services:\n  web: { assignPublicIp: true }"),
        .ecs(
          "securityGroups:\n  web:\n    egress: [{ port: 5432, cidr: 10.0.0.0/16 }, { port: 443, cidr: 0.0.0.0/0 }]"),
        // What the routes of a subnet that is there already lead to is not known.
        .ecs(
          "subnets:\n  private: { existing: subnet-0123456789abcdef0 }\nservices:\n  web: { subnets: [private], assignPublicIp: false }"
        ),
      ]))
}

/// Finds services whose tasks cannot reach what they cannot start without.
struct SupplyLines {
  private let model: SystemModel
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = SupplyLines(model: model, findings: findings)
    // On instances the agent pulls images and writes logs, by the way of the instance.
    for host in model.hosts(.service) {
      if let service = model.graph[host.path], model.graph.runsOnInstances(service) { continue }
      check.check(host)
    }
  }

  private func check(_ host: Host) {
    let short = supplies(of: host).compactMap { supply in
      let way = model.reach.supplyLine(of: host, for: supply)
      return way.missing.map { (supply: supply, way: way, link: $0) }
    }
    guard let (supply, way, missing) = short.first(where: { !$0.link.isEndpoint }) ?? short.first else { return }
    if case .endpoint(_, let vpc) = missing.fact {
      return reportEndpoints(host, vpc, short.map { ($0.supply, $0.way) }, missing)
    }
    if case .letsOut(let group?, let peer, let traffic) = missing.fact {
      reportEgress(host, supply, missing, "in \(group).egress: \(Link.rule(traffic, peer))")
      // Whoever goes by endpoints needs no way to the internet.
      if way.contains(where: \.isEndpoint) { return }
    }
    var saysNoAddress = false
    var closed: [(subnet: Host.Use, link: Link)] = []
    for exit in model.reach.exits(of: host) {
      guard let link = exit.links.last(where: { $0.certainty == .no }) else { continue }
      // A route that is missing is the subnet's matter; the address is the service's, whatever the subnet.
      let isRoute = if case .route = link.fact { true } else { false }
      if isRoute {
        closed.append((exit.subnet, link))
      } else if !saysNoAddress {
        saysNoAddress = true
        reportAddress(host, supply, link, exit.links)
      }
    }
    if !closed.isEmpty { report(host, supply, closed) }
  }

  private func reportAddress(_ host: Host, _ supply: Supply, _ link: Link, _ links: [Link]) {
    let others = links.filter { $0.certainty == .yes && $0.span.isWritten }
    findings.report(
      .noWayToRegistry, at: link.span.or(host.span),
      "tasks of service '\(host.path.id)' cannot reach \(supply.words)", label: "no way out without a public address",
      notes: [note(supply)] + others.map(\.note), help: ["in \(host.path): `assignPublicIp: true`"])
  }

  private func reportEgress(_ host: Host, _ supply: Supply, _ link: Link, _ remedy: String) {
    findings.report(
      .noWayToRegistry, at: link.span.or(host.span),
      "tasks of service '\(host.path.id)' may not connect to \(supply.words)", label: link.words, notes: [note(supply)],
      help: [remedy])
  }

  private func reportEndpoints(_ host: Host, _ vpc: Path, _ short: [(supply: Supply, way: [Link])], _ link: Link) {
    var words: [String] = []
    for link in short.flatMap(\.way) where link.certainty == .no {
      guard case .endpoint(let service, _) = link.fact else { continue }
      let word = EndpointServices.word(for: service)
      if !words.contains(word) { words.append(word) }
    }
    findings.report(
      .noWayToRegistry, at: link.span.or(host.span),
      "tasks of service '\(host.path.id)' cannot reach \(short[0].supply.words)",
      label: "\(vpc.words) has no endpoint of \(Suggestion.list(words, joinedBy: "or"))",
      notes: short.map { note($0.supply) },
      help: ["add to it \(words.map { "`\($0)`" }.joined(separator: ", "))"])
  }

  /// One finding for all subnets of a service that lead nowhere.
  private func report(_ host: Host, _ supply: Supply, _ closed: [(subnet: Host.Use, link: Link)]) {
    let subnets = closed.map(\.subnet)
    let ids = Suggestion.list(subnets.map(\.path.id))
    let words = "subnet\(subnets.count == 1 ? "" : "s") \(ids)"
    let places = subnets.map { model.place(ofPrivate: $0).or(host.span) }
    findings.report(
      .noWayToRegistry, at: places[0], "tasks of service '\(host.path.id)' cannot reach \(supply.words) from \(words)",
      label: "\(subnets[0].path.words) leads nowhere outside its VPC",
      labels: zip(subnets, places).dropFirst().map { Label($1, "and \($0.path.words)") },
      notes: [note(supply)] + closed.map(\.link.note), help: remedies(for: subnets, host))
  }

  private func note(_ supply: Supply) -> Note {
    Note(supply.reason, at: supply.span.isWritten ? supply.span : nil)
  }

  private func remedies(for subnets: [Host.Use], _ host: Host) -> [String] {
    guard subnets.allSatisfy({ model.mayBePublic($0.path) }) else {
      return ["use subnets that lead out, through a NAT gateway or endpoints of their VPC: `existing: subnet-…`"]
    }
    let isolated = subnets.filter { model.graph[$0.path]?.places["isolated"] != nil }
    if !isolated.isEmpty {
      return ["in \(isolated.map { "\($0.path)" }.joined(separator: ", ")): remove `isolated`", "or use other subnets"]
    }
    if subnets.contains(where: { model.graph[$0.path]?.places["routeTable"] != nil }) {
      return ["give the route table that it names a route out, such as `- { cidr: 0.0.0.0/0, natGateway: … }`"]
    }
    let vpcs = Set(subnets.compactMap { model.reach.vpc(of: $0.path) }).sorted()
    let others = "in \(vpcs.map { "\($0)" }.joined(separator: ", ")): `natGateways: single`, or `perZone`"
    let address = hasPublicAddresses(host) ? "" : ", and in \(host.path): `assignPublicIp: true`"
    let paths = subnets.map { "\($0.path)" }.joined(separator: ", ")
    return [others, "or, in \(paths): `public: true`" + address]
  }

  private func hasPublicAddresses(_ host: Host) -> Bool {
    let network = model.graph[host.path]?["NetworkConfiguration"]?["AwsvpcConfiguration"]
    return network?["AssignPublicIp"]?.literal == "ENABLED"
  }

  private func supplies(of host: Host) -> [Supply] {
    guard let task = (model.graph[host.path]?["TaskDefinition"]?.reference).flatMap({ model.graph[$0.path] }) else {
      return []
    }
    return model.reach.supplies(of: task)
  }
}

extension Link {
  fileprivate var isEndpoint: Bool { if case .endpoint = fact { true } else { false } }
}

extension Supply {
  /// Its words after "cannot reach".
  fileprivate var words: String {
    switch endpoint {
    case .supply(let path): purpose == .image ? path.words : "their log group"
    default: endpoint.description
    }
  }

  fileprivate var reason: String {
    switch purpose {
    case .image: "the image is pulled from there"
    case .logs: "the logs go there"
    case .secret(let name): "secret '\(name)' is read there"
    case .forwarding: "requests go there"
    }
  }
}
