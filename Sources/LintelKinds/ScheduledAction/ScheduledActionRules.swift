import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

extension ScheduledAction {
  package static let rules: [EntryRule<ScheduledAction>] = [
    EntryRule([.serviceWithoutBounds], by: checkService),
    EntryRule([.malformedSchedule, .scheduleNeverComes], by: checkSchedule),
    EntryRule([.fieldOfOtherTarget, .missingKey], by: checkFields),
    EntryRule([.crossedBounds], by: checkOwnBounds),
    EntryRule([.actionOutsideBounds], by: checkBounds),
    EntryRule([.actionsAtOneTime, .sharedActionName], by: checkOthers),
  ]

  private func checkService(of entry: Entry<ScheduledAction>, _ lowered: Lowering) {
    guard let service, let scaled = lowered.spec.sections[Service.self][service.value.id] else { return }
    if scaled.existing != nil {
      lowered.findings.report(
        .serviceWithoutBounds, at: service.span,
        "service '\(scaled.id)' is already there, and the spec does not make its bounds",
        label: "an action moves bounds that the spec makes", notes: [Note("the service", at: scaled.span)],
        help: ["remove the action, or describe the service here"])
    } else if scaled.model.autoScaling == nil {
      lowered.findings.report(
        .serviceWithoutBounds, at: service.span, "service '\(scaled.id)' has no `autoScaling`",
        label: "AWS answers 'No scalable target registered'", notes: [Note("the service", at: scaled.span)],
        help: ["give the service `autoScaling: { minCapacity: 1, maxCapacity: 5 }`"])
    }
  }

  // MARK: The schedule

  private func checkSchedule(of entry: Entry<ScheduledAction>, _ lowered: Lowering) {
    let ofGroup = autoScalingGroup != nil
    let text = schedule.value
    if let problem = ActionSchedule.problem(with: text, ofGroup: ofGroup) {
      let example = ofGroup ? "0 8 * * MON-FRI" : "cron(0 8 ? * MON-FRI *)"
      let message =
        "'\(ReadingContext.shortened(text))' is no schedule of \(ofGroup ? "an Auto Scaling group" : "a service")"
      if let right = ActionSchedule.correction(of: text, ofGroup: ofGroup) {
        return lowered.findings.report(
          .malformedSchedule, at: schedule.span, message, label: problem,
          fix: .write(right, insteadOf: text, at: schedule.span, as: Self.quoted(right)))
      }
      return lowered.findings.report(
        .malformedSchedule, at: schedule.span, message, label: problem,
        help: ["write a schedule such as `\(example)`"])
    }
    if ActionSchedule(text, ofGroup: ofGroup).neverComes {
      lowered.findings.report(
        .scheduleNeverComes, at: schedule.span, "the month has no such day", label: "the action never runs",
        help: ["write a day that the month has"])
    }
    if ActionSchedule(text, ofGroup: ofGroup).isPast {
      lowered.findings.report(
        .scheduleNeverComes, at: schedule.span, "the moment is past", label: "AWS refuses an action of the past",
        help: ["write a moment to come, or remove the action"])
    }
    guard !ofGroup, let startTime, let endTime, let first = Moment(startTime.value), let last = Moment(endTime.value),
      last <= first
    else { return }
    lowered.findings.report(
      .scheduleNeverComes, at: endTime.span, "the action ends before it begins", label: "it never runs",
      labels: [Label(startTime.span, "it begins here")], help: ["write a later `endTime`"])
  }

  /// As a spec has it: YAML would take a star for an alias, and a comma between braces for an end.
  private static func quoted(_ schedule: String) -> String {
    schedule.hasPrefix("*") || schedule.contains(",") ? "\"\(schedule)\"" : schedule
  }

  // MARK: Fields

  private func checkFields(of entry: Entry<ScheduledAction>, _ lowered: Lowering) {
    let fields: [(key: String, span: Span?, isOfGroup: Bool, help: String)] = [
      ("minCapacity", minCapacity?.span, false, "use `minSize`"),
      ("maxCapacity", maxCapacity?.span, false, "use `maxSize`"),
      ("startTime", startTime?.span, false, "remove it"), ("endTime", endTime?.span, false, "remove it"),
      ("name", name?.span, false, "remove it"), ("minSize", minSize?.span, true, "use `minCapacity`"),
      ("maxSize", maxSize?.span, true, "use `maxCapacity`"),
      ("desiredCapacity", desiredCapacity?.span, true, "use `minCapacity`: AWS starts as many at that time"),
    ]
    let ofGroup = autoScalingGroup != nil
    var isForeign = false
    for field in fields where field.isOfGroup != ofGroup {
      guard let span = field.span else { continue }
      isForeign = true
      let owner = ofGroup ? "an Auto Scaling group" : "a service"
      lowered.findings.report(
        .fieldOfOtherTarget, at: span, "an action of \(owner) has no `\(field.key)`",
        label: ofGroup ? "services have it" : "Auto Scaling groups have it", help: [field.help])
    }
    let own = fields.filter { $0.isOfGroup == ofGroup && $0.key.hasPrefix("m") || $0.isOfGroup && ofGroup }
    guard !isForeign, own.allSatisfy({ $0.span == nil }) else { return }
    lowered.findings.report(
      .missingKey, at: entry.span, "scheduled action '\(entry.id)' sets nothing",
      label: "AWS wants one size at least", help: ["add `\(own[0].key)` or `\(own[1].key)`"])
  }

  private func checkOthers(of entry: Entry<ScheduledAction>, _ lowered: Lowering) {
    for other in lowered.index.actions(besides: self, in: lowered.spec) {
      if other.id == entry.id { return }
      if let autoScalingGroup {
        let isSame = other.model.schedule.value == schedule.value && other.model.zoneName == zoneName
        guard isSame else { continue }
        lowered.findings.report(
          .actionsAtOneTime, at: schedule.span,
          "Auto Scaling group '\(autoScalingGroup.value.id)' has two actions for the same time",
          label: "AWS takes one", labels: [Label(other.model.schedule.span, "the first")],
          help: ["let one action set what both of them do"])
      } else if let service, let name, other.model.name?.value == name.value {
        lowered.findings.report(
          .sharedActionName, at: name.span,
          "two scheduled actions of service '\(service.value.id)' are called '\(name.value)'",
          label: "the second would overwrite the first", labels: [Label(other.model.name?.span ?? .none, "the first")],
          help: ["give one of them another name"])
      }
    }
  }

  private var zoneName: String { timezone?.value ?? "UTC" }
}
