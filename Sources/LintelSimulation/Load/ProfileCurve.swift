package import LintelAWS
package import LintelGraph

extension LoadCurve {
  /// The curve of a profile.
  ///
  /// - Parameters:
  ///   - form: The profile.
  ///   - start: When it begins, which days depend on.
  package init(_ form: LoadPlan.Profile.Form, start: Moment) {
    switch form {
    case .stages(let stages): self.init(Self.points(of: stages))
    case .daily(let daily): self.init(Self.points(of: daily, start: start))
    }
  }

  private static func points(of stages: [LoadStage]) -> [Point] {
    var points = [Point(0, 0)]
    func last() -> Point { points[points.count - 1] }
    for stage in stages {
      let (start, rate) = (last().time, last().rate)
      let end = start + stage.seconds
      switch stage {
      case .ramp(let to, _): points.append(Point(end, to.double))
      case .steady(let to, _): points += [Point(start, to.double), Point(end, to.double)]
      case .hold: points.append(Point(end, rate))
      case .spike(let to, _): points += [Point(start, to.double), Point(end, to.double), Point(end, rate)]
      }
    }
    // A rate at the beginning is no jump from none.
    if points.count > 1, points[1].time == 0 { points.removeFirst() }
    return points
  }

  private static func points(of daily: DailyLoad, start: Moment) -> [Point] {
    var noise = Noise(state: UInt64(daily.seed))
    let (low, high) = (daily.low.double, daily.high.double)
    return (0...(daily.days * 1440)).map { minute in
      let hours = Double(start.seconds % 86_400) / 3600 + Double(minute) / 60 - Double(daily.peak)
      let wave = low + (high - low) * (1 + cosine(turns: hours / 24)) / 2
      return Point(minute * 60, max(0, wave * (1 + Double(daily.noise) / 100 * noise.next())))
    }
  }

  /// The cosine of so many turns, the same on every machine.
  static func cosine(turns: Double) -> Double {
    let part = turns - turns.rounded(.down)
    // From a quarter on it repeats itself.
    let half = part > 0.5 ? 1 - part : part
    let isBehind = half > 0.25
    let angle = (isBehind ? 0.5 - half : half) * 2 * Double.pi
    let square = angle * angle
    var (term, sum) = (1.0, 1.0)
    for index in 1...9 {
      term *= -square / Double((2 * index - 1) * 2 * index)
      sum += term
    }
    return isBehind ? -sum : sum
  }
}

/// Numbers between −1 and 1 that are the same in every run (SplitMix64).
struct Noise {
  var state: UInt64

  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return Double(mixed >> 11) / Double(1 << 52) - 1
  }
}
