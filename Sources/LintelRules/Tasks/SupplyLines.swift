import LintelAnalysis
import LintelGraph
import LintelSource

/// Finds services whose tasks cannot reach what they cannot start without.
struct SupplyLines {
  private let model: SystemModel
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = SupplyLines(model: model, findings: findings)
    for host in model.hosts(.service) { check.check(host) }
  }

  private func check(_ host: Host) {
    guard model.reach.supplyLine(of: host).missing != nil, let supply = supplies(of: host).first else { return }
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
    let others = "use subnets that lead out, through a NAT gateway or endpoints of their VPC: `existing: subnet-…`"
    guard subnets.allSatisfy({ model.mayBePublic($0.path) }) else { return [others] }
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

extension Supply {
  /// What it is, after "cannot reach".
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
