import LintelAnalysis
import LintelGraph
import LintelSource

/// Finds what reaches a service's tasks past its load balancer.
struct ServiceBesideLoadBalancer {
  private let model: SystemModel
  private let findings: Findings
  private var listenersOfTargetGroup: [Path: [Resource]] = [:]
  private var rulesOfGroup: [Path: [Resource]] = [:]
  /// The ports that anything that wears a group serves behind a load balancer.
  private var servedPorts: [Path: Set<Int>] = [:]
  /// The types of what wears a group.
  private var wearersOfGroup: [Path: Set<String>] = [:]

  static func check(_ model: SystemModel, _ findings: Findings) {
    var check = ServiceBesideLoadBalancer(model, findings)
    let services = model.made("AWS::ECS::Service").compactMap { check.fronted(of: $0) }
    check.collectPorts(services)
    for service in services { check.check(service) }
  }

  private var graph: ResourceGraph { model.graph }

  private init(_ model: SystemModel, _ findings: Findings) {
    self.model = model
    self.findings = findings
    let positions = model.types.positions(
      of: "AWS::ElasticLoadBalancingV2::Listener", "AWS::EC2::SecurityGroupIngress", "AWS::ECS::Service",
      "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::EC2::Instance", "AWS::EC2::LaunchTemplate")
    for resource in positions.lazy.map({ model.graph.resources[$0] }) {
      switch resource.type {
      case "AWS::ElasticLoadBalancingV2::Listener":
        for action in resource["DefaultActions"]?.items ?? [] {
          guard let group = action["TargetGroupArn"]?.reference?.path else { continue }
          listenersOfTargetGroup[group, default: []].append(resource)
        }
      case "AWS::EC2::SecurityGroupIngress":
        guard let group = resource["GroupId"]?.reference?.path else { continue }
        rulesOfGroup[group, default: []].append(resource)
      default: break
      }
      for group in Self.groups(wornBy: resource) { wearersOfGroup[group, default: []].insert(resource.type) }
    }
  }

  private static func groups(wornBy resource: Resource) -> [Path] {
    let groups: Value? =
      switch resource.type {
      case "AWS::ECS::Service": resource["NetworkConfiguration"]?["AwsvpcConfiguration"]?["SecurityGroups"]
      case "AWS::ElasticLoadBalancingV2::LoadBalancer": resource["SecurityGroups"]
      case "AWS::EC2::Instance": resource["SecurityGroupIds"]
      case "AWS::EC2::LaunchTemplate": resource["LaunchTemplateData"]?["SecurityGroupIds"]
      default: nil
      }
    return groups?.items.compactMap { $0.reference?.path } ?? []
  }

  /// A service, with what traffic to it should look like.
  private struct FrontedService {
    let service: Resource
    let loadBalancer: Resource
    let groups: Set<Path>
    let ports: Set<Int>
  }

  /// Groups are shared: what one wearer serves, the load balancer may reach through the group of all.
  private mutating func collectPorts(_ services: [FrontedService]) {
    for fronted in services {
      for group in Self.groups(wornBy: fronted.service) { servedPorts[group, default: []].formUnion(fronted.ports) }
    }
    for group in model.made("AWS::AutoScaling::AutoScalingGroup") {
      let template = group["LaunchTemplate"]?["LaunchTemplateId"]?.reference.flatMap { graph[$0.path] }
      let ports = (group["TargetGroupARNs"]?.items ?? []).compactMap { target in
        target.reference.flatMap { graph[$0.path] }?["Port"]?.integer
      }
      for worn in template.map(Self.groups) ?? [] { servedPorts[worn, default: []].formUnion(ports) }
    }
  }

  private func check(_ fronted: FrontedService) {
    for path in Self.groups(wornBy: fronted.service) {
      guard let group = graph[path], !group.isExisting else { continue }
      let remedy = remedy(for: path, fronted)
      for rule in group["SecurityGroupIngress"]?.items ?? [] { checkAddresses(rule, fronted, remedy) }
      for rule in rulesOfGroup[path] ?? [] { checkGroup(rule, fronted, remedy) }
    }
  }

  /// Nil when no load balancer of the spec is known to stand before the service.
  private func fronted(of service: Resource) -> FrontedService? {
    var loadBalancer: Resource?
    var groups: Set<Path> = []
    var ports: Set<Int> = []
    for target in service["LoadBalancers"]?.items ?? [] {
      guard let port = target["ContainerPort"]?.integer, let group = target["TargetGroupArn"]?.reference?.path else {
        return nil
      }
      guard graph.serves(service.path, port) else { return nil }
      ports.insert(port)
      for listener in listenersOfTargetGroup[group] ?? [] {
        guard let path = listener["LoadBalancerArn"]?.reference?.path, let found = graph[path] else { return nil }
        loadBalancer = loadBalancer ?? found
        groups.formUnion(Self.groups(wornBy: found))
      }
    }
    guard let loadBalancer, !groups.isEmpty else { return nil }
    return FrontedService(service: service, loadBalancer: loadBalancer, groups: groups, ports: ports)
  }

  /// What to do with a rule of a group that lets in what should come through the load balancer.
  private func remedy(for group: Path, _ fronted: FrontedService) -> String {
    let isLetIn = (rulesOfGroup[group] ?? []).contains { rule in
      guard let source = rule["SourceSecurityGroupId"]?.reference?.path, let port = rule["FromPort"]?.integer else {
        return false
      }
      return fronted.groups.contains(source) && fronted.ports.contains(port) && rule["ToPort"]?.integer == port
    }
    if fronted.groups.contains(group) {
      let ports = fronted.ports.sorted().map(String.init)
      return
        "give the service a group of its own, which lets the load balancer's in on port \(ports.joined(separator: " and "))"
    }
    let source = "`securityGroup: \(groupName(fronted))`"
    return isLetIn ? "remove the rule: another lets \(source) in" : "replace the source with \(source)"
  }

  private func checkAddresses(_ rule: Value, _ fronted: FrontedService, _ remedy: String) {
    guard let source = rule["CidrIp"], let addresses = source.literal else { return }
    findings.report(
      .serviceOpenBesideLoadBalancer, at: source.span,
      "service '\(fronted.service.path.id)' accepts \(addresses) on \(words(for: rule)), past its load balancer",
      label: addresses.hasSuffix("/0") ? "any address can reach the tasks" : "these addresses reach the tasks directly",
      notes: [note(fronted)], help: [remedy])
  }

  private func checkGroup(_ rule: Resource, _ fronted: FrontedService, _ remedy: String) {
    guard let source = rule["SourceSecurityGroupId"], let path = source.reference?.path else { return }
    if fronted.groups.contains(path) {
      checkPorts(rule, fronted)
      return
    }
    let wearers = wearersOfGroup[path] ?? []
    let known: Set<String> = ["AWS::ECS::Service", "AWS::EC2::Instance", "AWS::EC2::LaunchTemplate"]
    let isOurs = graph[path]?.isExisting == false && !wearers.isEmpty && wearers.isSubset(of: known)
    guard !isOurs else { return }
    findings.report(
      .groupBesideLoadBalancer, at: source.span,
      "service '\(fronted.service.path.id)' accepts group '\(path.id)' on \(words(for: rule)), past its load balancer",
      label: wearers.isEmpty ? "whatever wears it may reach the tasks" : "what wears it is no service of this spec",
      notes: [note(fronted)],
      help: [
        remedy, "or, where it is meant, write above the line: `# lintel: allow group-beside-load-balancer because …`",
      ])
  }

  /// The load balancer forwards to what is served only, so that a rule for more is untidy and no way past it.
  private func checkPorts(_ rule: Resource, _ fronted: FrontedService) {
    guard let from = rule["FromPort"], let first = from.integer, let last = rule["ToPort"]?.integer,
      let group = rule["GroupId"]?.reference?.path
    else { return }
    let served = servedPorts[group] ?? fronted.ports
    let isExact = first == last && served.contains(first)
    guard !isExact else { return }
    let ports = fronted.ports.sorted().map(String.init)
    let used = ports.joined(separator: " and ")
    let isWide = served.contains { (first...last).contains($0) }
    // Alone, a rule for the wrong port lets nothing through: that is another finding.
    guard isWide || isAdmitted(fronted) else { return }
    let defect = isWide ? "and serves \(used) only" : "which it does not serve"
    let open = fronted.ports.subtracting(exactPorts(of: group, from: rule)).sorted()
    var finding = Finding(
      .serviceOpenBesideLoadBalancer, at: from.span,
      "service '\(fronted.service.path.id)' accepts its load balancer on \(words(for: rule)), \(defect)",
      label: "the container serves port \(used)", notes: [note(fronted)],
      help: [
        open.isEmpty
          ? "remove the rule: others let the load balancer in where it is served"
          : open.count == 1
            ? "write `port: \(open[0])`"
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

  private func words(for rule: Value) -> String { words(rule["FromPort"]?.integer, rule["ToPort"]?.integer) }
  private func words(for rule: Resource) -> String { words(rule["FromPort"]?.integer, rule["ToPort"]?.integer) }

  private func words(_ first: Int?, _ last: Int?) -> String {
    guard let first, let last else { return "all ports" }
    return first == last ? "port \(first)" : "ports \(first) to \(last)"
  }

  private func note(_ fronted: FrontedService) -> Note {
    Note(
      "traffic arrives through load balancer '\(fronted.loadBalancer.path.id)', whose group is '\(groupName(fronted))'",
      at: fronted.loadBalancer.span)
  }

  private func groupName(_ fronted: FrontedService) -> String { fronted.groups.min()?.id ?? "" }
}
