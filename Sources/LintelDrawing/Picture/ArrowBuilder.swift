import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource

// Who may open a connection to what: the needs, what load balancers forward, and the rules that let somebody in.
extension PictureBuilder {
  mutating func addArrows() {
    let connections = reach.connections()
    for connection in connections where isDrawn(connection) { add(connection) }
    for host in reach.hosts {
      for target in reach.forwardedTargets(ofLoadBalancer: host.path) {
        let connection = reach.connection(to: target)
        if connection.certainty == .no { add(connection) }
      }
      for need in reach.needs(of: host) where need.certainty == .no { add(need) }
    }
    addClosedDoors(connections)
    addFaults()
  }

  /// What may be reached by everybody, as the internet may from nearly everywhere, says nothing about a system.
  private func isDrawn(_ connection: Connection) -> Bool {
    switch connection.to {
    case .internet, .addresses, .ownIPv6, .prefixList, .wearers: false
    case .host, .supply, .registry: true
    }
  }

  /// A load balancer that faces the internet and lets nobody in.
  private mutating func addClosedDoors(_ connections: [Connection]) {
    let reached = Set(connections.map(\.to))
    for host in reach.hosts where host.kind == .loadBalancer {
      guard reach.hasPublicAddress(host) == .yes, !reached.contains(host.endpoint),
        reach.openQuestions(of: host).isEmpty
      else { continue }
      for route in reach.routes(from: .internet, to: host.endpoint) {
        guard let first = route.connections.first, first.certainty == .no, route.connections.count == 1 else {
          continue
        }
        add(first)
      }
    }
  }

  private mutating func add(_ connection: Connection) {
    let sources = starts(of: connection)
    guard !sources.isEmpty, let target = end(of: connection) else { return }
    let isNeed =
      switch connection.purpose {
      case .image, .logs, .secret: true
      case .forwarding, nil: false
      }
    let state: Picture.Arrow.State =
      switch connection.certainty {
      case .yes: .open
      case .unknown: .perhaps
      case .no: .missing
      }
    var hover = "\(connection.from) → \(connection.to), \(connection.traffic.words)"
    if let purpose = connection.purpose { hover += ": \(purpose.words)" }
    if let weakest = connection.weakest {
      hover += (state == .missing ? "; cannot: " : "; perhaps: ") + weakest.words
    }
    let span = (connection.weakest ?? connection.links.last { $0.span.isWritten })?.span ?? .none
    // Docker gives tasks any port of an instance.
    let isAny = state == .perhaps && connection.purpose != nil && connection.traffic == .all
    let port = isAny ? "any port" : connection.traffic.description
    for source in sources {
      let arrow = Picture.Arrow(
        from: source, to: target, port: port, state: state,
        purpose: isNeed ? .need : .request, hover: hover, span: span)
      insert(arrow)
      if state == .missing, let weakest = connection.weakest {
        let bearer = connection.purpose == nil ? target : source
        let deed = connection.purpose.map(PictureBuilder.infinitive) ?? "be reached"
        faults[bearer, default: []].append(Fault(deed: deed, link: weakest))
      }
    }
  }

  /// What has the same cause is one line.
  private mutating func addFaults() {
    for key in picture.boxes.map(\.key) {
      var deeds: [(words: String, list: [String], link: Link)] = []
      for fault in faults[key] ?? [] {
        let words = fault.link.words
        if let index = deeds.firstIndex(where: { $0.words == words }) {
          if !deeds[index].list.contains(fault.deed) { deeds[index].list.append(fault.deed) }
        } else {
          deeds.append((words, [fault.deed], fault.link))
        }
      }
      for (words, list, link) in deeds {
        let text = "cannot \(list.joined(separator: ", ")): \(words)"
        mark(key, Picture.Mark(.fault, text, hover: link.remedy ?? "", span: link.span))
      }
    }
  }

  private static func infinitive(_ purpose: Connection.Purpose) -> String {
    switch purpose {
    case .forwarding: "forward"
    case .image: "pull its image"
    case .logs: "write its logs"
    case .secret: "read a secret"
    }
  }

  /// Of two connections that look the same, the one that works less well.
  private mutating func insert(_ arrow: Picture.Arrow) {
    let key = ArrowKey(from: arrow.from, to: arrow.to, port: arrow.port, purpose: arrow.purpose)
    guard let same = arrowPositions[key] else {
      arrowPositions[key] = picture.arrows.count
      return picture.arrows.append(arrow)
    }
    if picture.arrows[same].state.rawValue < arrow.state.rawValue { picture.arrows[same] = arrow }
  }

  // MARK: Ends

  private mutating func starts(of connection: Connection) -> [String] {
    switch connection.from {
    case .host(let path): return has(path.description) ? [path.description] : []
    case .internet:
      outside(.internet, "internet", "Internet", "")
      return ["internet"]
    case .addresses(let block):
      let isOwn = picture.networks.contains { $0.label.hasSuffix(" \(block)") }
      let words = isOwn ? "the VPC's addresses" : block == .everywhereOfIPv6 ? "the internet of IPv6" : "addresses"
      outside(.addresses, block.description, block.description, words)
      return [block.description]
    case .ownIPv6(let vpc):
      outside(.addresses, connection.from.description, "IPv6", "addresses of \(vpc.words)")
      return [connection.from.description]
    case .prefixList(let id):
      outside(.addresses, id, id, "prefix list")
      return [id]
    case .wearers(let group):
      let known = reach.wearers(of: group).filter { $0.kind != .loadBalancer }
      if !known.isEmpty, graph[group].map({ !$0.isExisting }) ?? false { return known.map(\.path.description) }
      outside(.addresses, group.description, group.id, "who wears the group", span: graph[group]?.span ?? .none)
      return [group.description]
    case .supply, .registry: return []
    }
  }

  private mutating func outside(
    _ role: Picture.Role, _ key: String, _ title: String, _ subtitle: String, span: Span = .none
  ) {
    var box = Picture.Box(key: key, role: role, standing: .outside, title: title, span: span, hover: title)
    box.subtitle = subtitle
    add(box)
  }

  private mutating func end(of connection: Connection) -> String? {
    switch connection.to {
    case .host(let path): return has(path.description) ? path.description : nil
    case .supply(let path): return shelf(of: path, connection)
    case .registry(let name):
      guard case .secret? = connection.purpose else {
        let key = "registry \(name)"
        add(
          Picture.Box(
            key: key, role: .registry, standing: .elsewhere, title: name, subtitle: "registry of images", span: .none,
            hover: name))
        return key
      }
      let isSettings = name == "Systems Manager"
      shelf(name, isSettings ? .settings : .secrets, isSettings ? "parameters" : "secrets")
      if case .secret(let variable)? = connection.purpose {
        mark(name, Picture.Mark(.name, variable, hover: "\(connection.from) \(connection.purpose?.words ?? "")"))
      }
      return name
    case .internet, .addresses, .ownIPv6, .prefixList, .wearers: return nil
    }
  }

  /// The box of the service of AWS's that keeps a thing, with the thing in it.
  private mutating func shelf(of path: Path, _ connection: Connection) -> String? {
    let key: String
    switch connection.purpose {
    case .image:
      key = "ECR"
      shelf(key, .registry, "images")
    case .logs:
      key = "CloudWatch Logs"
      shelf(key, .logs, "log groups")
    case .secret, .forwarding, nil:
      key = "Systems Manager"
      shelf(key, .settings, "parameters")
    }
    let owner = graph[path]
    let name = (owner?.type).flatMap { Catalog.type(named: $0)?.nameProperty }.flatMap { owner?[$0]?.literal }
    mark(key, Picture.Mark(.name, name ?? path.id, hover: "\(path)", span: owner?.span ?? .none))
    return key
  }

  private mutating func shelf(_ title: String, _ role: Picture.Role, _ subtitle: String) {
    var box = Picture.Box(key: title, role: role, standing: .region, title: title, span: .none, hover: title)
    box.subtitle = subtitle
    add(box)
  }
}
