package import LintelGraph

/// Steps of a metric and the counts that they lead to, exactly as AWS works them out.
package struct StepPolicy: Hashable, Sendable {
  package enum Adjustment: String, Sendable {
    case change = "ChangeInCapacity"
    case exact = "ExactCapacity"
    case percent = "PercentChangeInCapacity"
  }

  /// On which side of the threshold its alarm is raised.
  package enum Direction: Sendable { case scaleOut, scaleIn }

  /// One interval, its bounds relative to the threshold; nil is without bound.
  package struct Step: Hashable, Sendable {
    package let lower: Decimal?
    package let upper: Decimal?
    package let adjustment: Int

    package init(lower: Decimal?, upper: Decimal?, adjustment: Int) {
      self.lower = lower
      self.upper = upper
      self.adjustment = adjustment
    }
  }

  package let adjustment: Adjustment
  package let direction: Direction
  package let threshold: Decimal
  package let steps: [Step]
  /// The fewest that a percentage changes.
  package let minimumMagnitude: Int?

  package init(
    _ adjustment: Adjustment, _ direction: Direction, threshold: Decimal, steps: [Step], minimumMagnitude: Int? = nil
  ) {
    self.adjustment = adjustment
    self.direction = direction
    self.threshold = threshold
    self.steps = steps
    self.minimumMagnitude = minimumMagnitude
  }

  /// The same steps from another threshold.
  package func moved(to threshold: Decimal) -> StepPolicy {
    StepPolicy(adjustment, direction, threshold: threshold, steps: steps, minimumMagnitude: minimumMagnitude)
  }

  /// The step that a value of the metric falls into.
  ///
  /// The inner bound belongs to a step and the outer one does not, on either side: the direction decides, because at the
  /// threshold itself both sides begin.
  package func step(at metric: Decimal) -> Step? {
    let distance = metric - threshold
    return steps.first { step in
      switch direction {
      case .scaleOut: (step.lower.map { $0 <= distance } ?? true) && (step.upper.map { distance < $0 } ?? true)
      case .scaleIn: (step.lower.map { $0 < distance } ?? true) && (step.upper.map { distance <= $0 } ?? true)
      }
    }
  }

  /// The count that the policy wants at a value of the metric; nil when no step is about it.
  ///
  /// Bounds are not applied: several policies may want something, and the target has the bounds.
  package func capacity(from current: Int, at metric: Decimal) -> Int? {
    step(at: metric).map { capacity(from: current, by: $0.adjustment) }
  }

  package func capacity(from current: Int, by amount: Int) -> Int {
    switch adjustment {
    case .change: current + amount
    case .exact: amount
    case .percent: current + change(ofHundredths: current * amount)
    }
  }

  /// A percentage as a whole number: towards zero, but never to it.
  private func change(ofHundredths hundredths: Int) -> Int {
    guard hundredths != 0 else { return 0 }
    let magnitude = max(Int(hundredths.magnitude) / 100, 1, minimumMagnitude ?? 1)
    return hundredths < 0 ? -magnitude : magnitude
  }
}
