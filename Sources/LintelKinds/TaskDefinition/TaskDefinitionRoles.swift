import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource

// The roles that follow from a task definition.
extension TaskDefinition {
  /// What the agent needs to start these containers, and nothing else.
  func derivedExecutionRole(
    of entry: Entry<TaskDefinition>, family: String, _ lowering: Lowering
  ) -> Resource {
    let repositories = containers.compactMap { container -> Value? in
      guard let image = container.value.value.repositoryImage(in: lowering) else {
        return container.value.value.namedRepository(in: lowering)
      }
      return .reference(image.path, .arn, at: image.repository.span)
    }
    var statements: [Value] = []
    if !repositories.isEmpty {
      statements.append(Policy.allow(["ecr:GetAuthorizationToken"], on: ["*"]))
      statements.append(
        Policy.allow(
          ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
          on: unique(repositories)))
    }
    statements += secretStatements(of: entry, lowering)
    let files = containers.flatMap { $0.value.value.environmentFiles?.value ?? [] }.flatMap { $0.grants(in: lowering) }
    for action in [EnvironmentFileAccess.objectAction, EnvironmentFileAccess.bucketAction] {
      let resources = unique(files.filter { $0.action == action }.map(\.resource))
      if !resources.isEmpty { statements.append(Policy.allow([action], on: resources)) }
    }
    let groups = unique(logSettings(of: entry).compactMap(\.group).map { .reference($0, .arn) })
    if !groups.isEmpty {
      statements.append(Policy.allow(["logs:CreateLogStream", "logs:PutLogEvents"], on: groups))
    }
    return derivedRole("executionRole", "execution", policy: "start-tasks", statements, of: entry, lowering)
  }

  /// Reading what the containers' secrets name, a statement an action.
  private func secretStatements(of entry: Entry<TaskDefinition>, _ lowering: Lowering) -> [Value] {
    let credentials = containers.compactMap(\.value.value.repositoryCredentials)
    let grants =
      credentials.flatMap { RegistryCredentials.grants(of: $0, in: lowering) }
      + containers.flatMap { container in
        container.value.value.secrets.sorted { $0.key.value < $1.key.value }
          .flatMap { SecretSource($0.value, in: lowering).grants }
      } + logSettings(of: entry).flatMap(\.secretOptions).flatMap { SecretSource($0.value, in: lowering).grants }
    return [SecretAccess.parameterAction, SecretAccess.secretAction, SecretAccess.keyAction].compactMap { action in
      let resources = unique(grants.filter { $0.action == action }.map(\.resource))
      return resources.isEmpty ? nil : Policy.allow([action], on: resources)
    }
  }

  /// What the programs may do, as the task definition says it.
  func derivedTaskRole(
    of entry: Entry<TaskDefinition>, _ lowering: Lowering
  ) -> Resource {
    var statements = (taskPolicies?.value ?? []).map { $0.value.lowered(at: $0.span, in: lowering) }
    statements += fileSystemStatements
    if lowering.index.tasksWithExec.contains(entry.id) {
      statements.append(Policy.allow(ExecuteCommand.actions, on: ["*"]))
    }
    return derivedRole("taskRole", "task", policy: "task", statements, of: entry, at: taskPolicies?.span, lowering)
  }

  /// Whether something that is written needs a role of the programs, and none is.
  func derivesTaskRole(_ entry: Entry<TaskDefinition>, _ index: SpecificationIndex) -> Bool {
    entry.existing == nil && taskRole == nil
      && (taskPolicies != nil || index.tasksWithExec.contains(entry.id) || !fileSystemStatements.isEmpty)
  }

  private func derivedRole(
    _ part: String, _ ending: String, policy: String, _ statements: [Value], of entry: Entry<TaskDefinition>,
    at span: Span? = nil, _ lowering: Lowering
  ) -> Resource {
    lowering.derived(
      part, Role.type, from: entry, at: span,
      members([
        "RoleName": Value(
          .string(
            lowering.derivedName("\(entry.id)-\(ending)", section: Role.section, limit: NameRule.role.length.upperBound)
          )),
        "AssumeRolePolicyDocument": Policy.trust(of: Value(.string(AWSNames.tasksPrincipal))),
        "Policies": statements.isEmpty
          ? nil
          : .set([.map(["PolicyName": Value(.string(policy)), "PolicyDocument": Policy.document(statements)])]),
      ]))
  }

  private func unique(_ values: [Value]) -> [Value] {
    var seen: Set<Value.Content> = []
    return values.filter { seen.insert($0.content).inserted }
  }
}
