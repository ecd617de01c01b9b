import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource

/// What a launch template says besides of the instances that start from it.
struct LaunchOptions {
  let ebsOptimized: Located<Bool>?
  let creditSpecification: Located<CreditSpecification>?
  /// What is written, in the order of AWS's rows.
  let members: [Member]

  init(_ fields: inout FieldReader) {
    let monitoring = fields.optional(
      "monitoring", .boolean,
      "Whether CloudWatch has the instances' metrics every minute, which costs, and not every five.",
      absence: Absence.aws(.launchTemplate, "LaunchTemplateData", "Monitoring", "Enabled"))
    ebsOptimized = fields.optional(
      "ebsOptimized", .boolean, "Whether instances have bandwidth of their own to their volumes.",
      absence: "what the instance type has")
    creditSpecification = fields.optional(
      "creditSpecification", .object, "How burstable instances, such as `t3.micro`, pay for bursts.")
    let cpuOptions = fields.optional(
      "cpuOptions", .object, "How many of the type's cores an instance has.", as: CPUOptions.self)
    let placement = fields.optional("placement", .object, "On which hardware instances start.", as: Placement.self)
    let maintenance = fields.optional(
      "maintenanceOptions", .object, "What AWS does when the hardware fails.", as: MaintenanceOptions.self)
    let shutdown = fields.optional(
      "instanceInitiatedShutdownBehavior", .oneOf(["stop", "terminate"]),
      "What becomes of an instance that shuts itself down.", absence: "`stop`")
    members = LintelKinds.members([
      "Monitoring": monitoring.map { .map(["Enabled": .boolean($0)], at: $0.span) },
      "EbsOptimized": ebsOptimized.map { .boolean($0) },
      "CreditSpecification": creditSpecification.map {
        .map(["CpuCredits": .string($0.value.cpuCredits)], at: $0.span)
      },
      "CpuOptions": cpuOptions.map { Value(.map($0.value.members), at: $0.span) },
      "Placement": placement.map { Value(.map($0.value.members), at: $0.span) },
      "MaintenanceOptions": maintenance.map { .map(["AutoRecovery": .string($0.value.autoRecovery)], at: $0.span) },
      "InstanceInitiatedShutdownBehavior": shutdown.map { .string($0) },
    ])
  }

  struct CreditSpecification: Described {
    static let summary = "How burstable instances pay for bursts."

    let cpuCredits: Located<String>

    init(_ fields: inout FieldReader) {
      cpuCredits = fields.required(
        "cpuCredits", .oneOf(["standard", "unlimited"]),
        "`unlimited` bursts on for money, `standard` falls back to the type's baseline. Without it `t2` is standard and "
          + "the others are unlimited.")
    }
  }

  private struct CPUOptions: Described {
    static let summary = "How many of the type's cores an instance has."

    let members: [Member]

    init(_ fields: inout FieldReader) {
      let cores = fields.required("coreCount", .integer(1...1024), "How many cores.")
      let threads = fields.required("threadsPerCore", .integer(1...2), "`1` switches hyper-threading off.")
      members = LintelKinds.members(["CoreCount": .integer(cores), "ThreadsPerCore": .integer(threads)])
    }
  }

  private struct Placement: Described {
    static let summary = "On which hardware instances start."

    let members: [Member]

    init(_ fields: inout FieldReader) {
      let tenancy = fields.optional(
        "tenancy", .oneOf(["default", "dedicated", "host"]), "Whether other accounts' instances share the hardware.",
        absence: "what the VPC has")
      let group = fields.optional(
        "group", .string(1...255), "The name of a placement group, which is never created.")
      let partition = fields.optional(
        "partitionNumber", .integer(1...7), "The partition of a group that has such.")
      members = LintelKinds.members([
        "Tenancy": tenancy.map { .string($0) }, "GroupName": group.map { .string($0) },
        "PartitionNumber": partition.map { .integer($0) },
      ])
    }
  }

  private struct MaintenanceOptions: Described {
    static let summary = "What AWS does when the hardware fails."

    let autoRecovery: Located<String>

    init(_ fields: inout FieldReader) {
      autoRecovery = fields.required(
        "autoRecovery", .oneOf(["default", "disabled"]), "Whether an instance is moved to other hardware by itself.")
    }
  }
}

extension FieldReader {
  /// An object of a type that nothing else names.
  fileprivate mutating func optional<Object: Described>(
    _ key: String, _ type: FieldType<Object>, _ summary: String, as _: Object.Type
  ) -> Located<Object>? {
    optional(key, type, summary)
  }
}
