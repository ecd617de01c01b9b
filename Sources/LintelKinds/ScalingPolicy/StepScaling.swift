import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// Steps as people say them: at 30 three tasks, at 60 five, below 20 one.
package struct StepScaling: Described {
  package static let summary = "Sets the capacity by steps of a metric. Lintel derives the alarms and AWS's intervals."

  let metric: Located<ScalingPolicy.Metric>
  let steps: Located<[Located<Step>]>

  package init(_ fields: inout FieldReader) {
    metric = fields.required("metric", .choice, "The metric: `cpu` is the average utilization in percent.")
    steps = fields.required("steps", .list(of: .object, count: 1...40), "What happens at which value of the metric.")
  }

  /// What happens at one value of the metric.
  package struct Step: Described {
    package static let summary = "What happens where the metric reaches a value."

    let above: Located<Decimal>?
    let below: Located<Decimal>?
    let setCapacity: Located<Int>

    package init(_ fields: inout FieldReader) {
      above = fields.optional("above", .number, "It happens at this value of the metric and above.")
      below = fields.optional("below", .number, "It happens at this value of the metric and below.")
      setCapacity = fields.required("setCapacity", .integer(0...5000), "How many tasks or instances there are then.")
      fields.exactlyOne("above", "below")
    }
  }

  /// The steps on one side, from the threshold outwards.
  struct Side {
    let threshold: Decimal
    /// Bounds relative to the threshold; nil is without bound.
    let intervals: [(lower: Decimal?, upper: Decimal?, step: Located<Step>)]
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

  /// Reports steps that share a bound, and sides that overlap.
  func check(_ findings: Findings) -> Bool {
    var isSound = true
    for bound in [\Step.above, \Step.below] {
      var seen: [Decimal: Span] = [:]
      for step in steps.value {
        guard let value = step.value[keyPath: bound] else { continue }
        guard let first = seen.updateValue(value.span, forKey: value.value) else { continue }
        findings.report(
          .contradictingSteps, at: value.span, "two steps begin at \(value.value)", label: "which of them is meant?",
          labels: [Label(first, "the first")], help: ["remove one of them"])
        isSound = false
      }
    }
    let lowestAbove = steps.value.compactMap(\.value.above).min { $0.value < $1.value }
    let highestBelow = steps.value.compactMap(\.value.below).max { $0.value < $1.value }
    if let lowestAbove, let highestBelow, lowestAbove.value <= highestBelow.value {
      findings.report(
        .contradictingSteps, at: highestBelow.span,
        "at \(lowestAbove.value) the policy scales out and in at once", label: "this step is in force below",
        labels: [Label(lowestAbove.span, "and this one above")],
        help: ["leave a gap: `below` less than the lowest `above`"])
      isSound = false
    }
    return isSound
  }
}
