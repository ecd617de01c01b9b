import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let taskRoleOfAnotherService = Rule(
    "task-role-of-another-service", .error, .checking,
    "A task does not start with a task role that ECS tasks may not assume.",
    page: RulePage(
      .containers,
      why: """
        The programs in a task call AWS with its task role: ECS assumes the role for them, so the role has to trust \
        `ecs-tasks.amazonaws.com`. A role made for instances, functions or for ECS itself does not, and AWS tells only \
        when tasks are started.
        """,
      awsAnswer: "ECS was unable to assume the role 'arn:aws:iam::…' that was provided for this task.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
      wrong: [
        .ecs(
          """
          roles:
            files:
              assumedBy: ec2.amazonaws.com
              policies: { files: [{ actions: "s3:GetObject", resources: "arn:aws:s3:::files/*" }] }
          taskDefinitions:
            web: { taskRole: ↓files }
          """)
      ],
      right: [
        .ecs(
          """
          roles:
            files:
              assumedBy: ecs-tasks.amazonaws.com
              policies: { files: [{ actions: "s3:GetObject", resources: "arn:aws:s3:::files/*" }] }
          taskDefinitions:
            web: { taskRole: files }
          """),
        .ecs(
          """
          taskDefinitions:
            web: { taskPolicies: [{ actions: "s3:GetObject", resources: "arn:aws:s3:::files/*" }] }
          """),
      ]))
}

/// Holds the roles of the programs in tasks against who may assume them.
enum TaskRoles {
  static func check(_ model: SystemModel, _ findings: Findings) {
    let permissions = Permissions(model.graph)
    let service = AWSNames.tasksPrincipal
    for task in model.made(ResourceType.taskDefinition) {
      guard let role = task["TaskRoleArn"], let path = role.reference?.path, path.part.isEmpty else { continue }
      let trust = permissions.trusts(path, service: service)
      guard trust.certainty == .no, !model.graph.trustsMisspeltService(path) else { continue }
      findings.report(
        .taskRoleOfAnotherService, at: role.span,
        "the programs of task definition '\(task.path.id)' get role '\(path.id)', which ECS tasks may not assume",
        label: "AWS answers 'ECS was unable to assume the role'",
        notes: [Note("role '\(path.id)' does not trust \(service)", at: trust.span.isWritten ? trust.span : nil)],
        help: ["in \(path): `assumedBy: \(service)`"])
    }
  }
}
