import LintelSource
import LintelSpec
import LintelYAML

/// What a service behind a load balancer needs to know of it.
struct Door {
  let exposure: Exposure
  /// The groups that the load balancer wears.
  let groups: [String]
}

// Load balancers, listeners, rules and target groups of services that are exposed.
extension ShortForm {
  /// The versions of TLS that clients still have and that nobody has broken.
  private static let policyOfTLS = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  /// The priority of a rule that is the only one: there is room on both sides.
  private static let middlePriority = "100"

  /// Writes what stands before services; what each service behind it needs to know.
  mutating func writeDoors(for exposures: [Exposure], in network: ShortNetwork) -> [String: Door] {
    var doors: [String: Door] = [:]
    for scheme in [Expose.Scheme.public, .internal] {
      let own = told(exposures.filter { $0.scheme == scheme.rawValue })
      guard let first = own.first else { continue }
      let groups = groups(of: scheme)
      guard writeLoadBalancer(scheme, for: own, wearing: groups, in: network) else { continue }
      if field("securityGroups", of: scheme.rawValue, in: "loadBalancers") == nil {
        writeGroup(of: scheme, for: own, at: first.span, in: network)
      }
      for exposure in own {
        if !isExisting("targetGroups", exposure.service.id) {
          add("targetGroups", exposure.service.id, at: exposure.span, [])
        }
        doors[exposure.service.id] = Door(exposure: exposure, groups: groups)
      }
    }
    return doors
  }

  // MARK: Sharing

  /// The services that requests can be told apart for; of the others it is reported that they cannot.
  private func told(_ exposures: [Exposure]) -> [Exposure] {
    let secure = exposures.filter { $0.https != nil }
    let plain = exposures.filter { $0.https == nil }
    let kept = Set((told(on: secure) + told(on: plain)).map(\.service.id))
    return exposures.filter { kept.contains($0.service.id) }
  }

  private func told(on listener: [Exposure]) -> [Exposure] {
    guard listener.count > 1 else { return listener }
    var kept: [Exposure] = []
    var rest: Exposure?
    let taken = Set(listener.compactMap { word($0.priority?.value) }.compactMap { Int($0) })
    var next = 10
    for exposure in listener {
      let other = exposure.takesTheRest ? rest : listener.first { $0.service.id != exposure.service.id }
      if exposure.takesTheRest, rest == nil {
        rest = exposure
        kept.append(exposure)
      } else if exposure.priority != nil {
        kept.append(exposure)
      } else if let other {
        while taken.contains(next) { next += 10 }
        report(exposure, beside: other, priority: next)
        next += 10
      }
    }
    return kept
  }

  private func report(_ exposure: Exposure, beside other: Exposure, priority: Int) {
    let id = exposure.service.id
    if exposure.takesTheRest {
      findings.report(
        .missingKey, at: exposure.span, "services '\(other.service.id)' and '\(id)' are exposed for all requests",
        label: "one listener cannot tell which of them a request is for", labels: [Label(other.span, "the other")],
        help: [
          "write `expose: { scheme: \(exposure.scheme), path: \"/\(id)/*\", priority: \(priority) }`, or a `host` of its own"
        ])
    } else {
      findings.report(
        .missingKey, at: exposure.span, "'expose' of service '\(id)' lacks 'priority'",
        label: "with a second service on the listener it says whose rule is asked first",
        labels: [Label(other.span, "the other")], help: ["add `priority: \(priority)`: the lowest is asked first"])
    }
  }

  // MARK: Load balancers

  /// The groups that a load balancer wears.
  ///
  /// Each has a group of its own, so that the public one cannot open connections to services that are internal.
  private func groups(of scheme: Expose.Scheme) -> [String] {
    if let written = field("securityGroups", of: scheme.rawValue, in: "loadBalancers") {
      return items(written).compactMap { word($0) }
    }
    return isExisting("loadBalancers", scheme.rawValue) ? [] : [scheme.group]
  }

  /// Writes a load balancer with its listeners; false where it has nowhere to stand.
  private mutating func writeLoadBalancer(
    _ scheme: Expose.Scheme, for exposures: [Exposure], wearing groups: [String], in network: ShortNetwork
  ) -> Bool {
    let id = scheme.rawValue
    let place = exposures[0].span
    let listeners = DraftField("listeners", at: place, .map(listeners(for: exposures, at: place), at: place))
    guard !isExisting("loadBalancers", id) else {
      add("loadBalancers", id, at: place, [listeners])
      return true
    }
    let isInternal = scheme == .internal
    let subnets = isInternal && network.privateSubnets.count > 1 ? network.privateSubnets : network.publicSubnets
    if subnets.count < 2, field("subnets", of: id, in: "loadBalancers") == nil {
      findings.report(
        .missingKey, at: place, "load balancer '\(id)' has no subnets to stand in",
        label: isInternal
          ? "no two subnets of the spec's one VPC stand in different zones"
          : "no two subnets of the spec's one VPC are public and stand in different zones",
        help: [network.helpForPlace(of: id, isInternal: isInternal)])
      return false
    }
    add(
      "loadBalancers", id, at: place,
      [
        DraftField("scheme", at: place, .text(isInternal ? "internal" : "internet-facing", at: place)),
        DraftField("subnets", at: place, .list(subnets.map { .text($0, at: place) }, at: place)),
        DraftField("securityGroups", at: place, .list(groups.map { .text($0, at: place) }, at: place)), listeners,
      ])
    return true
  }

  private mutating func writeGroup(
    of scheme: Expose.Scheme, for exposures: [Exposure], at place: Span, in network: ShortNetwork
  ) {
    let id = scheme.group
    if isExisting("securityGroups", id) || isExisting("loadBalancers", scheme.rawValue) { return }
    let isSecure = exposures.contains { $0.https != nil }
    let ports = [("http", "80"), ("https", "443")].prefix(isSecure ? 2 : 1).map { name, usual -> Draft in
      listenerField("port", of: name, scheme).map { .node($0) } ?? .text(usual, at: place)
    }
    let source = scheme == .public ? "0.0.0.0/0" : network.block
    let words = scheme == .public ? "Load balancer, open to the internet" : "Load balancer, open to its VPC"
    var fields = [DraftField("description", at: place, .text(words, at: place))]
    if let source {
      let rules = ports.map { port -> Draft in
        .map([DraftField("port", at: place, port), DraftField("cidr", at: place, .text(source, at: place))], at: place)
      }
      fields.append(DraftField("ingress", at: place, .list(rules, at: place)))
    }
    add("securityGroups", id, at: place, fields)
  }

  /// A written field of a listener that is derived otherwise.
  private func listenerField(_ key: String, of name: String, _ scheme: Expose.Scheme) -> NodeID? {
    map(name, in: map("listeners", in: entry("loadBalancers", scheme.rawValue))).flatMap { tree.value(of: key, in: $0) }
  }

  // MARK: Listeners

  private func listeners(for exposures: [Exposure], at place: Span) -> [DraftField] {
    let secure = exposures.filter { $0.https != nil }
    let plain = exposures.filter { $0.https == nil }
    guard let certificate = certificate(of: secure), let first = secure.first else {
      return [DraftField("http", at: place, .map(actions(of: plain, at: place), at: place))]
    }
    let redirect: [DraftField] =
      plain.contains(where: \.takesTheRest) ? [] : [DraftField("redirect", at: first.span, toHTTPS(at: first.span))]
    let https =
      [
        DraftField("certificate", at: first.span, certificate),
        DraftField("sslPolicy", at: first.span, .text(Self.policyOfTLS, at: first.span)),
      ] + actions(of: secure, at: first.span)
    return [
      DraftField("http", at: place, .map(redirect + actions(of: plain, at: place, rest: redirect.isEmpty), at: place)),
      DraftField("https", at: first.span, .map(https, at: first.span)),
    ]
  }

  private func toHTTPS(at place: Span) -> Draft {
    .map(
      [("protocol", "HTTPS"), ("port", "443"), ("statusCode", "HTTP_301")].map { key, value in
        DraftField(key, at: place, .text(value, at: place))
      }, at: place)
  }

  /// The certificates of services, each once; that of the service which takes the rest comes first.
  private func certificate(of exposures: [Exposure]) -> Draft? {
    let ordered =
      exposures.filter(\.takesTheRest) + exposures.filter { !$0.takesTheRest }.sorted { $0.service.id < $1.service.id }
    var seen: Set<String> = []
    let all = ordered.flatMap { items($0.https?.value) }.filter { node in
      let node = tree.resolve(node)
      return seen.insert(tree[node].kind == .scalar ? tree.text(of: node) : "\(node.rawValue)").inserted
    }
    if exposures.count == 1 || all.count == 1 { return ordered.first?.https.map { .node($0.value) } }
    return ordered.first.map { first in .list(all.map { .node($0) }, at: first.span) }
  }

  /// What becomes of requests: the service that takes the rest, and a rule for each other.
  private func actions(of exposures: [Exposure], at place: Span, rest: Bool = true) -> [DraftField] {
    var fields: [DraftField] = []
    if let all = exposures.first(where: \.takesTheRest) {
      fields.append(DraftField("targetGroup", at: all.span, .text(all.service.id, at: all.span)))
    } else if rest {
      let response = DraftField("statusCode", at: place, .text("404", at: place))
      fields.append(DraftField("fixedResponse", at: place, .map([response], at: place)))
    }
    let rules = exposures.filter { !$0.takesTheRest }.map { exposure -> DraftField in
      let place = exposure.span
      let priority = exposure.priority.map { DraftField("priority", at: tree.span(of: $0.key), .node($0.value)) }
      let conditions = exposure.conditions.map {
        DraftField(tree.text(of: $0.key), at: tree.span(of: $0.key), .node($0.value))
      }
      let target = DraftField("targetGroup", at: place, .text(exposure.service.id, at: place))
      let fields = [priority ?? DraftField("priority", at: place, .text(Self.middlePriority, at: place))] + conditions
      return DraftField(exposure.service.id, at: place, .map(fields + [target], at: place))
    }
    if !rules.isEmpty { fields.append(DraftField("rules", at: place, .map(rules, at: place))) }
    return fields
  }
}
