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

extension Rule {
  package static let noWayForCommands = Rule(
    "no-way-for-commands", .error, .checking,
    "A service takes commands in its containers, and nothing leads from there to where commands come from.",
    page: RulePage(
      .containers,
      why: """
        The agent that ECS puts into each container connects to Systems Manager and waits for commands there. From a subnet \
        that leads nowhere but to the endpoints of its VPC it needs one more than the task does: `ssmmessages`. `ssm` is \
        another, for parameters. Nothing is said of it before somebody tries to look into a container.
        """,
      awsAnswer:
        "The execute command failed because execute command was not enabled when the task was run or the execute "
        + "command agent isn’t running.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
      wrong: [closed("↓[ecr, logs, s3, ssm]")], right: [closed("[ecr, logs, s3, ssmmessages]")]))

  private static func closed(_ endpoints: String) -> SpecExample {
    .ecs(
      """
      vpcs:
        main: { endpoints: \(endpoints) }
      subnets:
        private-a: { vpc: main, availabilityZone: a, cidr: 10.0.32.0/20 }
      repositories:
        web: {}
      taskDefinitions:
        web: { containers: { web: { image: { repository: web, tag: "7" } } } }
      services:
        web: { subnets: [private-a], assignPublicIp: false, enableExecuteCommand: true }
      """)
  }
}

/// Holds services that take commands against the endpoints that lead to them.
enum ExecuteCommandLines {
  static func check(_ model: SystemModel, _ findings: Findings) {
    for host in model.hosts(.service) {
      guard let service = model.graph[host.path], !model.graph.runsOnInstances(service),
        let isOn = service["EnableExecuteCommand"], isOn.literal == "true"
      else { continue }
      let way = model.reach.line(of: host, to: ExecuteCommand.endpoints)
      // Whatever else keeps a task from leaving keeps it from its image too.
      guard let missing = way.missing, missing.isEndpoint else { continue }
      let errand = WayOut.Errand(
        rule: .noWayForCommands, host: host, who: "tasks of service '\(host.path.id)'", goal: "Systems Manager",
        notes: [], endpointNotes: [Note("commands for their containers come from there", at: isOn.span)])
      WayOut(model: model, findings: findings, errand: errand).report(missing, [way])
    }
  }
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
