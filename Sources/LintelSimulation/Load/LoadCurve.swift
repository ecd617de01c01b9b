/// Requests a second over time: straight lines between points.
///
/// Two points of one time are a jump. Before the first and behind the last the rate stays.
package struct LoadCurve: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    /// Seconds from the beginning.
    package let time: Int
    package let rate: Double

    package init(_ time: Int, _ rate: Double) {
      self.time = time
      self.rate = rate
    }
  }

  package private(set) var points: [Point]

  /// - Parameter points: In the order of time, one at least.
  package init(_ points: [Point]) {
    self.points = points.isEmpty ? [Point(0, 0)] : points
  }

  package var duration: Int { points.last?.time ?? 0 }
  package var peak: Double { points.map(\.rate).max() ?? 0 }

  /// The requests of the whole curve.
  package var requests: Double {
    zip(points, points.dropFirst()).reduce(0) { sum, pair in
      sum + (pair.0.rate + pair.1.rate) / 2 * Double(pair.1.time - pair.0.time)
    }
  }

  /// The requests from one moment to a later one.
  package func requests(from start: Int, to end: Int) -> Double {
    var cursor = Cursor(self)
    return cursor.requests(from: start, to: end)
  }

  /// The same curve for a part of the load.
  package func scaled(by factor: Double) -> LoadCurve {
    LoadCurve(points.map { Point($0.time, $0.rate * factor) })
  }

  /// Reads the curve from its beginning to its end.
  struct Cursor {
    private let points: [Point]
    private var next = 0

    init(_ curve: LoadCurve) {
      points = curve.points
    }

    /// The requests from one moment to a later one, which the next call begins at.
    mutating func requests(from start: Int, to end: Int) -> Double {
      var sum = 0.0
      var time = start
      while time < end {
        while next < points.count, points[next].time <= time { next += 1 }
        guard next < points.count else { return sum + (points.last?.rate ?? 0) * Double(end - time) }
        let stop = min(end, points[next].time)
        sum += (rate(at: time) + rate(at: stop)) / 2 * Double(stop - time)
        time = stop
      }
      return sum
    }

    /// The rate on the line that ends at the next point.
    private func rate(at time: Int) -> Double {
      let right = points[next]
      guard next > 0 else { return right.rate }
      let left = points[next - 1]
      let length = right.time - left.time
      guard length > 0 else { return right.rate }
      return left.rate + (right.rate - left.rate) * Double(time - left.time) / Double(length)
    }
  }
}
