import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// How logs are kept: of all containers of a task, or of one.
package struct Logs: Described {
  package static let summary = "How logs are kept."
  package static let noun = "log configuration"

  let group: Located<EntryReference>?
  let retentionDays: Located<Int>?
  let driver: Located<Driver>?
  let options: [MapEntry<Text>]
  let secretOptions: [MapEntry<Either<Text, Secret>>]
  let removedRetention: Span?

  package init(_ fields: inout FieldReader) {
    group = fields.optional(
      "group", .reference(to: LogGroup.section), "The log group, which other tasks may share.",
      absence: "one of the task definition's own, `/ecs/<family>`")
    retentionDays = fields.optional(
      "retentionDays", .oneOf(LogRetention.days, in: .days), "How many days the own log group keeps them.",
      absence: "for ever")
    removedRetention = fields.removal(of: "retentionDays")
    fields.atMostOne("group", "retentionDays")
    driver = fields.optional(
      "driver", .choice,
      "Where they go: to CloudWatch Logs, to Splunk, or to the container of the task that has `firelens`.",
      absence: "`awslogs`")
    options =
      fields.optional(
        "options", .map("option", keys: .anyName, of: .deployTimeText(0...4096)),
        "Options of the driver, by its names: `mode`, `max-buffer-size`, `awslogs-multiline-pattern`.")?.value ?? []
    secretOptions =
      fields.optional(
        "secretOptions", .map("option", keys: .anyName, of: .either(.deployTimeText(1...2048), or: .object)),
        "Options whose values are kept elsewhere, as `secrets` of a container say it.")?.value ?? []
  }

  package enum Driver: String, CaseIterable, Sendable {
    case awslogs, splunk, awsfirelens
  }
}

/// That a container routes the logs of others.
package struct Firelens: Described {
  package static let summary = "That a container routes the logs of others."
  package static let noun = "log router"

  let type: Located<String>
  let options: [MapEntry<String>]

  package init(_ fields: inout FieldReader) {
    type = fields.required("type", .oneOf(["fluentbit", "fluentd"]), "The program that it is.")
    options =
      fields.optional(
        "options", .map("option", keys: .anyName, of: .string(0...4096)),
        "Options of it: `enable-ecs-log-metadata`, `config-file-type`, which is `file` on Fargate, `config-file-value`."
      )?
      .value ?? []
  }

  func value(at span: Span) -> Value {
    let options = options.sorted { $0.key.value < $1.key.value }.map { Member($0.key.value, .string($0.value)) }
    return .map(["Type": .string(type), "Options": options.isEmpty ? nil : Value(.map(options))], at: span)
  }
}

/// What holds for the logs of one container: what it says itself, and else what its task says.
struct LogSettings {
  let container: String
  let driver: Located<Logs.Driver>
  /// The log group, if they go to one.
  let group: Path?
  private let groupSpan: Span
  let options: [MapEntry<Text>]
  let secretOptions: [MapEntry<Either<Text, Secret>>]

  init(of name: String, _ container: Container, in entry: Entry<TaskDefinition>) {
    let own = container.logs?.value
    let shared = entry.model.logs?.value
    self.container = name
    driver = own?.driver ?? shared?.driver ?? Located(.awslogs, at: .none)
    // Options are those of a driver: another one has nothing of the task's.
    let isOtherDriver = own?.driver != nil && own?.driver?.value != (shared?.driver?.value ?? .awslogs)
    let inherited = isOtherDriver ? nil : shared
    options = LogSettings.merged(inherited?.options ?? [], own?.options ?? [])
    secretOptions = LogSettings.merged(inherited?.secretOptions ?? [], own?.secretOptions ?? [])
    // A retention of its own wants the group of the task.
    let reference = own?.group ?? (own?.retentionDays == nil ? shared?.group : nil)
    groupSpan = reference?.span ?? .none
    group =
      driver.value != .awslogs
      ? nil : reference.map { LogGroup.path($0.value.id) } ?? TaskDefinition.logGroup(of: entry.id)
  }

  /// The entries of both, those of the second over those of the first, in the order of their keys.
  private static func merged<Item>(_ first: [MapEntry<Item>], _ second: [MapEntry<Item>]) -> [MapEntry<Item>] {
    let keys = Set(second.map(\.key.value))
    return (first.filter { !keys.contains($0.key.value) } + second).sorted { $0.key.value < $1.key.value }
  }

  func value(in lowering: Lowering) -> Value {
    var written = options.map { Member($0.key.value, lowering.value(of: $0.value)) }
    if let group {
      var own = [Member("awslogs-group", .reference(group, .name, at: groupSpan)), Member("awslogs-region", .region)]
      if !written.contains(where: { $0.key == "awslogs-stream-prefix" }) {
        own.append(Member("awslogs-stream-prefix", Value(.string(container))))
      }
      written = own + written
    }
    let secrets = secretOptions.map { option in
      Value.map(
        ["Name": .string(option.key), "ValueFrom": SecretSource(option.value, in: lowering).value], at: option.key.span)
    }
    return .map(
      [
        "LogDriver": .string(driver.map(\.rawValue)), "Options": written.isEmpty ? nil : Value(.map(written)),
        "SecretOptions": secrets.isEmpty ? nil : .set(secrets),
      ], at: driver.span)
  }
}

extension TaskDefinition {
  func logSettings(of entry: Entry<TaskDefinition>) -> [LogSettings] {
    containers.map { LogSettings(of: $0.key.value, $0.value.value, in: entry) }
  }

  /// Whether a container writes to the log group that follows from the task definition.
  func usesOwnLogGroup(_ entry: Entry<TaskDefinition>) -> Bool {
    logSettings(of: entry).contains { $0.group == Self.logGroup(of: entry.id) }
  }

  /// One log group a task definition: its containers agree on how long it keeps what they write.
  var retention: Located<Int>? {
    logs?.value.retentionDays ?? containers.lazy.compactMap(\.value.value.logs?.value.retentionDays).first
  }
}
