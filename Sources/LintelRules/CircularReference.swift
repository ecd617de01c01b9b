import LintelAWS
package import LintelGraph
package import LintelSource

extension Rule {
  package static let circularReference = Rule(
    "circular-reference", .error, .reading, "Resources that need each other first can never be made.",
    page: RulePage(
      .references,
      why: """
        A resource is made after everything that it refers to. What AWS needs in between, which no line of the spec \
        says, counts as well: a service waits for the listener of its load balancer, so the load balancer cannot wait \
        for the service. Rules of security groups are resources of their own, so groups may name each other.
        """,
      awsAnswer: "Circular dependency between resources: […]",
      source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html",
      wrong: [.ecs("loadBalancers:\n  public:\n    tags: { serves: ↓\"${services.web.name}\" }")],
      right: [.ecs("services:\n  web:\n    tags: { behind: \"${loadBalancers.public.dnsName}\" }")]))
}

/// Finds resources that wait for themselves: only a `${…}` can lead there.
package struct CircularReference {
  private struct Edge {
    let from: Int
    let to: Int
    let span: Span
  }

  /// With what comes after what, also where no property says so.
  private let graph: ResourceGraph

  /// Nodes stand in the order in which they are made, but for `${…}` and for rules of groups, to which nothing refers:
  /// a cycle needs an edge that leads forward.
  package static func check(_ graph: ResourceGraph, _ findings: Findings) {
    var forward: [Edge] = []
    for (position, resource) in graph.resources.enumerated()
    where resource.type != ResourceType.securityGroupIngress.name && !resource.isExisting {
      resource.forEachReference { reference, span in
        guard let target = graph.position(of: reference.path), target >= position else { return }
        forward.append(Edge(from: position, to: target, span: span))
      }
    }
    guard !forward.isEmpty else { return }
    var ordered = graph
    Ordering.apply(to: &ordered)
    for edge in forward { CircularReference(graph: ordered).check(edge, findings) }
  }

  private func check(_ edge: Edge, _ findings: Findings) {
    guard let way = way(from: edge.to, to: edge.from) else { return }
    let (first, second) = (graph.resources[edge.from], graph.resources[edge.to])
    let notes = way.compactMap { step in
      step.span.isWritten
        ? Note("'\(graph.resources[step.from].path)' needs '\(graph.resources[step.to].path)'", at: step.span) : nil
    }
    findings.report(
      .circularReference, at: edge.span.isWritten ? edge.span : first.span,
      edge.from == edge.to
        ? "'\(first.path)' refers to itself" : "'\(first.path)' refers to '\(second.path)', which needs it first",
      label: "AWS answers 'Circular dependency between resources'", notes: notes,
      help: ["write the value out, or leave it out"])
  }

  /// The edges from one node to another; nil if it does not lead there.
  private func way(from start: Int, to end: Int) -> [Edge]? {
    var arrivals: [Int: Edge] = [:]
    var pending = [start]
    var seen: Set<Int> = [start]
    while let position = pending.popLast() {
      if position == end { break }
      for edge in edges(from: position) where seen.insert(edge.to).inserted {
        arrivals[edge.to] = edge
        pending.append(edge.to)
      }
    }
    guard seen.contains(end) else { return nil }
    var way: [Edge] = []
    var position = end
    while position != start, let edge = arrivals[position] {
      way.append(edge)
      position = edge.from
    }
    return way.reversed()
  }

  private func edges(from position: Int) -> [Edge] {
    var edges: [Edge] = []
    graph.resources[position].forEachReference { reference, span in
      if let target = graph.position(of: reference.path) { edges.append(Edge(from: position, to: target, span: span)) }
    }
    for path in graph.resources[position].after {
      if let target = graph.position(of: path) { edges.append(Edge(from: position, to: target, span: .none)) }
    }
    return edges
  }
}
