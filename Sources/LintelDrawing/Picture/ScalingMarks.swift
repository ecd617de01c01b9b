import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource

// What scales a service or a group, at the box of what it scales.
extension PictureBuilder {
  mutating func addScaling() {
    for model in ScalingModel.all(bounds) {
      let key = model.path.description
      for policy in model.policies { add(policy, of: key) }
    }
    for path in reach.hosts.map(\.path) {
      for sizes in bounds.scheduled(path) {
        let range = [sizes.least, sizes.most].compactMap(\.self).map(String.init)
        let count = sizes.desired.map(String.init) ?? range.joined(separator: "–")
        mark(
          path.description,
          Picture.Mark(.schedule, sizes.words + (count.isEmpty ? "" : ": \(count)"), hover: "set at times"))
      }
    }
    addAlarms()
  }

  private mutating func add(_ policy: ScalingModel.Policy, of key: String) {
    let hover = "scaling policy '\(policy.path.id)'"
    switch policy.form {
    case .tracking(let tracking, let metric):
      let words = PictureBuilder.words(for: metric)
      mark(
        key,
        Picture.Mark(
          .policy, "\(words.name) \(tracking.target)\(words.unit)",
          hover: hover + " keeps \(metric.name) at \(tracking.target)", span: policy.span))
    case .steps(let calls):
      for call in calls {
        mark(
          key,
          Picture.Mark(
            .alarm, PictureBuilder.words(for: call.steps, of: call.alarm.metric),
            hover: hover + ", called by the alarm '\(call.alarm.path)'", span: policy.span))
      }
    case .predictive(let forecast, let metric):
      let words = PictureBuilder.words(for: metric)
      mark(
        key,
        Picture.Mark(
          .policy, (forecast.scales ? "forecast " : "forecast only ") + "\(words.name) \(forecast.target)\(words.unit)",
          hover: hover + (forecast.scales ? " scales ahead of " : " only forecasts ")
            + "\(metric.name) at \(forecast.target)",
          span: policy.span))
    case .unknown: mark(key, Picture.Mark(.policy, policy.path.id, hover: hover, span: policy.span))
    }
  }

  /// `CPU ≥ 60 % → 5`, steps of one alarm behind each other.
  private static func words(for policy: StepPolicy, of metric: ScalingMetric) -> String {
    let words = words(for: metric)
    let sign = policy.direction == .scaleOut ? "≥" : "≤"
    let steps = policy.steps.map { step -> String in
      let inner = policy.direction == .scaleOut ? step.lower : step.upper
      let bound = inner.map { policy.threshold + $0 } ?? policy.threshold
      return "\(sign) \(bound)\(words.unit) → \(change(policy.adjustment, step.adjustment))"
    }
    return words.name + " " + (policy.direction == .scaleOut ? steps : steps.reversed()).joined(separator: ", ")
  }

  private static func change(_ adjustment: StepPolicy.Adjustment, _ amount: Int) -> String {
    let signed = amount < 0 ? "−\(amount.magnitude)" : "+\(amount)"
    switch adjustment {
    case .exact: return "\(amount)"
    case .change: return signed
    case .percent: return signed + " %"
    }
  }

  /// A metric as people say it, and what stands behind its values.
  private static func words(for metric: ScalingMetric) -> (name: String, unit: String) {
    let (name, unit) =
      switch metric.name {
      case "CPUUtilization": ("CPU", " %")
      case "MemoryUtilization": ("memory", " %")
      case "RequestCountPerTarget": ("requests per target", "")
      default: (metric.name, "")
      }
    let made = metric.statistic.map { "\($0) of " } ?? ""
    switch metric.sort {
    case .value: return (made + name, unit)
    case .amount: return (made + name, "")
    case .share: return (made + name, " %")
    }
  }

  /// The alarms that call no policy, at the first box that they watch.
  private mutating func addAlarms() {
    for node in reach.types.positions(ofAny: Catalog.scalingTypes).map({ graph.resources[$0] }) {
      guard case .alarm(let actions)? = Catalog.facts(of: node.type)?.scaling else { continue }
      let calls = (node[actions]?.items ?? []).contains { item in
        guard let path = item.reference?.path, let type = graph[path]?.type else { return false }
        if case .policy? = Catalog.facts(of: type)?.scaling { return true }
        return false
      }
      guard !calls else { continue }
      var watched: String?
      node.forEachReference { reference, _ in
        if watched == nil, has(reference.path.description) { watched = reference.path.description }
      }
      guard let watched else { continue }
      mark(watched, Picture.Mark(.alarm, node.path.id, hover: "alarm '\(node.path)'", span: node.span))
    }
  }
}
