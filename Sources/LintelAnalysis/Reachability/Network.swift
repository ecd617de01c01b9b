import LintelAWS
import LintelGraph
import LintelSource

/// Subnets, their routes, and what the routes lead to.
struct Network {
  /// The way by which connections leave a subnet, and answers return.
  struct Exit {
    let gateway: Link.Gateway
    let links: [Link]

    var certainty: Certainty { links.map(\.certainty).min() ?? .yes }
  }

  private struct Route {
    /// Nil when it is known only when deploying.
    let destination: CIDR?
    let gateway: Link.Gateway
    let node: Resource
  }

  private let graph: ResourceGraph
  private var tables: [Path: Path] = [:]
  private var routes: [Path: [Route]] = [:]
  /// The VPCs that an internet gateway is attached to.
  private var attachments: [Path: [Path]] = [:]
  /// The VPCs that get a block of IPv6.
  private var ipv6VPCs: Set<Path> = []
  /// The endpoints of a VPC, by the last part of their service's name.
  private var endpoints: [Path: [String: Endpoint]] = [:]

  /// A VPC's way to a service of AWS's.
  struct Endpoint {
    let node: Resource
    /// The tables that route to it; nil for one that has addresses.
    let tables: Set<Path>?
    /// The group that it wears.
    let group: Path?
  }

  init(_ graph: ResourceGraph, _ types: TypeIndex) {
    self.graph = graph
    for node in types.positions(ofAny: Catalog.routingTypes).lazy.map({ graph.resources[$0] }) {
      switch Catalog.facts(of: node.type)?.routing {
      case .association(let subnet, let table):
        guard let subnet = node[subnet]?.reference?.path else { continue }
        tables[subnet] = node[table]?.reference?.path
      case .route(let table):
        guard let table = node[table]?.reference?.path else { continue }
        let block = node["DestinationCidrBlock"] ?? node["DestinationIpv6CidrBlock"]
        let destination = block?.literal.flatMap { CIDR($0) }
        routes[table, default: []].append(Route(destination: destination, gateway: gateway(of: node), node: node))
      case .attachment(let gateway, let vpc):
        guard let gateway = node[gateway]?.reference?.path, let vpc = node[vpc]?.reference?.path else { continue }
        attachments[gateway, default: []].append(vpc)
      case .endpoint(let vpc, let service, let tables):
        guard let vpc = node[vpc]?.reference?.path, let service = Network.service(of: node[service]) else { continue }
        let isGateway = node["VpcEndpointType"]?.literal ?? "Gateway" == "Gateway"
        let group = node["SecurityGroupIds"]?.items.first?.reference?.path
        let routed = Set((node[tables]?.items ?? []).compactMap { $0.reference?.path })
        endpoints[vpc, default: [:]][service] = Endpoint(node: node, tables: isGateway ? routed : nil, group: group)
      case .ipv6Block(let vpc): if let vpc = node[vpc]?.reference?.path { ipv6VPCs.insert(vpc) }
      case .internetGateway, nil: break
      }
    }
  }

  private func gateway(of route: Resource) -> Link.Gateway {
    if let nat = route["NatGatewayId"] { return .nat(nat.reference?.path) }
    if route["EgressOnlyInternetGatewayId"] != nil { return .egressOnly }
    guard let gateway = route["GatewayId"] else { return .other }
    if let path = gateway.reference?.path {
      if case .internetGateway? = graph[path].flatMap({ Catalog.facts(of: $0.type)?.routing }) {
        return .internet(path)
      }
      return .other
    }
    return gateway.literal?.hasPrefix("igw-") ?? false ? .internet(nil) : .other
  }

  // MARK: Facts of subnets

  func vpc(of subnet: Path) -> Path? { graph[subnet]?["VpcId"]?.reference?.path }

  func block(of subnet: Path) -> CIDR? { graph[subnet]?["CidrBlock"]?.literal.flatMap { CIDR($0) } }

  func block(ofVPC vpc: Path) -> CIDR? { graph[vpc]?["CidrBlock"]?.literal.flatMap { CIDR($0) } }

  /// Whether addresses of a block are a VPC's own, out of the block of IPv6 that AWS gives it.
  func isOwnIPv6(_ block: CIDR, of vpc: Path) -> Certainty {
    guard block.family == .ipv6, block.overlaps(.publicOfIPv6) else { return .no }
    guard graph[vpc]?.isExisting ?? true else { return ipv6VPCs.contains(vpc) ? .unknown : .no }
    return .unknown
  }

  /// Whether a VPC has endpoints; nobody knows of one that is there already.
  func hasEndpoints(_ vpc: Path?) -> Certainty {
    guard let vpc, let node = graph[vpc], !node.isExisting else { return .unknown }
    return Certainty(!(endpoints[vpc] ?? [:]).isEmpty)
  }

  func endpoint(of service: String, in vpc: Path) -> Endpoint? { endpoints[vpc]?[service] }

  /// Whether a subnet reaches an endpoint of its VPC: a gateway's is a route of the subnet's table.
  func reaches(_ endpoint: Endpoint, from subnet: Path) -> Certainty {
    guard let routed = endpoint.tables else { return .yes }
    guard let table = tables[subnet] else { return graph[subnet]?.isExisting ?? true ? .unknown : .no }
    return Certainty(routed.contains(table))
  }

  /// What follows `com.amazonaws.<region>.` in the name of an endpoint's service.
  private static func service(of name: Value?) -> String? {
    if case .text(let parts)? = name?.content { return parts.last?.literal.map { String($0.drop { $0 == "." }) } }
    return name?.literal.map { $0.split(separator: ".").dropFirst(3).joined(separator: ".") }
  }

  /// Whether instances that start in the subnet get public addresses.
  func mapsPublicAddresses(_ subnet: Path) -> (certainty: Certainty, span: Span) {
    guard let node = graph[subnet] else { return (.unknown, .none) }
    guard let value = node["MapPublicIpOnLaunch"] else {
      return (node.isExisting ? .unknown : .no, node.place(ofMissing: "public"))
    }
    guard case .boolean(let maps) = value.content else { return (.unknown, value.span) }
    return (Certainty(maps), value.span.isWritten ? value.span : node.span)
  }

  /// Whether what starts in the subnet gets addresses of IPv6.
  func givesIPv6Addresses(_ subnet: Path) -> (certainty: Certainty, span: Span) {
    guard let node = graph[subnet] else { return (.unknown, .none) }
    guard let value = node["Ipv6CidrBlock"] else {
      return (node.isExisting ? .unknown : .no, node.place(ofMissing: "ipv6"))
    }
    return (.yes, value.span.isWritten ? value.span : node.span)
  }

  // MARK: Routes

  /// The way from a subnet to addresses outside its VPC.
  func exit(of subnet: Path, towards block: CIDR) -> Exit {
    guard let node = graph[subnet] else { return nothing(subnet, block, .unknown, at: .none) }
    let vpc = vpc(of: subnet)
    guard let table = tables[subnet] else {
      // The main table of a new VPC leads nowhere; that of another is not known.
      let isNew = vpc.flatMap { graph[$0] }.map { !$0.isExisting } ?? false
      return nothing(subnet, block, node.isExisting || !isNew ? .unknown : .no, at: node.span)
    }
    let known = routes[table] ?? []
    let fitting = known.filter { $0.destination?.contains(block) ?? false }
    guard let route = fitting.max(by: { ($0.destination?.prefix ?? 0) < ($1.destination?.prefix ?? 0) }) else {
      let isWhole = graph[table].map { !$0.isExisting } ?? false && known.allSatisfy { $0.destination != nil }
      return nothing(subnet, block, isWhole ? .no : .unknown, at: node.place(ofMissing: "public"))
    }
    let span = route.node.span.isWritten ? route.node.span : node.span
    var links = [
      Link(
        .route(subnet: subnet, to: route.destination ?? block, through: route.gateway),
        route.gateway == .other ? .unknown : .yes, at: span)
    ]
    switch route.gateway {
    case .internet(let gateway?): links.append(attachment(of: gateway, to: vpc))
    case .nat(let nat?): links.append(standing(of: nat))
    case .internet, .nat, .egressOnly, .other, .nothing: break
    }
    return Exit(gateway: route.gateway, links: links)
  }

  private func nothing(_ subnet: Path, _ block: CIDR, _ certainty: Certainty, at span: Span) -> Exit {
    Exit(gateway: .nothing, links: [Link(.route(subnet: subnet, to: block, through: .nothing), certainty, at: span)])
  }

  private func attachment(of gateway: Path, to vpc: Path?) -> Link {
    let node = vpc.flatMap { graph[$0] }
    guard let vpc, let node, !node.isExisting else {
      return Link(.attachment(vpc: vpc), .unknown, at: node?.span ?? .none)
    }
    return Link(.attachment(vpc: vpc), Certainty(attachments[gateway]?.contains(vpc) ?? false), at: node.span)
  }

  /// A NAT gateway helps only where its own subnet routes to an internet gateway.
  private func standing(of nat: Path) -> Link {
    guard let node = graph[nat], !node.isExisting, let subnet = node["SubnetId"]?.reference?.path else {
      return Link(.natGateway(nat), .unknown, at: graph[nat]?.span ?? .none)
    }
    let isPrivate = node["ConnectivityType"]?.literal == "private"
    guard !isPrivate, leadsToInternetGateway(subnet) else { return Link(.natGateway(nat), .no, at: node.span) }
    return Link(.natGateway(nat), exit(of: subnet, towards: .everywhere).certainty, at: node.span)
  }

  private func leadsToInternetGateway(_ subnet: Path) -> Bool {
    guard let table = tables[subnet] else { return graph[subnet]?.isExisting ?? true }
    return (routes[table] ?? []).contains { route in
      guard case .internet = route.gateway else { return false }
      return route.destination == .everywhere
    }
  }
}
