import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource

/// The target group whose requests a policy counts, and the load balancer that forwards to it.
struct RequestSource {
  /// Why there is none.
  enum Problem: Error {
    /// What scales registers with no target group.
    case noTargetGroup
    /// It registers with several, and none is named.
    case several([String])
    /// It does not register with the one that is named.
    case foreign(Located<EntryReference>, own: [String])
    /// No listener of the spec forwards to it.
    case notForwarded(String)
    /// What forwards to it is a network load balancer, which counts no requests.
    case uncounted(String)
  }

  let targetGroup: Path
  let loadBalancer: Path
  /// The listeners and rules that forward to it: AWS takes the group for a metric only then.
  let forwarders: [Path]

  /// `written`: the target group that the policy names; `own`: those that what scales registers with.
  static func find(
    _ written: Located<EntryReference>?, among own: [Located<EntryReference>], in lowering: Lowering
  ) -> Result<RequestSource, Problem> {
    var ids: [String] = []
    for group in own where !ids.contains(group.value.id) { ids.append(group.value.id) }
    if ids.isEmpty { return .failure(.noTargetGroup) }
    if let written, !ids.contains(written.value.id) { return .failure(.foreign(written, own: ids)) }
    guard let id = written?.value.id ?? (ids.count == 1 ? ids[0] : nil) else { return .failure(.several(ids)) }
    let (group, graph) = (TargetGroup.path(id), lowering.graph)
    let forwarders = lowering.forwarders.paths(to: group, in: graph)
    guard let loadBalancer = forwarders.lazy.compactMap({ owner(of: $0, in: graph) }).first else {
      return .failure(.notForwarded(id))
    }
    if graph[loadBalancer]?["Type"]?.literal == "network" { return .failure(.uncounted(id)) }
    return .success(RequestSource(targetGroup: group, loadBalancer: loadBalancer, forwarders: forwarders))
  }

  /// The load balancer of a listener, or of a rule's listener.
  private static func owner(of forwarder: Path, in graph: ResourceGraph) -> Path? {
    guard let node = graph[forwarder], let forwards = Catalog.facts(of: node.type)?.forwards else { return nil }
    switch forwards {
    case .listener(_, let loadBalancer, _): return node[loadBalancer]?.reference?.path
    case .rule(let listener, _):
      guard let path = node[listener]?.reference?.path, let listener = graph[path],
        case .listener(_, let loadBalancer, _)? = Catalog.facts(of: listener.type)?.forwards
      else { return nil }
      return listener[loadBalancer]?.reference?.path
    }
  }

  /// `app/<load balancer>/<its id>/targetgroup/<target group>/<its id>`.
  func label(at span: Span) -> Value {
    .text([.reference(loadBalancer, .fullName), "/", .reference(targetGroup, .fullName)], at: span)
  }

  /// The dimensions of its metrics.
  var dimensions: Value {
    .set([
      .map(["Name": "LoadBalancer", "Value": .reference(loadBalancer, .fullName)]),
      .map(["Name": "TargetGroup", "Value": .reference(targetGroup, .fullName)]),
    ])
  }
}

/// The listeners and rules of a graph by the target groups that they forward to.
///
/// A graph only grows while it is made: each call takes up what came since the last.
final class Forwarders {
  private var count = 0
  private var byGroup: [Path: [Path]] = [:]

  /// In the order of the graph.
  func paths(to group: Path, in graph: ResourceGraph) -> [Path] {
    for node in graph.resources.dropFirst(count) {
      guard let forwards = Catalog.facts(of: node.type)?.forwards else { continue }
      for group in forwards.targetGroups(of: node) where byGroup[group]?.last != node.path {
        byGroup[group, default: []].append(node.path)
      }
    }
    count = graph.resources.count
    return byGroup[group] ?? []
  }
}
