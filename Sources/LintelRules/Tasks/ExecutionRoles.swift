import LintelAWS
import LintelAnalysis
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
        them. Secrets need one each, which no policy of AWS's for tasks has. An image from another registry needs none.
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
        .ecs(
          """
          roles:
            start:
              assumedBy: ecs-tasks.amazonaws.com
              managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy]
              policies:
                secrets: [{ actions: "ssm:GetParameters", resources: "arn:aws:ssm:*:*:parameter/shop/*" }]
          taskDefinitions:
            web:
              executionRole: ↓start
              containers:
                web:
                  secrets:
                    API_KEY: /shop/api-key
                    DB_PASSWORD: { secretsManager: shop/db, key: password }
          """),
        // IAM compares with the whole ARN of a secret, and its own key is to be used too.
        .ecs(
          """
          roles:
            start:
              assumedBy: ecs-tasks.amazonaws.com
              managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy]
              policies:
                secrets:
                  - { actions: "secretsmanager:GetSecretValue", resources: "arn:aws:secretsmanager:*:*:secret:shop/db" }
          taskDefinitions:
            web:
              executionRole: ↓start
              containers: { web: { secrets: { DB_PASSWORD: { secretsManager: shop/db } } } }
          """),
        .ecs(
          """
          roles:
            start:
              assumedBy: ecs-tasks.amazonaws.com
              managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy]
              policies:
                secrets:
                  - { actions: "secretsmanager:GetSecretValue", resources: "arn:aws:secretsmanager:*:*:secret:shop/db-*" }
          taskDefinitions:
            web:
              executionRole: ↓start
              containers:
                web:
                  secrets:
                    DB_PASSWORD:
                      secretsManager: shop/db
                      kmsKey: "arn:aws:kms:us-east-1:111111111111:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
          """),
        // So does what lets in to another registry.
        .ecs(
          """
          roles:
            start: { assumedBy: ecs-tasks.amazonaws.com, managedPolicies: [CloudWatchLogsFullAccess] }
          taskDefinitions:
            web:
              executionRole: ↓start
              containers: { web: { image: "ghcr.io/example/web:1.4", repositoryCredentials: shop/registry } }
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
        .ecs(
          """
          roles:
            start:
              assumedBy: ecs-tasks.amazonaws.com
              managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy]
              policies:
                secrets:
                  - { actions: "ssm:GetParameters", resources: "arn:aws:ssm:*:*:parameter/shop/*" }
                  - { actions: "secretsmanager:*", resources: "arn:aws:secretsmanager:*:*:secret:shop/db-??????" }
          taskDefinitions:
            web:
              executionRole: start
              containers:
                web:
                  secrets:
                    API_KEY: /shop/api-key
                    DB_PASSWORD: { secretsManager: shop/db, key: password }
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

/// Holds the execution roles of tasks against what their containers draw on.
struct ExecutionRoles {
  private let model: SystemModel
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = ExecutionRoles(model: model, findings: findings)
    for node in model.made(ResourceType.taskDefinition) {
      check.check(node)
    }
  }

  private func check(_ task: Resource) {
    // A role that nobody wrote is made of what the containers need.
    guard let role = task["ExecutionRoleArn"], let path = role.reference?.path, path.part.isEmpty else { return }
    let needs = model.reach.supplies(of: task).map {
      (supply: $0, links: model.reach.permissionLinks(of: task, for: $0))
    }
    let links = needs.flatMap(\.links)
    if !model.graph.trustsMisspeltService(path),
      let trust = links.first(where: { $0.kind == "trust" && $0.certainty == .no }),
      case .trust(_, let service) = trust.fact
    {
      findings.report(
        .executionRoleOfAnotherService, at: role.span,
        "task definition '\(task.path.id)' starts its tasks with role '\(path.id)', which ECS tasks may not assume",
        label: "AWS answers 'ECS was unable to assume the role'", notes: [trust.note],
        help: ["in \(path): `assumedBy: \(service)`"])
    }
    let lacking = needs.compactMap { need in
      need.links.first { $0.kind == "permission" && $0.certainty == .no }.map { (supply: need.supply, link: $0) }
    }
    report(lacking, role, path, of: task)
    checkSecrets(role, path, of: task)
  }

  /// Reports the secrets that the role may not read, in one finding.
  private func checkSecrets(_ role: Value, _ path: Path, of task: Resource) {
    let permissions = Permissions(model.graph)
    let keys = task.asides.first { $0.key == SecretAccess.keysAside }?.value.items ?? []
    let readings =
      (task["ContainerDefinitions"]?.items ?? []).flatMap(ExecutionRoles.readings)
      + keys.compactMap { secret in
        secret["Key"].map { Reading(name: secret["Name"]?.literal, secret: $0, access: SecretAccess(key: $0)) }
      }
    let closed = readings.filter {
      permissions.allows(path, $0.access.action, on: .value($0.access.arn)).certainty == .no
    }
    guard !closed.isEmpty, let node = model.graph[path] else { return }
    let names = unique(closed.compactMap(\.name))
    let statements = Dictionary(grouping: closed.map(\.access), by: \.action).sorted { $0.key < $1.key }.map {
      let resources = unique($0.value.map { "\"\($0.words(in: model.graph))\"" })
      return "{ actions: \"\($0.key)\", resources: [\(resources.joined(separator: ", "))] }"
    }
    findings.report(
      .executionRoleLacksPermission, at: role.span,
      "task definition '\(task.path.id)' starts its tasks with role '\(path.id)', which may not read "
        + (names.count == 1 ? "secret \(Suggestion.list(names))" : "secrets \(Suggestion.list(names))"),
      label: "tasks stop before their containers start",
      notes: [Note("the role", at: node.span)]
        + closed.filter { $0.secret.span.isWritten }.prefix(3).map {
          Note($0.access.action == SecretAccess.keyAction ? "the key of the secret" : "the secret", at: $0.secret.span)
        },
      help: [
        "in \(path).policies: `task-secrets: [\(statements.joined(separator: ", "))]`",
        "or leave `executionRole` out: the role is then derived",
      ])
  }

  private func unique(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }

  /// A secret, or the key of one, that is read before containers start.
  private struct Reading {
    let name: String?
    let secret: Value
    let access: SecretAccess
  }

  /// The secrets that a container needs to start, as far as it is known which they are.
  private static func readings(of container: Value) -> [Reading] {
    var readings: [Reading] = []
    for secret in (container["Secrets"]?.items ?? []) + (container["LogConfiguration"]?["SecretOptions"]?.items ?? []) {
      guard let value = secret["ValueFrom"], let access = SecretAccess(value) else { continue }
      readings.append(Reading(name: secret["Name"]?.literal, secret: secret, access: access))
    }
    if let secret = container["RepositoryCredentials"]?["CredentialsParameter"],
      let access = SecretAccess(credentials: secret)
    {
      readings.append(Reading(name: secret.literal, secret: secret, access: access))
    }
    return readings
  }

  private func report(
    _ lacking: [(supply: Supply, link: Link)], _ role: Value, _ path: Path, of task: Resource
  ) {
    var actions: [String] = []
    for (_, link) in lacking {
      guard case .permission(_, let more) = link.fact else { continue }
      for action in more where !actions.contains(action) { actions.append(action) }
    }
    guard !actions.isEmpty, let node = model.graph[path] else { return }
    findings.report(
      .executionRoleLacksPermission, at: role.span,
      "task definition '\(task.path.id)' starts its tasks with role '\(path.id)', which may not "
        + uses(lacking.map(\.supply)),
      label: "tasks stop before their containers start",
      notes: [Note("role '\(path.id)' does not allow \(actions.joined(separator: ", "))", at: node.span)]
        + lacking.filter { $0.supply.span.isWritten }.map { Note($0.supply.use, at: $0.supply.span) },
      help: [Link.remedy(forActions: actions, of: path), "or leave `executionRole` out: the role is then derived"])
  }

  private func uses(_ supplies: [Supply]) -> String {
    var words: [String] = []
    for supply in supplies {
      let word = supply.purpose == .image ? "pull images" : supply.purpose == .logs ? "write logs" : "read secrets"
      if !words.contains(word) { words.append(word) }
    }
    return words.joined(separator: " or ")
  }
}

extension SecretAccess {
  /// What a policy has to name, as a spec writes it.
  fileprivate func words(in graph: ResourceGraph) -> String {
    let resource = resource
    let parts = if case .text(let parts) = resource.content { parts } else { [resource] }
    return parts.map { part in
      switch part.content {
      case .pseudo(.partition): Regions.partition(of: graph.region)
      case .pseudo(let pseudo): "${\(pseudo.rawValue)}"
      case .parameter(let name): "${parameters.\(name)}"
      default: part.literal ?? "*"
      }
    }.joined()
  }
}

extension Supply {
  fileprivate var use: String {
    switch purpose {
    case .image: "the image to pull"
    case .logs: "the container whose logs are written"
    case .secret(let name): "secret '\(name)'"
    case .forwarding: "the target"
    }
  }
}
