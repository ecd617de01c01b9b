import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// The roles by which ECS makes volumes and moves requests.
extension Rule {
  package static let infrastructureRoleLacksPermission = Rule(
    "infrastructure-role-lacks-permission", .error, .checking,
    "The role by which ECS makes a volume or moves requests does not let it.",
    page: RulePage(
      .containers,
      why: """
        ECS makes the volumes of a service, and moves its requests from old tasks to new ones, under a role that it assumes \
        as `ecs.amazonaws.com`. Roles of tasks are assumed as `ecs-tasks.amazonaws.com`, which is another service. Where \
        ECS may not assume the role, or the role may not make volumes, no task starts. Without `role` one is derived that \
        may do just this.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html",
      wrong: [
        .ecs(
          """
          roles:
            volumes:
              assumedBy: ecs-tasks.amazonaws.com
              managedPolicies: [service-role/AmazonECSInfrastructureRolePolicyForVolumes]
          taskDefinitions:
            web:
              volumes: { data: { configuredAtLaunch: true } }
              containers: { web: { mountPoints: [{ sourceVolume: data, containerPath: /data }] } }
          services:
            web: { volumeConfigurations: { data: { sizeGiB: 20, role: ↓volumes } } }
          """),
        .ecs(
          """
          roles:
            volumes:
              assumedBy: ecs.amazonaws.com
              policies: { make: [{ actions: "ec2:DescribeVolumes", resources: "*" }] }
          taskDefinitions:
            web:
              volumes: { data: { configuredAtLaunch: true } }
              containers: { web: { mountPoints: [{ sourceVolume: data, containerPath: /data }] } }
          services:
            web: { volumeConfigurations: { data: { sizeGiB: 20, role: ↓volumes } } }
          """),
      ],
      right: [
        .ecs(
          """
          roles:
            volumes:
              assumedBy: ecs.amazonaws.com
              managedPolicies: [service-role/AmazonECSInfrastructureRolePolicyForVolumes]
          taskDefinitions:
            web:
              volumes: { data: { configuredAtLaunch: true } }
              containers: { web: { mountPoints: [{ sourceVolume: data, containerPath: /data }] } }
          services:
            web: { volumeConfigurations: { data: { sizeGiB: 20, role: volumes } } }
          """)
      ]))
}

/// Holds the infrastructure roles of services against who assumes them and what they are for.
enum InfrastructureRoles {
  static func check(_ model: SystemModel, _ findings: Findings) {
    let permissions = Permissions(model.graph)
    for service in model.made(ResourceType.service) {
      for volume in service["VolumeConfigurations"]?.items ?? [] {
        guard let role = volume["ManagedEBSVolume"]?["RoleArn"] else { continue }
        check(
          role, "makes volumes", InfrastructureAccess.volumeActions, of: service, model.graph, permissions, findings)
      }
      for target in service["LoadBalancers"]?.items ?? [] {
        guard let shift = target["AdvancedConfiguration"], let role = shift["RoleArn"] else { continue }
        let moved = shift["ProductionListenerRule"]?.reference.flatMap { model.graph[$0.path] }
        let (errand, actions) =
          moved?.type == ResourceType.listener.name
          ? ("moves connections", InfrastructureAccess.listenerActions)
          : ("moves requests", InfrastructureAccess.ruleActions)
        check(role, errand, actions, of: service, model.graph, permissions, findings)
      }
    }
  }

  private static func check(
    _ role: Value, _ errand: String, _ actions: [String], of service: Resource, _ graph: ResourceGraph,
    _ permissions: Permissions, _ findings: Findings
  ) {
    guard let path = role.reference?.path, path.part.isEmpty else { return }
    let beginning = "ECS \(errand) of service '\(service.path.id)' with role '\(path.id)', which"
    if permissions.trusts(path, service: AWSNames.deployerPrincipal).certainty == .no {
      guard !graph.trustsMisspeltService(path) else { return }
      findings.report(
        .infrastructureRoleLacksPermission, at: role.span, "\(beginning) it may not assume",
        label: "no task starts", notes: [Note("the role", at: graph[path]?.span)],
        help: [
          "in \(path): `assumedBy: \(AWSNames.deployerPrincipal)`", "or leave `role` out, and one is derived",
        ])
      return
    }
    let lacking = actions.filter { permissions.allows(path, $0, on: .everything).certainty == .no }
    guard !lacking.isEmpty else { return }
    findings.report(
      .infrastructureRoleLacksPermission, at: role.span, "\(beginning) may not \(lacking.joined(separator: ", "))",
      label: "no task starts", notes: [Note("the role", at: graph[path]?.span)],
      help: ["leave `role` out, and one is derived"])
  }
}
