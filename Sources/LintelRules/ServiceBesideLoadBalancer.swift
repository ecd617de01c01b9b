import LintelAnalysis
import LintelGraph
import LintelSource

/// Finds what reaches a service's tasks past its load balancer.
struct ServiceBesideLoadBalancer {
  private let model: SystemModel
  private let findings: Findings
  private var listenersOfTargetGroup: [Path: [Resource]] = [:]
  private var rulesOfGroup: [Path: [Resource]] = [:]
  /// The types of what wears a group.
  private var wearersOfGroup: [Path: Set<String>] = [:]

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = ServiceBesideLoadBalancer(model, findings)
    for service in model.made("AWS::ECS::Service") { check.check(service) }
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
  private struct Front {
    let service: Resource
    let loadBalancer: Resource
    let groups: Set<Path>
    let ports: Set<Int>
  }

  private func check(_ service: Resource) {
    guard let front = front(of: service) else { return }
    for path in Self.groups(wornBy: service) {
      guard let group = graph[path], !group.isExisting else { continue }
      let remedy = remedy(for: path, front)
      for rule in group["SecurityGroupIngress"]?.items ?? [] { checkAddresses(rule, front, remedy) }
      for rule in rulesOfGroup[path] ?? [] { checkGroup(rule, front, remedy) }
    }
  }

  /// Nil when no load balancer of the spec is known to stand before the service.
  private func front(of service: Resource) -> Front? {
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
    return Front(service: service, loadBalancer: loadBalancer, groups: groups, ports: ports)
  }

  /// What to do with a rule of a group that lets in what should come through the load balancer.
  private func remedy(for group: Path, _ front: Front) -> String {
    let isLetIn = (rulesOfGroup[group] ?? []).contains { rule in
      guard let source = rule["SourceSecurityGroupId"]?.reference?.path, let port = rule["FromPort"]?.integer else {
        return false
      }
      return front.groups.contains(source) && front.ports.contains(port) && rule["ToPort"]?.integer == port
    }
    let source = "`securityGroup: \(groupName(front))`"
    return isLetIn ? "remove the rule: another lets \(source) in" : "replace the source with \(source)"
  }

  private func checkAddresses(_ rule: Value, _ front: Front, _ remedy: String) {
    guard let source = rule["CidrIp"], let addresses = source.literal else { return }
    findings.report(
      .serviceOpenBesideLoadBalancer, at: source.span,
      "service '\(front.service.path.id)' accepts \(addresses) on \(words(for: rule)), past its load balancer",
      label: addresses.hasSuffix("/0") ? "any address can reach the tasks" : "these addresses reach the tasks directly",
      notes: [note(front)], help: [remedy])
  }

  private func checkGroup(_ rule: Resource, _ front: Front, _ remedy: String) {
    guard let source = rule["SourceSecurityGroupId"], let path = source.reference?.path else { return }
    if front.groups.contains(path) {
      checkPorts(rule, front)
      return
    }
    let wearers = wearersOfGroup[path] ?? []
    let known: Set<String> = ["AWS::ECS::Service", "AWS::EC2::Instance", "AWS::EC2::LaunchTemplate"]
    let isOurs = graph[path]?.isExisting == false && !wearers.isEmpty && wearers.isSubset(of: known)
    guard !isOurs else { return }
    findings.report(
      .groupBesideLoadBalancer, at: source.span,
      "service '\(front.service.path.id)' accepts group '\(path.id)' on \(words(for: rule)), past its load balancer",
      label: wearers.isEmpty ? "whatever wears it may reach the tasks" : "what wears it is no service of this spec",
      notes: [note(front)], help: [remedy])
  }

  private func checkPorts(_ rule: Resource, _ front: Front) {
    guard let from = rule["FromPort"], let first = from.integer, let last = rule["ToPort"]?.integer else { return }
    let isExact = first == last && front.ports.contains(first)
    guard !isExact else { return }
    let ports = front.ports.sorted().map(String.init)
    let used = ports.joined(separator: " and ")
    let isWide = front.ports.contains { (first...last).contains($0) }
    // Alone, a rule for the wrong port lets nothing through: that is another finding.
    guard isWide || isAdmitted(front) else { return }
    let defect = isWide ? "and serves \(used) only" : "which it does not serve"
    findings.report(
      .serviceOpenBesideLoadBalancer, at: from.span,
      "service '\(front.service.path.id)' accepts its load balancer on \(words(for: rule)), \(defect)",
      label: "the container serves port \(used)", notes: [note(front)],
      help: [
        ports.count == 1
          ? "write `port: \(used)`" : "write a rule for each: \(ports.map { "`port: \($0)`" }.joined(separator: ", "))"
      ])
  }

  /// Whether the load balancer gets through in spite of the rule.
  private func isAdmitted(_ front: Front) -> Bool {
    model.reach.fronts(of: front.service.path).allSatisfy { front in
      model.reach.connection(through: front).links.allSatisfy { $0.kind != "ingress" || $0.answer != .no }
    }
  }

  private func words(for rule: Value) -> String { words(rule["FromPort"]?.integer, rule["ToPort"]?.integer) }
  private func words(for rule: Resource) -> String { words(rule["FromPort"]?.integer, rule["ToPort"]?.integer) }

  private func words(_ first: Int?, _ last: Int?) -> String {
    guard let first, let last else { return "all ports" }
    return first == last ? "port \(first)" : "ports \(first) to \(last)"
  }

  private func note(_ front: Front) -> Note {
    Note(
      "traffic arrives through load balancer '\(front.loadBalancer.path.id)', whose group is '\(groupName(front))'",
      at: front.loadBalancer.span)
  }

  private func groupName(_ front: Front) -> String { front.groups.min()?.id ?? "" }
}
