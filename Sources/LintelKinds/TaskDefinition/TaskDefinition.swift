import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// An ECS task definition, with its log group and, where none is named, its execution role.
package struct TaskDefinition: Kind {
  package static let section = "taskDefinitions"
  package static let summary = "An ECS task definition, with its log group and execution role."
  package static let type = "AWS::ECS::TaskDefinition"
  package static let existing = ExistingForm.nameOrARN(service: "ecs")
  package static let attributes = ["arn"]
  package static let brought: KeyValuePairs<String, [String]> = [
    "executionRole": ["name", "arn"], "taskRole": ["name", "arn"], "logGroup": ["name", "arn"],
  ]
  package static let nameRule = NameRule.taskFamily
  package static let nameUse = NameUse.property("Family")

  package var name: Located<String>? { family }
  let family: Located<String>?
  let requiresCompatibilities: Located<[Located<Compatibility>]>?
  let networkMode: Located<NetworkMode>?
  let cpu: Located<Int>?
  let memory: Located<Int>?
  let architecture: Located<String>?
  let operatingSystem: Located<String>?
  let ephemeralStorage: Located<Int>?
  let pidMode: Located<String>?
  let placementConstraints: Located<[Located<PlacementConstraint>]>?
  let logs: Located<Logs>?
  /// Where an environment takes `logs` or its retention away.
  let removedLogs: Span?
  let volumes: [MapEntry<Volume>]
  let executionRole: Located<EntryReference>?
  let taskRole: Located<EntryReference>?
  let taskPolicies: Located<[Located<Statement>]>?
  let containers: [MapEntry<Container>]

  package init(_ fields: inout FieldReader) {
    family = fields.optional(
      "family", .name(Self.nameRule), "The name that its revisions share.", absence: Absence.name)
    requiresCompatibilities = fields.optional(
      "requiresCompatibilities", .set(of: .choice, count: 1...2), "Where its tasks can run.", absence: "`[FARGATE]`")
    networkMode = fields.optional(
      "networkMode", .choice,
      "Whether its tasks have addresses of their own (`awsvpc`), or those of their instances, whose ports Docker maps to "
        + "theirs (`bridge`) or which are theirs (`host`).",
      absence: "`awsvpc`, and `bridge` where it is for EC2 alone")
    cpu = fields.optional(
      "cpu", .integer(128...196_608, in: .cpuUnits),
      "CPU units of the task, 1024 of them a vCPU. Fargate wants \(Self.sizes).",
      absence: "on EC2, what its containers say")
    memory = fields.optional(
      "memory", .integer(6...12_582_912, in: .mebibytes),
      "Memory of the task in MiB. Fargate wants one that goes with `cpu`.", absence: "on EC2, what its containers say")
    architecture = fields.optional(
      "architecture", .oneOf(["X86_64", "ARM64"]),
      "The processors that it runs on. Images of the spec are built for them.",
      absence: Absence.aws(.taskDefinition, "RuntimePlatform", "CpuArchitecture"))
    operatingSystem = fields.optional(
      "operatingSystem", .oneOf(TaskPlatform.operatingSystems), "The system that its images are made for.",
      absence: Absence.aws(.taskDefinition, "RuntimePlatform", "OperatingSystemFamily"))
    ephemeralStorage = fields.optional(
      "ephemeralStorage", .integer(20...200), "GiB of disk that its images and containers share.",
      absence: Absence.aws(.taskDefinition, "EphemeralStorage", "SizeInGiB"))
    pidMode = fields.optional(
      "pidMode", .oneOf(["task"]), "That its containers see each other's processes.", absence: "each sees its own")
    placementConstraints = fields.optional(
      "placementConstraints", .list(of: .object, count: 0...10),
      "What an instance has to be so that one of its tasks is placed there: `memberOf` only.",
      absence: "any instance that has room")
    logs = fields.optional("logs", .object, "How the logs of its containers are kept, unless one says otherwise.")
    removedLogs = fields.removal(of: "logs") ?? logs?.value.removedRetention
    volumes =
      fields.optional(
        "volumes", .map("volume", keys: KeyRule(.volume), ofObjects: Volume.self, count: 0...100),
        "What its containers share by `mountPoints`, by name.")?.value ?? []
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

  private static let sizes = "one of \(FargateSize.cpus.map(String.init).joined(separator: ", "))"

  package func properties(of entry: Entry<TaskDefinition>, in lowering: inout Lowering) -> [Member] {
    let family = lowering.name(of: entry).value
    return members([
      "Cpu": cpu.map { Value(.string(String($0.value)), at: $0.span) },
      "Memory": memory.map { Value(.string(String($0.value)), at: $0.span) },
      "NetworkMode": Value(.string(mode.rawValue), at: networkMode?.span ?? .none),
      "RequiresCompatibilities": requiresCompatibilities.map { list in
        .set(list.value.map { .string($0.map(\.rawValue)) }, at: list.span)
      } ?? .set(["FARGATE"]),
      "RuntimePlatform": platform,
      // AWS does not take its own default.
      "EphemeralStorage": ephemeralStorage.flatMap { size in
        size.value == 20 ? nil : .map(["SizeInGiB": .integer(size)], at: size.span)
      },
      "PidMode": pidMode.map(Value.string),
      "PlacementConstraints": placementConstraints.flatMap { $0.value.isEmpty ? nil : PlacementConstraint.value($0) },
      "Volumes": volumes.isEmpty
        ? nil
        : .list(
          volumes.sorted { $0.key.value < $1.key.value }.map { $0.value.value.value($0.key) }, at: volumes[0].key.span),
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
    if usesOwnLogGroup(entry) {
      var group = lowering.derived(
        "logGroup", LogGroup.type, from: entry,
        members([
          "LogGroupName": Value(.string("/ecs/\(family.value)"), at: family.span),
          "RetentionInDays": retention.map { .integer($0) },
        ]))
      group.isRetained = true
      lowering.graph.add(group)
    }
    let keys = keysOfSecrets(in: lowering)
    if !keys.isEmpty {
      lowering.graph.update(Self.path(entry.id)) { $0.asides = [Member(SecretAccess.keysAside, .list(keys))] }
    }
    if executionRole == nil { lowering.graph.add(derivedExecutionRole(of: entry, family: family.value, lowering)) }
    if derivesTaskRole(entry, lowering.index) { lowering.graph.add(derivedTaskRole(of: entry, lowering)) }
  }

  package func brought(_ part: String, by entry: Entry<TaskDefinition>, in lowering: Lowering) -> Path? {
    switch part {
    case "executionRole":
      return executionRole.map { Role.path($0.value.id) }
        ?? (entry.existing == nil ? Self.executionRole(of: entry.id) : nil)
    case "taskRole":
      return taskRole.map { Role.path($0.value.id) }
        ?? (derivesTaskRole(entry, lowering.index) ? Self.taskRole(of: entry.id) : nil)
    default:
      let groups = Set(entry.existing == nil ? logSettings(of: entry).compactMap(\.group) : [])
      return groups.count == 1 ? groups.first : nil
    }
  }

  static func logGroup(of id: String) -> Path { path(id).appending("logGroup") }
  static func executionRole(of id: String) -> Path { path(id).appending("executionRole") }
  static func taskRole(of id: String) -> Path { path(id).appending("taskRole") }

  /// What its images are built for.
  var dockerPlatform: String {
    TaskPlatform.dockerName(
      architecture: architecture?.value ?? "X86_64", operatingSystem: operatingSystem?.value ?? "LINUX")
  }

  /// Both where one is written, because AWS's answer has both.
  private var platform: Value? {
    guard let written = architecture?.span ?? operatingSystem?.span else { return nil }
    return .map(
      [
        "CpuArchitecture": architecture.map(Value.string) ?? "X86_64",
        "OperatingSystemFamily": operatingSystem.map(Value.string) ?? "LINUX",
      ], at: written)
  }
}
