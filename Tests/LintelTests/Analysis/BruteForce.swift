import LintelGraph

/// Who reaches whom, found without indexes and without any code of the model: every state of a packet is tried.
struct BruteForce {
  /// Where a request is: at the internet, at a host, or at a listener that took it.
  private struct State: Hashable {
    let place: String
    let port: Int?
  }

  /// What carries packets: the two internets know nothing of each other.
  private enum Family: String, CaseIterable {
    case ipv4 = "internet of IPv4"
    case ipv6 = "internet of IPv6"

    /// The rule's property with addresses, and the route's.
    var properties: (rule: String, route: String) {
      self == .ipv4 ? ("CidrIp", "DestinationCidrBlock") : ("CidrIpv6", "DestinationIpv6CidrBlock")
    }
  }

  let graph: ResourceGraph

  static let internet = "internet"

  /// The addresses of IPv6 of a VPC.
  static func own(_ vpc: String) -> String { "vpcs.\(vpc)/ipv6Block" }

  /// The hosts that requests from a place arrive at, on any port, over any number of load balancers.
  func reached(from start: String) -> Set<String> {
    var seen: Set<State> = []
    var pending = [State(place: start, port: nil)]
    var reached: Set<String> = []
    while let state = pending.popLast() {
      for next in steps(from: state, isStart: state.place == start && state.port == nil) {
        if Family(rawValue: next.place) == nil { reached.insert(next.place) }
        if seen.insert(next).inserted { pending.append(next) }
      }
    }
    return reached
  }

  /// A load balancer hands a request on, the internet does, and the start may do as it likes.
  private func steps(from state: State, isStart: Bool) -> [State] {
    var next: [State] = []
    let carrier = Family(rawValue: state.place)
    if carrier != nil || state.place == Self.internet {
      for host in hosts {
        for port in RandomSystem.ports + [9999] where state.port == nil || state.port == port {
          let isReached = Family.allCases.contains { family in
            (carrier ?? family) == family && isOpen(host, port, family, toAll: carrier != nil)
          }
          if isReached { next.append(State(place: host.path.description, port: port)) }
        }
      }
    } else if state.place.hasSuffix("/ipv6Block") {
      for host in hosts where vpc(host).map({ Self.own($0.id) }) == state.place && hasIPv6(host) {
        for port in RandomSystem.ports + [9999] where listens(host, port) {
          let ingress = rules(host, "SecurityGroupIngress", port)
          if ingress.contains(where: isOfAllIPv6) { next.append(State(place: host.path.description, port: port)) }
        }
      }
    } else if let host = graph[Path(reading: state.place)] {
      if isBalancer(host) {
        next = forwards(from: host, port: state.port)
      } else if isStart {
        for other in hosts {
          for port in RandomSystem.ports + [9999] where connects(host, other, port) {
            next.append(State(place: other.path.description, port: port))
          }
        }
        for family in Family.allCases {
          for port in RandomSystem.ports + [9999] where leaves(host, port, family) {
            next.append(State(place: family.rawValue, port: port))
          }
        }
      }
    }
    return next
  }

  // MARK: Steps

  /// Whether the internet comes in, all of it or some.
  private func isOpen(_ host: Resource, _ port: Int, _ family: Family, toAll: Bool) -> Bool {
    let isPublic =
      !isBalancer(host)
      || text(host["Scheme"]) == "internet-facing"
        && (family == .ipv6 || text(host["IpAddressType"]) != "dualstack-without-public-ipv4")
    let comes = subnets(host).contains { leadsOut($0, family, bothWays: true) && hasAddress(host, in: $0, family) }
    let some = family == .ipv4 ? ["0.0.0.0/0"] : ["::/0", "2000::/3", "2001:db8::/32"]
    return isPublic && comes && listens(host, port)
      && rules(host, "SecurityGroupIngress", port).contains { rule in
        some.prefix(toAll ? 1 : some.count).contains(text(rule[family.properties.rule]))
      }
  }

  private func leaves(_ host: Resource, _ port: Int, _ family: Family) -> Bool {
    subnets(host).contains { leadsOut($0, family, bothWays: false) && hasAddress(host, in: $0, family) }
      && letsOut(host, port, family) { text($0[family.properties.rule]) == (family == .ipv4 ? "0.0.0.0/0" : "::/0") }
  }

  /// Both rules are about packets of one family, of which both hosts have addresses.
  private func connects(_ source: Resource, _ host: Resource, _ port: Int) -> Bool {
    vpc(source) == vpc(host) && listens(host, port)
      && Family.allCases.contains { family in
        (family == .ipv4 || hasIPv6(source) && hasIPv6(host))
          && letsOut(source, port, family) { names($0, host, family) }
          && rules(host, "SecurityGroupIngress", port).contains { names($0, source, family) }
      }
  }

  private func forwards(from balancer: Resource, port: Int?) -> [State] {
    var next: [State] = []
    for listener in graph.resources where listener.type.hasSuffix("::Listener") {
      guard listener["LoadBalancerArn"]?.reference?.path == balancer.path,
        port == nil || listener["Port"]?.integer == port,
        let group = listener["DefaultActions"]?.items.first?["TargetGroupArn"]?.reference?.path
      else { continue }
      for host in hosts {
        for port in registered(host, group)
        where
          vpc(balancer) == vpc(host) && letsOut(balancer, port, .ipv4, { names($0, host, .ipv4) })
          && rules(host, "SecurityGroupIngress", port).contains(where: { names($0, balancer, .ipv4) })
        {
          next.append(State(place: host.path.description, port: port))
        }
      }
    }
    return next
  }

  // MARK: Facts

  private var hosts: [Resource] {
    graph.resources.filter { node in
      ["AWS::ECS::Service", "AWS::AutoScaling::AutoScalingGroup"].contains(node.type) || isBalancer(node)
    }
  }

  private func isBalancer(_ node: Resource) -> Bool { node.type.hasSuffix("::LoadBalancer") }

  private func text(_ value: Value?) -> String { value?.literal ?? "" }

  private func listens(_ host: Resource, _ port: Int) -> Bool {
    !isBalancer(host)
      || graph.resources.contains {
        $0.type.hasSuffix("::Listener") && $0["LoadBalancerArn"]?.reference?.path == host.path
          && $0["Port"]?.integer == port
      }
  }

  private func registered(_ host: Resource, _ group: Path) -> [Int] {
    if host.type == "AWS::ECS::Service" {
      return (host["LoadBalancers"]?.items ?? []).filter { $0["TargetGroupArn"]?.reference?.path == group }
        .compactMap { $0["ContainerPort"]?.integer }
    }
    let isMember = (host["TargetGroupARNs"]?.items ?? []).contains { $0.reference?.path == group }
    return isMember ? [graph[group]?["Port"]?.integer ?? 0] : []
  }

  private func paths(_ value: Value?) -> [Path] { (value?.items ?? []).compactMap { $0.reference?.path } }

  private func network(_ host: Resource) -> Value? { host["NetworkConfiguration"]?["AwsvpcConfiguration"] }

  private func groups(_ host: Resource) -> [Path] {
    paths(host["SecurityGroups"]) + paths(network(host)?["SecurityGroups"])
      + paths(instances(host)?["SecurityGroupIds"]) + paths(interface(host)?["Groups"])
  }

  /// What the instances of a host start as.
  private func instances(_ host: Resource) -> Value? {
    host["LaunchTemplate"]?["LaunchTemplateId"]?.reference.flatMap { graph[$0.path] }?["LaunchTemplateData"]
  }

  private func interface(_ host: Resource) -> Value? { instances(host)?["NetworkInterfaces"]?.items.first }

  private func subnets(_ host: Resource) -> [Path] {
    paths(host["Subnets"]) + paths(network(host)?["Subnets"]) + paths(host["VPCZoneIdentifier"])
  }

  private func vpc(_ host: Resource) -> Path? { subnets(host).first.flatMap { graph[$0]?["VpcId"]?.reference?.path } }

  private func hasIPv6(_ host: Resource) -> Bool { subnets(host).contains { hasAddress(host, in: $0, .ipv6) } }

  /// Whether it has addresses there that are not for its VPC only.
  private func hasAddress(_ host: Resource, in subnet: Path, _ family: Family) -> Bool {
    if isBalancer(host) { return family == .ipv4 || text(host["IpAddressType"]).hasPrefix("dualstack") }
    if family == .ipv6 { return graph[subnet]?["Ipv6CidrBlock"] != nil }
    if host.type == "AWS::ECS::Service" { return text(network(host)?["AssignPublicIp"]) == "ENABLED" }
    return text(interface(host)?["AssociatePublicIpAddress"] ?? graph[subnet]?["MapPublicIpOnLaunch"]) == "true"
  }

  private func leadsOut(_ subnet: Path, _ family: Family, bothWays: Bool) -> Bool {
    graph.resources.contains { association in
      guard association.type.hasSuffix("Association"), association["SubnetId"]?.reference?.path == subnet else {
        return false
      }
      let table = association["RouteTableId"]?.reference?.path
      let vpc = graph[subnet]?["VpcId"]?.reference?.path
      let isAttached = graph.resources.contains {
        $0.type.hasSuffix("GatewayAttachment") && $0["VpcId"]?.reference?.path == vpc
      }
      return graph.resources.contains { route in
        let leads = route["GatewayId"] == nil ? !bothWays : isAttached
        return leads && route[family.properties.route] != nil && route["RouteTableId"]?.reference?.path == table
      }
    }
  }

  /// The rules of a host's groups, inline ones and those on their own, that are about a port.
  private func rules(_ host: Resource, _ property: String, _ port: Int) -> [Value] {
    let worn = groups(host)
    let inline = worn.flatMap { graph[$0]?[property]?.items ?? [] }
    let apart = graph.resources.filter { node in
      node.type == "AWS::EC2::\(property)" && worn.contains { $0 == node["GroupId"]?.reference?.path }
    }.map { Value(.map($0.properties)) }
    return (inline + apart).filter { rule in
      text(rule["IpProtocol"]) == "-1" || rule["FromPort"]?.integer == port
    }
  }

  /// A group without any such rule lets everything out over IPv4.
  private func letsOut(_ host: Resource, _ port: Int, _ family: Family, _ isMeant: (Value) -> Bool) -> Bool {
    family == .ipv4 && groups(host).contains { graph[$0]?["SecurityGroupEgress"] == nil }
      || rules(host, "SecurityGroupEgress", port).contains(where: isMeant)
  }

  /// AWS gives addresses of IPv6 out of `2000::/3`, nobody knows which.
  private func isOfAllIPv6(_ rule: Value) -> Bool { ["::/0", "2000::/3"].contains(text(rule["CidrIpv6"])) }

  private func names(_ rule: Value, _ host: Resource, _ family: Family) -> Bool {
    if let group = rule["SourceSecurityGroupId"]?.reference?.path { return groups(host).contains(group) }
    if family == .ipv6 { return isOfAllIPv6(rule) }
    guard let block = CIDR(text(rule["CidrIp"])) else { return false }
    return subnets(host).contains { subnet in
      CIDR(text(graph[subnet]?["CidrBlock"])).map { block.contains($0) } ?? false
    }
  }
}
