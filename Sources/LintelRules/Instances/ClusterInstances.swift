import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// Instances that join a cluster of ECS, because their user data says so.
extension Rule {
  package static let instanceCannotJoinCluster = Rule(
    "instance-cannot-join-cluster", .error, .checking,
    "Instances are to join a cluster, and the agent on them may not register them.",
    page: RulePage(
      .instances,
      why: """
        The agent of ECS on an instance registers it with the cluster that `ECS_CLUSTER` names, and it does that with the \
        role of the instance. Without a role, or with one that does not allow it, the instance runs, nothing is \
        registered, and no task is ever placed. AWS has a policy that allows all that the agent does: \
        `service-role/AmazonEC2ContainerServiceforEC2Role`.
        """,
      awsAnswer: """
        service web was unable to place a task because no container instance met all of its requirements. Reason: No \
        Container Instances were found in your cluster.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html",
      wrong: [
        .onInstances("launchTemplates:\n  instances: { role: ↓null }"),
        .onInstances(
          """
          roles:
            other: { assumedBy: ec2.amazonaws.com, managedPolicies: [AmazonSSMManagedInstanceCore] }
          launchTemplates:
            instances: { role: ↓other }
          """),
      ],
      right: [
        .onInstances(
          """
          roles:
            instances:
              managedPolicies: [AmazonSSMManagedInstanceCore, service-role/AmazonEC2ContainerServiceforEC2Role]
          """)
      ]))

  package static let blockedDynamicPorts = Rule(
    "blocked-dynamic-ports", .error, .checking,
    "A load balancer may not connect to the ports that Docker gives to tasks on instances.",
    page: RulePage(
      .loadBalancing,
      why: """
        In network mode `bridge` a container without `hostPort` gets any free port of its instance, from 32768 to 65535, \
        another one each time. The load balancer is told which, and has to be let in on all of them by the security \
        group of the instances. The container's own port is of no use there.
        """,
      awsAnswer:
        "(service web) (instance i-…) (port 32768) is unhealthy in (target-group …) due to (reason Request timed out)",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
      wrong: [
        .onInstances("securityGroups:\n  instances: { ingress: [{ port: ↓8080, securityGroup: lb }] }"),
        .onInstances("securityGroups:\n  instances: { ingress: [{ port: ↓49153-65535, securityGroup: lb }] }"),
      ],
      right: [
        .onInstances("securityGroups:\n  instances: { ingress: [{ protocol: all, securityGroup: lb }] }"),
        .onInstances(
          """
          securityGroups:
            instances: { ingress: [{ port: 80, securityGroup: lb }] }
          taskDefinitions:
            web: { containers: { web: { port: null, ports: [{ port: 8080, hostPort: 80 }] } } }
          services:
            web: { desiredCount: 1, deployment: { minimumHealthyPercent: 0 } }
          """),
      ]))
}

/// Holds what instances of clusters have against what ECS asks of them.
struct ClusterInstances {
  private let model: SystemModel
  private let findings: Findings
  private let permissions: Permissions

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = ClusterInstances(model: model, findings: findings, permissions: Permissions(model.graph))
    let joining = model.joining
    if joining.isEmpty { return }
    for (owner, cluster) in joining { check.checkRole(of: owner, cluster) }
    var groups: [Path: [Host]] = [:]
    for (owner, cluster) in joining { groups[cluster.path, default: []] += model.groupsOfTemplates[owner.path] ?? [] }
    for service in model.made(ResourceType.service) { check.checkPorts(of: service, groups) }
  }

  // MARK: Roles

  private func checkRole(of owner: Resource, _ cluster: Resource) {
    let noun = (owner.type == ResourceType.launchTemplate.name ? "launch template" : "instance") + " '\(owner.path.id)'"
    let profile = owner["LaunchTemplateData"]?["IamInstanceProfile"]?["Arn"] ?? owner["IamInstanceProfile"]
    let policy = "service-role/AmazonEC2ContainerServiceforEC2Role"
    guard let profile else {
      return findings.report(
        .instanceCannotJoinCluster, at: owner.place(ofMissing: "role"),
        "\(noun) has no role, and is to join cluster '\(cluster.path.id)'",
        label: "the agent of ECS cannot register the instance",
        help: ["give it a `role` with `managedPolicies: [\(policy)]`"])
    }
    guard let path = profile.reference?.path, let role = model.graph[path]?["Roles"]?.items.first,
      let rolePath = role.reference?.path,
      permissions.allows(rolePath, "ecs:RegisterContainerInstance", on: .node(cluster.path)).certainty == .no
    else { return }
    findings.report(
      .instanceCannotJoinCluster, at: role.span.or(owner.span),
      "role '\(rolePath.id)' of \(noun) does not let its instances join cluster '\(cluster.path.id)'",
      label: "the agent of ECS may not register the instance",
      notes: [Note("the role", at: model.graph[rolePath]?.span)],
      help: ["in \(rolePath).managedPolicies: `\(policy)`"])
  }

  // MARK: Ports

  /// Docker takes ports of this range, which is that of the instance's kernel.
  private static let dynamicPorts = Traffic("tcp", 32_768...65_535)

  /// `groups`: the Auto Scaling groups by the clusters that their instances join.
  private func checkPorts(of service: Resource, _ groups: [Path: [Host]]) {
    guard let cluster = service["Cluster"]?.reference?.path, let hosts = groups[cluster] else { return }
    var seen: Set<Path> = []
    for target in model.reach.forwardedTargets(at: service.path) where seen.insert(target.loadBalancer).inserted {
      guard model.graph.hasDynamicPort(service, targetGroup: target.targetGroup),
        let loadBalancer = model.reach.host(target.loadBalancer), let groups = loadBalancer.groups
      else { continue }
      for host in hosts { check(service, host, from: loadBalancer, Set(groups.map(\.path))) }
    }
  }

  private func check(_ service: Resource, _ host: Host, from loadBalancer: Host, _ groups: Set<Path>) {
    let rules = model.reach.ingress(of: host)
    let mayLetIn = rules.contains { rule in
      switch rule.peer {
      case .group(let path) where groups.contains(path): rule.traffic.contains(Self.dynamicPorts)
      case .group: false
      // Whether the load balancer has an address of the block is another question; it forwards over IPv4.
      case .addresses: !rule.isIPv6 && rule.traffic.intersection(Self.dynamicPorts) != nil
      case .prefixList, .unknown: true
      }
    }
    guard !mayLetIn, rules.allSatisfy({ $0.certainty == .yes }), let group = host.groups?.first,
      let source = loadBalancer.groups?.first
    else { return }
    let near = rules.first { if case .group(let path) = $0.peer { groups.contains(path) } else { false } }
    let place = near?.portSpan ?? model.graph[group.path]?.span ?? group.span
    let help = Link.rule(Self.dynamicPorts, .group(source.path))
    findings.report(
      .blockedDynamicPorts, at: place,
      "load balancer '\(loadBalancer.path.id)' cannot connect to all ports that tasks of service "
        + "'\(service.path.id)' get",
      label: "Docker gives each container one from 32768 to 65535",
      notes: [Note("the instances stand in \(host.path.words)", at: host.span)],
      help: [near == nil ? "in \(group.path).ingress: \(help)" : "write `port: 32768-65535`"])
  }
}

extension ResourceGraph {
  /// Whether a target group is told a port of Docker's choice.
  fileprivate func hasDynamicPort(_ service: Resource, targetGroup: Path) -> Bool {
    let task = (service["TaskDefinition"]?.reference).flatMap { self[$0.path] }
    guard task?["NetworkMode"]?.literal == "bridge" else { return false }
    return (service["LoadBalancers"]?.items ?? []).contains { target in
      guard target["TargetGroupArn"]?.reference?.path == targetGroup else { return false }
      let container = task?["ContainerDefinitions"]?.items.first {
        $0["Name"]?.literal == target["ContainerName"]?.literal
      }
      return (container?["PortMappings"]?.items ?? []).contains {
        $0["ContainerPort"]?.integer == target["ContainerPort"]?.integer && $0["HostPort"]?.integer == 0
      }
    }
  }
}
