import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// Steps as people say them: at 30 three tasks, at 60 five, below 20 one.
package struct StepScaling: Described {
  package static let summary = "Sets the capacity by steps of a metric. Lintel derives the alarms and AWS's intervals."

  let metric: Located<PolicyMetric>
  let steps: Located<[Located<Step>]>
  let targetGroup: Located<EntryReference>?
  let period: Located<Int>?
  let evaluationPeriods: Located<Int>?
  let datapointsToAlarm: Located<Int>?
  let statistic: Located<String>?
  let cooldown: Located<Int>?
  let minimumMagnitude: Located<Int>?

  package init(_ fields: inout FieldReader) {
    metric = fields.required("metric", .policyMetric, PolicyMetric.words)
    steps = fields.required("steps", .list(of: .object, count: 1...40), "What happens at which value of the metric.")
    targetGroup = fields.optional("targetGroup", .reference(to: TargetGroup.section), ScalingPolicy.groupWords)
    period = fields.optional(
      "period", .alarmPeriod, "Seconds that one value of the metric is about.",
      absence: "60; 300 for what EC2 reports of instances")
    evaluationPeriods = fields.optional(
      "evaluationPeriods", .integer(1...10_080), "So many periods are looked at.",
      absence: "3; 1 for what EC2 reports of instances")
    datapointsToAlarm = fields.optional(
      "datapointsToAlarm", .integer(1...10_080), "So many of them have to be at a step or past it.",
      absence: "all of them")
    statistic = fields.optional(
      "statistic", .metricStatistic, PolicyMetric.statisticWords,
      absence: "Average, `Sum` for `requestsPerTarget`")
    cooldown = fields.optional(
      "cooldown", .integer(0...86_400, in: .seconds), "Seconds between two activities. Services only.",
      absence: Absence.aws(.serviceScalingPolicy, "StepScalingPolicyConfiguration", "Cooldown"))
    minimumMagnitude = fields.optional(
      "minimumMagnitude", .integer(1...5000), "The fewest tasks or instances that a percentage adds or removes.",
      absence: "1")
  }

  /// What happens at one value of the metric.
  package struct Step: Described {
    package static let summary = "What happens where the metric reaches a value."

    let above: Located<Decimal>?
    let below: Located<Decimal>?
    private let actions: [Action]

    package init(_ fields: inout FieldReader) {
      above = fields.optional("above", .number, "It happens at this value of the metric and above.")
      below = fields.optional("below", .number, "It happens at this value of the metric and below.")
      let setCapacity: Located<Int>? = fields.optional(
        "setCapacity", .integer(0...5000), "How many tasks or instances there are then.")
      let add: Located<Int>? = fields.optional(
        "add", .integer(1...5000), "How many tasks or instances are added, as long as it lasts.")
      let addPercent: Located<Int>? = fields.optional(
        "addPercent", .integer(1...10_000), "The same in percent of those that are there.")
      let remove: Located<Int>? = fields.optional(
        "remove", .integer(1...5000), "How many tasks or instances are removed, as long as it lasts.")
      let removePercent: Located<Int>? = fields.optional(
        "removePercent", .integer(1...100), "The same in percent of those that are there.")
      actions = [
        setCapacity.map { Action(sort: .exact, adjustment: $0) },
        add.map { Action(sort: .change, adjustment: $0) },
        addPercent.map { Action(sort: .percent, adjustment: $0) },
        remove.map { Action(sort: .change, adjustment: $0.map { -$0 }) },
        removePercent.map { Action(sort: .percent, adjustment: $0.map { -$0 }) },
      ].compactMap(\.self)
      fields.exactlyOne("above", "below")
      fields.exactlyOne("setCapacity", "add", "addPercent", "remove", "removePercent")
    }

    /// What it does; nil where that did not read.
    var action: Action? { actions.first }
  }

  /// What a step does, in AWS's words and numbers.
  struct Action {
    enum Sort: String {
      case change = "ChangeInCapacity"
      case exact = "ExactCapacity"
      case percent = "PercentChangeInCapacity"
    }

    let sort: Sort
    let adjustment: Located<Int>
  }

  /// The steps on one side, from the threshold outwards.
  struct Side {
    let threshold: Decimal
    /// Bounds relative to the threshold; nil is without bound.
    let intervals: [(lower: Decimal?, upper: Decimal?, step: Located<Step>)]

    /// What all of its steps do: AWS has one word for all of a policy.
    var sort: Action.Sort { intervals[0].step.value.action?.sort ?? .exact }
  }

  /// How AWS brings the datapoints of a policy together.
  var aggregation: String {
    let statistic = statistic?.value ?? metric.value.custom?.named?.statistic?.value ?? ""
    return MetricWords.aggregations.contains(statistic) ? statistic : "Average"
  }

  /// The steps at which the metric is high: AWS takes the lower bound in and the upper one out.
  var scaleOut: Side? {
    let ordered = side(\.above).sorted { $0.bound < $1.bound }
    guard let threshold = ordered.first?.bound else { return nil }
    let intervals = ordered.indices.map { index in
      (
        lower: Optional(ordered[index].bound - threshold),
        upper: index + 1 < ordered.count ? ordered[index + 1].bound - threshold : nil, step: ordered[index].step
      )
    }
    return Side(threshold: threshold, intervals: intervals)
  }

  /// The steps at which the metric is low: AWS takes the upper bound in and the lower one out.
  var scaleIn: Side? {
    let ordered = side(\.below).sorted { $1.bound < $0.bound }
    guard let threshold = ordered.first?.bound else { return nil }
    let intervals = ordered.indices.map { index in
      (
        lower: index + 1 < ordered.count ? ordered[index + 1].bound - threshold : nil,
        upper: Optional(ordered[index].bound - threshold), step: ordered[index].step
      )
    }
    return Side(threshold: threshold, intervals: intervals)
  }

  private func side(_ bound: KeyPath<Step, Located<Decimal>?>) -> [(bound: Decimal, step: Located<Step>)] {
    steps.value.compactMap { step in step.value[keyPath: bound].map { ($0.value, step) } }
  }

  /// Whether no two steps share a bound, the sides do not overlap, and the steps of a side are of one sort.
  var isSound: Bool { sharedBounds.isEmpty && overlap == nil && mixed.isEmpty }

  /// The first step of each side that is of another sort than the first of that side, which stands beside it.
  var mixed: [(step: Located<Step>, first: Located<Step>)] {
    [steps.value.filter { $0.value.above != nil }, steps.value.filter { $0.value.below != nil }].compactMap { side in
      guard let first = side.first, let sort = first.value.action?.sort else { return nil }
      return side.first { $0.value.action.map { $0.sort != sort } ?? false }.map { ($0, first) }
    }
  }

  /// The bounds that an earlier step has, each with that step's.
  var sharedBounds: [(bound: Located<Decimal>, first: Span)] {
    sharedBounds(\.above) + sharedBounds(\.below)
  }

  private func sharedBounds(_ side: KeyPath<Step, Located<Decimal>?>) -> [(bound: Located<Decimal>, first: Span)] {
    var seen: [Decimal: Span] = [:]
    return steps.value.compactMap { step in
      guard let bound = step.value[keyPath: side] else { return nil }
      return seen.updateValue(bound.span, forKey: bound.value).map { (bound, $0) }
    }
  }

  /// The lowest bound of scaling out and the highest of scaling in, where the second is not below the first.
  var overlap: (above: Located<Decimal>, below: Located<Decimal>)? {
    guard let above = steps.value.compactMap(\.value.above).min(by: { $0.value < $1.value }),
      let below = steps.value.compactMap(\.value.below).max(by: { $0.value < $1.value }), above.value <= below.value
    else { return nil }
    return (above, below)
  }
}

extension FieldType where Value == Int {
  /// The seconds of one datapoint of an alarm.
  fileprivate static var alarmPeriod: FieldType<Int> {
    integer(10...86_400, in: .seconds).converted(placeholder: 60) { seconds, span, context in
      if seconds % 60 == 0 || AlarmPeriods.short.contains(seconds) { return seconds }
      context.findings.report(
        .invalidValue, at: span, "an alarm has no period of \(seconds) seconds",
        label: "10, 30 or a multiple of 60 are possible",
        help: ["write `\(seconds < 30 ? 30 : (seconds + 59) / 60 * 60)`"])
      return nil
    }
  }
}
