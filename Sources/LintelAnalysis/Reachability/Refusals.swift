import LintelAWS
import LintelGraph
package import LintelSource

/// Something that tasks draw on by an endpoint whose policy refuses it.
package struct Refusal: Sendable {
  package let supply: Supply
  /// The service, by the endpoint's name.
  package let service: String
  /// The actions that do not pass, and what they are about, as a policy writes it.
  package let actions: [String]
  package let resource: String
  /// Whether a statement denies them, as against none allowing them.
  package let isDenied: Bool
  /// The place of the policy.
  package let span: Span
}

extension Reachability {
  /// What the tasks of a service do not get by the endpoints that their subnets reach AWS's services by.
  ///
  /// An endpoint takes all that goes to its service, so that no other way is left.
  package func refusals(of host: Host) -> [Refusal] {
    guard let service = graph[host.path], host.kind == .service, !graph.runsOnInstances(service),
      let task = (service["TaskDefinition"]?.reference).flatMap({ graph[$0.path] }), let subnets = host.subnets,
      let vpc = vpc(of: host)
    else { return [] }
    return supplies(of: task).flatMap { supply in
      (services(of: supply) ?? []).compactMap { name -> Refusal? in
        guard let endpoint = network.endpoint(of: name, in: vpc), let policy = endpoint.node["PolicyDocument"],
          subnets.contains(where: { network.reaches(endpoint, from: $0.path) == .yes })
        else { return nil }
        let needed = calls(to: name, for: supply)
        let answers = needed.map { (action: $0.action, answer: permissions.passes(policy, $0.action, on: $0.subject)) }
        let refused = answers.filter { $0.answer.certainty == .no }
        guard !refused.isEmpty else { return nil }
        return Refusal(
          supply: supply, service: name, actions: refused.map(\.action),
          resource: name == "s3" ? layers + "*" : "*", isDenied: refused.contains(where: \.answer.isDenied),
          span: policy.span.isWritten ? policy.span : endpoint.node.span)
      }
    }
  }

  /// The calls to a service that a task's start takes: both endpoints of ECR have one policy.
  private func calls(to service: String, for supply: Supply) -> [(action: String, subject: Subject)] {
    switch service {
    case "s3": [("s3:GetObject", .arn(layers + "layer"))]
    case "ecr.dkr": []
    default: Reachability.actions(supply)
    }
  }

  /// The beginning of the ARNs under which ECR keeps the layers of images.
  private var layers: String {
    "arn:\(Regions.partition(of: graph.region)):s3:::prod-\(graph.region)-starport-layer-bucket/"
  }
}
