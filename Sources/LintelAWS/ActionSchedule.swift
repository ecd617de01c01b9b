import LintelSource

/// When a scheduled action acts, in the words of the service that minds it.
package enum ActionSchedule: Sendable {
  /// EC2 Auto Scaling: a cron expression by itself.
  case cron(CronExpression)
  /// Application Auto Scaling: an expression with what it is before the brackets.
  case recurring(CronExpression)
  case rate(String)
  case at(String)

  /// The schedule of an Auto Scaling group's action, or of a service's.
  package init(_ text: String, ofGroup: Bool) {
    if ofGroup {
      self = .cron(CronExpression(text, .unix))
    } else if let inside = Self.inside(text, "at") {
      self = .at(inside)
    } else if let inside = Self.inside(text, "rate") {
      self = .rate(inside)
    } else {
      self = .recurring(CronExpression(Self.inside(text, "cron") ?? text, .six))
    }
  }

  /// What stands in the brackets behind a word.
  private static func inside(_ text: String, _ word: String) -> String? {
    guard text.hasPrefix(word + "("), text.hasSuffix(")") else { return nil }
    return String(text.dropFirst(word.count + 1).dropLast())
  }

  private static let units = ["minute", "hour", "day"]

  /// What keeps AWS from taking it; nil for nothing.
  package static func problem(with text: String, ofGroup: Bool) -> String? {
    if ofGroup {
      if let (word, _) = text.halves(around: "("), ["cron", "rate", "at"].contains(word) {
        return "`\(word)(…)` is what a service's action takes"
      }
      return CronExpression(text, .unix).problem
    }
    switch ActionSchedule(text, ofGroup: false) {
    case .cron: return nil
    case .at(let moment):
      return Moment(local: moment) == nil ? "'\(moment)' is no moment such as 2027-01-31T08:00:00" : nil
    case .rate(let rate):
      let words = rate.split(separator: " ").map(String.init)
      guard words.count == 2, let number = Int(words[0]), number > 0 else {
        return "'\(rate)' is no rate such as `1 day` or `12 hours`"
      }
      let unit = words[1].hasSuffix("s") ? String(words[1].dropLast()) : words[1]
      return units.contains(unit) ? nil : "a rate counts minutes, hours or days, and not \(words[1])"
    case .recurring(let expression):
      guard inside(text, "cron") != nil else { return "it is neither `cron(…)`, `rate(…)` nor `at(…)`" }
      return expression.problem
    }
  }

  /// What says the same in the words of the right service, where what is written is the other's.
  package static func correction(of text: String, ofGroup: Bool) -> String? {
    if ofGroup { return CronExpression(inside(text, "cron") ?? text, .six).translated }
    let plain = inside(text, "cron") ?? text
    if let translated = CronExpression(plain, .unix).translated { return translated }
    let six = CronExpression(plain, .six)
    if six.problem == nil { return "cron(\(plain))" }
    // All days: one of the two has to be `?`.
    guard six.fields.count == 6 else { return nil }
    var fields = six.fields
    if fields[4] == "*" { fields[4] = "?" } else if fields[2] == "*" { fields[2] = "?" } else { return nil }
    return CronExpression(fields.joined(separator: " "), .six).problem == nil
      ? "cron(\(fields.joined(separator: " ")))" : nil
  }

  /// Whether it means a day that never comes.
  package var neverComes: Bool {
    switch self {
    case .cron(let expression), .recurring(let expression): expression.neverComes
    case .rate, .at: false
    }
  }

  /// Whether it means one moment that was over when the vocabularies were written.
  ///
  /// What has passed since then is not known: the same spec has the same findings on every day.
  package var isPast: Bool {
    if case .at(let text) = self { Moment(local: text) != nil && text < Vocabulary.monthOfWords } else { false }
  }
}
