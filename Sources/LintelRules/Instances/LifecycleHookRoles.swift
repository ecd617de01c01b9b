import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

// The roles by which Auto Scaling tells of lifecycle hooks.
extension Rule {
  package static let hookRoleLacksPermission = Rule(
    "hook-role-lacks-permission", .error, .checking,
    "The role of a lifecycle hook cannot tell its target.",
    page: RulePage(
      .instances,
      why: """
        Auto Scaling tells the topic or queue of a lifecycle hook with the hook's role: it assumes it as \
        `autoscaling.amazonaws.com`, and sends a test message when the hook is made. Where the role is another service's, \
        or may not send, the hook is refused. Without `role` one is derived that may do just this.
        """,
      awsAnswer: "Unable to publish test message to notification target … using IAM role …",
      source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html",
      wrong: [
        .ec2(
          """
          roles:
            hooks: { assumedBy: ec2.amazonaws.com, managedPolicies: [service-role/AutoScalingNotificationAccessRole] }
          autoScalingGroups:
            web:
              lifecycleHooks:
                drain:
                  transition: autoscaling:EC2_INSTANCE_TERMINATING
                  notificationTarget: "arn:aws:sns:us-east-1:123456789012:drain"
                  role: ↓hooks
          """),
        .ec2(
          """
          roles:
            hooks:
              assumedBy: autoscaling.amazonaws.com
              policies: { tell: [{ actions: "sns:Publish", resources: "*" }] }
          autoScalingGroups:
            web:
              lifecycleHooks:
                drain:
                  transition: autoscaling:EC2_INSTANCE_TERMINATING
                  notificationTarget: "arn:aws:sqs:us-east-1:123456789012:drain"
                  role: ↓hooks
          """),
      ],
      right: [
        .ec2(
          """
          roles:
            hooks:
              assumedBy: autoscaling.amazonaws.com
              policies: { tell: [{ actions: "sns:Publish", resources: "arn:aws:sns:us-east-1:123456789012:drain" }] }
          autoScalingGroups:
            web:
              lifecycleHooks:
                drain:
                  transition: autoscaling:EC2_INSTANCE_TERMINATING
                  notificationTarget: "arn:aws:sns:us-east-1:123456789012:drain"
                  role: hooks
          """),
        // Without a role one is derived.
        .ec2(
          """
          autoScalingGroups:
            web:
              lifecycleHooks:
                drain:
                  transition: autoscaling:EC2_INSTANCE_TERMINATING
                  notificationTarget: "arn:aws:sqs:us-east-1:123456789012:drain"
          """),
      ]))
}

/// Holds the roles of lifecycle hooks against who assumes them and what they are for.
enum LifecycleHookRoles {
  static func check(_ model: SystemModel, _ findings: Findings) {
    let permissions = Permissions(model.graph)
    for group in model.made(ResourceType.autoScalingGroup) {
      for hook in group["LifecycleHookSpecificationList"]?.items ?? [] {
        guard let role = hook["RoleARN"], let path = role.reference?.path, path.part.isEmpty,
          let target = hook["NotificationTargetARN"]
        else { continue }
        check(role, path, target, of: group, model.graph, permissions, findings)
      }
    }
  }

  private static func check(
    _ role: Value, _ path: Path, _ target: Value, of group: Resource, _ graph: ResourceGraph,
    _ permissions: Permissions, _ findings: Findings
  ) {
    let beginning = "a lifecycle hook of Auto Scaling group '\(group.path.id)' has role '\(path.id)', which"
    if permissions.trusts(path, service: LifecycleHookAccess.principal).certainty == .no {
      guard !graph.trustsMisspeltService(path) else { return }
      findings.report(
        .hookRoleLacksPermission, at: role.span, "\(beginning) Auto Scaling may not assume",
        label: "AWS refuses the hook",
        notes: [Note("role '\(path.id)' does not trust \(LifecycleHookAccess.principal)", at: graph[path]?.span)],
        help: [
          "in \(path): `assumedBy: \(LifecycleHookAccess.principal)`", "or leave `role` out, and one is derived",
        ])
      return
    }
    let lacking = LifecycleHookAccess.actions(onTargetOf: service(of: target)).filter {
      permissions.allows(path, $0, on: .value(target)).certainty == .no
    }
    guard !lacking.isEmpty else { return }
    findings.report(
      .hookRoleLacksPermission, at: role.span, "\(beginning) may not \(lacking.joined(separator: ", "))",
      label: "AWS refuses the hook",
      notes: [Note("what it has to tell", at: target.span)],
      help: [
        "in \(path).policies: `tell: [{ actions: [\(lacking.map { "\"\($0)\"" }.joined(separator: ", "))], resources: \"*\" }]`",
        "or leave `role` out, and one is derived",
      ])
  }

  /// The service of an ARN whose first parts are known; the partition may be a part of its own.
  private static func service(of target: Value) -> String? {
    let parts = if case .text(let parts) = target.content { parts } else { [target] }
    let text = parts.map { $0.literal ?? "-" }.joined()
    let words = text.split(separator: ":", omittingEmptySubsequences: false)
    guard words.count > 2, words[0] == "arn", words[2] != "-" else { return nil }
    return String(words[2])
  }
}
