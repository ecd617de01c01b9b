package import LintelSource

/// What a spec says of the load on the system: how it runs, and what it costs those that serve it.
///
/// It is no resource: nothing of it reaches a target.
package struct LoadPlan: Sendable {
  /// A service or an Auto Scaling group, and what a request costs it.
  package struct Workload: Sendable {
    package let id: String
    package let target: Path
    /// Seconds of one processor.
    package let cpuSeconds: Decimal
    /// Seconds from its start until it serves.
    package let startUp: Int
    /// The processors of one task or instance, where the spec does not say it elsewhere.
    package let processors: Decimal?
    /// Percent in use whatever the load.
    package let memory: Decimal?
    /// The percentage of a profile's requests that it gets.
    package let share: Decimal
    /// Of one task or instance and hour.
    package let price: Decimal?
    package let span: Span

    package init(
      id: String, target: Path, cpuSeconds: Decimal, startUp: Int, processors: Decimal?, memory: Decimal?,
      share: Decimal, price: Decimal?, span: Span
    ) {
      self.id = id
      self.target = target
      self.cpuSeconds = cpuSeconds
      self.startUp = startUp
      self.processors = processors
      self.memory = memory
      self.share = share
      self.price = price
      self.span = span
    }
  }

  /// How requests come, by a name.
  package struct Profile: Sendable {
    package enum Form: Hashable, Sendable {
      case stages([LoadStage])
      case daily(DailyLoad)
    }

    package let name: String
    package let form: Form
    package let span: Span

    package init(name: String, form: Form, span: Span) {
      self.name = name
      self.form = form
      self.span = span
    }
  }

  /// The moment at which a load begins, in UTC; nil where it does not matter.
  package let start: String?
  package let workloads: [Workload]
  package let profiles: [Profile]

  package init(start: String?, workloads: [Workload], profiles: [Profile]) {
    self.start = start
    self.workloads = workloads
    self.profiles = profiles
  }
}

/// Days that are alike: one wave each, with noise that is the same in every run.
package struct DailyLoad: Hashable, Sendable {
  /// Requests a second at the quietest and at the busiest time.
  package let low: Decimal
  package let high: Decimal
  /// The hour of the busiest time, in UTC.
  package let peak: Int
  package let days: Int
  /// By how many percent a minute may differ from the wave.
  package let noise: Int
  package let seed: Int

  package init(low: Decimal, high: Decimal, peak: Int, days: Int, noise: Int, seed: Int) {
    self.low = low
    self.high = high
    self.peak = peak
    self.days = days
    self.noise = noise
    self.seed = seed
  }
}

/// A part of a load, as people say it: `ramp to 200 rps in 5m`.
package enum LoadStage: Hashable, Sendable {
  case ramp(to: Decimal, seconds: Int)
  /// A rate from now on.
  case steady(Decimal, seconds: Int)
  /// The rate that there is.
  case hold(seconds: Int)
  /// A rate, and then the one before it again.
  case spike(to: Decimal, seconds: Int)

  /// The longest stage: 31 days.
  package static let longest = 31 * 86_400
  /// The most requests a second.
  package static let mostRequests = Decimal(10_000_000)

  package static let pattern: String = {
    let rate = "[0-9]+(\\.[0-9]+)? rps"
    let time = "[1-9][0-9]*[smhd]"
    return "^(ramp to \(rate) in \(time)|spike to \(rate) for \(time)|hold for \(time)|\(rate) for \(time))$"
  }()

  package init?(_ text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard let seconds = words.last.flatMap(Self.seconds) else { return nil }
    if words.count == 3, words[0] == "hold", words[1] == "for" {
      self = .hold(seconds: seconds)
      return
    }
    guard words.count >= 4, words[words.count - 3] == "rps", let rate = Self.rate(words[words.count - 4]) else {
      return nil
    }
    switch (words.dropLast(4).joined(separator: " "), words[words.count - 2]) {
    case ("ramp to", "in"): self = .ramp(to: rate, seconds: seconds)
    case ("spike to", "for"): self = .spike(to: rate, seconds: seconds)
    case ("", "for"): self = .steady(rate, seconds: seconds)
    default: return nil
    }
  }

  /// What is wrong with a text; nil for a stage.
  package static func problem(with text: String) -> String? {
    if LoadStage(text) != nil { return nil }
    let words = text.split(separator: " ").map(String.init)
    if words.count > 2, let last = words.last, seconds(last) == nil {
      return "'\(last)' is no time such as `90s`, `5m`, `2h` or `1d`, at most 31 days"
    }
    if !words.contains("rps"), words.contains(where: { Decimal($0) != nil }) { return "a rate is in `rps`: `200 rps`" }
    return "`ramp to 200 rps in 5m`, `200 rps for 1h`, `hold for 10m` or `spike to 500 rps for 30s` is expected"
  }

  package var seconds: Int {
    switch self {
    case .ramp(_, let seconds), .steady(_, let seconds), .hold(let seconds), .spike(_, let seconds): seconds
    }
  }

  private static func rate(_ text: String) -> Decimal? {
    guard let rate = Decimal(text), rate >= Decimal(0), rate <= mostRequests else { return nil }
    return rate
  }

  /// `90s`, `5m`, `2h` or `1d`; nil for anything else, nothing, and what is longer than any stage.
  package static func seconds(_ text: String) -> Int? {
    guard let unit = text.last, let factor = ["s": 1, "m": 60, "h": 3600, "d": 86_400][unit] else { return nil }
    let digits = text.dropLast()
    guard digits.utf8.count <= 7, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits),
      number > 0, number * factor <= longest
    else { return nil }
    return number * factor
  }
}
