import LintelAWS
package import LintelGraph

extension Path {
  /// The node in a sentence: `load balancer 'public'`, `listener 'http'`.
  package var words: String {
    let name = part.split(separator: ".").last.map(String.init) ?? id
    let kinds = part.split(separator: ".")
    let noun = kinds.count > 1 ? String(kinds[kinds.count - 2]) : part.isEmpty ? section : part
    return "\(Path.noun(noun)) '\(part.isEmpty || kinds.count > 1 ? name : id)'"
  }

  /// One thing of a section, as people write it: `loadBalancers` is `load balancer`, `vpcs` is `VPC`.
  private static func noun(_ section: String) -> String {
    switch section {
    case "vpcs": return "VPC"
    case "securityGroups": return "group"
    case "autoScalingGroups": return "Auto Scaling group"
    case "natGateway": return "NAT gateway"
    case "natGatewayAddress": return "address of the NAT gateway"
    default: break
    }
    return LogicalID.singular(section).reduce(into: "") { words, letter in
      words += letter.isUppercase ? " " + letter.lowercased() : String(letter)
    }
  }
}

extension Link {
  /// The link in words: a clause that fits its certainty.
  package var words: String {
    switch fact {
    case .scheme(let path): says(path.words, "is internet-facing", "is internal", "may be internal")
    case .listener(let listener?, of: let path, let port):
      "\(listener.words) of \(path.words) takes port \(port.map(String.init) ?? "?")"
    case .listener(nil, of: let path, let port):
      certainty == .unknown
        ? "the listeners of \(path.words) are not all known"
        : "\(path.words) has no listener" + (port.map { " on port \($0)" } ?? "")
    case .forward(let listener, let group): "\(listener.words) forwards to \(group.words)"
    case .registration(let host, let group, let port):
      "\(host.words) registers \(port.map { "port \($0)" } ?? "a port that is not known") with \(group.words)"
    case .publicAddress(let host, by: .entry):
      says(host.words, "gets public addresses", "gets no public address", "may get public addresses")
    case .publicAddress(let host, by: .subnet(let subnet)):
      says(
        "\(host.words) in \(subnet.words)", "gets a public address", "gets no public address",
        "may get a public address")
    case .publicIPv4(let host):
      says(
        host.words, "has public IPv4 addresses", "has no public IPv4 address", "may have public IPv4 addresses")
    case .ipv6Address(let host, bySubnet: nil):
      says(host.words, "has IPv6 addresses", "has no IPv6 addresses", "may have IPv6 addresses")
    case .ipv6Address(let host, bySubnet: let subnet?):
      says(
        "\(host.words) in \(subnet.words)", "gets an IPv6 address", "gets no IPv6 address",
        "may get an IPv6 address")
    case .route(let subnet, let block, let gateway): words(of: gateway, subnet, block)
    case .attachment(let vpc):
      says(
        "the internet gateway", "is attached to \(vpc?.words ?? "the VPC")",
        "is not attached to \(vpc?.words ?? "the VPC")", "may be attached")
    case .natGateway(let path):
      says(path.words, "reaches the internet", "stands where nothing leads out", "may reach the internet")
    case .letsIn(let group, let peer, let traffic): rule("in", group, peer, traffic)
    case .letsOut(let group, let peer, let traffic): rule("out to", group, peer, traffic)
    case .sameVPC(let vpc):
      says(
        "both ends", "are in \(vpc?.words ?? "one VPC")", "are in different VPCs", "may be in different VPCs")
    case .ownIPv6(let block, let vpc):
      says(
        vpc.words, "has addresses of \(block)", "has no address of \(block)",
        "may have addresses of \(block): AWS chooses its block of IPv6")
    case .endpoints(let vpc): "\(vpc?.words ?? "the VPC") may have endpoints"
    case .endpoint(let service, let vpc):
      says(
        vpc.words, "has an endpoint of '\(service)'", "has no endpoint of '\(service)'",
        "may have an endpoint of '\(service)'")
    case .place(let host): "it is not known where \(host.words) stands"
    case .permission(let role, let actions): permission(role, actions)
    case .trust(let role, let service):
      says(role.words, "trusts \(service)", "does not trust \(service)", "may trust \(service)")
    }
  }

  private func says(_ subject: String, _ yes: String, _ no: String, _ unknown: String) -> String {
    switch certainty {
    case .yes: "\(subject) \(yes)"
    case .no: "\(subject) \(no)"
    case .unknown: "\(subject) \(unknown)"
    }
  }

  private func words(of gateway: Gateway, _ subnet: Path, _ block: CIDR) -> String {
    switch gateway {
    case .internet:
      "\(subnet.words) routes \(block) to the internet gateway"
        + (certainty == .no ? ", which does not lead there" : "")
    case .nat:
      "\(subnet.words) routes \(block) to a NAT gateway" + (certainty == .no ? ", which lets nobody in" : "")
    case .egressOnly:
      "\(subnet.words) routes \(block) to an egress-only internet gateway"
        + (certainty == .no ? ", which lets nobody in" : "")
    case .other: "\(subnet.words) routes \(block) to a gateway of which nothing is known"
    case .nothing:
      certainty == .unknown
        ? "the routes of \(subnet.words) are not known" : "\(subnet.words) has no route to \(block)"
    }
  }

  private func rule(_ direction: String, _ group: Path?, _ peer: Peer, _ traffic: Traffic) -> String {
    if group == nil, certainty == .yes {
      return "no group stands in the way: everything gets \(direction == "in" ? "in" : "out")"
    }
    let subject = group?.words ?? "a group"
    guard certainty != .unknown || peer != .unknown else {
      return group == nil
        ? "its groups are not known" : "\(subject) may have rules that are not known"
    }
    if certainty == .yes, peer == .addresses(.everywhere), traffic == .all {
      return direction == "in" ? "\(subject) lets everybody in" : "\(subject) lets everything out"
    }
    let verb = certainty == .yes ? "lets" : certainty == .no ? "does not let" : "may let"
    let side = direction == "in" ? "\(peer.words) in" : "it out to \(peer.words)"
    return "\(subject) \(verb) \(side) on \(traffic.words)"
  }

  private func permission(_ role: Path?, _ actions: [String]) -> String {
    guard let role else { return "no role is named that allows it" }
    let list = actions.joined(separator: ", ")
    return says(role.words, "allows it", "does not allow \(list)", "may not allow \(list)")
  }

  /// The line to write for a link that is missing; nil where it is there, or nothing is known.
  package var remedy: String? {
    guard certainty == .no else { return nil }
    switch fact {
    case .scheme(let path): return "in \(path): `scheme: internet-facing`"
    case .listener(_, of: let path, let port):
      return "in \(path).listeners: `http: { port: \(port ?? 80), targetGroup: … }`"
    case .publicAddress(_, by: .entry(let entry)): return "in \(entry): `assignPublicIp: true`"
    case .publicAddress(_, by: .subnet(let subnet)): return "in \(subnet): `public: true`"
    case .route(let subnet, _, through: .nothing): return "in \(subnet): `public: true`"
    case .publicIPv4(let host): return "in \(host): `ipAddressType: dualstack`"
    case .ipv6Address(let host, bySubnet: nil): return "in \(host): `ipAddressType: dualstack`"
    case .ipv6Address(_, bySubnet: let subnet?): return "in \(subnet): `ipv6: …`, and in its VPC `ipv6: true`"
    case .route(_, _, .nat), .route(_, _, .egressOnly): return "use a subnet with `public: true`"
    case .letsIn(let group?, let peer, let traffic): return "in \(group).ingress: \(Link.rule(traffic, peer))"
    case .letsOut(let group?, let peer, let traffic): return "in \(group).egress: \(Link.rule(traffic, peer))"
    case .endpoint(let service, let vpc): return "in \(vpc).endpoints: `\(EndpointServices.word(for: service))`"
    case .permission(let role?, let actions): return Link.remedy(forActions: actions, of: role)
    case .trust(let role, let service): return "in \(role): `assumedBy: \(service)`"
    default: return nil
    }
  }

  /// The line to write in a role that lacks permissions.
  package static func remedy(forActions actions: [String], of role: Path) -> String {
    let policy = "service-role/AmazonECSTaskExecutionRolePolicy"
    let isEnough = ManagedPolicies.grants(of: policy).map { grants in
      actions.allSatisfy { action in grants.contains { "\($0.service):\($0.action)" == action } }
    }
    return isEnough ?? false
      ? "in \(role).managedPolicies: `\(policy)`" : "allow \(actions.joined(separator: ", ")) in \(role)"
  }

  /// A rule as the language has it.
  package static func rule(_ traffic: Traffic, _ peer: Peer) -> String {
    let source =
      switch peer {
      case .addresses(let block): "cidr: \(block.yaml)"
      case .group(let path): "securityGroup: \(path.id)"
      case .prefixList(let id): "prefixList: \(id)"
      case .unknown: "securityGroup: …"
      }
    let ports = traffic.ports
    let range = ports.count == 1 ? "\(ports.lowerBound)" : "\(ports.lowerBound)-\(ports.upperBound)"
    let words: String? =
      switch traffic.protocol {
      case "tcp": "port: \(range)"
      case "udp": "port: \(range), protocol: udp"
      case nil: ports == Traffic.allPorts ? "protocol: all" : "port: \(range)"
      case let name? where Traffic.isICMP(name) && ports != Traffic.allPorts:
        "protocol: \(name), icmp: { type: \(ports.lowerBound) }"
      case let name?: "protocol: \(name)"
      }
    return "`- { \(words ?? ""), \(source) }`"
  }
}

extension Peer {
  package var words: String {
    switch self {
    case .addresses(let block): block.description
    case .group(let path): path.words
    case .prefixList(let id): "prefix list '\(id)'"
    case .unknown: "others"
    }
  }
}

extension Connection.Purpose {
  /// What the start of the connection does: `pulls its image`.
  package var words: String {
    switch self {
    case .forwarding: "forwards requests"
    case .image: "pulls its image"
    case .logs: "writes its logs"
    case .secret(let name): "reads the secret \(name)"
    }
  }
}
