/// The times that a schedule means, as numbers.
struct CronTimes {
  private let minutes: Set<Int>
  private let hours: Set<Int>
  private let months: Set<Int>
  private let years: Set<Int>?
  private let day: String
  private let weekday: String
  private let dialect: CronExpression.Dialect

  /// Nil for what AWS does not take.
  init?(_ expression: CronExpression) {
    guard expression.problem == nil else { return nil }
    let fields = expression.fields
    dialect = expression.dialect
    minutes = Self.numbers(fields[0], 0...59)
    hours = Self.numbers(fields[1], 0...23)
    (day, weekday) = (fields[2], fields[4])
    months = Self.numbers(fields[3], 1...12, CronExpression.months, first: 1)
    years = fields.count > 5 && fields[5] != "*" ? Self.numbers(fields[5], 1970...2199) : nil
  }

  /// The seconds of a day at which it acts, ascending; none on a day on which it does not.
  func times(on day: CalendarDay) -> [Int] {
    guard months.contains(day.month), years?.contains(day.year) ?? true, isMeant(day) else { return [] }
    return hours.sorted().flatMap { hour in minutes.sorted().map { hour * 3600 + $0 * 60 } }
  }

  private func isMeant(_ date: CalendarDay) -> Bool {
    let isDay = isDayOfMonth(date)
    let isWeekday = isDayOfWeek(date)
    // Unix takes either where both are said.
    if dialect == .unix, day != "*", weekday != "*" { return isDay || isWeekday }
    return isDay && isWeekday
  }

  private func isDayOfMonth(_ date: CalendarDay) -> Bool {
    if day == "*" || day == "?" { return true }
    return day.split(separator: ",").contains { item in
      if item == "L" { return date.day == date.lastDay }
      if item.hasSuffix("W") {
        let wanted = item == "LW" ? date.lastDay : Int(item.dropLast()) ?? 0
        return date.day == date.workingDay(nearest: wanted)
      }
      return Self.numbers(String(item), 1...31).contains(date.day)
    }
  }

  private func isDayOfWeek(_ date: CalendarDay) -> Bool {
    if weekday == "*" || weekday == "?" { return true }
    // 0 is Sunday to Unix, and 1 to the other.
    let first = dialect == .six ? 1 : 0
    func number(_ text: Substring) -> Int {
      let index = CronExpression.weekdays.firstIndex(of: text.uppercased())
      return (index ?? (Int(text) ?? 0) - first) % 7
    }
    return weekday.split(separator: ",").contains { item in
      if item.hasSuffix("L"), item.count > 1 {
        return date.weekday == number(item.dropLast()) && date.day + 7 > date.lastDay
      }
      if item == "L" { return date.weekday == 6 }
      let halves = item.split(separator: "#")
      if halves.count == 2 {
        return date.weekday == number(halves[0]) && (date.day + 6) / 7 == Int(halves[1])
      }
      return Self.numbers(
        String(item), first...(first + (dialect == .six ? 6 : 7)), CronExpression.weekdays, first: first
      )
      .contains { ($0 - first) % 7 == date.weekday }
    }
  }

  /// The numbers that a field without letters means: lists, ranges and steps.
  private static func numbers(
    _ text: String, _ range: ClosedRange<Int>, _ names: [String] = [], first: Int = 0
  ) -> Set<Int> {
    func number(_ text: Substring) -> Int {
      names.firstIndex(of: text.uppercased()).map { $0 + first } ?? Int(text) ?? range.lowerBound
    }
    var all: Set<Int> = []
    for item in text.split(separator: ",") {
      let halves = item.split(separator: "/")
      let step = halves.count == 2 ? Int(halves[1]) ?? 1 : 1
      let ends = halves[0].split(separator: "-")
      let low = halves[0] == "*" || halves[0] == "?" ? range.lowerBound : number(ends[0])
      // A single number with a step goes on to the end.
      let high =
        halves[0] == "*" || halves[0] == "?"
        ? range.upperBound : ends.count == 2 ? number(ends[1]) : halves.count == 2 ? range.upperBound : low
      if low <= high {
        all.formUnion(stride(from: low, through: high, by: max(1, step)))
      } else {
        all.formUnion(stride(from: low, through: range.upperBound, by: max(1, step)))
        all.formUnion(stride(from: range.lowerBound, through: high, by: max(1, step)))
      }
    }
    return all
  }
}

/// A day of the calendar.
struct CalendarDay {
  let year: Int
  let month: Int
  let day: Int
  /// From Sunday, which is 0.
  let weekday: Int

  /// The day so many days after 1 January 1970, a Thursday.
  init(since1970 count: Int) {
    // Years begin in March here, so that a leap day is the last (Hinnant's algorithm).
    let shifted = count + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * part + 2) / 5 + 1
    month = part < 10 ? part + 3 : part - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    weekday = ((count + 4) % 7 + 7) % 7
  }

  var lastDay: Int { Moment.days(of: month, in: year) }

  /// The day of the week of another day of the month.
  private func weekday(on other: Int) -> Int { ((weekday + other - day) % 7 + 7) % 7 }

  /// The day from Monday to Friday that is nearest to a day, in the same month.
  func workingDay(nearest wanted: Int) -> Int {
    switch weekday(on: wanted) {
    case 6: wanted == 1 ? 3 : wanted - 1
    case 0: wanted == lastDay ? wanted - 2 : wanted + 1
    default: wanted
    }
  }
}
