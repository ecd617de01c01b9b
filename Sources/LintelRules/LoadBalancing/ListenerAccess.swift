import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// Who gets to the listeners of a load balancer.
extension Rule {
  package static let unreachableListener = Rule(
    "unreachable-listener", .error, .checking,
    "A load balancer listens on a port that none of its security groups opens.",
    page: RulePage(
      .loadBalancing,
      why: """
        A security group lets in what its rules name, and nothing else. A connection to a port that no rule opens is \
        dropped without an answer: clients wait until they give up. The listener's port is the one that counts here, \
        not that of the targets.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners: { http: { port: ↓8080 } }
          """),
        .ecs(
          """
          securityGroups:
            lb:
              ingress: [{ port: 80, cidr: "::/0" }]
          loadBalancers:
            public:
              listeners: { http: { port: ↓80 } }
          """),
      ],
      right: [
        // An office, and nobody else: narrow, and meant.
        .ecs("securityGroups:\n  lb:\n    ingress: [{ port: 80, cidr: 203.0.113.0/24 }]"),
        // What a group that is already there lets in is not known.
        .ecs("securityGroups:\n  lb: { existing: sg-0123456789abcdef0, description: null, vpc: null, ingress: null }"),
        .ecs(
          "loadBalancers:\n  public: { scheme: internal }\nsecurityGroups:\n  lb:\n    ingress: [{ port: 80, cidr: 10.0.0.0/16 }]"
        ),
      ]))

  package static let listenerClosedToInternet = Rule(
    "listener-closed-to-internet", .warning, .checking,
    "A load balancer faces the internet and lets in private addresses only.",
    page: RulePage(
      .loadBalancing,
      why: """
        The name of an internet-facing load balancer answers with public addresses, to clients of the same VPC too. Who \
        connects to those arrives with a public address, which no private range holds and which wears no group. A load \
        balancer for a VPC's own use has `scheme: internal`.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
      wrong: [
        .ecs(
          """
          securityGroups:
            lb:
              ingress: [{ port: 80, cidr: 10.0.0.0/16 }]
          loadBalancers:
            public:
              listeners: { http: { port: ↓80 } }
          """)
      ],
      right: [
        .ecs(
          "loadBalancers:\n  public: { scheme: internal }\nsecurityGroups:\n  lb:\n    ingress: [{ port: 80, cidr: 10.0.0.0/16 }]"
        ),
        .ecs(
          "securityGroups:\n  lb:\n    ingress: [{ port: 80, cidr: 198.51.100.0/24 }, { port: 80, cidr: 10.0.0.0/16 }]"),
      ]))

  package static let portWithoutListener = Rule(
    "port-without-listener", .note, .checking, "A load balancer's security group opens a port that nothing listens on.",
    page: RulePage(
      .loadBalancing,
      why: """
        An open port without a listener answers nobody, so it does no harm today. It is either left over, or the \
        listener was forgotten: often that for HTTPS.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
      wrong: [
        .ecs(
          """
          securityGroups:
            lb:
              ingress: [{ port: 80, cidr: 0.0.0.0/0 }, { port: ↓443, cidr: 0.0.0.0/0 }]
          """)
      ],
      right: [.ecs("securityGroups:\n  lb:\n    ingress: [{ port: 80-443, cidr: 0.0.0.0/0 }]")]))
}

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
      let about = rules.filter { rule in listener.traffics.contains { rule.traffic.contains($0) } }
      // Over IPv6 nobody comes to what has no such addresses.
      let admitting = model.reach.hasIPv6(host) == .no ? about.filter { !$0.isIPv6 } : about
      if admitting.isEmpty {
        // Without a group of its own, the targets' groups are the ones to speak of.
        if host.isUnfiltered { continue }
        report(listener, of: host, rules, isForIPv6: !about.isEmpty)
        found = true
      } else if isInternetFacing(host), admitting.allSatisfy({ isOfPrivateAddresses($0, at: host) }) {
        reportPrivate(listener, of: host, admitting)
      }
    }
    return found
  }

  private func report(_ listener: ListenerPort, of host: Host, _ rules: [GroupRule], isForIPv6: Bool) {
    guard let group = host.groups?.first else { return }
    let everybody = Peer.addresses(isInternetFacing(host) ? internet(to: host) : block(of: host) ?? .everywhere)
    findings.report(
      .unreachableListener, at: listener.span,
      "nobody can connect to \(listener.path.words) of load balancer '\(host.path.id)' on port \(listener.port)",
      label: "no group of the load balancer lets anybody in on this port"
        + (isForIPv6 ? " over IPv4, and it has no IPv6 addresses" : ""),
      notes: rules.prefix(3).map {
        Note("group '\($0.group?.id ?? "")' lets \($0.peer.words) in on \($0.traffic.words)", at: $0.portSpan)
      },
      help: ["in \(group.path).ingress: \(Link.rule(listener.traffics[0], everybody))"])
  }

  private func reportPrivate(_ listener: ListenerPort, of host: Host, _ rules: [GroupRule]) {
    findings.report(
      .listenerClosedToInternet, at: listener.span,
      "load balancer '\(host.path.id)' faces the internet, and lets nobody from there in on port \(listener.port)",
      label: "its name answers with public addresses only" + (host.privateIPv4 == nil ? "" : ", which are of IPv6"),
      notes: rules.prefix(3).map {
        Note(
          "group '\($0.group?.id ?? "")' lets \($0.peer.words) in on \(($0.written ?? $0.traffic).words)", at: $0.span)
      },
      help: [
        "in \(host.path): `scheme: internal`" + (host.privateIPv4 == nil ? "" : " and `ipAddressType: dualstack`"),
        "or in \(rules[0].group?.description ?? "the group").ingress: "
          + Link.rule(rules[0].written ?? listener.traffics[0], .addresses(internet(to: host))),
      ])
  }

  private func isInternetFacing(_ host: Host) -> Bool {
    model.graph[host.path]?["Scheme"]?.literal == "internet-facing"
  }

  /// Everybody, over what the load balancer has public addresses of.
  private func internet(to host: Host) -> CIDR { host.privateIPv4 == nil ? .everywhere : .everywhereOfIPv6 }

  /// Whoever wears a group is known by its private address.
  private func isOfPrivateAddresses(_ rule: GroupRule, at host: Host) -> Bool {
    switch rule.peer {
    case .addresses(let block): block.isPrivate || host.privateIPv4 != nil && block.family == .ipv4
    case .group: rule.certainty == .yes
    case .prefixList, .unknown: false
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
    let traffics = wearers.flatMap { model.reach.listeners(of: $0.path).flatMap(\.traffics) }
    guard !traffics.isEmpty, !isInLaunchTemplate(group),
      wearers.allSatisfy({ $0.kind == .loadBalancer && !$0.isExisting && !closed.contains($0.path) }),
      let host = wearers.first
    else { return }
    for rule in model.reach.ingress(of: host) where rule.group == group && rule.certainty == .yes {
      guard !traffics.contains(where: rule.traffic.contains) else { continue }
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
