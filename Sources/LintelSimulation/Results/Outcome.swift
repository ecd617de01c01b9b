package import LintelGraph

/// What came of a run.
package struct Outcome: Sendable {
  /// One minute of it.
  package struct Minute: Hashable, Sendable {
    /// Seconds from the beginning.
    package let time: Int
    /// Requests a second.
    package let rate: Double
    /// As they are at the minute's end.
    package let running: Int
    package let desired: Int
    /// The tasks that the load needs at the target.
    package let needed: Int
    /// The processors in use, in thousandths of a percent; nil where nothing runs.
    package let utilization: Int?
    package let saturatedSeconds: Int
    /// Work that waits, in seconds until it would be done.
    package let wait: Double
    /// A bit for each alarm that is raised.
    package let alarms: UInt64
  }

  package let subject: Path
  package let duration: Int
  package let minutes: [Minute]
  package let alarms: [String]
  package let decisions: [Decision]
  package let transitions: [Transition]
  package let totals: Totals
}

/// The sums of a run.
package struct Totals: Hashable, Sendable {
  package internal(set) var requests = 0.0
  /// The part of them for which there was no processor when they came.
  package internal(set) var requestsOverCapacity = 0.0
  /// The part of those that waited longer than anyone would.
  package internal(set) var requestsLost = 0.0
  package internal(set) var secondsSaturated = 0
  package internal(set) var secondsAtMaximum = 0
  /// The longest that a request waits for a processor, in seconds.
  package internal(set) var longestWait = 0.0
  package internal(set) var taskSeconds = 0
  package internal(set) var peakRunning = 0
  /// In thousandths of a percent.
  package internal(set) var peakUtilization = 0
  package internal(set) var scaleOuts = 0
  package internal(set) var scaleIns = 0
  /// How often the direction of scaling changes.
  package internal(set) var reversals = 0
  /// θU, θO: what is missing and what is too much, in parts of what is needed; τU, τO: the part of the time with either.
  package internal(set) var underProvisioning = 0.0
  package internal(set) var overProvisioning = 0.0
  package internal(set) var underTime = 0.0
  package internal(set) var overTime = 0.0
  var capacity = 0.0
  var used = 0.0

  /// The processors in use on the average, in thousandths of a percent.
  package var meanUtilization: Int { capacity > 0 ? Int((100_000 * used / capacity).rounded()) : 0 }
  package var taskHours: Double { Double(taskSeconds) / 3600 }
}
