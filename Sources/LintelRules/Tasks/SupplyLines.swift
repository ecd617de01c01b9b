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
    for exit in model.reach.exits(of: host) {
      guard let link = exit.links.last(where: { $0.certainty == .no }) else { continue }
      // A route that is missing is the subnet's matter; the address is the service's, whatever the subnet.
      let isRoute = if case .route = link.fact { true } else { false }
      if !isRoute {
        if saysNoAddress { continue }
        saysNoAddress = true
      }
      report(host, supply, link, exit, isRoute: isRoute)
    }
  }

  private func report(
    _ host: Host, _ supply: Supply, _ link: Link, _ exit: (subnet: Host.Use, links: [Link]), isRoute: Bool
  ) {
    let others = exit.links.filter { $0.certainty == .yes && $0.span.isWritten }
    findings.report(
      .noWayToRegistry, at: isRoute ? model.place(ofPrivate: exit.subnet).or(host.span) : link.span.or(host.span),
      "tasks of service '\(host.path.id)' cannot reach \(supply.words)"
        + (isRoute ? " from \(exit.subnet.path.words)" : ""),
      label: isRoute
        ? "\(exit.subnet.path.words) leads nowhere outside its VPC" : "no way out without a public address",
      notes: [Note(supply.reason, at: supply.span.isWritten ? supply.span : nil)] + others.map(\.note)
        + (isRoute ? [link.note] : []),
      help: isRoute ? remedies(for: exit.subnet, host) : ["in \(host.path): `assignPublicIp: true`"])
  }

  private func remedies(for subnet: Host.Use, _ host: Host) -> [String] {
    let address = hasPublicAddresses(host) ? "" : ", and in \(host.path): `assignPublicIp: true`"
    return [
      model.mayBePublic(subnet.path) ? "in \(subnet.path): `public: true`" + address : "use a subnet that leads out"
    ]
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
