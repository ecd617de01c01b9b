import LintelAnalysis
import LintelGraph
import LintelSource

/// Holds the listeners of load balancers against the groups that these wear.
struct ListenerAccess {
  private let model: SystemModel
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = ListenerAccess(model: model, findings: findings)
    let hosts = model.hosts(.loadBalancer)
    var closed: Set<Path> = []
    for host in hosts where check.reportsClosedListeners(of: host) { closed.insert(host.path) }
    var seen: Set<Path> = []
    for host in hosts {
      for group in host.groups ?? [] where seen.insert(group.path).inserted {
        check.checkIdlePorts(of: group.path, closed)
      }
    }
  }

  // MARK: Listeners that nobody reaches

  /// Reports listeners that no group lets anybody reach; false if there is none.
  private func reportsClosedListeners(of host: Host) -> Bool {
    let rules = model.reach.ingress(of: host)
    var found = false
    for listener in model.reach.listeners(of: host.path) {
      let admitting = rules.filter { $0.traffic.contains(.tcp(listener.port)) }
      if admitting.isEmpty {
        report(listener, of: host, rules)
        found = true
      } else if isInternetFacing(host), admitting.allSatisfy({ isOfPrivateAddresses($0) }) {
        reportPrivate(listener, of: host, admitting)
      }
    }
    return found
  }

  private func report(_ listener: ListenerPort, of host: Host, _ rules: [GroupRule]) {
    guard let group = host.groups?.first else { return }
    let everybody = Peer.addresses(isInternetFacing(host) ? .everywhere : block(of: host) ?? .everywhere)
    findings.report(
      .unreachableListener, at: listener.span,
      "nobody can connect to \(listener.path.words) of load balancer '\(host.path.id)' on port \(listener.port)",
      label: "no group of the load balancer lets anybody in on this port",
      notes: rules.prefix(3).map {
        Note("group '\($0.group?.id ?? "")' lets \($0.peer.words) in on \($0.traffic.words)", at: $0.portSpan)
      },
      help: ["in \(group.path).ingress: \(Link.rule(.tcp(listener.port), everybody))"])
  }

  private func reportPrivate(_ listener: ListenerPort, of host: Host, _ rules: [GroupRule]) {
    findings.report(
      .listenerClosedToInternet, at: listener.span,
      "load balancer '\(host.path.id)' faces the internet, and lets nobody from there in on port \(listener.port)",
      label: "its name answers with public addresses only",
      notes: rules.prefix(3).map {
        Note("group '\($0.group?.id ?? "")' lets \($0.peer.words) in on \($0.traffic.words)", at: $0.span)
      },
      help: [
        "in \(host.path): `scheme: internal`",
        "or in \(rules[0].group?.description ?? "the group").ingress: "
          + Link.rule(.tcp(listener.port), .addresses(.everywhere)),
      ])
  }

  private func isInternetFacing(_ host: Host) -> Bool {
    model.graph[host.path]?["Scheme"]?.literal == "internet-facing"
  }

  /// Whoever wears a group is known by its private address.
  private func isOfPrivateAddresses(_ rule: GroupRule) -> Bool {
    switch rule.peer {
    case .addresses(let block): block.isPrivate
    case .group: rule.certainty == .yes
    case .unknown: false
    }
  }

  private func block(of host: Host) -> CIDR? {
    (host.subnets?.first).flatMap { model.reach.vpc(of: $0.path) }
      .flatMap { model.graph[$0]?["CidrBlock"]?.literal.flatMap { CIDR($0) } }
  }

  // MARK: Ports that nobody listens on

  /// Of a group that load balancers wear and nothing else, as far as their listeners are all open.
  private func checkIdlePorts(of group: Path, _ closed: Set<Path>) {
    guard model.isWhole("loadBalancers", "services", "launchTemplates", "autoScalingGroups", "instances"),
      let node = model.graph[group], !node.isExisting
    else { return }
    let wearers = model.reach.wearers(of: group)
    let ports = wearers.flatMap { model.reach.listeners(of: $0.path).map(\.port) }
    guard !ports.isEmpty, !isInLaunchTemplate(group),
      wearers.allSatisfy({ $0.kind == .loadBalancer && !$0.isExisting && !closed.contains($0.path) }),
      let host = wearers.first
    else { return }
    for rule in model.reach.ingress(of: host) where rule.group == group && rule.certainty == .yes {
      guard !ports.contains(where: { rule.traffic.contains(.tcp($0)) }) else { continue }
      findings.report(
        .portWithoutListener, at: rule.portSpan,
        "group '\(group.id)' opens \(rule.traffic.words), where load balancer '\(host.path.id)' does not listen",
        label: "nobody answers here",
        notes: model.reach.listeners(of: host.path).prefix(3).map {
          Note("\($0.path.words) listens on port \($0.port)", at: $0.span)
        },
        help: ["remove the rule, or give the load balancer a listener there"])
    }
  }

  /// Groups of a template that no Auto Scaling group uses yet are worn by nothing that the graph knows.
  private func isInLaunchTemplate(_ group: Path) -> Bool {
    model.launchTemplateGroups.contains(group)
  }
}
