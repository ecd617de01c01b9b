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

    func fits(_ parts: [Substring]) -> Bool { ids.suffix(parts.count).map { Substring($0) } == parts }
  }

  /// What it fits: of listeners those of network load balancers, where there is one.
  func found(in spec: Specification) -> [Found] {
    let parts = written.value.split(separator: ".")
    let fitting = Self.all(sort, in: spec).filter { $0.fits(parts) }
    guard sort == .listener else { return fitting }
    let own = fitting.filter(\.mayBeOfNetwork)
    return own.isEmpty ? fitting : own
  }

  static func all(_ sort: Sort, in spec: Specification) -> [Found] {
    spec.sections[LoadBalancer.self].entries.flatMap { loadBalancer in
      loadBalancer.model.listeners.flatMap { listener in
        sort == .listener
          ? [Found(loadBalancer: loadBalancer, listener: listener, rule: nil)]
          : listener.value.value.rules.map { Found(loadBalancer: loadBalancer, listener: listener, rule: $0) }
      }
    }
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
  var movedTraffic: [Path: MovedTraffic] {
    var moved: [Path: MovedTraffic] = [:]
    for service in sections[Service.self].entries {
      for target in service.model.loadBalancers {
        let shift = target.value.shift
        guard let alternate = shift.alternateTargetGroup else { continue }
        if let found = shift.production?.found(in: self).only, moved[found.path] == nil {
          moved[found.path] = MovedTraffic(groups: (target.value.targetGroup, alternate), owner: target.span)
        }
        if let found = shift.test?.found(in: self).only, moved[found.path] == nil {
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
