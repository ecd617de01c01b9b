import LintelAnalysis
import LintelGraph
import LintelSource

/// Finds targets that their load balancer may not connect to.
struct TargetAccess {
  private let model: SystemModel
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = TargetAccess(model: model, findings: findings)
    for host in model.reach.hosts where host.kind != .loadBalancer && !host.isExisting { check.check(host) }
  }

  private func check(_ host: Host) {
    var seen: Set<[Path]> = []
    for target in model.reach.forwardedTargets(at: host.path) {
      guard seen.insert([target.loadBalancer, target.targetGroup]).inserted, let port = target.port,
        let loadBalancer = model.reach.host(target.loadBalancer), model.graph.serves(host.path, port)
      else { continue }
      let connection = model.reach.connection(to: target)
      guard let link = connection.links.first(where: { $0.kind == "ingress" && $0.certainty == .no }),
        case .letsIn(let group?, let peer, let traffic) = link.fact
      else { continue }
      let near = nearMiss(of: loadBalancer, at: host)
      let path = connection.links.prefix { $0 != link }.filter { $0.certainty == .yes && $0.span.isWritten }
      findings.report(
        .blockedLoadBalancer, at: near?.portSpan ?? link.span,
        "load balancer '\(loadBalancer.path.id)' cannot connect to \(host.path.words) on \(traffic.words)",
        label: near == nil
          ? "\(group.words) does not let \(peer.words) in on \(traffic.words)"
          : "the load balancer connects to \(traffic.words)",
        notes: path.map(\.note),
        help: [
          near == nil ? "in \(group).ingress: \(Link.rule(traffic, peer))" : "write `port: \(port)`"
        ])
    }
  }

  /// A rule that lets the load balancer in, but on ports where no target listens.
  private func nearMiss(of loadBalancer: Host, at host: Host) -> GroupRule? {
    let groups = Set((loadBalancer.groups ?? []).map(\.path))
    return model.reach.ingress(of: host).first { rule in
      if case .group(let path) = rule.peer { groups.contains(path) } else { false }
    }
  }
}

extension ResourceGraph {
  /// Whether a host may listen on a port: false if it is a service of which no container does, which is a finding of
  /// its own.
  func serves(_ host: Path, _ port: Int) -> Bool {
    guard let node = self[host], let targets = node["LoadBalancers"]?.items,
      let task = (node["TaskDefinition"]?.reference).flatMap({ self[$0.path] }),
      let containers = task["ContainerDefinitions"]?.items
    else { return true }
    return targets.contains { target in
      target["ContainerPort"]?.integer == port
        && containers.contains { container in
          container["Name"]?.literal == target["ContainerName"]?.literal
            && (container["PortMappings"]?.items ?? []).contains { $0["ContainerPort"]?.integer == port }
        }
    }
  }
}
