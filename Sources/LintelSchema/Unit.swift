/// The unit of a field, so that a value in another can be answered with the number to write.
package enum Unit: Sendable {
  case seconds, days, mebibytes, cpuUnits, percent

  /// The number that a text in some unit is in this one: `512` for `0.5 GB` in MiB.
  package func number(in text: String) -> String? {
    let text = text.lowercased()
    let digits = text.prefix { $0.isNumber || $0 == "." }
    guard let value = Double(digits), value >= 0, value < 1e9 else { return nil }
    let word = text[digits.endIndex...].drop { $0 == " " }
    guard let factor = factor(of: String(word)) else { return nil }
    let result = value * factor
    return result == result.rounded() ? String(Int(result)) : nil
  }

  /// How many of this unit one of another is; nil where it is of another kind.
  ///
  /// Without a word the number is in the unit that people think in: memory in GB, a processor in vCPUs.
  private func factor(of word: String) -> Double? {
    switch (self, word) {
    case (.seconds, "s"), (.seconds, "sec"), (.seconds, "second"), (.seconds, "seconds"): 1
    case (.seconds, "m"), (.seconds, "min"), (.seconds, "minute"), (.seconds, "minutes"): 60
    case (.seconds, "h"), (.seconds, "hour"), (.seconds, "hours"): 3600
    case (.seconds, "ms"): 0.001
    case (.days, "d"), (.days, "day"), (.days, "days"): 1
    case (.days, "w"), (.days, "week"), (.days, "weeks"): 7
    case (.mebibytes, "m"), (.mebibytes, "mb"), (.mebibytes, "mi"), (.mebibytes, "mib"): 1
    case (.mebibytes, "g"), (.mebibytes, "gb"), (.mebibytes, "gi"), (.mebibytes, "gib"), (.mebibytes, ""): 1024
    case (.cpuUnits, "vcpu"), (.cpuUnits, "vcpus"), (.cpuUnits, "cpu"), (.cpuUnits, "cpus"), (.cpuUnits, ""): 1024
    case (.percent, "%"), (.percent, "percent"): 1
    default: nil
    }
  }
}
