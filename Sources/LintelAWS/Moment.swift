/// A moment in UTC, as AWS writes one: `2027-01-31T08:00:00Z`.
package struct Moment: Comparable, Sendable {
  /// The text without the `Z`.
  package let text: String
  /// Seconds since 1970.
  package let seconds: Int

  /// Nil for what is no such text, or no day of the calendar.
  package init?(_ text: String) {
    guard text.utf8.last == UInt8(ascii: "Z") else { return nil }
    self.init(local: String(text.dropLast()))
  }

  /// The same without the `Z`, as `at(…)` holds it.
  package init?(local text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 19, bytes[10] == UInt8(ascii: "T") else { return nil }
    for (index, mark) in [(4, "-"), (7, "-"), (13, ":"), (16, ":")] where bytes[index] != mark.utf8.first {
      return nil
    }
    func number(_ range: Range<Int>) -> Int? {
      let digits = bytes[range]
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19)
    else { return nil }
    guard year >= 1970, (1...12).contains(month), (1...Moment.days(of: month, in: year)).contains(day) else {
      return nil
    }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    self.text = text
    seconds = ((Moment.daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
  }

  package static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }
  package static func == (left: Moment, right: Moment) -> Bool { left.seconds == right.seconds }

  /// The days that a month has.
  static func days(of month: Int, in year: Int) -> Int {
    if month == 2 { return isLeap(year) ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// The most days that a month ever has.
  package static func mostDays(of month: Int) -> Int { days(of: month, in: 2000) }

  /// The days from 1970 to a day of the calendar.
  static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    daysBefore(year) + (1..<month).reduce(0) { $0 + days(of: $1, in: year) } + day - 1
  }

  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// The days from 1970 to the beginning of a year.
  private static func daysBefore(_ year: Int) -> Int {
    let before = year - 1
    return (year - 1970) * 365 + (before / 4 - before / 100 + before / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400)
  }
}
