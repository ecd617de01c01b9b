import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let execWithoutPermission = Rule(
    "exec-without-permission", .error, .checking,
    "A service takes commands in its containers, and the role of its tasks may not open the channels for them.",
    page: RulePage(
      .containers,
      why: """
        `aws ecs execute-command` talks to an agent that ECS puts into each container, and the agent talks to Systems \
        Manager with the task role. Without four rights of `ssmmessages` it cannot, and AWS says so only when somebody \
        tries to look into a container, which is the worst moment to learn it. A role that Lintel derives has them.
        """,
      awsAnswer:
        "The execute command failed because execute command was not enabled when the task was run or the execute "
        + "command agent isn’t running.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
      wrong: [
        .ecs(
          """
          roles:
            files:
              assumedBy: ecs-tasks.amazonaws.com
              policies: { files: [{ actions: "s3:GetObject", resources: "arn:aws:s3:::files/*" }] }
          taskDefinitions:
            web: { taskRole: files }
          services:
            web: { enableExecuteCommand: ↓true }
          """)
      ],
      right: [
        .ecs("services:\n  web: { enableExecuteCommand: true }"),
        .ecs(
          """
          roles:
            files:
              assumedBy: ecs-tasks.amazonaws.com
              policies: { exec: [{ actions: "ssmmessages:*", resources: "*" }] }
          taskDefinitions:
            web: { taskRole: files }
          services:
            web: { enableExecuteCommand: true }
          """),
      ]))
}

/// Holds services that take commands against the roles of their tasks.
enum ExecuteCommandRoles {
  static func check(_ model: SystemModel, _ findings: Findings) {
    let permissions = Permissions(model.graph)
    for service in model.made(ResourceType.service) {
      guard let isOn = service["EnableExecuteCommand"], isOn.literal == "true",
        let task = (service["TaskDefinition"]?.reference).flatMap({ model.graph[$0.path] }),
        let path = task["TaskRoleArn"]?.reference?.path, path.part.isEmpty
      else { continue }
      let lacking = ExecuteCommand.actions.filter {
        permissions.allows(path, $0, on: .everything).certainty == .no
      }
      guard !lacking.isEmpty else { continue }
      findings.report(
        .execWithoutPermission, at: isOn.span,
        "service '\(service.path.id)' takes commands, and role '\(path.id)' may not \(lacking.joined(separator: ", "))",
        label: "no command gets through",
        notes: [Note("the role of its tasks", at: model.graph[path]?.span)],
        help: [
          "in \(path).policies: "
            + "`exec: [{ actions: [\(ExecuteCommand.actions.map { "\"\($0)\"" }.joined(separator: ", "))], resources: \"*\" }]`"
        ])
    }
  }
}
