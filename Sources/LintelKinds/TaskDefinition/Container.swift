import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// One container of a task.
package struct Container: Described {
  package static let summary = "A container of a task."

  let image: Located<Either<Text, RepositoryImage>>
  let repositoryCredentials: Located<Either<Text, RegistryCredentials>>?
  let essential: Located<Bool>
  private(set) var limits = MemberFields(of: .taskDefinition, "ContainerDefinitions")
  /// The ports that it listens on, whichever way they are written.
  let ports: [ContainerPort]
  let healthCheck: Located<ContainerHealthCheck>?
  let dependsOn: [MapEntry<Condition>]
  let entryPoint: Located<[Located<Text>]>?
  let command: Located<[Located<Text>]>?
  let environment: [MapEntry<Text>]
  let secrets: [MapEntry<Either<Text, Secret>>]
  let environmentFiles: Located<[EnvironmentFile]>?
  let mountPoints: [Located<MountPoint>]
  let volumesFrom: [Located<VolumeSource>]
  let resourceRequirements: [MapEntry<Int>]
  let runtime: ContainerRuntime
  let logs: Located<Logs>?
  let firelens: Located<Firelens>?
  /// Where an environment takes `logs` or its retention away.
  let removedLogs: Span?

  package init(_ fields: inout FieldReader) {
    image = fields.required(
      "image", .either(.imageAddress, or: .object),
      "An image of a repository of the spec, or the address of any other.")
    repositoryCredentials = fields.optional(
      "repositoryCredentials", .either(.writtenText(1...2048), or: .object),
      "The secret with which a private registry lets in, by its name in Secrets Manager or its ARN: JSON with `username` and "
        + "`password`. ECR needs none.",
      absence: "the registry lets everybody pull")
    essential = fields.optional(
      "essential", .boolean, default: true, "Whether its end is the end of the task. One at least is.")
    limits.read(
      &fields, "cpu", in: .cpuUnits, "Cpu",
      "Its share of the task's CPU units, which it has even when the others want more.")
    limits.read(
      &fields, "memory", in: .mebibytes, "Memory",
      "MiB of memory beyond which it is killed. The task's is the limit of all.")
    limits.read(
      &fields, "memoryReservation", in: .mebibytes, "MemoryReservation", "MiB of memory that are kept for it.")
    let port = fields.optional("port", .port, "The TCP port that it listens on.")
    let ports = fields.optional(
      "ports", .list(of: FieldType<ContainerPort>.object, count: 1...100), "Several ports, or one with more to say.")
    fields.atMostOne("port", "ports")
    self.ports = port.map { [ContainerPort($0)] } ?? ports?.value.map(\.value) ?? []
    healthCheck = fields.optional("healthCheck", .object, "How ECS tells whether it is well.")
    dependsOn =
      fields.optional(
        "dependsOn", .map("dependency", keys: KeyRule(.container), of: .choice),
        "What it waits for before it starts: containers of the task by name, each with a state: `START`, `HEALTHY`, "
          + "`COMPLETE` for an end, or `SUCCESS` for an end without an error.")?.value ?? []
    limits.read(
      &fields, "startTimeout", in: .seconds, "StartTimeout",
      "Seconds that containers which depend on it wait for it, before the task gives up.")
    limits.read(
      &fields, "stopTimeout", in: .seconds, "StopTimeout", "Seconds that it has to end by itself before it is killed.")
    entryPoint = fields.optional(
      "entryPoint", .words, "The program that starts, in its words.",
      absence: "the image's own")
    command = fields.optional(
      "command", .words, "What the program is given, a word an item.",
      absence: "the image's own")
    environment =
      fields.optional(
        "environment", .environmentVariables, "Environment variables.")?.value ?? []
    secrets =
      fields.optional(
        "secrets", .environmentSecrets,
        "Environment variables whose values are kept elsewhere: each the name of a parameter of Systems Manager, the ARN "
          + "of a parameter or secret, or one of the stores with it.")?.value ?? []
    environmentFiles = fields.optional(
      "environmentFiles", .set(of: .environmentFile, count: 1...10),
      "Files of variables in S3, by ARN; what `environment` and `secrets` name is over theirs.")?.map {
        $0.map(EnvironmentFile.init)
      }
    mountPoints =
      fields.optional("mountPoints", .list(of: .object), "Where it has volumes of the task.")?.value ?? []
    volumesFrom =
      fields.optional("volumesFrom", .list(of: .object), "Other containers whose mount points it has too.")?.value ?? []
    resourceRequirements =
      fields.optional(
        "resourceRequirements",
        .map("resource", keys: .resourceRequirement, of: .integer(1...16)),
        "What it has for itself of its instance, by AWS's type: `GPU`, as many as that. Fargate has none.")?.value ?? []
    runtime = ContainerRuntime(&fields)
    logs = fields.optional(
      "logs", .object, "How its logs are kept.", absence: "as the task's `logs` say, each field by itself")
    firelens = fields.optional(
      "firelens", .object, "That it routes the logs of containers whose driver is `awsfirelens`.")
    removedLogs = fields.removal(of: "logs") ?? logs?.value.removedRetention
  }

  /// The state of another container that one waits for.
  package enum Condition: String, CaseIterable, Sendable {
    case start = "START"
    case complete = "COMPLETE"
    case success = "SUCCESS"
    case healthy = "HEALTHY"
  }

  /// An image that is pushed to a repository of the spec.
  package struct RepositoryImage: Described {
    package static let summary = "An image in a repository of the spec. Pushing it is part of deploying."

    let repository: Located<EntryReference>
    let tag: Located<Text>

    package init(_ fields: inout FieldReader) {
      repository = fields.required("repository", .reference(to: Repository.section), "The repository.")
      tag = fields.required("tag", .imageTag, "The image's tag. Quote it: `\"1.10\"`.")
    }
  }

  func lower(
    _ name: Located<String>, of entry: Entry<TaskDefinition>, family: String, in lowering: inout Lowering
  ) -> Value {
    var start = members([
      "Name": .string(name),
      "Image": lowerImage(of: entry, in: &lowering),
      "RepositoryCredentials": repositoryCredentials.map { credentials in
        .map(["CredentialsParameter": RegistryCredentials.value(of: credentials, in: lowering)], at: credentials.span)
      },
      "ResourceRequirements": resourceRequirements.isEmpty
        ? nil
        : .set(
          resourceRequirements.map { one in
            .map(
              ["Type": .string(one.key), "Value": Value(.string(String(one.value.value)), at: one.value.span)],
              at: one.key.span)
          }),
      "Essential": .boolean(essential),
    ])
    start += limits.members + runtime.members
    return Value(.map(start + rest(name, of: entry, in: lowering)), at: name.span)
  }

  private func rest(_ name: Located<String>, of entry: Entry<TaskDefinition>, in lowering: Lowering) -> [Member] {
    members([
      "PortMappings": ports.isEmpty ? nil : .set(ports.map { $0.value(in: entry.model.mode) }, at: ports[0].port.span),
      "HealthCheck": healthCheck.map { $0.value.value(at: $0.span, in: lowering) },
      "DependsOn": dependsOn.isEmpty
        ? nil
        : .set(
          dependsOn.sorted { $0.key.value < $1.key.value }.map { other in
            .map(
              ["ContainerName": .string(other.key), "Condition": .string(other.value.map(\.rawValue))],
              at: other.key.span)
          }),
      "MountPoints": mountPoints.isEmpty
        ? nil : .list(mountPoints.map { $0.value.value(at: $0.span) }, at: mountPoints[0].span),
      "VolumesFrom": volumesFrom.isEmpty
        ? nil : .set(volumesFrom.map { $0.value.value(at: $0.span) }, at: volumesFrom[0].span),
      "EnvironmentFiles": environmentFiles.map { files in
        .list(files.value.map { $0.value(in: lowering) }, at: files.span)
      },
      "EntryPoint": entryPoint.map { Container.words($0, in: lowering) },
      "Command": command.map { Container.words($0, in: lowering) },
      "Secrets": secrets.isEmpty
        ? nil
        : .set(
          secrets.sorted { $0.key.value < $1.key.value }.map { secret in
            .map(
              ["Name": .string(secret.key), "ValueFrom": SecretSource(secret.value, in: lowering).value],
              at: secret.key.span)
          }),
      "Environment": environment.isEmpty
        ? nil
        : .set(
          environment.sorted { $0.key.value < $1.key.value }.map { variable in
            .map(
              ["Name": .string(variable.key), "Value": lowering.value(of: variable.value)], at: variable.key.span)
          }),
      "LogConfiguration": entry.existing == nil
        ? LogSettings(of: name.value, self, in: entry).value(in: lowering) : nil,
      "FirelensConfiguration": firelens.map { $0.value.value(at: $0.span) },
    ])
  }

  /// The repository of the spec that the image is in, and its tag; nil when it is in another.
  ///
  /// An address that begins `${repositories.x.uri}:` says the same as `repository` and `tag`.
  func repositoryImage(in lowering: Lowering) -> (repository: Value, path: Path, tag: Value)? {
    switch image.value {
    case .object(let image):
      return (
        lowering.reference(image.repository, .name), Path(Repository.section, image.repository.value.id),
        lowering.value(of: image.tag)
      )
    case .scalar(let text):
      guard case .resource(Repository.section, let id, "", "uri")? = text.parts.first, text.parts.count > 1,
        case .literal(let separator) = text.parts[1], separator.hasPrefix(":")
      else { return nil }
      var parts = Array(text.parts.dropFirst())
      parts[0] = .literal(String(separator.dropFirst()))
      if parts.count > 1, separator == ":" { parts.removeFirst() }
      let path = Path(Repository.section, id)
      return (
        .reference(path, .name, at: image.span), path, lowering.value(of: Text(parts: parts), at: image.span)
      )
    }
  }

  /// The ARN of the private ECR repository that the image's address names; nil when it names none.
  ///
  /// What is known only when deploying is a wildcard in it.
  func namedRepository(in lowering: Lowering) -> Value? {
    guard case .scalar(let text) = image.value else { return nil }
    let address = ImageAddress(unchecked: text.rendered(in: lowering.graph, unknown: "*"))
    guard let registry = address.privateRegistry else { return nil }
    let isOurs = registry.account == ImageAddress.unknownAccount || registry.account == lowering.graph.account
    let region = registry.region == lowering.graph.region ? Value.region : Value(.string(registry.region))
    return .text(
      [
        "arn:", .partition, ":ecr:", region, ":", isOurs ? .account : Value(.string(registry.account)),
        Value(.string(":repository/\(address.path)")),
      ], at: image.span)
  }

  private func lowerImage(of entry: Entry<TaskDefinition>, in lowering: inout Lowering) -> Value {
    guard let (repository, path, tag) = repositoryImage(in: lowering) else {
      guard case .scalar(let text) = image.value else { return "" }
      return lowering.value(of: text, at: image.span)
    }
    let address = Value.text([.reference(path, .uri, at: repository.span), ":", tag], at: image.span)
    if entry.existing != nil || lowering.spec.sections[Repository.self][path.id]?.existing != nil { return address }
    var artifact = Resource(
      path.appending("image." + Container.words(of: tag)), "Lintel::ContainerImage", role: .artifact,
      span: image.span,
      properties: [
        Member("Repository", repository), Member("Tag", tag),
        Member("Platform", Value(.string(entry.model.dockerPlatform))),
      ]
        + (lowering.spec.sections[Repository.self][path.id]?.model.build?.value.members(in: lowering) ?? []))
    artifact.yields = [.uri: address]
    lowering.graph.add(artifact)
    return .reference(artifact.path, .uri, at: image.span)
  }

  private static func words(_ words: Located<[Located<Text>]>, in lowering: Lowering) -> Value {
    .list(words.value.map { lowering.value(of: $0) }, at: words.span)
  }

  /// A tag as a part of a path.
  private static func words(of tag: Value) -> String {
    switch tag.content {
    case .string(let text): text
    case .parameter(let name): "parameter-\(name)"
    case .text(let parts): parts.map(words).joined(separator: "-")
    default: "tag"
    }
  }
}

extension FieldType where Value == [Located<Text>] {
  /// The words of a command.
  static var words: FieldType<[Located<Text>]> {
    .list(of: .deployTimeText(0...4096), count: 1...100, meaning: CommandWords.list)
  }
}

extension FieldType where Value == [MapEntry<Text>] {
  /// Environment variables by name.
  static var environmentVariables: FieldType<[MapEntry<Text>]> {
    .map("variable", keys: .environmentVariable, of: .deployTimeText(0...32_768))
  }
}

extension FieldType where Value == [MapEntry<Either<Text, Secret>>] {
  /// Environment variables whose values are kept elsewhere.
  static var environmentSecrets: FieldType<[MapEntry<Either<Text, Secret>>]> {
    .map("secret", keys: .environmentVariable, of: .either(.writtenText(1...2048), or: .object))
  }
}

extension KeyRule {
  /// What a process can be given: ECS takes anything, and `=` ends a name.
  ///
  /// Not every shell can say such a name, but some programs, Elasticsearch among them, are set up by names like
  /// `discovery.type`.
  static let environmentVariable = KeyRule("name", pattern: "^[!-<>-~]+$") { key in
    let isName = !key.isEmpty && key.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
    return isName ? nil : "printable ASCII characters without blanks and `=`"
  }
}
