import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// A service behind a load balancer is reachable only from that load balancer's security group, on the port that the
// container registers. Whatever else its groups let in goes past the load balancer, and past what guards it there.
extension Rule {
  package static let serviceOpenBesideLoadBalancer = Rule(
    "service-open-beside-load-balancer", .error, .checking,
    "A service behind a load balancer accepts connections that do not come through it.",
    page: RulePage(
      .loadBalancing,
      why: """
        TLS, authentication, a web application firewall, access logs and health checks all stand at the load balancer. \
        Who reaches the tasks directly goes past every one of them, and with `assignPublicIp` the tasks have public \
        addresses. The tasks' security group should let in the load balancer's group, and that on the port of the \
        container only.
        """,
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
      wrong: [
        .ecs("securityGroups:\n  web:\n    ingress:\n      - { port: 8080, cidr: ↓0.0.0.0/0 }"),
        .ecs("securityGroups:\n  web:\n    ingress:\n      - { port: ↓8000-9000, securityGroup: lb }"),
        .ecs(
          """
          vpcs: { main: { ipv6: true } }
          subnets: { public-a: { ipv6: 0 } }
          securityGroups:
            web:
              ingress:
                - { port: 8080, securityGroup: lb }
                - { port: 8080, cidr: ↓"::/0" }
          """),
      ],
      right: [
        .ecs("securityGroups:\n  web:\n    ingress:\n      - { port: 8080, securityGroup: lb }"),
        // Health checks on a port of their own come from the load balancer, too.
        .ecs(
          """
          securityGroups:
            web:
              ingress: [{ port: 8080, securityGroup: lb }, { port: 9000, securityGroup: lb }]
          taskDefinitions:
            web: { containers: { web: { port: null, ports: [{ port: 8080 }, { port: 9000 }] } } }
          targetGroups:
            web: { healthCheck: { port: 9000 } }
          services:
            web: { loadBalancers: [{ targetGroup: web, container: web, port: 8080 }] }
          """),
      ]))

  package static let groupBesideLoadBalancer = Rule(
    "group-beside-load-balancer", .warning, .checking,
    "A service behind a load balancer accepts connections from a group that something other than services wears.",
    page: RulePage(
      .loadBalancing,
      why: """
        A rule that names a group lets in whatever wears it, now or later. If only services and instances of the spec \
        wear it, the way past the load balancer is plainly meant: one service calls another. If nothing of the spec \
        wears it, or it belongs to another load balancer, the spec does not tell who gets in.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      wrong: [
        .ecs(
          """
          securityGroups:
            probes: { vpc: main, description: Whoever probes }
            web:
              ingress:
                - { port: 8080, securityGroup: lb }
                - { port: 8080, securityGroup: ↓probes }
          """)
      ],
      right: [
        .ecs(
          """
          securityGroups:
            jobs: { vpc: main, description: Tasks that call the web service }
            web:
              ingress:
                - { port: 8080, securityGroup: lb }
                - { port: 8080, securityGroup: jobs }
          services:
            jobs: { cluster: main, taskDefinition: web, subnets: [public-a], securityGroups: [jobs], assignPublicIp: true }
          """)
      ]))
}

/// Finds what reaches a service's tasks past its load balancer.
struct ServiceBesideLoadBalancer {
  private let model: SystemModel
  private let findings: Findings
  private var rulesOfGroup: [Path: [Resource]] = [:]
  /// The ports on which a load balancer asks anything that wears a group.
  private var servedPorts: [Path: Set<Int>] = [:]
  /// Whether load balancers wear a group, and whether anything else does.
  private var wearersOfGroup: [Path: Set<Bool>] = [:]

  static func check(_ model: SystemModel, _ findings: Findings) {
    var check = ServiceBesideLoadBalancer(model, findings)
    let services = model.made(ResourceType.service).compactMap { check.fronted(of: $0) }
    check.collectPorts(services)
    for service in services { check.check(service) }
  }

  private var graph: ResourceGraph { model.graph }

  private init(_ model: SystemModel, _ findings: Findings) {
    self.model = model
    self.findings = findings
    let ingress = ResourceType.securityGroupIngress.name
    for rule in model.types.positions(of: ingress).lazy.map({ model.graph.resources[$0] }) {
      guard let group = rule["GroupId"]?.reference?.path else { continue }
      rulesOfGroup[group, default: []].append(rule)
    }
    for wearer in model.types.positions(ofAny: Catalog.wearingTypes).lazy.map({ model.graph.resources[$0] }) {
      let isLoadBalancer = Catalog.facts(of: wearer.type)?.stands?.host == .loadBalancer
      for group in groups(wornBy: wearer) { wearersOfGroup[group, default: []].insert(isLoadBalancer) }
    }
  }

  private func groups(wornBy resource: Resource) -> [Path] {
    let facts = Catalog.facts(of: resource.type)
    let groups = (facts?.stands?.groups ?? facts?.lentGroups)?.value(in: resource, of: graph)
    return groups?.items.compactMap { $0.reference?.path } ?? []
  }

  /// A service, with what traffic to it should look like.
  private struct FrontedService {
    let service: Resource
    let loadBalancer: Resource
    let groups: Set<Path>
    /// Where its containers serve requests.
    let ports: Set<Int>
    /// Where they are asked whether they are well, if somewhere else.
    let healthPorts: Set<Int>
    /// Whether health checks may go to a port that is not known.
    let hasOpenHealthPort: Bool
    /// What carries what its load balancers forward.
    let transports: Set<String>

    /// Where its load balancers connect to it.
    var usedPorts: Set<Int> { ports.union(healthPorts) }
  }

  /// Groups are shared: what one wearer serves, the load balancer may reach through the group of all.
  private mutating func collectPorts(_ services: [FrontedService]) {
    for fronted in services {
      for group in groups(wornBy: fronted.service) { servedPorts[group, default: []].formUnion(fronted.usedPorts) }
    }
    for group in model.made(ResourceType.autoScalingGroup) {
      let ports = (group["TargetGroupARNs"]?.items ?? []).flatMap { target in
        let targetGroup = target.reference.flatMap { graph[$0.path] }
        return [targetGroup?["Port"]?.integer, targetGroup?["HealthCheckPort"].flatMap { graph.count($0) }]
          .compactMap(\.self)
      }
      for worn in groups(wornBy: group) { servedPorts[worn, default: []].formUnion(ports) }
    }
  }

  private func check(_ fronted: FrontedService) {
    for path in groups(wornBy: fronted.service) {
      guard let group = graph[path], !group.isExisting else { continue }
      for rule in group["SecurityGroupIngress"]?.items ?? [] {
        let aside =
          "let in the group of whoever asks there, by `securityGroup: …`, or remove the rule where nobody does"
        checkAddresses(rule, fronted, remedy(for: path, ports(of: rule), fronted, aside: aside))
      }
      for rule in rulesOfGroup[path] ?? [] {
        let aside = "remove the rule where nobody needs it"
        checkGroup(rule, fronted, remedy(for: path, ports(of: rule), fronted, aside: aside))
      }
    }
  }

  /// Nil when the load balancers before the service, or their groups, are not all known.
  private func fronted(of service: Resource) -> FrontedService? {
    var ports: Set<Int> = []
    for target in service["LoadBalancers"]?.items ?? [] {
      guard let port = target["ContainerPort"]?.integer, graph.serves(service.path, port) else { return nil }
      ports.insert(port)
    }
    let targets = model.reach.forwardedTargets(at: service.path)
    let loadBalancers = targets.map { graph[$0.loadBalancer] }
    var groups: Set<Path> = []
    for loadBalancer in loadBalancers {
      let worn = loadBalancer.map(self.groups) ?? []
      if worn.isEmpty { return nil }
      groups.formUnion(worn)
    }
    guard let first = loadBalancers.first, let loadBalancer = first else { return nil }
    let asked = targets.compactMap { graph[$0.targetGroup]?["HealthCheckPort"] }
      .filter { $0.literal != "traffic-port" }
    let healthPorts = asked.map { graph.count($0) }
    return FrontedService(
      service: service, loadBalancer: loadBalancer, groups: groups, ports: ports,
      healthPorts: Set(healthPorts.compactMap(\.self)).subtracting(ports),
      hasOpenHealthPort: healthPorts.contains(nil), transports: Set(targets.map(\.transport)))
  }

  /// The ports of a rule; nil for all.
  private func ports(of rule: Value) -> ClosedRange<Int>? { range(rule["FromPort"], rule["ToPort"]) }

  private func ports(of rule: Resource) -> ClosedRange<Int>? { range(rule["FromPort"], rule["ToPort"]) }

  private func range(_ first: Value?, _ last: Value?) -> ClosedRange<Int>? {
    guard let first = first?.integer, let last = last?.integer, first <= last else { return nil }
    return first...last
  }

  /// The remedy for a rule of a group that lets in what should come through the load balancer.
  ///
  /// `aside`: the one where no load balancer connects to the ports of the rule.
  private func remedy(
    for group: Path, _ range: ClosedRange<Int>?, _ fronted: FrontedService, aside: String
  ) -> String {
    let opened = (rulesOfGroup[group] ?? []).compactMap { rule -> Int? in
      guard let source = rule["SourceSecurityGroupId"]?.reference?.path, let port = rule["FromPort"]?.integer,
        fronted.groups.contains(source), rule["ToPort"]?.integer == port
      else { return nil }
      return port
    }
    let needed = fronted.usedPorts.filter { range?.contains($0) ?? true }
    let isLetIn = needed.isEmpty ? !fronted.ports.isDisjoint(with: opened) : needed.isSubset(of: opened)
    if fronted.groups.contains(group) {
      let ports = fronted.usedPorts.sorted().map(String.init)
      return
        "give the service a group of its own, which lets the load balancer's in on port \(ports.joined(separator: " and "))"
    }
    if range != nil, needed.isEmpty, !fronted.hasOpenHealthPort { return aside }
    let source = "`securityGroup: \(groupName(fronted))`"
    return isLetIn ? "remove the rule: another lets \(source) in" : "replace the source with \(source)"
  }

  private func checkAddresses(_ rule: Value, _ fronted: FrontedService, _ remedy: String) {
    // A load balancer of HTTP stands in nobody's way who speaks another protocol.
    guard let source = rule["CidrIp"] ?? rule["CidrIpv6"] ?? rule["SourcePrefixListId"],
      let addresses = source.literal, isForwarded(rule["IpProtocol"], fronted),
      rule["CidrIpv6"] == nil || mayHaveIPv6(fronted.service)
    else { return }
    let words = rule["SourcePrefixListId"] == nil ? addresses : "prefix list '\(addresses)'"
    findings.report(
      .serviceOpenBesideLoadBalancer, at: source.span,
      "service '\(fronted.service.path.id)' accepts \(words) on \(self.words(for: rule)), past its load balancer",
      label: addresses.hasSuffix("/0") ? "any address can reach the tasks" : "these addresses reach the tasks directly",
      notes: [note(fronted)], help: [remedy])
  }

  private func mayHaveIPv6(_ service: Resource) -> Bool {
    model.reach.host(service.path).map { model.reach.hasIPv6($0) != .no } ?? true
  }

  private func checkGroup(_ rule: Resource, _ fronted: FrontedService, _ remedy: String) {
    guard let source = rule["SourceSecurityGroupId"], let path = source.reference?.path,
      isForwarded(rule["IpProtocol"], fronted)
    else { return }
    if fronted.groups.contains(path) {
      checkPorts(rule, fronted)
      return
    }
    let wearers = wearersOfGroup[path] ?? []
    let isOurs = graph[path]?.isExisting == false && wearers == [false]
    guard !isOurs else { return }
    findings.report(
      .groupBesideLoadBalancer, at: source.span,
      "service '\(fronted.service.path.id)' accepts group '\(path.id)' on \(words(for: rule)), past its load balancer",
      label: wearers.isEmpty ? "whatever wears it may reach the tasks" : "what wears it is no service of this spec",
      notes: [note(fronted)],
      help: [
        remedy,
        "or, where it is meant, write above the line: `# lintel: allow group-beside-load-balancer because …`",
      ])
  }

  private func isForwarded(_ word: Value?, _ fronted: FrontedService) -> Bool {
    guard let word = word?.literal else { return true }
    return word == "-1" || fronted.transports.contains(word)
  }

  /// The load balancer forwards to what is served only, so that a rule for more is untidy and no way past it.
  private func checkPorts(_ rule: Resource, _ fronted: FrontedService) {
    let isAll = rule["IpProtocol"]?.literal == "-1"
    guard let from = isAll ? rule["IpProtocol"] : rule["FromPort"], let first = isAll ? 0 : from.integer,
      let last = isAll ? 65_535 : rule["ToPort"]?.integer, let group = rule["GroupId"]?.reference?.path
    else { return }
    let served = servedPorts[group] ?? fronted.usedPorts
    let isExact = first == last && served.contains(first)
    guard !isExact else { return }
    let used = fronted.usedPorts.sorted().map(String.init).joined(separator: " and ")
    let isWide = served.contains { (first...last).contains($0) }
    // Alone, a rule for the wrong port lets nothing through: that is another finding. One that is not wide may be for
    // health checks, where nobody knows their port.
    guard isWide || isAdmitted(fronted) && !fronted.hasOpenHealthPort else { return }
    let defect = isWide ? "and serves \(used) only" : "which it does not serve"
    let open = fronted.usedPorts.subtracting(exactPorts(of: group, from: rule)).sorted()
    var finding = Finding(
      .serviceOpenBesideLoadBalancer, at: from.span,
      "service '\(fronted.service.path.id)' accepts its load balancer on \(words(for: rule)), \(defect)",
      label: fronted.healthPorts.isEmpty
        ? "the container serves port \(used)" : "the load balancer connects to ports \(used)", notes: [note(fronted)],
      help: [
        open.isEmpty
          ? "remove the rule: others let the load balancer in where it is served"
          : open.count == 1
            ? "write `port: \(open[0])`" + (isAll ? " in place of `protocol: all`" : "")
            : "write a rule for each: \(open.map { "`port: \($0)`" }.joined(separator: ", "))"
      ])
    finding.severity = .note
    findings.report(finding)
  }

  /// The single ports that other rules of a group open to the source of this one.
  private func exactPorts(of group: Path, from rule: Resource) -> Set<Int> {
    let source = rule["SourceSecurityGroupId"]?.reference?.path
    let others = (rulesOfGroup[group] ?? []).filter {
      $0.path != rule.path && $0["SourceSecurityGroupId"]?.reference?.path == source
    }
    return Set(
      others.compactMap { other in
        other["FromPort"]?.integer == other["ToPort"]?.integer ? other["FromPort"]?.integer : nil
      })
  }

  /// Whether the load balancer gets through in spite of the rule.
  private func isAdmitted(_ fronted: FrontedService) -> Bool {
    model.reach.forwardedTargets(at: fronted.service.path).allSatisfy { target in
      model.reach.connection(to: target).links.allSatisfy { $0.kind != "ingress" || $0.certainty != .no }
    }
  }

  private func words(for rule: Value) -> String {
    words(rule["FromPort"]?.integer, rule["ToPort"]?.integer, rule["IpProtocol"]?.literal)
  }

  private func words(for rule: Resource) -> String {
    words(rule["FromPort"]?.integer, rule["ToPort"]?.integer, rule["IpProtocol"]?.literal)
  }

  private func words(_ first: Int?, _ last: Int?, _ transport: String?) -> String {
    guard let first, let last else { return "all ports" }
    let noun = transport == "udp" ? "UDP port" : "port"
    return first == last ? "\(noun) \(first)" : "\(noun)s \(first) to \(last)"
  }

  private func note(_ fronted: FrontedService) -> Note {
    Note(
      "traffic arrives through load balancer '\(fronted.loadBalancer.path.id)', whose group is '\(groupName(fronted))'",
      at: fronted.loadBalancer.span)
  }

  private func groupName(_ fronted: FrontedService) -> String { fronted.groups.min()?.id ?? "" }
}
