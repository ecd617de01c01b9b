package import LintelGraph
package import LintelSource

/// What has network interfaces: connections start from it and end at it.
package struct Host: Sendable {
  package enum Kind: Sendable { case loadBalancer, service, instance, autoScalingGroup }

  /// A node that the host names, and where it does.
  package struct Use: Hashable, Sendable {
    package let path: Path
    package let span: Span
  }

  package let path: Path
  package let kind: Kind
  package let isExisting: Bool
  /// The key of its entry.
  package let span: Span
  /// The groups that it wears; nil when they are not known.
  package let groups: [Use]?
  /// Where it stands; nil when that is not known.
  package let subnets: [Use]?
  /// Whether it has public addresses by its own word; nil leaves it to its subnets.
  let publicAddress: (certainty: Certainty, span: Span)?

  package var endpoint: Endpoint { .host(path) }
}

extension Host {
  /// The hosts of a graph, in its order.
  static func all(in graph: ResourceGraph, _ types: TypeIndex) -> [Host] {
    types.positions(
      of: "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ECS::Service", "AWS::EC2::Instance",
      "AWS::AutoScaling::AutoScalingGroup"
    ).compactMap { Host(graph.resources[$0], in: graph) }
  }

  private init?(_ node: Resource, in graph: ResourceGraph) {
    switch node.type {
    case "AWS::ElasticLoadBalancingV2::LoadBalancer":
      self.init(
        node, .loadBalancer, groups: node["SecurityGroups"], subnets: node["Subnets"],
        publicAddress: Host.certainty(to: node["Scheme"], is: "internet-facing", otherwise: "internet-facing", of: node)
      )
    case "AWS::ECS::Service":
      let network = node["NetworkConfiguration"]?["AwsvpcConfiguration"]
      self.init(
        node, .service, groups: network?["SecurityGroups"], subnets: network?["Subnets"],
        publicAddress: Host.certainty(to: network?["AssignPublicIp"], is: "ENABLED", otherwise: "DISABLED", of: node))
    case "AWS::EC2::Instance":
      self.init(
        node, .instance, groups: node["SecurityGroupIds"],
        subnets: node["SubnetId"].map { Value.set([$0], at: $0.span) }, publicAddress: nil)
    case "AWS::AutoScaling::AutoScalingGroup":
      let template = node["LaunchTemplate"]?["LaunchTemplateId"]?.reference.flatMap { graph[$0.path] }
      self.init(
        node, .autoScalingGroup, groups: template?["LaunchTemplateData"]?["SecurityGroupIds"],
        subnets: node["VPCZoneIdentifier"], publicAddress: nil)
    default: return nil
    }
  }

  private init(
    _ node: Resource, _ kind: Kind, groups: Value?, subnets: Value?, publicAddress: (certainty: Certainty, span: Span)?
  ) {
    path = node.path
    self.kind = kind
    isExisting = node.isExisting
    span = node.span
    self.groups = Host.uses(groups)
    self.subnets = Host.uses(subnets)
    self.publicAddress = publicAddress
  }

  /// Nil when something in the list is no node of the graph.
  private static func uses(_ value: Value?) -> [Use]? {
    guard let value else { return nil }
    let uses = value.items.compactMap { item in item.reference.map { Use(path: $0.path, span: item.span) } }
    return uses.count == value.items.count ? uses : nil
  }

  /// Whether a property has a value, or would have it by default.
  private static func certainty(
    to value: Value?, is wanted: String, otherwise standard: String, of node: Resource
  ) -> (certainty: Certainty, span: Span) {
    guard let value else { return (node.isExisting ? .unknown : Certainty(wanted == standard), node.span) }
    return (value.literal.map { Certainty($0 == wanted) } ?? .unknown, value.span.isWritten ? value.span : node.span)
  }
}
