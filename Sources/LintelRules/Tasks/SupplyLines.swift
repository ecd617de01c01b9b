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
    guard let (supply, _, missing) = short.first(where: { !$0.link.isEndpoint }) ?? short.first else { return }
    let errand = WayOut.Errand(
      rule: .noWayToRegistry, host: host, who: "tasks of service '\(host.path.id)'", goal: supply.words,
      notes: [note(supply)], endpointNotes: short.map { note($0.supply) })
    WayOut(model: model, findings: findings, errand: errand).report(missing, short.map(\.way))
  }

  private func note(_ supply: Supply) -> Note {
    Note(supply.reason, at: supply.span.isWritten ? supply.span : nil)
  }

  private func supplies(of host: Host) -> [Supply] {
    guard let task = (model.graph[host.path]?["TaskDefinition"]?.reference).flatMap({ model.graph[$0.path] }) else {
      return []
    }
    return model.reach.supplies(of: task)
  }
}

extension Supply {
  /// Its words after "cannot reach".
  fileprivate var words: String {
    switch endpoint {
    case .supply(let path): purpose == .image ? path.words : "their log group"
    default: endpoint.description
    }
  }

  var reason: String {
    switch purpose {
    case .image: "the image is pulled from there"
    case .logs: "the logs go there"
    case .secret(let name): "secret '\(name)' is read there"
    case .forwarding: "requests go there"
    }
  }
}
