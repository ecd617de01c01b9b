import LintelAWS
import LintelAnalysis
import LintelGraph
package import LintelSource

extension Rule {
  package static let mightyExecutionRole = Rule(
    "mighty-execution-role", .warning, .checking,
    "The execution role of a task may administer the account or change who may.",
    page: RulePage(
      .containers,
      why: """
        The execution role starts tasks: it pulls their images, opens their log streams and reads their secrets. \
        `service-role/AmazonECSTaskExecutionRolePolicy` allows the first two. A policy for administrators lets whoever \
        gets hold of the role's credentials do anything in the account. What the program itself does with AWS is for \
        the task role, which is another one.
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
      wrong: [
        .ecs(
          """
          roles:
            start:
              assumedBy: ecs-tasks.amazonaws.com
              managedPolicies: [↓AdministratorAccess]
          taskDefinitions:
            web: { executionRole: start }
          """),
        .ecs(
          """
          roles:
            start:
              assumedBy: ecs-tasks.amazonaws.com
              managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy, ↓"arn:aws:iam::aws:policy/IAMFullAccess"]
          taskDefinitions:
            web: { executionRole: start }
          """),
        .ecs(
          """
          roles:
            start:
              assumedBy: ecs-tasks.amazonaws.com
              policies:
                all: [↓{ actions: "*", resources: "*" }]
          taskDefinitions:
            web: { executionRole: start }
          """),
      ],
      right: [
        .ecs(
          """
          roles:
            start:
              assumedBy: ecs-tasks.amazonaws.com
              managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy]
          taskDefinitions:
            web: { executionRole: start }
          """),
        // What a policy of one's own allows is not known, whatever its name.
        .ecs(
          """
          roles:
            start:
              assumedBy: ecs-tasks.amazonaws.com
              managedPolicies: ["arn:aws:iam::123456789012:policy/AdministratorAccess"]
          taskDefinitions:
            web: { executionRole: start }
          """),
      ]))
}

/// Finds policies for administrators on the roles that start tasks.
enum MightyExecutionRoles {
  /// AWS's policy for pulling images and writing logs.
  private static let starting = "service-role/AmazonECSTaskExecutionRolePolicy"

  static func check(_ model: SystemModel, _ findings: Findings) {
    var seen: Set<Path> = []
    for task in model.made(ResourceType.taskDefinition) {
      guard let path = task["ExecutionRoleArn"]?.reference?.path, path.part.isEmpty, seen.insert(path).inserted,
        let role = model.graph[path]
      else { continue }
      let policies = role["ManagedPolicyArns"]?.items ?? []
      let startsTasks = policies.contains { Permissions.managedName($0).map(String.init) == starting }
      reportStatements(of: role, task, findings)
      for policy in policies {
        guard let name = Permissions.managedName(policy), ManagedPolicies.forAdministrators.contains(String(name))
        else {
          continue
        }
        findings.report(
          .mightyExecutionRole, at: policy.span,
          "role '\(path.id)' starts the tasks of task definition '\(task.path.id)', and policy '\(name)' allows far more",
          label: "pulling images and writing logs needs none of it",
          help: [
            startsTasks
              ? "remove it: the role has `\(starting)`" : "write `\(starting)` in its place"
          ])
      }
    }
  }

  /// Reports statements of its own that allow everything on anything.
  private static func reportStatements(of role: Resource, _ task: Resource, _ findings: Findings) {
    let statements = (role["Policies"]?.items ?? []).flatMap { $0["PolicyDocument"]?["Statement"]?.items ?? [] }
    for statement in statements where statement["Effect"]?.literal == "Allow" && statement["Condition"] == nil {
      guard
        [statement["Action"], statement["Resource"]].allSatisfy({ $0?.items.contains { $0.literal == "*" } ?? false })
      else { continue }
      findings.report(
        .mightyExecutionRole, at: statement.span,
        "role '\(role.path.id)' starts the tasks of task definition '\(task.path.id)', and this allows everything",
        label: "pulling images and writing logs needs none of it",
        help: ["write `managedPolicies: [\(starting)]` in place of `policies`"])
    }
  }
}
