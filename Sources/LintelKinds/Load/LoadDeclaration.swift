import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// `load`: what is simulated, and what load tests send.
package struct LoadDeclaration: Described {
  package static let summary =
    "The load on the system, for `lintel simulate` and `lintel loadtest`: how requests come, and what one costs those "
    + "that serve it. Nothing of it is deployed."

  let start: Located<String>?
  let workloads: [MapEntry<WorkloadDeclaration>]
  let profiles: [MapEntry<ProfileDeclaration>]

  package init(_ fields: inout FieldReader) {
    start = fields.optional(
      "start", .momentOfLoad,
      "The moment at which a load begins, in UTC, for scheduled actions: `2027-01-31T08:00:00Z`.",
      absence: "a Monday at midnight, `2027-01-04T00:00:00Z`")
    workloads =
      fields.optional(
        "workloads", .map("workload", keys: .identifier, ofObjects: WorkloadDeclaration.self),
        "What a request costs, for each service or Auto Scaling group.")?.value ?? []
    profiles =
      fields.optional(
        "profiles", .map("profile", keys: .identifier, ofObjects: ProfileDeclaration.self),
        "How requests come, by name.")?.value ?? []
  }
}

/// What a request costs a service or an Auto Scaling group.
package struct WorkloadDeclaration: Described {
  package static let summary = "What a request costs those that serve it."
  package static let noun = "workload"

  let service: Located<EntryReference>?
  let autoScalingGroup: Located<EntryReference>?
  let cpuSeconds: Located<Decimal>
  let startUp: Located<Int>
  let processors: Located<Decimal>?
  let memory: Located<Decimal>?
  let share: Located<Decimal>?
  let price: Located<Decimal>?

  package init(_ fields: inout FieldReader) {
    service = fields.optional("service", .reference(to: Service.section), "The service that serves it.")
    autoScalingGroup = fields.optional(
      "autoScalingGroup", .reference(to: AutoScalingGroup.section), "The Auto Scaling group that serves it.")
    cpuSeconds = fields.required(
      "cpuSeconds", .amount(above: true, most: 3600),
      "The seconds of one processor that a request takes: measure it, as the processor time of a process over the "
        + "requests that it served.")
    startUp = fields.optional(
      "startUp", .whole(0...3600, in: .seconds), default: 0,
      "Seconds from the start of a task's containers, or of an instance, until it serves requests.")
    processors = fields.optional(
      "processors", .amount(above: true, most: 1024), "The processors of one task or instance.",
      absence: "those of the task definition or the instance type")
    memory = fields.optional(
      "memory", .amount(above: false, most: 100), "The percentage of its memory that one uses, whatever the load.",
      absence: "memory is not simulated")
    share = fields.optional(
      "share", .amount(above: true, most: 100), "The percentage of a profile's requests that it gets.",
      absence: "100")
    price = fields.optional(
      "price", .amount(above: false, most: 100_000), "What one task or instance costs an hour, in any currency.",
      absence: "no costs are reckoned")
    fields.exactlyOne("service", "autoScalingGroup")
  }

  func workload(_ id: Located<String>) -> LoadPlan.Workload? {
    let target =
      service.map { Service.path($0.value.id) } ?? autoScalingGroup.map { AutoScalingGroup.path($0.value.id) }
    return target.map { target in
      LoadPlan.Workload(
        id: id.value, target: target, cpuSeconds: cpuSeconds.value, startUp: startUp.value,
        processors: processors?.value, memory: memory?.value, share: share?.value ?? Decimal(100),
        price: price?.value, span: id.span)
    }
  }
}

/// How requests come.
package struct ProfileDeclaration: Described {
  package static let summary = "How requests come: stages, one after the other, or days that are alike."
  package static let noun = "profile"

  let stages: Located<[Located<String>]>?
  let daily: Located<DailyDeclaration>?

  package init(_ fields: inout FieldReader) {
    stages = fields.optional(
      "stages", .list(of: .stage, count: 1...1000),
      "What happens, one after the other, from no requests on: `ramp to 200 rps in 5m`, `200 rps for 1h`, "
        + "`hold for 10m`, `spike to 500 rps for 30s`. Times are in `s`, `m`, `h` or `d`.")
    daily = fields.optional("daily", .object, "Days that are alike: one wave each.")
    fields.exactlyOne("stages", "daily")
  }

  var form: LoadPlan.Profile.Form? {
    if let stages { return .stages(stages.value.compactMap { LoadStage($0.value) }) }
    return daily.map { .daily($0.value.load) }
  }
}

/// Days that are alike.
package struct DailyDeclaration: Described {
  package static let summary = "Days that are alike: requests rise to the busiest hour and fall to the quietest one."
  package static let noun = "daily load"

  let low: Located<Decimal>
  let high: Located<Decimal>
  let peak: Located<Int>
  let days: Located<Int>
  let noise: Located<Int>
  let seed: Located<Int>

  package init(_ fields: inout FieldReader) {
    low = fields.required("low", .amount(above: false, most: 10_000_000), "Requests a second at the quietest time.")
    high = fields.required("high", .amount(above: true, most: 10_000_000), "Requests a second at the busiest time.")
    peak = fields.optional("peak", .whole(0...23), default: 14, "The hour of the busiest time, in UTC.")
    days = fields.optional("days", .whole(1...31), default: 1, "How many days.")
    noise = fields.optional(
      "noise", .whole(0...100, in: .percent), default: 0, "By how many percent a minute may differ from the wave.")
    seed = fields.optional(
      "seed", .whole(0...1_000_000), default: 1, "Another number makes other noise; the same makes the same.")
  }

  var load: DailyLoad {
    DailyLoad(
      low: low.value, high: high.value, peak: peak.value, days: days.value, noise: noise.value, seed: seed.value)
  }
}
