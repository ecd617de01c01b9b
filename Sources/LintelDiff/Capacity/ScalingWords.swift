import LintelAWS
import LintelAnalysis
import LintelGraph

/// What sets the number of tasks or instances, in words: `target tracking of CPU at 50 %`.
struct ScalingWords {
  private let graph: ResourceGraph
  private let bounds: Bounds
  private var models: [Path: ScalingModel] = [:]

  init(_ graph: ResourceGraph) {
    self.graph = graph
    bounds = Bounds(graph)
    for model in ScalingModel.all(bounds) { models[model.path] = model }
  }

  /// The policies of a service or group; the two halves of a step policy are one.
  func words(for path: Path) -> [String] {
    var words: [String] = []
    var steps: [(entry: Path, metric: String, parts: [String])] = []
    for policy in models[path]?.policies ?? [] {
      guard let node = graph[policy.path] else { continue }
      switch policy.form {
      case .tracking(let tracking, let metric): words.append(self.words(of: tracking, metric, node))
      case .predictive(let forecast, _): words.append(ScalingWords.words(of: forecast, node))
      case .steps(let calls):
        let metric = calls.first.map { Metric($0.alarm.metric) } ?? Metric("")
        let parts = calls.flatMap { self.parts(of: $0.steps, metric) }
        if let index = steps.firstIndex(where: { $0.entry == policy.path.entry }) {
          steps[index].parts += parts
        } else {
          steps.append((policy.path.entry, metric.name, parts))
        }
      case .unknown:
        words.append(ScalingWords.simple(node) ?? "\(policy.path), which is known only when deploying")
      }
    }
    return words + steps.map { "steps of \($0.metric): " + $0.parts.joined(separator: ", ") }
      + bounds.scheduled(path).map(ScalingWords.words)
  }

  /// `at 0 8 * * *: at least 4, at most 10`.
  private static func words(_ action: ScheduledSizes) -> String {
    let sizes = [
      action.least.map { "at least \($0)" }, action.desired.map { "set to \($0)" }, action.most.map { "at most \($0)" },
    ]
    let known = sizes.compactMap(\.self)
    let time = action.words.hasPrefix("at(") ? action.words : "at \(action.words)"
    return "\(time): "
      + (known.isEmpty ? "what is known only when deploying" : known.joined(separator: ", "))
  }

  /// A simple scaling policy, which only templates have: `+1 whenever its alarm rings, every 300 s at most`.
  private static func simple(_ policy: Resource) -> String? {
    let kind = policy["PolicyType"]?.literal
    guard kind == "SimpleScaling" || kind == nil, policy["StepAdjustments"] == nil,
      let adjustment = policy["AdjustmentType"]?.literal.flatMap({ StepPolicy.Adjustment(rawValue: $0) }),
      let amount = policy["ScalingAdjustment"]?.literal.flatMap({ Int($0) })
    else { return nil }
    let step = StepPolicy.Step(lower: nil, upper: nil, adjustment: amount)
    let pace = policy["Cooldown"]?.literal.map { ", every \($0) s at most" } ?? ""
    return "simple scaling: \(words(adjustment, step)) whenever an alarm calls it\(pace)"
  }

  private func words(of tracking: TrackingPolicy, _ tracked: ScalingMetric, _ node: Resource) -> String {
    let configuration = node["TargetTrackingScalingPolicyConfiguration"] ?? node["TargetTrackingConfiguration"]
    let predefined = configuration?["PredefinedMetricSpecification"]?["PredefinedMetricType"]?.literal
    let metric = predefined.map { Metric($0) } ?? Metric(tracked)
    let cooldowns = [("out", "ScaleOutCooldown"), ("in", "ScaleInCooldown")].compactMap { word, key in
      configuration?[key]?.literal.map { "\(word) every \($0) s" }
    }
    let pace = cooldowns.isEmpty ? "" : " (" + cooldowns.joined(separator: ", ") + " at most)"
    return "target tracking of \(metric.name) at \(tracking.target)\(metric.unit)"
      + (tracking.scalesIn ? "" : ", never in") + pace
  }

  /// `predictive scaling of CPU at 50 %, 600 s ahead, past the maximum to 10 % above the forecast`.
  private static func words(of forecast: PredictivePolicy, _ node: Resource) -> String {
    let configuration = node["PredictiveScalingPolicyConfiguration"] ?? node["PredictiveScalingConfiguration"]
    let specification = configuration?["MetricSpecifications"]?.items.first
    let named =
      specification?["PredefinedMetricPairSpecification"] ?? specification?["PredefinedScalingMetricSpecification"]
    let metric = Metric(named?["PredefinedMetricType"]?.literal ?? "")
    let head = "predictive scaling of \(metric.name) at \(forecast.target)\(metric.unit)"
    guard forecast.scales else { return head + ", which only forecasts" }
    let ahead = configuration?["SchedulingBufferTime"]?.literal.map { ", \($0) s ahead" } ?? ""
    let past = forecast.buffer.map { ", past the maximum to \($0) % above the forecast" } ?? ""
    return head + ahead + past
  }

  /// `≥ 30 % → 3`.
  private func parts(of policy: StepPolicy, _ metric: Metric) -> [String] {
    let isOut = policy.direction == .scaleOut
    let steps = policy.steps.map { step -> (bound: Decimal, text: String) in
      let distance = (isOut ? step.lower : step.upper) ?? Decimal(0)
      let bound = policy.threshold - (Decimal(0) - distance)
      return (bound, "\(isOut ? "≥" : "≤") \(bound)\(metric.unit) → \(ScalingWords.words(policy.adjustment, step))")
    }
    return steps.sorted { isOut ? $0.bound < $1.bound : $1.bound < $0.bound }.map(\.text)
  }

  private static func words(_ adjustment: StepPolicy.Adjustment, _ step: StepPolicy.Step) -> String {
    let signed = step.adjustment > 0 ? "+\(step.adjustment)" : "\(step.adjustment)"
    return switch adjustment {
    case .exact: String(step.adjustment)
    case .change: signed
    case .percent: "\(signed) %"
    }
  }

  /// A metric of AWS by the name that people use, and its unit.
  private struct Metric {
    let name: String
    let unit: String

    init(_ metric: ScalingMetric) {
      let plain = Metric(metric.name)
      name = (metric.statistic.map { "\($0) of " } ?? "") + plain.name
      switch metric.sort {
      case .value: unit = plain.unit
      case .amount: unit = ""
      case .share: unit = " %"
      }
    }

    init(_ name: String) {
      if name.hasSuffix("CPUUtilization") {
        self.name = "CPU"
        unit = " %"
      } else if name.hasSuffix("MemoryUtilization") {
        self.name = "memory"
        unit = " %"
      } else {
        self.name = name.isEmpty ? "a metric" : name
        unit = ""
      }
    }
  }
}
