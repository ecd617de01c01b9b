package import LintelAnalysis
package import LintelGraph

/// One thing that moves a count, or would.
package struct Decision: Hashable, Sendable {
  /// What came of a wish.
  package enum Verdict: Hashable, Sendable {
    case scaled
    /// As far as the bounds let it.
    case bounded
    /// Not more than a scale-out that has just been, and whose cooldown runs, until then; nil while its tasks start.
    case covered(until: Int?)
    case cooldown(until: Int)
    /// Instances warm up.
    case warmingUp
    /// Another policy wants more.
    case outvoted
    /// Taking any away would bring the metric back above the target.
    case wouldReturn
    /// No step is about the value.
    case noStep
    case deploying
    /// A step that leads the other way.
    case contrary
  }

  package enum Cause: Hashable, Sendable {
    /// A policy, the metric that it acts on, and the value, in thousandths.
    case policy(Path, ScalingMetric, value: Int)
    case schedule(String)
  }

  package let time: Int
  package let cause: Cause
  /// The count that the policy reckons from.
  package let base: Int
  /// The count that it wants; nil where it wants no change.
  package let wish: Int?
  package let before: Int
  package let after: Int
  package let verdict: Verdict
}

/// A change of an alarm's state.
package struct Transition: Hashable, Sendable {
  package let time: Int
  package let alarm: String
  package let state: AlarmState
}
