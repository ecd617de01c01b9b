import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// The roles that instances act with.
extension Rule {
  package static let instanceRoleOfAnotherService = Rule(
    "instance-role-of-another-service", .error, .checking,
    "The role of instances may be assumed by another service only.",
    page: RulePage(
      .instances,
      why: """
        An instance has its credentials from EC2, which assumes the role as the service `ec2.amazonaws.com`. Whether it \
        may is said by `assumedBy` of the role. AWS makes the instance profile and starts the instance in either case; \
        it just has no credentials then, and whatever calls AWS from it fails. The names of the neighbours are easily \
        mixed up: `ecs.amazonaws.com` is for roles of services, `ecs-tasks.amazonaws.com` for those of tasks.
        """,
      awsAnswer: """
        "Code" : "AssumeRoleUnauthorizedAccess", "Message" : "EC2 cannot assume the role …" in the instance's metadata, \
        and "Unable to locate credentials" from what wants some
        """,
      source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html",
      wrong: [
        .ec2(
          """
          roles:
            web: { assumedBy: ecs.amazonaws.com, managedPolicies: [AmazonSSMManagedInstanceCore] }
          launchTemplates:
            web: { role: ↓web }
          """),
        .ec2(
          """
          roles:
            bastion: { assumedBy: ssm.amazonaws.com, managedPolicies: [AmazonSSMManagedInstanceCore] }
          instances:
            bastion:
              ami: ami-0123456789abcdef0
              instanceType: t3.micro
              subnet: public-a
              securityGroups: [web]
              role: ↓bastion
          """),
        // What is written of a role that is there already counts.
        .ec2(
          """
          roles:
            web: { existing: web-instances, assumedBy: ecs-tasks.amazonaws.com }
          launchTemplates:
            web: { role: ↓web }
          """),
      ],
      right: [
        .ec2(
          """
          roles:
            web: { assumedBy: ec2.amazonaws.com, managedPolicies: [AmazonSSMManagedInstanceCore] }
          launchTemplates:
            web: { role: web }
          """),
        // Who may assume a role that is there already is not known.
        .ec2(
          """
          roles:
            web: { existing: web-instances }
          launchTemplates:
            web: { role: web }
          """),
      ]))
}

/// Holds the roles of instances against who may assume them.
enum InstanceRoles {
  static func check(_ model: SystemModel, _ findings: Findings) {
    let (graph, types) = (model.graph, model.types)
    let permissions = Permissions(graph)
    for profile in types.positions(of: ResourceType.instanceProfile.name).lazy.map({ graph.resources[$0] }) {
      for role in profile["Roles"]?.items ?? [] {
        guard let path = role.reference?.path else { continue }
        let decisions = services(of: graph).map { permissions.trusts(path, service: $0) }
        guard let trust = decisions.first, decisions.allSatisfy({ $0.certainty == .no }),
          !graph.trustsMisspeltService(path)
        else { continue }
        report(role, path, trust.span, of: graph[profile.path.entry] ?? profile, findings)
      }
    }
  }

  /// EC2, which may have two names in China.
  private static func services(of graph: ResourceGraph) -> [String] {
    ["ec2.amazonaws.com"] + (graph.region.hasPrefix("cn-") ? ["ec2.amazonaws.com.cn"] : [])
  }

  private static func report(_ role: Value, _ path: Path, _ trust: Span, of owner: Resource, _ findings: Findings) {
    let isTemplate = owner.type == ResourceType.launchTemplate.name
    findings.report(
      .instanceRoleOfAnotherService, at: role.span,
      isTemplate
        ? "launch template '\(owner.path.id)' gives its instances role '\(path.id)', which EC2 may not assume"
        : "instance '\(owner.path.id)' has role '\(path.id)', which EC2 may not assume",
      label: isTemplate ? "they start without credentials" : "it starts without credentials",
      notes: [Note("role '\(path.id)' does not trust ec2.amazonaws.com", at: trust.isWritten ? trust : nil)],
      help: ["in \(path): `assumedBy: ec2.amazonaws.com`"])
  }
}
