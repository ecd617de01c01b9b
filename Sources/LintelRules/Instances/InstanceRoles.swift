import LintelAnalysis
import LintelGraph
import LintelSource

/// Holds the roles of instances against who may assume them.
enum InstanceRoles {
  static func check(_ graph: ResourceGraph, _ types: TypeIndex, _ findings: Findings) {
    let permissions = Permissions(graph)
    for profile in types.positions(of: "AWS::IAM::InstanceProfile").lazy.map({ graph.resources[$0] }) {
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
    let isTemplate = owner.type == "AWS::EC2::LaunchTemplate"
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
