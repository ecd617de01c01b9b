import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// Capacity before the load comes, as AWS forecasts it from what the metric was.
package struct PredictiveScaling: Described {
  package static let summary =
    "Adds capacity before it is needed. AWS forecasts each hour of the next two days from the last two weeks of the "
    + "metric, of which it wants a day at least. It takes nothing away: another policy does that."

  package enum Mode: String, CaseIterable, Sendable {
    case forecastOnly = "ForecastOnly"
    case forecastAndScale = "ForecastAndScale"
  }

  package enum BreachBehavior: String, CaseIterable, Sendable {
    case honor = "HonorMaxCapacity"
    case increase = "IncreaseMaxCapacity"
  }

  let metric: Located<MetricWord>
  let target: Located<Decimal>
  let targetGroup: Located<EntryReference>?
  let mode: Located<Mode>?
  let schedulingBufferTime: Located<Int>?
  let maxCapacityBreachBehavior: Located<BreachBehavior>?
  let maxCapacityBuffer: Located<Int>?

  package init(_ fields: inout FieldReader) {
    metric = fields.required(
      "metric", .choice,
      "What is forecast. `cpu` and `memory` (services only) are utilization in percent, `networkIn` and `networkOut` "
        + "(groups only) bytes, `requestsPerTarget` what load balancers send.")
    target = fields.required(
      "target", .positiveNumber, "The average that the forecast load is to have for each task or instance.")
    targetGroup = fields.optional("targetGroup", .reference(to: TargetGroup.section), ScalingPolicy.groupWords)
    mode = fields.optional(
      "mode", .choice, "Whether it acts on what it forecasts, or only shows it.", absence: Self.absence("Mode"))
    schedulingBufferTime = fields.optional(
      "schedulingBufferTime", .integer(0...3600, in: .seconds),
      "Seconds by which the capacity is there before the hour that needs it.",
      absence: Self.absence("SchedulingBufferTime"))
    maxCapacityBreachBehavior = fields.optional(
      "maxCapacityBreachBehavior", .choice,
      "Whether the maximum holds, or rises where the forecast comes near it. What AWS raises it does not lower again: "
        + "the next deployment does.",
      absence: Self.absence("MaxCapacityBreachBehavior"))
    maxCapacityBuffer = fields.optional(
      "maxCapacityBuffer", .integer(0...100, in: .percent),
      "How far above the forecast the maximum may rise; with `IncreaseMaxCapacity` only, which needs it.")
  }

  private static func absence(_ member: String) -> String {
    Absence.aws(.serviceScalingPolicy, "PredictiveScalingPolicyConfiguration", member)
  }

  /// Whether it does anything but show what would be.
  var scales: Bool { mode?.value == .forecastAndScale }

  var raisesMaximum: Bool { maxCapacityBreachBehavior?.value == .increase }
}
