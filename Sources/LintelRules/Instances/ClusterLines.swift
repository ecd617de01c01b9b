import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// The way of instances to the cluster that they join.
extension Rule {
  package static let noWayToCluster = Rule(
    "no-way-to-cluster", .error, .checking,
    "Instances that are to join a cluster cannot reach ECS.",
    page: RulePage(
      .instances,
      why: """
        The agent on an instance registers it with ECS, and keeps a connection to be told which tasks to start. From a \
        subnet that does not route to the internet it gets there by a NAT gateway, or by endpoints of the VPC: `ecs`, \
        `ecs-agent` and `ecs-telemetry`; from a public subnet with a public address. Without a way the instance runs, is paid for, and never joins: services wait for \
        an instance, and managed scaling starts more of the same.
        """,
      awsAnswer: """
        service web was unable to place a task because no container instance met all of its requirements. Reason: No \
        Container Instances were found in your cluster.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html",
      wrong: [
        .onInstances(
          """
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.2.32.0/20 }
          autoScalingGroups:
            instances: { subnets: [↓private-a, public-b] }
          """),
        .onInstances(
          """
          vpcs:
            main: { endpoints: ↓[ecr, logs, s3] }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.2.32.0/20 }
            private-b: { vpc: main, availabilityZone: b, cidr: 10.2.48.0/20 }
          autoScalingGroups:
            instances: { subnets: [private-a, private-b] }
          """),
        .onInstances("securityGroups:\n  instances: { egress: ↓[{ port: 5432, cidr: 10.2.0.0/16 }] }"),
        .onInstances("launchTemplates:\n  instances: { assignPublicIp: ↓false }"),
      ],
      right: [
        .onInstances(
          """
          vpcs:
            main: { natGateways: single }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.2.32.0/20 }
            private-b: { vpc: main, availabilityZone: b, cidr: 10.2.48.0/20 }
          autoScalingGroups:
            instances: { subnets: [private-a, private-b] }
          """),
        .onInstances(
          """
          vpcs:
            main: { endpoints: [ecs, ecs-agent, ecs-telemetry, ecr, logs, s3] }
          subnets:
            private-a: { vpc: main, availabilityZone: a, cidr: 10.2.32.0/20 }
            private-b: { vpc: main, availabilityZone: b, cidr: 10.2.48.0/20 }
          autoScalingGroups:
            instances: { subnets: [private-a, private-b] }
          """),
      ]))
}

/// Finds instances that cannot reach the cluster they are to join.
enum ClusterLines {
  static func check(_ model: SystemModel, _ findings: Findings) {
    var stranded: [(host: Host, others: [Host], cluster: Resource, way: [Link])] = []
    for (owner, cluster) in model.joining {
      for host in hosts(of: owner, model) {
        let way = model.reach.line(of: host, to: EndpointServices.ofClusterInstances)
        guard way.missing != nil else { continue }
        // Whoever stands in the same subnets and wears the same groups has the same cause.
        if let place = stranded.firstIndex(where: { $0.host.standsLike(host) && $0.cluster.path == cluster.path }) {
          stranded[place].others.append(host)
        } else {
          stranded.append((host, [], cluster, way))
        }
      }
    }
    for (host, others, cluster, way) in stranded {
      guard let missing = way.missing else { continue }
      let reason = Note(
        "\(others.isEmpty && host.kind == .instance ? "it is" : "they are") to join \(cluster.path.words)",
        at: cluster.span)
      let ids = Suggestion.list(([host] + others).map(\.path.id))
      let who =
        host.kind == .instance
        ? "instance\(others.isEmpty ? "" : "s") \(ids)"
        : "instances of Auto Scaling group\(others.isEmpty ? "" : "s") \(ids)"
      let errand = WayOut.Errand(
        rule: .noWayToCluster, host: host, who: who, goal: "ECS",
        notes: [reason], endpointNotes: [reason])
      WayOut(model: model, findings: findings, errand: errand).report(missing, [way])
    }
  }

  /// The groups whose instances start from a launch template, or an instance itself.
  private static func hosts(of owner: Resource, _ model: SystemModel) -> [Host] {
    if owner.type == ResourceType.instance.name { return [model.reach.host(owner.path)].compactMap(\.self) }
    return model.groupsOfTemplates[owner.path] ?? []
  }
}

extension Host {
  /// Whether another is of the same kind, in the same subnets, behind the same groups and with an address by the same word.
  fileprivate func standsLike(_ other: Host) -> Bool {
    kind == other.kind && subnets?.map(\.path) == other.subnets?.map(\.path)
      && groups?.map(\.path) == other.groups?.map(\.path) && addressOwner == other.addressOwner
      && publicAddress?.certainty == other.publicAddress?.certainty
  }
}
