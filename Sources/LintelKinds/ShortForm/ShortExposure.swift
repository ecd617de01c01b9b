import LintelSource
import LintelSpec
import LintelYAML

/// How a service is reached through a load balancer.
struct Exposure {
  let service: ShortService
  /// `public` or `internal`: the id of the load balancer too.
  let scheme: String
  let span: Span
  let port: NodeID
  /// `host` and `path`.
  let conditions: [Pairs.Pair]
  let priority: Pairs.Pair?
  let https: Pairs.Pair?

  /// Whether it takes what no other service does.
  var takesTheRest: Bool { conditions.isEmpty }
}

/// What a service's `expose` comes to.
enum ExposureReading {
  /// It is left to the reader, which says what is wrong.
  case unreadable
  /// There is none, or what is wrong with it has been said.
  case nothing
  case found(Exposure)
}

extension ShortForm {
  func exposure(of service: ShortService) -> ExposureReading {
    guard let field = service.fields["expose"] else { return .nothing }
    let node = tree.resolve(field.value)
    var pairs: [String: Pairs.Pair] = [:]
    var scheme = node
    var place = tree.span(of: node)
    if tree[node].kind == .mapping {
      for pair in tree.pairs(of: node) { pairs[tree.text(of: pair.key)] = pair }
      guard let written = pairs["scheme"], Set(pairs.keys).isSubset(of: Expose.keys) else { return .unreadable }
      scheme = tree.resolve(written.value)
      place = tree[scheme].kind == .scalar ? tree.span(of: scheme) : field.key
    }
    guard let word = word(scheme), Expose.Scheme(rawValue: word) != nil else { return .unreadable }
    if word == Expose.Scheme.none.rawValue { return .nothing }
    if service.entryHas("loadBalancers", in: tree) { return .unreadable }
    guard let port = port(of: service) else {
      reportNoPort(of: service, at: place)
      return .nothing
    }
    // The container says what is wrong with it.
    guard let number = self.word(port).flatMap({ Int($0) }), (1...65_535).contains(number) else { return .nothing }
    let conditions = ["host", "path"].compactMap { pairs[$0] }
    if conditions.isEmpty, let priority = pairs["priority"] {
      findings.report(
        .missingKey, at: tree.span(of: priority.key),
        "service '\(service.id)' has a priority, and neither host nor path",
        label: "it takes the requests that no other service does, after all rules",
        help: ["add `host` or `path`, or remove `priority`"])
      return .nothing
    }
    return .found(
      Exposure(
        service: service, scheme: word, span: place, port: port, conditions: conditions, priority: pairs["priority"],
        https: pairs["https"]))
  }

  /// The port of the container that a service exposes.
  private func port(of service: ShortService) -> NodeID? {
    if let port = service.fields["port"]?.value { return port }
    let task = word(field("taskDefinition", of: service.id, in: "services")) ?? service.id
    guard let containers = map("containers", in: entry("taskDefinitions", task)) else { return nil }
    let pairs = tree.pairs(of: containers)
    let container =
      map(service.id, in: containers) ?? (pairs.count == 1 ? map(tree.text(of: pairs[0].key), in: containers) : nil)
    guard let container else { return nil }
    if let port = tree.value(of: "port", in: container) { return port }
    let first = tree.value(of: "ports", in: container).flatMap { items($0).first }.map(tree.resolve)
    return first.flatMap { tree[$0].kind == .mapping ? tree.value(of: "port", in: $0) : nil }
  }

  private func reportNoPort(of service: ShortService, at place: Span) {
    let task = word(field("taskDefinition", of: service.id, in: "services"))
    findings.report(
      .missingKey, at: place, "service '\(service.id)' has no port to expose",
      label: "the load balancer sends it requests",
      help: [
        task.map { "give a container of task definition '\($0)' a `port`, such as `port: 8080`" }
          ?? "add `port: 8080` to the service, or whichever its program listens on"
      ])
  }
}

extension ShortService {
  func entryHas(_ key: String, in tree: Tree) -> Bool { tree.value(of: key, in: entry) != nil }
}
