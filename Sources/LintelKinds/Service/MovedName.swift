import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

/// How a service names what ECS moves: the last parts of `<load balancer>.<listener>.<rule>`, or of
/// `<load balancer>.<listener>` behind a network load balancer, which has no rules.
struct MovedName {
  enum Sort: String {
    case rule, listener

    /// How many ids a name has at most.
    var parts: Int { self == .rule ? 3 : 2 }
    /// What ECS moves there.
    var cargo: String { self == .rule ? "requests" : "connections" }
  }

  let written: Located<String>
  let sort: Sort
  /// Whether those use it who try the new tasks, and not the public.
  let isTest: Bool

  init?(rule: Located<String>?, listener: Located<String>?, isTest: Bool = false) {
    guard let written = rule ?? listener else { return nil }
    self.written = written
    self.isTest = isTest
    sort = rule == nil ? .listener : .rule
  }

  /// As findings call it.
  var words: String { "\(sort.rawValue) '\(written.value)'" }

  /// A rule or a listener of the spec, and its path.
  struct Found {
    let loadBalancer: Entry<LoadBalancer>
    let listener: MapEntry<Listener>
    /// Nil of a listener itself.
    let rule: MapEntry<ListenerRule>?

    private var ids: [String] {
      [loadBalancer.id, listener.key.value] + (rule.map { [$0.key.value] } ?? [])
    }
    var path: Path {
      let listeners = LoadBalancer.path(loadBalancer.id).appending("listeners.\(listener.key.value)")
      return rule.map { listeners.appending("rules.\($0.key.value)") } ?? listeners
    }
    var action: Action { rule?.value.value.action ?? listener.value.value.action }
    var span: Span { rule?.key.span ?? listener.key.span }
    /// What a service may write for it, the shortest first.
    var names: [String] { ids.indices.reversed().map { ids[$0...].joined(separator: ".") } }
    /// What fits no other.
    var name: String { ids.joined(separator: ".") }
    /// Whether it passes on connections; of a load balancer that is already there the type may not be known.
    var mayBeOfNetwork: Bool {
      let type = loadBalancer.model.type
      return type.value == .network || loadBalancer.existing != nil && !type.isWritten
    }
  }

  /// What it fits: of listeners those of network load balancers, where there is one.
  func found(in movable: MovableTraffic) -> [Found] {
    movable.named(written.value, sort)
  }

  fileprivate static func all(_ sort: Sort, in spec: Specification) -> [Found] {
    spec.sections[LoadBalancer.self].entries.flatMap { loadBalancer in
      loadBalancer.model.listeners.flatMap { listener in
        sort == .listener
          ? [Found(loadBalancer: loadBalancer, listener: listener, rule: nil)]
          : listener.value.value.rules.map { Found(loadBalancer: loadBalancer, listener: listener, rule: $0) }
      }
    }
  }
}

/// The rules and listeners of a spec by what services may name them by: empty where no service shifts its traffic.
struct MovableTraffic {
  private var movable: [MovedName.Sort: [MovedName.Found]] = [:]
  private var byName: [MovedName.Sort: [String: [MovedName.Found]]] = [:]
  private var byGroup: [MovedName.Sort: [EntryReference: [MovedName.Found]]] = [:]

  init(_ spec: Specification) {
    guard spec.sections[Service.self].entries.contains(where: \.model.shifts) else { return }
    for sort in [MovedName.Sort.rule, .listener] {
      let all = MovedName.all(sort, in: spec)
      movable[sort] = all.filter { sort == .rule || $0.mayBeOfNetwork }
      for found in all {
        for name in found.names { byName[sort, default: [:]][name, default: []].append(found) }
        for group in found.action.targetGroups {
          byGroup[sort, default: [:]][group.value, default: []].append(found)
        }
      }
    }
    // Where one of a name is a network load balancer's, the others are not meant.
    byName[.listener] = byName[.listener]?.mapValues { fitting in
      let own = fitting.filter(\.mayBeOfNetwork)
      return own.isEmpty ? fitting : own
    }
  }

  /// Those that a service may write so, in the order written.
  func named(_ name: String, _ sort: MovedName.Sort) -> [MovedName.Found] { byName[sort]?[name] ?? [] }

  /// All that ECS may move, in the order written.
  func all(_ sort: MovedName.Sort) -> [MovedName.Found] { movable[sort] ?? [] }

  /// Those that forward to a target group, in the order written.
  func forwarding(to group: EntryReference, _ sort: MovedName.Sort) -> [MovedName.Found] {
    byGroup[sort]?[group] ?? []
  }
}

extension Service {
  /// Whether ECS is to move its traffic, or something says that it may be.
  fileprivate var shifts: Bool { strategy.movesRequests || loadBalancers.contains { shifts(at: $0.value.shift) } }

  func shifts(at shift: TrafficShift) -> Bool {
    strategy.movesRequests || shift.alternateTargetGroup != nil || shift.production != nil || shift.test != nil
  }
}

/// A rule that ECS moves requests by, or a listener that it moves connections by.
struct MovedTraffic {
  /// The two groups between which the public's move; nil of what testers use.
  let groups: (first: Located<EntryReference>, alternate: Located<EntryReference>)?
  /// The target of a service that names it first.
  let owner: Span
}

extension Specification {
  /// What services name, which belongs to ECS once it is there.
  func movedTraffic(of movable: MovableTraffic) -> [Path: MovedTraffic] {
    var moved: [Path: MovedTraffic] = [:]
    for service in sections[Service.self].entries {
      for target in service.model.loadBalancers {
        let shift = target.value.shift
        guard let alternate = shift.alternateTargetGroup else { continue }
        if let found = shift.production?.found(in: movable).only, moved[found.path] == nil {
          moved[found.path] = MovedTraffic(groups: (target.value.targetGroup, alternate), owner: target.span)
        }
        if let found = shift.test?.found(in: movable).only, moved[found.path] == nil {
          moved[found.path] = MovedTraffic(groups: nil, owner: target.span)
        }
      }
    }
    return moved
  }
}

extension Collection {
  /// Its element, where it has one.
  var only: Element? { count == 1 ? first : nil }
}

extension FieldType where Value == String {
  /// A rule or a listener of the spec.
  static func partsOfLoadBalancer(_ sort: MovedName.Sort) -> FieldType<String> {
    let id = Grammar.identifierPattern.dropFirst().dropLast()
    let examples = (sort == .rule ? ["web", "https.web"] : ["tls"]) + ["public.\(sort == .rule ? "https.web" : "tls")"]
    let words = examples.map { "`\($0)`" }
    return .text("the id of a \(sort.rawValue)", pattern: "^\(id)(\\.\(id)){0,\(sort.parts - 1)}$") { text in
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count <= sort.parts && parts.allSatisfy { Grammar.isIdentifier($0) }
        ? nil
        : "the id of a \(sort.rawValue) is expected, as in \(words.dropLast().joined(separator: ", ")) or \(words[words.count - 1])"
    }
  }
}
