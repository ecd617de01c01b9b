import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// An ECS task definition for Fargate, with its log group and, where none is named, its execution role.
package struct TaskDefinition: Kind {
  package static let section = "taskDefinitions"
  package static let summary = "An ECS task definition for Fargate, with its log group and execution role."
  package static let type = "AWS::ECS::TaskDefinition"
  package static let existing = ExistingForm.nameOrARN(service: "ecs")
  package static let attributes = ["arn"]
  package static let nameRule = NameRule.taskFamily
  package static let nameUse = NameUse.property("Family")

  package var name: Located<String>? { family }
  let family: Located<String>?
  let cpu: Located<Int>
  let memory: Located<Int>
  let executionRole: Located<EntryReference>?
  let taskRole: Located<EntryReference>?
  let taskPolicies: Located<[Located<Statement>]>?
  let containers: [MapEntry<Container>]

  package init(_ fields: inout FieldReader) {
    family = fields.optional(
      "family", .name(Self.nameRule), "The name that its revisions share.", absence: Absence.name)
    cpu = fields.required("cpu", .oneOf(FargateSize.cpus, in: .cpuUnits), "CPU units of the task, 1024 of them a vCPU.")
    memory = fields.required("memory", .integer(512...249_856, in: .mebibytes), "Memory of the task in MiB.")
    executionRole = fields.optional(
      "executionRole", .reference(to: Role.section), "The role that pulls images and writes logs.",
      absence: "a role that may do just that")
    taskRole = fields.optional(
      "taskRole", .reference(to: Role.section), "The role that the programs in it have when they call AWS.",
      absence: "they may do nothing, or what `taskPolicies` says")
    taskPolicies = fields.optional(
      "taskPolicies", .list(of: .object, count: 1...100), "What the programs in it may do: a role of its own follows.")
    fields.atMostOne("taskRole", "taskPolicies")
    containers =
      fields.required(
        "containers", .map("container", keys: KeyRule(.container), ofObjects: Container.self, count: 1...10),
        "The containers of the task, by name."
      ).value
  }

  package func properties(of entry: Entry<TaskDefinition>, in lowering: inout Lowering) -> [Member] {
    let family = lowering.name(of: entry).value
    return members([
      "Cpu": Value(.string(String(cpu.value)), at: cpu.span),
      "Memory": Value(.string(String(memory.value)), at: memory.span),
      "NetworkMode": "awsvpc",
      "RequiresCompatibilities": .set(["FARGATE"]),
      "ExecutionRoleArn": executionRole.map { lowering.reference($0, .arn) }
        ?? .reference(Self.executionRole(of: entry.id), .arn),
      "TaskRoleArn": taskRole.map { lowering.reference($0, .arn) }
        ?? (derivesTaskRole(entry, lowering.index)
          ? .reference(Self.taskRole(of: entry.id), .arn, at: taskPolicies?.span ?? .none) : nil),
      "ContainerDefinitions": containers.isEmpty
        ? nil
        : .list(
          // In order of their names, because the order of keys means nothing and that of containers does.
          containers.sorted { $0.key.value < $1.key.value }.map { container in
            container.value.value.lower(container.key, of: entry, family: family, in: &lowering)
          }, at: containers.first?.key.span ?? .none),
    ])
  }

  package func derive(from entry: Entry<TaskDefinition>, in lowering: inout Lowering) {
    let family = lowering.name(of: entry)
    var group = lowering.derived(
      "logGroup", "AWS::Logs::LogGroup", from: entry,
      members([
        "LogGroupName": Value(.string("/ecs/\(family.value)"), at: family.span),
        "RetentionInDays": retention.map { .integer($0) },
      ]))
    group.isRetained = true
    lowering.graph.add(group)
    if executionRole == nil { lowering.graph.add(derivedExecutionRole(of: entry, family: family.value, lowering)) }
    if derivesTaskRole(entry, lowering.index) { lowering.graph.add(derivedTaskRole(of: entry, lowering)) }
  }

  static func logGroup(of id: String) -> Path { path(id).appending("logGroup") }
  static func executionRole(of id: String) -> Path { path(id).appending("executionRole") }
  static func taskRole(of id: String) -> Path { path(id).appending("taskRole") }

  /// One log group a task definition: its containers agree on how long it keeps what they write.
  var retention: Located<Int>? { containers.lazy.compactMap(\.value.value.logs?.value.retentionDays).first }

  /// What the agent needs to start these containers, and nothing else.
  private func derivedExecutionRole(
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
    statements += secretStatements(lowering)
    statements.append(
      Policy.allow(
        ["logs:CreateLogStream", "logs:PutLogEvents"], on: [.reference(Self.logGroup(of: entry.id), .arn)]))
    return derivedRole("executionRole", "execution", policy: "start-tasks", statements, of: entry, lowering)
  }

  /// Reading what the containers' secrets name, a statement an action.
  private func secretStatements(_ lowering: Lowering) -> [Value] {
    let grants = containers.flatMap { container in
      container.value.value.secrets.sorted { $0.key.value < $1.key.value }
        .flatMap { SecretSource($0.value, in: lowering).grants }
    }
    return [SecretAccess.parameterAction, SecretAccess.secretAction, SecretAccess.keyAction].compactMap { action in
      let resources = unique(grants.filter { $0.action == action }.map(\.resource))
      return resources.isEmpty ? nil : Policy.allow([action], on: resources)
    }
  }

  /// What the programs may do, as the task definition says it.
  private func derivedTaskRole(
    of entry: Entry<TaskDefinition>, _ lowering: Lowering
  ) -> Resource {
    var statements = (taskPolicies?.value ?? []).map { $0.value.lowered(at: $0.span, in: lowering) }
    if lowering.index.tasksWithExec.contains(entry.id) {
      statements.append(Policy.allow(ExecuteCommand.actions, on: ["*"]))
    }
    return derivedRole("taskRole", "task", policy: "task", statements, of: entry, at: taskPolicies?.span, lowering)
  }

  /// Whether something that is written needs a role of the programs, and none is.
  private func derivesTaskRole(_ entry: Entry<TaskDefinition>, _ index: SpecificationIndex) -> Bool {
    entry.existing == nil && taskRole == nil && (taskPolicies != nil || index.tasksWithExec.contains(entry.id))
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
        "Policies": .set([.map(["PolicyName": Value(.string(policy)), "PolicyDocument": Policy.document(statements)])]),
      ]))
  }

  private func unique(_ values: [Value]) -> [Value] {
    var seen: Set<Value.Content> = []
    return values.filter { seen.insert($0.content).inserted }
  }
}
