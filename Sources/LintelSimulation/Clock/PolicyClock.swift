import LintelAnalysis
import LintelGraph

/// A policy in time: its alarms, and the cooldowns that it is in.
struct PolicyClock {
  enum Form {
    /// The indices of the alarms that AWS makes for it; no low one where it never takes away.
    case tracking(TrackingPolicy, high: Int, low: Int?)
    case steps([(alarm: Int, steps: StepPolicy)])
  }

  let path: Path
  let form: Form
  let pace: ScalingPace
  /// The count before the scale-out that is in force: what that added belongs to the next one.
  private var base: Int?
  /// The end of its cooldown; nil while its tasks start.
  private var outUntil: Int?
  private var inUntil = 0

  init(path: Path, form: Form, pace: ScalingPace) {
    self.path = path
    self.form = form
    self.pace = pace
  }

  /// The seconds until an instance counts in the metrics.
  func warmUp(orElse common: Int) -> Int? {
    if case .warmUp(let own) = pace { own ?? common } else { nil }
  }

  /// Whether a scale-out is under way, or its cooldown runs.
  func isCovered(at time: Int) -> Bool { base != nil && (outUntil.map { time < $0 } ?? true) }

  /// The end of that cooldown, if it is known.
  var coveredUntil: Int? { outUntil }

  /// The count to reckon a scale-out from.
  func outBase(running: Int, at time: Int) -> Int {
    guard let base, isCovered(at: time) else { return running }
    return min(running, base)
  }

  /// The end of the cooldown that holds up a scale-in; nil where none does.
  func scaleInWaits(at time: Int, alsoAfterScaleOut: Bool) -> Int? {
    guard case .cooldown = pace else { return nil }
    if time < inUntil { return inUntil }
    return alsoAfterScaleOut && isCovered(at: time) ? outUntil ?? time + 1 : nil
  }

  /// Its scale-out was carried out, from so many.
  mutating func scaledOut(from count: Int, at time: Int, restarts: Bool) {
    guard case .cooldown = pace else { return }
    if !isCovered(at: time) {
      base = count
      outUntil = nil
    } else if restarts {
      outUntil = nil
    }
  }

  /// All tasks that were on their way run.
  mutating func completed(at time: Int) {
    guard case .cooldown(let out, _) = pace, base != nil, outUntil == nil else { return }
    outUntil = time + out
  }

  mutating func scaledIn(at time: Int) {
    guard case .cooldown(_, let inward) = pace else { return }
    inUntil = time + inward
  }

  /// A scale-out ends the cooldown of a scale-in.
  mutating func cancelScaleInCooldown() { inUntil = 0 }
}
