import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource
import LintelSpec

/// New bounds, or a new count, of a service or an Auto Scaling group at times.
///
/// A service's action is part of its scalable target in CloudFormation, and no resource: it has no node of its own.
package struct ScheduledAction: Kind {
  package static let section = "scheduledActions"
  package static let summary =
    "What a service or an Auto Scaling group may shrink and grow to from a time on. An action that is taken out of the "
    + "spec is gone after the next deployment, and so is one that somebody made by hand."
  package static let type = "AWS::AutoScaling::ScheduledAction"
  package static let existing = ExistingForm.impossible
  package static let attributes: [String] = []
  package static let nameRule = NameRule.scheduledAction
  package static let nameUse = NameUse.script

  package let name: Located<String>?
  let service: Located<EntryReference>?
  let autoScalingGroup: Located<EntryReference>?
  let schedule: Located<String>
  let timezone: Located<String>?
  let startTime: Located<String>?
  let endTime: Located<String>?
  let minCapacity: Located<Deferred<Int>>?
  let maxCapacity: Located<Deferred<Int>>?
  let minSize: Located<Deferred<Int>>?
  let maxSize: Located<Deferred<Int>>?
  let desiredCapacity: Located<Deferred<Int>>?

  /// What it scales.
  var target: EntryReference? { service?.value ?? autoScalingGroup?.value }

  package init(_ fields: inout FieldReader) {
    name = fields.optional(
      "name", .name(Self.nameRule), "The action's name. Services only: CloudFormation names those of groups itself.",
      absence: Absence.name)
    service = fields.optional("service", .reference(to: Service.section), "The service whose bounds it sets.")
    autoScalingGroup = fields.optional(
      "autoScalingGroup", .reference(to: AutoScalingGroup.section), "The Auto Scaling group whose sizes it sets.")
    schedule = fields.required(
      "schedule", .string(1...256),
      "When. A service takes `cron(0 8 ? * MON-FRI *)` with minute, hour, day of the month, month, day of the week and "
        + "year, `rate(12 hours)` or `at(2027-01-31T08:00:00)`, which AWS refuses once it is past; an Auto Scaling group `0 8 * * MON-FRI` with minute, "
        + "hour, day of the month, month and day of the week.")
    timezone = fields.optional(
      "timezone", FieldType<String>.string(1...255).known("time zone", by: AWSNames.verdict(onTimeZone:)),
      "The zone of the clock that the schedule is read by: `Europe/Berlin`.",
      absence: "`UTC`")
    startTime = fields.optional(
      "startTime", .moment, "The moment from which on a service's action recurs, in UTC: `2027-01-31T08:00:00Z`.",
      absence: "at once")
    endTime = fields.optional(
      "endTime", .moment, "The moment until which a service's action recurs, in UTC.", absence: "never")
    minCapacity = fields.optional(
      "minCapacity", .deferred(.integer(0...5000)), "The fewest tasks of the service from then on.",
      absence: "what it is")
    maxCapacity = fields.optional(
      "maxCapacity", .deferred(.integer(0...5000)), "The most tasks of the service from then on.",
      absence: "what it is")
    minSize = fields.optional(
      "minSize", .deferred(.integer(0...10_000)), "The fewest instances of the group from then on.",
      absence: "what it is")
    maxSize = fields.optional(
      "maxSize", .deferred(.integer(0...10_000)), "The most instances of the group from then on.",
      absence: "what it is")
    desiredCapacity = fields.optional(
      "desiredCapacity", .deferred(.integer(0...10_000)),
      "How many instances the group has at that time; policies may move it later.", absence: "what it is")
    fields.exactlyOne("service", "autoScalingGroup")
  }

  // MARK: Lowering

  package func properties(of entry: Entry<ScheduledAction>, in lowering: inout Lowering) -> [Member] { [] }

  package func addNested(in entry: Entry<ScheduledAction>, to lowering: inout Lowering) {
    let path = Self.path(entry.id)
    let name = lowering.name(of: entry)
    lowering.graph.remove(path)
    if let service {
      add(to: Service.scalableTarget(of: service.value.id), name, entry, &lowering)
    } else if let autoScalingGroup {
      let group = AutoScalingGroup.path(autoScalingGroup.value.id)
      guard lowering.graph[group] != nil else { return }
      let sizes = members([
        "MinSize": minSize.map { lowering.value(of: $0) }, "MaxSize": maxSize.map { lowering.value(of: $0) },
      ])
      lowering.graph.add(
        Resource(
          path, Self.type, span: entry.span,
          properties: members([
            "AutoScalingGroupName": lowering.reference(autoScalingGroup, .name), "Recurrence": .string(schedule),
            "TimeZone": zone,
          ]) + sizes + members(["DesiredCapacity": desiredCapacity.map { lowering.value(of: $0) }])))
      let moved = sizes.map { Member($0.key, AutoScalingGroup.text($0.value)) }
      lowering.graph.update(group) { $0.moved += moved }
    }
  }

  /// Written out where nothing says so: what an update leaves out stays as it was.
  private var zone: Value { timezone.map { .string($0) } ?? "UTC" }

  /// Adds it to the scalable target of its service; a rule reports a service without one.
  private func add(
    to target: Path, _ name: Located<String>, _ entry: Entry<ScheduledAction>, _ lowering: inout Lowering
  ) {
    let bounds = members([
      "MinCapacity": minCapacity.map { lowering.value(of: $0) },
      "MaxCapacity": maxCapacity.map { lowering.value(of: $0) },
    ])
    let action = Value.map(
      [
        "ScheduledActionName": .string(name), "Schedule": .string(schedule),
        "Timezone": schedule.value.hasPrefix("rate(") ? nil : zone, "StartTime": startTime.map { .string($0) },
        "EndTime": endTime.map { .string($0) }, "ScalableTargetAction": Value(.map(bounds), at: entry.span),
      ], at: entry.span)
    lowering.graph.update(target) { target in
      let others = target["ScheduledActions"]?.items ?? []
      target["ScheduledActions"] = .set(others + [action], at: entry.span)
      target.moved += bounds
    }
  }
}

extension FieldType where Value == String {
  /// A moment in UTC, as AWS writes one.
  fileprivate static var moment: FieldType<String> {
    text("a moment such as `2027-01-31T08:00:00Z`", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$") { text in
      Moment(text) == nil ? "AWS takes days of the calendar, in UTC" : nil
    }
  }
}
