import LintelSource

/// A schedule of fields, in one of the two dialects of AWS's scaling services.
///
/// EC2 Auto Scaling takes the five fields of Unix, Application Auto Scaling six, in which a day of the month or of the
/// week is `?` and weekdays count from Sunday, which is 1.
package struct CronExpression: Sendable {
  package enum Dialect: Sendable { case unix, six }

  package let dialect: Dialect
  package let fields: [String]

  package init(_ text: String, _ dialect: Dialect) {
    self.dialect = dialect
    fields = text.split(separator: " ").map(String.init)
  }

  /// What one field takes.
  struct Field {
    let name: String
    let range: ClosedRange<Int>
    var names: [String] = []
    /// Letters and signs besides lists, ranges and steps.
    var signs = ""
  }

  static let months = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
  ]
  static let weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

  static func fields(of dialect: Dialect) -> [Field] {
    let isSix = dialect == .six
    let fields = [
      Field(name: "minute", range: 0...59), Field(name: "hour", range: 0...23),
      Field(name: "day of the month", range: 1...31, signs: isSix ? "?LW" : ""),
      Field(name: "month", range: 1...12, names: months),
      Field(name: "day of the week", range: isSix ? 1...7 : 0...7, names: weekdays, signs: isSix ? "?L#" : ""),
    ]
    return isSix ? fields + [Field(name: "year", range: 1970...2199)] : fields
  }

  // MARK: What is wrong

  /// What keeps AWS from taking it, in words; nil for nothing.
  package var problem: String? {
    let wanted = Self.fields(of: dialect)
    if fields.count != wanted.count {
      let names = wanted.map(\.name).joined(separator: ", ")
      return "it has \(fields.count) field\(fields.count == 1 ? "" : "s") instead of \(wanted.count): \(names)"
    }
    for (text, field) in zip(fields, wanted) {
      if let problem = Self.problem(with: text, as: field) { return problem }
    }
    guard dialect == .six else { return nil }
    let unsaid = [fields[2], fields[4]].filter { $0 == "?" }.count
    if unsaid == 1 { return nil }
    return unsaid == 0
      ? "it says a day of the month and a day of the week, and one of them has to be `?`"
      : "it says no day: only one of day of the month and day of the week may be `?`"
  }

  private static func problem(with text: String, as field: Field) -> String? {
    if text == "*" { return nil }
    if text == "?" {
      return field.signs.contains("?") ? nil : "'?' is no \(field.name)"
    }
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      if let problem = problem(withItem: String(item), as: field) { return problem }
    }
    return nil
  }

  private static func problem(withItem item: String, as field: Field) -> String? {
    let halves = item.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if halves.count == 2, let step = Int(halves[1]), step > 0, halves[0] == "*" { return nil }
    guard halves.count == 1 || halves.count == 2 && Int(halves[1]).map({ $0 > 0 }) ?? false else {
      return "'\(item)' is no \(field.name)"
    }
    let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    let isLast = halves[0].utf8.first == UInt8(ascii: "L")
    if halves.count == 1, field.signs.contains("L"), isLast { return nil }
    if ends.count == 1, let plain = withoutSigns(ends[0], field.signs) {
      return value(plain, field) == nil ? outside(ends[0], field) : nil
    }
    guard ends.count <= 2 else { return "'\(item)' is no \(field.name)" }
    for end in ends where value(end, field) == nil { return outside(end, field) }
    // A range of weekdays may go round the week.
    if ends.count == 2, field.names.count != 7, let first = value(ends[0], field), let last = value(ends[1], field),
      first > last
    {
      return "\(field.name)s \(item) end before they begin"
    }
    return nil
  }

  private static func outside(_ text: String, _ field: Field) -> String {
    if Int(text) == nil { return "'\(text)' is no \(field.name)" }
    return "\(field.name) \(text) is not between \(field.range.lowerBound) and \(field.range.upperBound)"
  }

  /// What stands before `L`, `W` or `#2`; nil where there is no such sign.
  private static func withoutSigns(_ text: String, _ signs: String) -> String? {
    if signs.contains("#"), let (day, number) = text.halves(around: "#") {
      return Int(number).map { (1...5).contains($0) } ?? false ? day : nil
    }
    guard let last = text.last, last == "L" || last == "W", signs.contains(last), Int(text.dropLast()) != nil else {
      return nil
    }
    return String(text.dropLast())
  }

  private static func value(_ text: String, _ field: Field) -> Int? {
    if let index = field.names.firstIndex(of: text.uppercased()) { return index + (field.names.count == 12 ? 1 : 0) }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
      return nil
    }
    return field.range.contains(number) ? number : nil
  }

  // MARK: What never comes

  /// Whether it means a day that no month of its own has: 31 April.
  package var neverComes: Bool {
    guard problem == nil, let month = Int(fields[3]), let day = Int(fields[2]) else { return false }
    // With Unix a weekday beside the day is another day on which it runs.
    if dialect == .unix, fields[4] != "*" { return false }
    return day > Moment.mostDays(of: month)
  }

  // MARK: The other dialect

  /// The same times in the other dialect; nil where that is not certain.
  package var translated: String? {
    guard problem == nil else { return nil }
    var words = fields
    switch dialect {
    case .unix:
      guard let weekday = Self.shifted(words[4], by: 1) else { return nil }
      if words[4] == "*" {
        words[4] = "?"
      } else if words[2] == "*" {
        (words[2], words[4]) = ("?", weekday)
      } else {
        return nil
      }
      return "cron(\((words + ["*"]).joined(separator: " ")))"
    case .six:
      let marks = words.joined()
      guard words[5] == "*", !marks.contains("#"), words[2].allSatisfy({ $0 == "?" || !$0.isLetter }) else {
        return nil
      }
      guard words[4] == "?" || words[4] == "*" || Self.shifted(words[4], by: -1) != nil else { return nil }
      if words[2] == "?" { words[2] = "*" }
      words[4] = words[4] == "?" ? "*" : Self.shifted(words[4], by: -1) ?? words[4]
      return words.dropLast().joined(separator: " ")
    }
  }

  /// Weekdays as numbers that begin with another; names stay, and what has steps or letters is nil.
  private static func shifted(_ text: String, by distance: Int) -> String? {
    if text == "*" { return text }
    var result = ""
    var word = ""
    func flush() -> Bool {
      defer { word = "" }
      if word.isEmpty { return true }
      if weekdays.contains(word.uppercased()) {
        result += word
        return true
      }
      guard let number = Int(word) else { return false }
      result += String(distance > 0 ? number % 7 + 1 : number - 1)
      return true
    }
    for character in text {
      if character == "," || character == "-" {
        guard flush() else { return nil }
        result.append(character)
      } else {
        word.append(character)
      }
    }
    return flush() ? result : nil
  }
}
