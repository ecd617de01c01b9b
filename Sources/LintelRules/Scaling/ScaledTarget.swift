import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource

/// A service or Auto Scaling group with its policies, and the places in the spec that say so.
struct ScaledTarget {
  /// One step of a policy, with the value of the metric where it begins.
  struct Step {
    let bound: Decimal
    let direction: StepPolicy.Direction
    let adjustment: StepPolicy.Adjustment
    let amount: Int
    let span: Span
    let amountSpan: Span
    let metric: ScalingMetric
    /// The entry that it is written in.
    let entry: Path

    /// Whether it is there to add, or to take away; a count of its own does what its side does.
    var scalesOut: Bool { adjustment == .exact ? direction == .scaleOut : amount > 0 }
    /// Whether the metric is a percentage, and never above 100.
    var isPercent: Bool { metric.isPercent }
  }

  struct Tracking {
    let policy: TrackingPolicy
    let metric: ScalingMetric
    /// Where the metric is named.
    let place: Span
    let target: Value
    let entry: Path
  }

  struct Forecast {
    let policy: PredictivePolicy
    let metric: ScalingMetric
    /// Where it is said that it acts.
    let mode: Span
    let target: Span
    let entry: Path
  }

  let model: ScalingModel
  let node: Resource
  /// Every step of every policy, from the lowest value of the metric to the highest.
  let steps: [Step]
  let trackings: [Tracking]
  let forecasts: [Forecast]
  /// Whether every policy is known in full.
  let isComplete: Bool

  init?(_ model: ScalingModel, in graph: ResourceGraph) {
    guard let node = graph[model.path] else { return nil }
    self.model = model
    self.node = node
    var steps: [Step] = []
    var trackings: [Tracking] = []
    var forecasts: [Forecast] = []
    var isComplete = true
    for policy in model.policies {
      guard let resource = graph[policy.path] else { continue }
      switch policy.form {
      case .steps(let calls):
        for call in calls { steps += Self.steps(of: resource, call.steps, call.alarm.metric) }
      case .tracking(let form, let metric):
        guard let tracking = Self.tracking(of: resource, form, metric) else {
          isComplete = false
          continue
        }
        trackings.append(tracking)
      case .predictive(let form, let metric):
        let configuration =
          resource["PredictiveScalingPolicyConfiguration"] ?? resource["PredictiveScalingConfiguration"]
        let target = configuration?["MetricSpecifications"]?.items.first?["TargetValue"]?.span ?? .none
        forecasts.append(
          Forecast(
            policy: form, metric: metric, mode: (configuration?["Mode"]?.span ?? .none).or(resource.span),
            target: target.or(resource.span), entry: policy.path.entry))
      case .unknown: isComplete = false
      }
    }
    self.steps = steps.enumerated().sorted { ($0.element.bound, $0.offset) < ($1.element.bound, $1.offset) }
      .map(\.element)
    self.trackings = trackings
    self.forecasts = forecasts
    self.isComplete = isComplete
  }

  private static func steps(of policy: Resource, _ form: StepPolicy, _ metric: ScalingMetric) -> [Step] {
    let configuration = policy["StepScalingPolicyConfiguration"]
    let items = configuration?["StepAdjustments"]?.items ?? policy["StepAdjustments"]?.items ?? []
    return zip(items, form.steps).compactMap { item, step in
      // The end of the interval that lies at the threshold's side.
      guard let distance = form.direction == .scaleOut ? step.lower : step.upper else { return nil }
      return Step(
        bound: form.threshold + distance, direction: form.direction, adjustment: form.adjustment,
        amount: step.adjustment, span: item.span.or(policy.span),
        amountSpan: (item["ScalingAdjustment"]?.span ?? .none).or(policy.span), metric: metric,
        entry: policy.path.entry)
    }
  }

  private static func tracking(of policy: Resource, _ form: TrackingPolicy, _ metric: ScalingMetric) -> Tracking? {
    let configuration = policy["TargetTrackingScalingPolicyConfiguration"] ?? policy["TargetTrackingConfiguration"]
    guard let target = configuration?["TargetValue"],
      let named = configuration?["PredefinedMetricSpecification"] ?? configuration?["CustomizedMetricSpecification"]
    else { return nil }
    return Tracking(policy: form, metric: metric, place: named.span, target: target, entry: policy.path.entry)
  }

  /// Whether a forecast adds to what there is.
  var isForecast: Bool { forecasts.contains(where: \.policy.scales) }

  // MARK: In words

  var words: String { model.path.words }

  var isService: Bool { Catalog.facts(of: node.type)?.counts == .tasks }

  /// `3 tasks`, `1 instance`.
  func count(_ number: Int) -> String {
    let noun = isService ? "task" : "instance"
    return "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
