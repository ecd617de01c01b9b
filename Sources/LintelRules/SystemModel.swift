import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource

/// A graph and what follows from it: each model is worked out once for all rules, when the first rule asks.
final class SystemModel {
  let graph: ResourceGraph
  let types: TypeIndex
  private(set) lazy var reach = Reachability(graph, types)
  private(set) lazy var bounds = Bounds(graph, types)
  /// The launch templates and instances that join a cluster of the spec.
  private(set) lazy var joining = JoiningInstances.all(in: self)
  /// The same by the clusters.
  private(set) lazy var joiningCluster = Dictionary(grouping: joining) { $0.cluster.path }
  /// The Auto Scaling groups by their launch templates.
  private(set) lazy var groupsOfTemplates = Dictionary(grouping: hosts(.autoScalingGroup)) { [graph] host in
    graph[host.path]?.launchTemplate?["LaunchTemplateId"]?.reference?.path
  }
  /// The groups that launch templates name.
  private(set) lazy var launchTemplateGroups = groupsOfLaunchTemplates
  /// The sections of which something did not read.
  private lazy var unread = graph.unreadSections.union(graph.unread.map(\.section))

  init(_ graph: ResourceGraph) {
    self.graph = graph
    types = TypeIndex(graph)
  }

  private var groupsOfLaunchTemplates: Set<Path> {
    var groups: Set<Path> = []
    for node in types.positions(ofAny: Catalog.lendingTypes).lazy.map({ [graph] in graph.resources[$0] }) {
      for group in Catalog.facts(of: node.type)?.lentGroups?.value(in: node, of: graph)?.items ?? [] {
        if let path = group.reference?.path { groups.insert(path) }
      }
    }
    return groups
  }

  /// Whether everything in the sections has read: only then does it mean something that a thing is not there.
  func isWhole(_ sections: String...) -> Bool { unread.isDisjoint(with: sections) }

  /// The nodes of a type that the spec makes.
  func made(_ type: ResourceType) -> some Sequence<Resource> {
    types.positions(of: type.name).lazy.map { [graph] in graph.resources[$0] }.filter { !$0.isExisting }
  }

  /// The hosts that the spec makes.
  func hosts(_ kind: HostKind) -> [Host] { reach.hosts.filter { $0.kind == kind && !$0.isExisting } }

  /// Whether `public: true` is possible for a subnet: one that is there already, or whose VPC is, is what it is.
  func mayBePublic(_ subnet: Path) -> Bool {
    guard let node = graph[subnet], !node.isExisting, let vpc = reach.vpc(of: subnet) else { return false }
    return graph[vpc].map { !$0.isExisting } ?? false
  }

  /// The place of a finding about a subnet that is not public: where an environment says so, or else where it is used.
  func place(ofPrivate subnet: Host.Use) -> Span { graph[subnet.path]?.places["public"] ?? subnet.span }

  /// Whether two entries are certainly not one thing: identifiers that are looked up when deploying may be the same.
  func areDifferent(_ left: Path, _ right: Path) -> Bool {
    guard left != right, let left = graph[left], let right = graph[right] else { return false }
    guard case .existing(let first) = left.role, case .existing(let second) = right.role else { return true }
    guard case .literal(let first) = first, case .literal(let second) = second else { return false }
    return first != second
  }
}

extension ResourceGraph {
  /// Whether a role trusts a service that AWS does not have: that is the mistake, and not who uses the role.
  func trustsMisspeltService(_ role: Path) -> Bool {
    let statements = self[role]?["AssumeRolePolicyDocument"]?["Statement"]?.items ?? []
    let services = statements.compactMap { $0["Principal"]?["Service"] }.flatMap { $0.items.isEmpty ? [$0] : $0.items }
    return services.contains { service in
      if case .misspelt? = service.literal.map({ AWSNames.verdict(onPrincipal: $0) }) { true } else { false }
    }
  }
}

extension Link {
  /// A note with the link's words, at the place that says so.
  var note: Note { Note(words, at: span.isWritten ? span : nil) }
}

extension Sequence<Link> {
  /// The first link that keeps a connection from being opened.
  var missing: Link? { first { $0.certainty == .no } }
}

extension Span {
  /// This place, or another where nothing is written here.
  func or(_ other: Span) -> Span { isWritten ? self : other }
}
