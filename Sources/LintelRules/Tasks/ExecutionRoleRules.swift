import LintelGraph
package import LintelSource

// The role that starts the tasks of a definition.
extension Rule {
  package static let executionRoleOfAnotherService = Rule(
    "execution-role-of-another-service", .error, .checking,
    "The execution role of a task may be assumed by another service only.",
    page: RulePage(
      .containers,
      why: """
        ECS starts a task under its execution role, as the service `ecs-tasks.amazonaws.com`. Whether it may is said by \
        `assumedBy` of the role. The names of its neighbours are easily mixed up: `ecs.amazonaws.com` is for roles of \
        services, `ec2.amazonaws.com` for those of instances.
        """,
      awsAnswer: """
        ECS was unable to assume the role 'arn:…' that was provided for this task. Please verify that the role being \
        passed has the proper trust relationship and permissions
        """,
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
      wrong: [
        .ecs(
          """
          roles:
            start:
              assumedBy: ecs.amazonaws.com
              managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy]
          taskDefinitions:
            web: { executionRole: ↓start }
          """)
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
          """)
      ]))

  package static let executionRoleLacksPermission = Rule(
    "execution-role-lacks-permission", .error, .checking,
    "The execution role of a task does not allow what its containers need to start.",
    page: RulePage(
      .containers,
      why: """
        Before a container starts, ECS pulls its image and opens its log streams under the execution role of the task. \
        What the role does not allow is denied, and the task stops. An image of a repository needs three actions of \
        ECR, logs need two of CloudWatch Logs; AWS's policy `service-role/AmazonECSTaskExecutionRolePolicy` holds all of \
        them. An image from another registry needs none.
        """,
      awsAnswer: "ResourceInitializationError: unable to pull secrets or registry auth … AccessDeniedException",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
      wrong: [
        .ecs(
          """
          roles:
            start: { assumedBy: ecs-tasks.amazonaws.com, managedPolicies: [AmazonEC2ContainerRegistryReadOnly] }
          taskDefinitions:
            web: { executionRole: ↓start }
          """),
        .ecs(
          """
          repositories:
            web: {}
          roles:
            start: { assumedBy: ecs-tasks.amazonaws.com, managedPolicies: [CloudWatchLogsFullAccess] }
          taskDefinitions:
            web:
              executionRole: ↓start
              containers: { web: { image: { repository: web, tag: "1.0" } } }
          """),
        // A repository that is there already is written out, and wants leave all the same.
        .ecs(
          """
          roles:
            start: { assumedBy: ecs-tasks.amazonaws.com, managedPolicies: [CloudWatchLogsFullAccess] }
          taskDefinitions:
            web:
              executionRole: ↓start
              containers: { web: { image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/web:1.4" } }
          """),
      ],
      right: [
        // An image of a public registry is pulled without leave.
        .ecs(
          """
          roles:
            start: { assumedBy: ecs-tasks.amazonaws.com, managedPolicies: [CloudWatchLogsFullAccess] }
          taskDefinitions:
            web: { executionRole: start }
          """),
        .ecs(
          """
          repositories:
            web: {}
          roles:
            start:
              assumedBy: ecs-tasks.amazonaws.com
              managedPolicies: [AmazonEC2ContainerRegistryPullOnly, CloudWatchLogsFullAccess]
          taskDefinitions:
            web:
              executionRole: start
              containers: { web: { image: { repository: web, tag: "1.0" } } }
          """),
        // What a policy of one's own allows is not known.
        .ecs(
          """
          roles:
            start:
              assumedBy: ecs-tasks.amazonaws.com
              managedPolicies: ["arn:aws:iam::123456789012:policy/start-tasks"]
          taskDefinitions:
            web: { executionRole: start }
          """),
      ]))
}
