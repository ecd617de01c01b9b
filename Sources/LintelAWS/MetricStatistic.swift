import LintelSource

/// What CloudWatch makes of the values of a period: `Average`, `p99.9`, `TM(10%:90%)`.
///
/// The forms are those of its guide. Which of them a metric has values for, nobody but CloudWatch knows.
package struct MetricStatistic: Hashable, Sendable {
  /// What its values are to those of the metric.
  package enum Sort: Sendable {
    /// One that lies among them, as an average or a percentile.
    case value
    /// Their sum, or how many there are.
    case amount
    /// How many percent of them lie within bounds.
    case share
  }

  package let sort: Sort
  /// Whether it is none of the plain words, for which APIs have a field of their own.
  package let isExtended: Bool

  /// The plain ones, which every API takes.
  package static let words = ["Average", "Minimum", "Maximum", "Sum", "SampleCount"]
  /// The mean of the middle half of the values.
  package static let interquartile = "IQM"
  /// All of them as a regular expression, for editors.
  package static let pattern =
    #"^(IQM|(p|tm|tc|ts|wm)[0-9]{1,3}(\.[0-9]{1,10})?|(TM|TC|TS|WM|PR)\([0-9.eE+-]*%?:[0-9.eE+-]*%?\))$"#

  /// The statistics up to a share of the values, and those of the values between two bounds.
  private static let upTo: [String: Sort] = ["p": .value, "tm": .value, "wm": .value, "tc": .amount, "ts": .amount]
  private static let between: [String: Sort] = [
    "TM": .value, "WM": .value, "TC": .amount, "TS": .amount, "PR": .share,
  ]

  /// What CloudWatch knows no statistic by, in words.
  package struct Problem: Error {
    package let words: String
  }

  /// Nil of a text that is no statistic.
  package init?(_ text: String) {
    guard let statistic = try? Self.read(text).get() else { return nil }
    self = statistic
  }

  private init(_ sort: Sort, isExtended: Bool = true) {
    self.sort = sort
    self.isExtended = isExtended
  }

  package static func read(_ text: String) -> Result<MetricStatistic, Problem> {
    if words.contains(text) {
      let isAmount = text == "Sum" || text == "SampleCount"
      return .success(MetricStatistic(isAmount ? .amount : .value, isExtended: false))
    }
    if text == interquartile { return .success(MetricStatistic(.value)) }
    let letters = text.prefix { $0.isASCII && $0.isLetter }
    let rest = text.dropFirst(letters.count)
    if let sort = upTo[String(letters)] {
      guard isShare(rest) else { return .failure(Problem(words: "a number from 0 to 100 is to follow '\(letters)'")) }
      return .success(MetricStatistic(sort))
    }
    if let sort = between[String(letters)] {
      return problem(withBounds: rest, isShare: sort == .share).map { .failure(Problem(words: $0)) }
        ?? .success(MetricStatistic(sort))
    }
    let plain = Suggestion.list(words + [interquartile], joinedBy: "or")
    return .failure(Problem(words: "expected \(plain), or one like p90 or TM(10%:90%)"))
  }

  /// The statistic that differs from a text in letter case and blanks only.
  package static func meant(by text: String) -> String? {
    let plain = text.filter { $0 != " " }
    return ([plain, plain.lowercased(), plain.uppercased()] + words.filter { $0.lowercased() == plain.lowercased() })
      .first { $0 != text && MetricStatistic($0) != nil }
  }

  private static func problem(withBounds text: Substring, isShare: Bool) -> String? {
    let inside = text.dropFirst().dropLast()
    let bounds = inside.split(separator: ":", omittingEmptySubsequences: false)
    guard text.first == "(", text.last == ")", bounds.count == 2, bounds.contains(where: { !$0.isEmpty }) else {
      return "bounds are to follow, as in \(isShare ? "(10:90)" : "(10%:90%)"), one of which may be missing"
    }
    let written = bounds.filter { !$0.isEmpty }
    let shares = written.filter { $0.last == "%" }
    if isShare, !shares.isEmpty { return "its bounds are values of the metric, without %" }
    guard shares.isEmpty || shares.count == written.count else { return "one bound is in percent, and one is not" }
    if let bad = written.first(where: { shares.isEmpty ? !isNumber($0) : !Self.isShare($0.dropLast()) }) {
      return "'\(bad)' is no number\(shares.isEmpty ? "" : " from 0 to 100")"
    }
    guard written.count == 2, let low = number(written[0]), let high = number(written[1]), high < low else {
      return nil
    }
    return "nothing is between \(written[0]) and \(written[1])"
  }

  /// Whether it is a number of 0 to 100, as CloudWatch takes it of shares: up to ten digits behind the point.
  private static func isShare(_ text: Substring) -> Bool {
    guard isNumber(text), !text.contains(where: { $0 == "e" || $0 == "E" }), let number = number(text) else {
      return false
    }
    return number <= 100
  }

  /// Whether it is a number that is not below zero: `300`, `0.005`, `1e3`.
  private static func isNumber(_ text: Substring) -> Bool {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    let digits = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, digits.count <= 2, digits.allSatisfy(isDigits) else { return false }
    if digits.count == 2, digits[1].utf8.count > 10 { return false }
    guard parts.count == 2 else { return true }
    let exponent = parts[1]
    return isDigits(exponent.first == "-" || exponent.first == "+" ? exponent.dropFirst() : exponent)
  }

  private static func isDigits(_ text: Substring) -> Bool { !text.isEmpty && text.utf8.allSatisfy(\.isDigit) }

  private static func number(_ text: Substring) -> Double? { Double(text.last == "%" ? text.dropLast() : text) }
}
