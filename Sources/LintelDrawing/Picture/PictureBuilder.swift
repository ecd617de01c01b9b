import LintelAWS
import LintelAnalysis
package import LintelGraph
import LintelSource

/// Makes the picture of a graph.
struct PictureBuilder {
  let graph: ResourceGraph
  let reach: Reachability
  let bounds: Bounds
  var picture: Picture
  /// The networks of subnets that do not say theirs: those of what stands in them.
  private var networksBySubnet: [Path: Path] = [:]
  /// The boxes that there are, and the arrows, by what tells them apart.
  private var positions: [String: Int] = [:]
  var arrowPositions: [ArrowKey: Int] = [:]

  /// What boxes cannot do, and what they lack for it.
  var faults: [String: [Fault]] = [:]

  struct Fault {
    let deed: String
    let link: Link
  }

  struct ArrowKey: Hashable {
    let from: String
    let to: String
    let port: String
    let purpose: Picture.Arrow.Purpose
  }

  init(_ graph: ResourceGraph) {
    self.graph = graph
    reach = Reachability(graph)
    bounds = Bounds(graph, reach.types)
    picture = Picture(
      project: graph.project, environment: graph.environment, region: graph.region, account: graph.account)
  }

  /// The key of the network that nobody names.
  static let unnamed = ""

  mutating func build() -> Picture {
    addNetworks()
    for host in reach.hosts { addHost(host) }
    addGateways()
    addScaling()
    addArrows()
    return picture
  }

  func has(_ key: String) -> Bool { positions[key] != nil }

  mutating func add(_ box: Picture.Box) {
    guard positions[box.key] == nil else { return }
    positions[box.key] = picture.boxes.count
    picture.boxes.append(box)
  }

  mutating func mark(_ key: String, _ mark: Picture.Mark) {
    guard let index = positions[key] else { return }
    let isKnown = picture.boxes[index].marks.contains { $0.kind == mark.kind && $0.text == mark.text }
    if !isKnown { picture.boxes[index].marks.append(mark) }
  }

  // MARK: Networks

  private mutating func addNetworks() {
    let networks = reach.types.positions(of: ResourceType.vpc.name).map { graph.resources[$0] }
    for node in networks {
      let block = node["CidrBlock"]?.literal.map { " · " + $0 } ?? ""
      picture.networks.append(
        Picture.Network(
          key: node.path.description, label: "VPC \(node.path.id)\(block)", isExisting: node.isExisting,
          span: node.span, subnets: []))
    }
    for host in reach.hosts {
      guard let vpc = reach.vpc(of: host) else { continue }
      for subnet in host.subnets ?? [] { networksBySubnet[subnet.path] = vpc }
    }
    for node in reach.types.positions(of: ResourceType.subnet.name).map({ graph.resources[$0] }) {
      add(subnet: node)
    }
  }

  private func networkKey(of subnet: Path) -> String {
    if let path = reach.vpc(of: subnet) ?? networksBySubnet[subnet], graph[path] != nil { return path.description }
    return onlyNetwork ?? PictureBuilder.unnamed
  }

  /// The network that everything stands in which does not say where, because there is no other.
  private var onlyNetwork: String? {
    let named = picture.networks.filter { $0.key != PictureBuilder.unnamed }
    return named.count == 1 ? named[0].key : nil
  }

  private mutating func add(subnet node: Resource) {
    let key = networkKey(of: node.path)
    let block = node["CidrBlock"]?.literal.map { " · " + $0 } ?? ""
    let isPublic = reach.entrance(to: node.path).allSatisfy { $0.certainty == .yes }
    let subnet = Picture.Subnet(
      path: node.path, zone: zone(of: node), label: node.path.id + block, isPublic: isPublic,
      isExisting: node.isExisting, span: node.span)
    let index = network(key, at: node.span)
    picture.networks[index].subnets.append(subnet)
  }

  private func zone(of subnet: Resource) -> String? {
    guard let letter = reach.zone(of: subnet.path)?.letter else { return subnet["AvailabilityZone"]?.literal }
    return letter.utf8.count == 1 ? graph.region + letter : letter
  }

  /// The network of a key, which is made where nobody made it.
  private mutating func network(_ key: String, at span: Span) -> Int {
    if let index = picture.networks.firstIndex(where: { $0.key == key }) { return index }
    picture.networks.append(
      Picture.Network(key: key, label: "VPC not known", isExisting: true, span: .none, subnets: []))
    return picture.networks.count - 1
  }

  // MARK: Hosts

  private mutating func addHost(_ host: Host) {
    guard let node = graph[host.path] else { return }
    var box = Picture.Box(
      key: host.path.description, role: role(of: host.kind), standing: standing(of: host), title: host.path.id,
      isExisting: host.isExisting, span: host.span, hover: "")
    box.subtitle = ([noun(of: node, host.kind)] + details(of: node, host.kind)).joined(separator: " · ")
    if let counts = bounds.counts(of: node) {
      let unit = Catalog.facts(of: node.type)?.counts == .tasks ? "task" : "instance"
      box.count = PictureBuilder.range(counts.least, counts.most, unit)
      box.minimum = counts.least
    }
    let name = Catalog.type(named: node.type)?.nameProperty.flatMap { node[$0]?.literal }
    box.hover = "\(host.path)" + (name.map { ", named \($0)" } ?? "")
    if let groups = host.groups, !groups.isEmpty {
      box.hover += ", wears " + groups.map(\.path.id).joined(separator: ", ")
    }
    add(box)
  }

  private func role(of kind: HostKind) -> Picture.Role {
    switch kind {
    case .loadBalancer: .loadBalancer
    case .service: .service
    case .autoScalingGroup: .group
    case .instance: .instance
    }
  }

  private mutating func standing(of host: Host) -> Picture.Standing {
    let subnets = (host.subnets ?? places(of: host)).map(\.path).filter { graph[$0] != nil }
    let vpc = reach.vpc(of: host).flatMap { graph[$0]?.path.description }
    let key = vpc ?? subnets.first.map(networkKey) ?? onlyNetwork ?? PictureBuilder.unnamed
    _ = network(key, at: host.span)
    // Subnets of two networks are a mistake, which the rules report.
    return .network(key, subnets.filter { networkKey(of: $0) == key })
  }

  /// The subnets of the instances that the tasks of a service run on.
  private func places(of host: Host) -> [Host.Use] {
    var seen: Set<Path> = []
    return groups(of: host).flatMap { $0.subnets ?? [] }.filter { seen.insert($0.path).inserted }
  }

  /// The groups whose instances the tasks of a service run on.
  private func groups(of host: Host) -> [Host] {
    guard host.kind == .service, let service = graph[host.path], graph.runsOnInstances(service) else { return [] }
    let cluster = service["Cluster"]?.reference?.path
    let strategy =
      service["CapacityProviderStrategy"]
      ?? (cluster.flatMap { graph[$0.appending("capacityProviders")] })?["DefaultCapacityProviderStrategy"]
    return (strategy?.items ?? []).compactMap { item -> Host? in
      let provider = (item["CapacityProvider"]?.reference).flatMap { graph[$0.path] }
      let group = provider?["AutoScalingGroupProvider"]?["AutoScalingGroupArn"]?.reference?.path
      return group.flatMap(reach.host)
    }
  }

  private func noun(of node: Resource, _ kind: HostKind) -> String {
    let noun = ResourceType.noun(node.type)
    guard kind == .loadBalancer else { return noun }
    return "\(node["Type"]?.literal ?? "application") \(noun)"
  }

  private func details(of node: Resource, _ kind: HostKind) -> [String] {
    let existing = node.isExisting ? ["existing"] : []
    switch kind {
    case .loadBalancer:
      return [node["Scheme"]?.literal ?? (node.isExisting ? nil : "internet-facing")].compactMap(\.self) + existing
    case .service:
      let task = (node["TaskDefinition"]?.reference).flatMap { graph[$0.path] }
      let groups = reach.host(node.path).map(groups) ?? []
      let instances = groups.isEmpty ? "on instances" : "on " + groups.map(\.path.id).joined(separator: ", ")
      let place = node.isExisting ? [] : [graph.runsOnInstances(node) ? instances : "Fargate"]
      let size = [
        PictureBuilder.processors(graph.count(task?["Cpu"])), PictureBuilder.memory(graph.count(task?["Memory"])),
      ]
      return place + size.compactMap(\.self) + existing
    case .instance: return [node["InstanceType"]?.literal].compactMap(\.self) + existing
    case .autoScalingGroup:
      let template =
        node["LaunchTemplate"]?["LaunchTemplateId"]
        ?? node["MixedInstancesPolicy"]?["LaunchTemplate"]?["LaunchTemplateSpecification"]?["LaunchTemplateId"]
      let data = (template?.reference).flatMap { graph[$0.path]?["LaunchTemplateData"] }
      return [data?["InstanceType"]?.literal].compactMap(\.self) + existing
    }
  }

  /// `1–30 tasks`, `2 tasks`.
  static func range(_ least: Int, _ most: Int, _ unit: String) -> String {
    let unit = most == 1 ? unit : unit + "s"
    return least == most ? "\(most) \(unit)" : "\(least)–\(most) \(unit)"
  }

  /// AWS counts a processor as 1024 units.
  private static func processors(_ units: Int?) -> String? {
    guard let units else { return nil }
    let whole = 1024
    guard units % (whole / 4) == 0 else { return "\(units) CPU units" }
    let quarters = ["", ".25", ".5", ".75"][units % whole / (whole / 4)]
    return "\(units / whole)\(quarters) vCPU"
  }

  private static func memory(_ mebibytes: Int?) -> String? {
    mebibytes.map { $0 >= 1024 && $0 % 1024 == 0 ? "\($0 / 1024) GiB" : "\($0) MiB" }
  }

  // MARK: Ways out of a network

  /// What stands in subnets without opening connections by itself, and the endpoints of networks.
  private mutating func addGateways() {
    for node in reach.types.positions(ofAny: Catalog.standingTypes).map({ graph.resources[$0] }) {
      guard let facts = Catalog.facts(of: node.type), let stands = facts.stands, stands.host == nil else { continue }
      if case .endpoint = facts.routing { continue }
      let subnets = (stands.subnets(of: node, in: graph)?.items ?? []).compactMap { $0.reference?.path }
        .filter { graph[$0] != nil }
      guard let first = subnets.first else { continue }
      let key = networkKey(of: first)
      add(
        Picture.Box(
          key: node.path.description, role: .gateway, standing: .network(key, subnets),
          title: ResourceType.noun(node.type), isExisting: node.isExisting, span: node.span,
          hover: "\(node.path)"))
    }
    addEndpoints()
  }

  private mutating func addEndpoints() {
    var boxes: [(key: String, box: Picture.Box)] = []
    for node in reach.types.positions(ofAny: Catalog.routingTypes).map({ graph.resources[$0] }) {
      guard case .endpoint(let vpc, let service, _)? = Catalog.facts(of: node.type)?.routing,
        let path = node[vpc]?.reference?.path, graph[path] != nil
      else { continue }
      let key = path.description
      if !boxes.contains(where: { $0.key == key }) {
        boxes.append(
          (
            key,
            Picture.Box(
              key: key + "/endpoints", role: .gateway, standing: .network(key, []),
              title: ResourceType.noun(node.type) + "s", span: node.span, hover: "AWS's services without the internet")
          ))
      }
      guard let index = boxes.firstIndex(where: { $0.key == key }) else { continue }
      let name = PictureBuilder.lastPart(node[service]) ?? node.path.id
      boxes[index].box.marks.append(Picture.Mark(.name, name, hover: "\(node.path)", span: node.span))
    }
    for (_, box) in boxes { add(box) }
  }

  /// What follows the region in the name of an endpoint's service.
  private static func lastPart(_ name: Value?) -> String? {
    guard case .text(let parts)? = name?.content else { return name?.literal }
    return parts.last?.literal.map { String($0.drop { $0 == "." }) }
  }
}

extension Picture {
  /// The picture of a graph.
  package init(_ graph: ResourceGraph) {
    var builder = PictureBuilder(graph)
    self = builder.build()
  }
}
