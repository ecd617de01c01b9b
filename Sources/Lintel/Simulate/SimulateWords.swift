import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSimulation
import LintelSource

/// Numbers as reports print them.
enum Figures {
  /// With so many digits behind the point, those that are zero left out.
  static func decimal(_ number: Double, places: Int = 1) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return "–" }
    var factor = 1
    for _ in 0..<places { factor *= 10 }
    let whole = Int((number * Double(factor)).rounded())
    var digits = String(whole.magnitude)
    while digits.utf8.count <= places { digits = "0" + digits }
    let head = String(digits.dropLast(places))
    var tail = String(digits.suffix(places))
    while tail.hasSuffix("0") { tail.removeLast() }
    return (whole < 0 ? "-" : "") + head + (tail.isEmpty ? "" : "." + tail)
  }

  /// Thousandths as a number.
  static func thousandths(_ number: Int, places: Int = 1) -> String {
    decimal(Double(number) / 1000, places: places)
  }

  /// `1:05:00`, or `12:30` below an hour.
  static func clock(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    let (hours, rest) = (seconds / 3600, seconds % 3600)
    return hours > 0
      ? "\(hours):\(two(rest / 60)):\(two(rest % 60))" : "\(rest / 60):\(two(rest % 60))"
  }

  /// `2 h 5 min`, `40 s`.
  static func span(_ seconds: Int) -> String {
    if seconds < 120 { return "\(seconds) s" }
    if seconds < 7200 { return "\(decimal(Double(seconds) / 60)) min" }
    if seconds < 172_800 { return "\(decimal(Double(seconds) / 3600)) h" }
    return "\(decimal(Double(seconds) / 86_400)) days"
  }
}

extension CountedUnit {
  /// What is counted.
  var words: String { self == .tasks ? "tasks" : "instances" }
}

extension Decision {
  /// What moved it.
  var source: String {
    switch cause {
    case .policy(let path, _, _): path.description
    case .schedule(let name): "schedule '\(name)'"
    }
  }

  /// Why, for people.
  var words: String {
    guard case .policy(_, let metric, let value) = cause else {
      return after == before ? "new bounds" : "new bounds ask for it"
    }
    let reading = "\(metric.name) \(Figures.thousandths(value)) of \(base)"
    let wanted = wish.map { " wants \($0)" } ?? ""
    switch verdict {
    case .scaled: return reading + wanted
    case .bounded: return reading + wanted + "; \(after) is the \((wish ?? after) > after ? "maximum" : "minimum")"
    case .covered(nil): return reading + wanted + ", which is on its way"
    case .covered(let until?): return reading + wanted + ", which was added; cooldown until \(Figures.clock(until))"
    case .cooldown(let until): return reading + wanted + "; cooldown until \(Figures.clock(until))"
    case .warmingUp: return reading + wanted + "; instances warm up"
    case .outvoted: return reading + wanted + "; another policy does not"
    case .wouldReturn: return reading + ": with one less it would be above the target again"
    case .noStep: return reading + ": no step is about it"
    case .deploying: return reading + wanted + "; nothing is taken away while a deployment runs"
    case .contrary: return reading + wanted + ", which is the other way"
    }
  }

  /// For programs.
  var verdictName: String {
    switch verdict {
    case .scaled: "scaled"
    case .bounded: "bounded"
    case .covered: "covered"
    case .cooldown: "cooldown"
    case .warmingUp: "warmingUp"
    case .outvoted: "outvoted"
    case .wouldReturn: "wouldReturn"
    case .noStep: "noStep"
    case .deploying: "deploying"
    case .contrary: "contrary"
    }
  }
}
