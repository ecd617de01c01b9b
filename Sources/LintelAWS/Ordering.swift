package import LintelGraph

/// The nodes that must be there first although no property names them: a fact about AWS's types, whatever kinds they
/// come from.
///
/// From AWS's documentation of DependsOn and of the services: a route, an internet-facing load balancer and an
/// instance need the gateway attached; a service needs its listeners, and its subnets' routes to pull its image, which
/// may go on by a NAT gateway and the routes of its subnet. From ECS's guide of Service Connect: tasks know the names of
/// services that were there when they started, so a service that only calls others comes after them.
package enum Ordering {
  /// Adds these edges to those that are there already, and removes every one that says nothing new.
  ///
  /// Only what a template holds comes after anything, or before. Linear in the graph, but for what comes before a
  /// node at any distance, which is walked once a node that has edges.
  package static func apply(to graph: inout ResourceGraph) {
    for (path, after) in edges(in: graph) { graph.update(path) { $0.after = after } }
  }

  private static func edges(in graph: ResourceGraph) -> [(path: Path, after: [Path])] {
    let index = Index(graph)
    var after: [[Int]] = Array(repeating: [], count: graph.resources.count)
    var changed: [Int] = []
    for (position, resource) in graph.resources.enumerated() where resource.role == .owned {
      let written = resource.after.compactMap { graph.ownedPosition(of: $0) }
      let all = Set(written + index.predecessors(of: resource)).subtracting([position]).sorted()
      guard !all.isEmpty || !resource.after.isEmpty else { continue }
      after[position] = all
      changed.append(position)
    }
    let pruned = prune(after, at: changed, TemplateReferences(graph))
    return zip(changed, pruned).map { position, after in
      (graph.resources[position].path, after.map { graph.resources[$0].path })
    }
  }

  /// Removes what a reference or another edge implies already, at any distance.
  ///
  /// In a graph without cycles an edge is implied exactly if what it leads to comes before something else that the
  /// node needs, so one walk from all of that finds all implied edges of a node.
  private static func prune(_ after: [[Int]], at positions: [Int], _ references: TemplateReferences) -> [[Int]] {
    var lastWalk = Array(repeating: -1, count: after.count)
    var pending: [Int] = []
    return positions.map { position in
      lastWalk[position] = position
      pending += references[position]
      for next in after[position] {
        pending += references[next]
        pending += after[next]
      }
      while let next = pending.popLast() {
        guard lastWalk[next] != position else { continue }
        lastWalk[next] = position
        pending += references[next]
        pending += after[next]
      }
      return after[position].filter { lastWalk[$0] != position }
    }
  }

  // MARK: Indices

  /// Where things are, by the position of what they belong to.
  private struct Index {
    private let graph: ResourceGraph
    private var attachmentOfGateway: [Int: Int] = [:]
    private var attachmentOfVPC: [Int: Int] = [:]
    private var ipv6BlockOfVPC: [Int: Int] = [:]
    /// The associations of a subnet, and the routes of the tables that they name.
    private var routing: [Int: [Int]] = [:]
    private var listenersOfTargetGroup: [Int: [Int]] = [:]
    private var endpointsOfVPC: [Int: [Int]] = [:]
    private var providersOfCluster: [Int: Int] = [:]
    private var serversOfNamespace: [Int: [Int]] = [:]

    init(_ graph: ResourceGraph) {
      self.graph = graph
      var routesOfTable: [Int: [Int]] = [:]
      var associations: [(subnet: Int, table: Int, position: Int)] = []
      for (position, resource) in graph.resources.enumerated() where resource.role == .owned {
        guard let facts = Catalog.facts(of: resource.type) else { continue }
        switch facts.routing {
        case .attachment(let gateway, let vpc):
          guard let gateway = target(of: resource[gateway]) else { continue }
          attachmentOfGateway[gateway] = position
          if let vpc = target(of: resource[vpc]) { attachmentOfVPC[vpc] = position }
        case .route(let table):
          if let table = target(of: resource[table]) { routesOfTable[table, default: []].append(position) }
        case .association(let subnet, let table):
          guard let subnet = target(of: resource[subnet]), let table = target(of: resource[table]) else { continue }
          associations.append((subnet, table, position))
        case .endpoint(let vpc, _, _):
          if let vpc = target(of: resource[vpc]) { endpointsOfVPC[vpc, default: []].append(position) }
        case .ipv6Block(let vpc): if let vpc = target(of: resource[vpc]) { ipv6BlockOfVPC[vpc] = position }
        case .internetGateway, nil: break
        }
        if let property = facts.providesCluster, let cluster = target(of: resource[property]) {
          providersOfCluster[cluster] = position
        }
        if let meeting = facts.meets, meeting.offers.value(in: resource, of: graph) != nil,
          let namespace = target(of: meeting.namespace.value(in: resource, of: graph))
        {
          serversOfNamespace[namespace, default: []].append(position)
        }
        for group in facts.forwards?.targetGroups(of: resource) ?? [] {
          guard let group = graph.position(of: group) else { continue }
          listenersOfTargetGroup[group, default: []].append(position)
        }
      }
      for (subnet, table, position) in associations {
        routing[subnet, default: []] += (routesOfTable[table] ?? []) + [position]
      }
    }

    func predecessors(of resource: Resource) -> [Int] {
      guard let facts = Catalog.facts(of: resource.type) else { return [] }
      return facts.after.flatMap { predecessors(of: resource, $0, facts) }
    }

    private func predecessors(of resource: Resource, _ sort: Facts.Predecessor, _ facts: Facts) -> [Int] {
      let subnets = facts.stands.map { targets(of: $0.subnets(of: resource, in: graph)) } ?? []
      switch sort {
      case .attachment(let gateway):
        return [target(of: resource[gateway]).flatMap { attachmentOfGateway[$0] }].compactMap(\.self)
      case .attachmentToVPC:
        // What cannot say so has public addresses. Where subnets decide, their routes wait for the attachment.
        let address = facts.stands?.publicAddress
        let word = address?.property.value(in: resource, of: graph)?.literal
        if let address, !(word.map(address.values.contains) ?? address.isDefault ?? false) { return [] }
        return subnets.compactMap { subnet in
          target(of: graph.resources[subnet]["VpcId"]).flatMap { attachmentOfVPC[$0] }
        }
      case .ipv6Block(let vpc, let property):
        guard resource[property] != nil, let vpc = target(of: vpc.value(in: resource, of: graph)) else { return [] }
        return [ipv6BlockOfVPC[vpc]].compactMap(\.self)
      case .routesOfSubnets: return subnets.flatMap { routing[$0] ?? [] }
      case .endpointsOfVPC: return endpoints(of: subnets)
      case .listenersOfTargetGroups:
        return groups(of: resource, facts.registers).flatMap { listenersOfTargetGroup[$0] ?? [] }
      case .serversInNamespace:
        // Of two that offer something, each may find the other: only one that offers nothing can be made last.
        guard let meeting = facts.meets, meeting.offers.value(in: resource, of: graph) == nil,
          let namespace = target(of: meeting.namespace.value(in: resource, of: graph))
        else { return [] }
        return serversOfNamespace[namespace] ?? []
      case .providersOfCluster(let cluster, let launchType):
        guard resource[launchType] == nil, let cluster = target(of: resource[cluster]) else { return [] }
        return [providersOfCluster[cluster]].compactMap(\.self)
      }
    }

    /// The target groups that a resource registers with.
    private func groups(of resource: Resource, _ registers: Facts.Registration?) -> [Int] {
      switch registers {
      case .items(let list, let group, let alternate, _):
        (resource[list]?.items ?? []).flatMap { item in
          Facts.Registration.groups(of: item, group, alternate).compactMap { target(of: $0) }
        }
      case .groups(let list): targets(of: resource[list])
      case .targets, nil: []
      }
    }

    private func target(of value: Value?) -> Int? { (value?.reference).flatMap { graph.position(of: $0.path) } }
    private func targets(of value: Value?) -> [Int] { value?.items.compactMap { target(of: $0) } ?? [] }
    /// By these what starts in subnets of their VPC pulls its image.
    private func endpoints(of subnets: [Int]) -> [Int] {
      endpointsOfVPC.isEmpty
        ? []
        : Set(subnets.compactMap { target(of: graph.resources[$0]["VpcId"]) }).sorted().flatMap {
          endpointsOfVPC[$0] ?? []
        }
    }
  }

  /// What a template's own references put before each node.
  ///
  /// What is already there or only in the script puts nothing first. An artifact stands for what its address is made
  /// of: an image for its repository, an AMI, which is a parameter, for nothing.
  private struct TemplateReferences {
    private var targets: [Int] = []
    private var ends: [Int] = []

    init(_ graph: ResourceGraph) {
      ends.reserveCapacity(graph.resources.count)
      for resource in graph.resources {
        if resource.role == .owned {
          for property in resource.properties { append(property.value, graph) }
          if !resource.tags.isEmpty, Catalog.type(named: resource.type)?.tags != TagStyle.none {
            for tag in resource.tags { append(tag.value, graph) }
          }
        }
        ends.append(targets.count)
      }
    }

    subscript(position: Int) -> ArraySlice<Int> { targets[(position == 0 ? 0 : ends[position - 1])..<ends[position]] }

    private mutating func append(_ value: Value, _ graph: ResourceGraph) {
      value.forEachReference { reference, _ in
        guard let position = graph.position(of: reference.path) else { return }
        let target = graph.resources[position]
        switch target.role {
        case .owned: targets.append(position)
        case .artifact: if let yield = target.yields[reference.attribute] { append(yield, graph) }
        case .existing, .scaffold: break
        }
      }
    }
  }
}

extension ResourceGraph {
  fileprivate func ownedPosition(of path: Path) -> Int? {
    position(of: path).flatMap { resources[$0].role == .owned ? $0 : nil }
  }
}
