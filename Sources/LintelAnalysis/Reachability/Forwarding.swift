package import LintelGraph
package import LintelSource

/// A port that a load balancer listens on.
package struct ListenerPort: Sendable {
  package let path: Path
  package let port: Int
  package let span: Span
}

/// A target that requests to a listener are forwarded to.
package struct ForwardedTarget: Sendable {
  package let loadBalancer: Path
  package let listener: ListenerPort
  package let targetGroup: Path
  package let host: Path
  /// Where targets of the group listen; nil when that is not known.
  package let port: Int?
  /// Where the listener, or a rule of it, names the target group.
  let forwardSpan: Span
  /// Where the target names the group.
  let registrationSpan: Span
}

/// A listener that forwards to a target group, by itself or by one of its rules.
package struct Forward: Sendable {
  package let loadBalancer: Path
  package let listener: ListenerPort
  /// Where it names the group.
  package let span: Span
}

/// A host that registers with a target group.
package struct Registration: Sendable {
  package let host: Path
  package let port: Int?
  /// Where it names the group.
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
    let targets = types.positions(
      of: "AWS::ECS::Service", "AWS::AutoScaling::AutoScalingGroup", "AWS::ElasticLoadBalancingV2::TargetGroup")
    for position in targets { collectRegistrations(of: graph.resources[position], graph) }
    var byPath: [Path: (loadBalancer: Path, port: ListenerPort)] = [:]
    for position in types.positions(of: "AWS::ElasticLoadBalancingV2::Listener") {
      let node = graph.resources[position]
      guard let port = node["Port"], let number = port.integer,
        let loadBalancer = node["LoadBalancerArn"]?.reference?.path
      else { continue }
      let listener = ListenerPort(path: node.path, port: number, span: port.span.isWritten ? port.span : node.span)
      listeners[loadBalancer, default: []].append(listener)
      byPath[node.path] = (loadBalancer, listener)
      add(node["DefaultActions"], of: listener, loadBalancer)
    }
    for position in types.positions(of: "AWS::ElasticLoadBalancingV2::ListenerRule") {
      let node = graph.resources[position]
      guard let path = node["ListenerArn"]?.reference?.path, let listener = byPath[path] else { continue }
      add(node["Actions"], of: listener.port, listener.loadBalancer)
    }
  }

  private mutating func add(_ actions: Value?, of listener: ListenerPort, _ loadBalancer: Path) {
    for action in actions?.items ?? [] {
      let weighted = (action["ForwardConfig"]?["TargetGroups"]?.items ?? []).compactMap { $0["TargetGroupArn"] }
      for group in [action["TargetGroupArn"]].compactMap(\.self) + weighted {
        guard let path = group.reference?.path else { continue }
        forwards[path, default: []].append(Forward(loadBalancer: loadBalancer, listener: listener, span: group.span))
        for registration in registrations[path] ?? [] {
          let target = ForwardedTarget(
            loadBalancer: loadBalancer, listener: listener, targetGroup: path, host: registration.host,
            port: registration.port, forwardSpan: group.span, registrationSpan: registration.span)
          byLoadBalancer[loadBalancer, default: []].append(target)
          byTarget[registration.host, default: []].append(target)
        }
      }
    }
  }

  private mutating func collectRegistrations(of node: Resource, _ graph: ResourceGraph) {
    switch node.type {
    case "AWS::ECS::Service":
      for target in node["LoadBalancers"]?.items ?? [] {
        guard let group = target["TargetGroupArn"], let path = group.reference?.path else { continue }
        registrations[path, default: []].append(
          Registration(host: node.path, port: target["ContainerPort"]?.integer, span: group.span))
      }
    case "AWS::AutoScaling::AutoScalingGroup":
      for group in node["TargetGroupARNs"]?.items ?? [] {
        guard let path = group.reference?.path else { continue }
        registrations[path, default: []].append(
          Registration(host: node.path, port: graph[path]?["Port"]?.integer, span: group.span))
      }
    case "AWS::ElasticLoadBalancingV2::TargetGroup":
      for target in node["Targets"]?.items ?? [] {
        guard let id = target["Id"], let host = id.reference?.path else { continue }
        let port = target["Port"] ?? node["Port"]
        registrations[node.path, default: []].append(
          Registration(host: host, port: port?.integer, span: id.span))
      }
    default: break
    }
  }
}
