/// The tasks of a service or the instances of a group: what runs, and what is on its way.
struct Fleet {
  /// Some that were started together.
  private struct Batch {
    let time: Int
    var count: Int
  }

  private(set) var running: Int
  /// On their way, the oldest first; `time` is when they will run.
  private var starting: [Batch] = []
  /// In service, the oldest first; `time` is since when.
  private var young: [Batch] = []
  private(set) var comingCount = 0

  init(running: Int) {
    self.running = running
  }

  var desired: Int { running + comingCount }
  var isComplete: Bool { comingCount == 0 }

  /// Lets those run whose time has come.
  mutating func advance(to time: Int) {
    while let first = starting.first, first.time <= time {
      running += first.count
      comingCount -= first.count
      young.append(first)
      starting.removeFirst()
    }
  }

  /// How many have run so long that their metrics count.
  func warmCount(at time: Int, warmUp: Int) -> Int {
    running - young.reduce(0) { $1.time + warmUp > time ? $0 + $1.count : $0 }
  }

  /// Forgets since when those run that are warm by any measure.
  mutating func forget(before time: Int) {
    while let first = young.first, first.time < time { young.removeFirst() }
  }

  /// Starts or takes away: what does not run yet goes first, and the youngest of all first.
  mutating func set(_ count: Int, readyAt time: Int) {
    var surplus = desired - count
    if surplus < 0 {
      starting.append(Batch(time: time, count: -surplus))
      comingCount -= surplus
      return
    }
    surplus -= Self.take(surplus, from: &starting, &comingCount)
    let rest = surplus
    running -= rest
    var unused = 0
    _ = Self.take(rest, from: &young, &unused)
  }

  /// Takes away from the newest batches, and answers how many that were.
  private static func take(_ count: Int, from batches: inout [Batch], _ total: inout Int) -> Int {
    var left = count
    while left > 0, let last = batches.last {
      let taken = min(left, last.count)
      left -= taken
      total -= taken
      batches[batches.count - 1].count -= taken
      if batches[batches.count - 1].count == 0 { batches.removeLast() }
    }
    return count - left
  }
}
