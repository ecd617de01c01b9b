import LintelAWS
package import LintelGraph
package import LintelSource

/// A port that a load balancer listens on.
package struct ListenerPort: Sendable {
  package let path: Path
  package let port: Int
  /// What it takes there: TCP, UDP or both.
  package let traffics: [Traffic]
  package let span: Span
}

/// A listener that forwards; the port of one that is there already may not be known.
package struct ForwardingListener: Sendable {
  package let path: Path
  package let port: Int?
  /// What carries its protocol; nil when that is not known.
  package let transports: [String]?
}

/// A target that requests to a listener are forwarded to.
package struct ForwardedTarget: Sendable {
  package let loadBalancer: Path
  package let listener: ForwardingListener
  package let targetGroup: Path
  package let host: Path
  /// The port on which targets of the group listen; nil when it is not known.
  package let port: Int?
  /// What carries the requests: `tcp` or `udp`.
  package let transport: String
  /// The place where the listener, or a rule of it, names the target group.
  let forwardSpan: Span
  /// The place where the target names the group.
  let registrationSpan: Span

  /// What arrives at the target; nil when its port is not known.
  package var traffic: Traffic? { port.map { Traffic(transport, $0...$0) } }
}

/// A listener that forwards to a target group, by itself or by one of its rules.
package struct Forward: Sendable {
  package let loadBalancer: Path
  package let listener: ForwardingListener
  /// The place where it names the group.
  package let span: Span
}

/// A host that registers with a target group.
package struct Registration: Sendable {
  package let host: Path
  package let port: Int?
  /// The place where it names the group.
  package let span: Span
}

/// Load balancers, their listeners, and who stands behind them.
struct Forwarding {
  /// By target group.
  private(set) var forwards: [Path: [Forward]] = [:]
  private(set) var registrations: [Path: [Registration]] = [:]
  private(set) var listeners: [Path: [ListenerPort]] = [:]
  /// By load balancer, and by what stands behind it.
  private(set) var byLoadBalancer: [Path: [ForwardedTarget]] = [:]
  private(set) var byTarget: [Path: [ForwardedTarget]] = [:]

  init(_ graph: ResourceGraph, _ types: TypeIndex) {
    for position in types.positions(ofAny: Catalog.registeringTypes) {
      collectRegistrations(of: graph.resources[position], graph)
    }
    var byPath: [Path: (loadBalancer: Path, listener: ForwardingListener)] = [:]
    var rules: [(listener: Path, actions: Value?)] = []
    for node in types.positions(ofAny: Catalog.forwardingTypes).lazy.map({ graph.resources[$0] }) {
      switch Catalog.facts(of: node.type)?.forwards {
      case .listener(let portName, let owner, let actions):
        let port = node[portName]
        guard let loadBalancer = node[owner]?.reference?.path, node.isExisting || port?.integer != nil else { continue }
        if let port, let number = port.integer {
          listeners[loadBalancer, default: []].append(
            ListenerPort(
              path: node.path, port: number,
              traffics: (Forwarding.transports(of: node) ?? ["tcp"]).map { Traffic($0, number...number) },
              span: port.span.isWritten ? port.span : node.span))
        }
        let listener = ForwardingListener(
          path: node.path, port: port?.integer, transports: Forwarding.transports(of: node))
        byPath[node.path] = (loadBalancer, listener)
        add(node[actions], of: listener, loadBalancer, graph)
      case .rule(let listener, let actions):
        if let path = node[listener]?.reference?.path { rules.append((path, node[actions])) }
      case nil: break
      }
    }
    for rule in rules {
      guard let listener = byPath[rule.listener] else { continue }
      add(rule.actions, of: listener.listener, listener.loadBalancer, graph)
    }
  }

  /// What carries the protocol of a listener or a target group.
  private static func transports(of node: Resource?) -> [String]? {
    (node?["Protocol"]?.literal).map(ResourceType.transports)
  }

  /// What a listener and a target group have in common; where that is nothing, AWS refuses to tie them.
  private static func transports(from listener: [String]?, to group: Resource?) -> [String] {
    let own = transports(of: group)
    let common = (listener ?? own ?? ["tcp"]).filter { own?.contains($0) ?? true }
    return common.isEmpty ? own ?? ["tcp"] : common
  }

  private mutating func add(
    _ actions: Value?, of listener: ForwardingListener, _ loadBalancer: Path, _ graph: ResourceGraph
  ) {
    for action in actions?.items ?? [] {
      let weighted = (action["ForwardConfig"]?["TargetGroups"]?.items ?? []).compactMap { $0["TargetGroupArn"] }
      for group in [action["TargetGroupArn"]].compactMap(\.self) + weighted {
        guard let path = group.reference?.path else { continue }
        forwards[path, default: []].append(Forward(loadBalancer: loadBalancer, listener: listener, span: group.span))
        let transports = Forwarding.transports(from: listener.transports, to: graph[path])
        for registration in registrations[path] ?? [] {
          for transport in transports {
            let target = ForwardedTarget(
              loadBalancer: loadBalancer, listener: listener, targetGroup: path, host: registration.host,
              port: registration.port, transport: transport, forwardSpan: group.span,
              registrationSpan: registration.span)
            byLoadBalancer[loadBalancer, default: []].append(target)
            byTarget[registration.host, default: []].append(target)
          }
        }
      }
    }
  }

  /// The port of a task's address; that of its instance where Docker maps ports, nil where it is any.
  private static func port(_ port: Int?, of target: Value, _ service: Resource, _ graph: ResourceGraph) -> Int? {
    let task = (service["TaskDefinition"]?.reference).flatMap { graph[$0.path] }
    let container = task?["ContainerDefinitions"]?.items.first {
      $0["Name"]?.literal == target["ContainerName"]?.literal
    }
    let mapping = container?["PortMappings"]?.items.first { $0["ContainerPort"]?.integer == port }
    guard let onInstance = mapping?["HostPort"]?.integer else { return port }
    return onInstance == 0 ? nil : onInstance
  }

  private mutating func collectRegistrations(of node: Resource, _ graph: ResourceGraph) {
    switch Catalog.facts(of: node.type)?.registers {
    case .items(let list, let groupName, let alternate, let port):
      for target in node[list]?.items ?? [] {
        for group in Facts.Registration.groups(of: target, groupName, alternate) {
          guard let path = group.reference?.path else { continue }
          registrations[path, default: []].append(
            Registration(
              host: node.path, port: Forwarding.port(target[port]?.integer, of: target, node, graph), span: group.span))
        }
      }
    case .groups(let list):
      for group in node[list]?.items ?? [] {
        guard let path = group.reference?.path else { continue }
        registrations[path, default: []].append(
          Registration(host: node.path, port: graph[path]?["Port"]?.integer, span: group.span))
      }
    case .targets(let list, let idName, let portName):
      for target in node[list]?.items ?? [] {
        guard let id = target[idName], let host = id.reference?.path else { continue }
        let port = target[portName] ?? node[portName]
        registrations[node.path, default: []].append(
          Registration(host: host, port: port?.integer, span: id.span))
      }
    case nil: break
    }
  }
}
