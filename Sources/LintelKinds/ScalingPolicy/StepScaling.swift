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

  /// Whether no two steps share a bound, and the sides do not overlap.
  var isSound: Bool { sharedBounds.isEmpty && overlap == nil }

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
