/// The count that comes of what several policies want, one after the other.
///
/// The largest count wins. Nothing is taken away while a policy of target tracking wants no change.
package struct WantedCapacity {
  private let current: Int
  /// The most that a step policy wants.
  private var stepped: Int?
  /// The most that a policy of target tracking wants.
  private var tracked: Int?
  private var isHeld = false

  package init(current: Int) {
    self.current = current
  }

  package mutating func step(to count: Int) { stepped = max(stepped ?? count, count) }

  /// Takes the wish of a policy of target tracking; nil is no change.
  package mutating func track(_ count: Int?) {
    if let count { tracked = max(tracked ?? count, count) } else { isHeld = true }
  }

  package var count: Int {
    let most = max(stepped ?? .min, tracked ?? .min)
    if most > current { return most }
    if isHeld { return stepped ?? current }
    return most == .min ? current : most
  }
}
