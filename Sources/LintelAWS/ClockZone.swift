/// How far the clock of a zone is from UTC.
///
/// The zones of which schedules are written most: those without summer time, and those of the European Union, the United
/// Kingdom, the United States, Canada, and the south-east of Australia, by the rules in force since 2007.
package struct ClockZone: Sendable {
  private enum Summer: Sendable { case none, europe, america, australia }

  /// Minutes east of Greenwich without summer time.
  private let standard: Int
  private let summer: Summer

  private static let table: [(offset: Int, summer: Summer, names: String)] = [
    (0, .none, "UTC Etc/UTC Etc/GMT GMT Africa/Abidjan Africa/Accra Atlantic/Reykjavik"),
    (0, .europe, "Europe/London Europe/Dublin Europe/Lisbon"),
    (60, .europe, "Europe/Amsterdam Europe/Berlin Europe/Brussels Europe/Budapest Europe/Copenhagen Europe/Luxembourg"),
    (60, .europe, "Europe/Madrid Europe/Oslo Europe/Paris Europe/Prague Europe/Rome Europe/Stockholm Europe/Vienna"),
    (60, .europe, "Europe/Warsaw Europe/Zurich Europe/Zagreb Europe/Ljubljana Europe/Bratislava Europe/Malta"),
    (60, .none, "Africa/Lagos Africa/Algiers Africa/Tunis"),
    (120, .europe, "Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kyiv Europe/Kiev Europe/Riga Europe/Sofia"),
    (120, .europe, "Europe/Tallinn Europe/Vilnius"),
    (120, .none, "Africa/Johannesburg Africa/Harare Africa/Maputo"),
    (180, .none, "Europe/Istanbul Europe/Moscow Asia/Riyadh Asia/Baghdad Asia/Kuwait Asia/Qatar Africa/Nairobi"),
    (240, .none, "Asia/Dubai"), (300, .none, "Asia/Karachi Asia/Tashkent"),
    (330, .none, "Asia/Kolkata Asia/Calcutta Asia/Colombo"), (345, .none, "Asia/Kathmandu"),
    (360, .none, "Asia/Dhaka"), (420, .none, "Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh"),
    (480, .none, "Asia/Hong_Kong Asia/Kuala_Lumpur Asia/Manila Asia/Shanghai Asia/Singapore Asia/Taipei"),
    (480, .none, "Australia/Perth"), (540, .none, "Asia/Seoul Asia/Tokyo Japan"),
    (570, .none, "Australia/Darwin"), (570, .australia, "Australia/Adelaide"),
    (600, .none, "Australia/Brisbane"), (600, .australia, "Australia/Hobart Australia/Melbourne Australia/Sydney"),
    (-180, .none, "America/Argentina/Buenos_Aires America/Sao_Paulo America/Montevideo"),
    (-240, .america, "America/Halifax"), (-240, .none, "America/Puerto_Rico"),
    (-300, .america, "America/New_York America/Toronto America/Detroit US/Eastern"),
    (-300, .none, "America/Bogota America/Lima America/Panama"),
    (-360, .america, "America/Chicago America/Winnipeg US/Central"),
    (-360, .none, "America/Costa_Rica America/Guatemala America/Mexico_City"),
    (-420, .america, "America/Denver America/Edmonton US/Mountain"), (-420, .none, "America/Phoenix US/Arizona"),
    (-480, .america, "America/Los_Angeles America/Vancouver US/Pacific"), (-540, .america, "America/Anchorage"),
    (-600, .none, "Pacific/Honolulu US/Hawaii"),
  ]

  /// The names that are known, for the proofs.
  package static var names: [String] { table.flatMap { $0.names.split(separator: " ").map(String.init) } }

  /// Nil for one that is not known here.
  package init?(_ name: String) {
    guard let row = Self.table.first(where: { $0.names.split(separator: " ").contains { $0 == name } }) else {
      return nil
    }
    standard = row.offset * 60
    summer = row.summer
  }

  /// Seconds east of UTC at a moment, in seconds since 1970.
  package func offset(at time: Int) -> Int {
    let year = CalendarDay(since1970: Self.day(of: time)).year
    let isSummer: Bool
    switch summer {
    case .none: isSummer = false
    case .europe: isSummer = (Self.sunday(.last, 3, year) + 3600..<Self.sunday(.last, 10, year) + 3600).contains(time)
    case .america:
      let local = time + standard
      isSummer = (Self.sunday(.second, 3, year) + 7200..<Self.sunday(.first, 11, year) + 3600).contains(local)
    case .australia:
      let local = time + standard
      isSummer = !(Self.sunday(.first, 4, year) + 7200..<Self.sunday(.first, 10, year) + 7200).contains(local)
    }
    return standard + (isSummer ? 3600 : 0)
  }

  private enum Which { case first, second, last }

  /// The midnight, in seconds since 1970, with which a Sunday of a month begins.
  private static func sunday(_ which: Which, _ month: Int, _ year: Int) -> Int {
    let first = Moment.daysSince1970(year, month, 1)
    let days = Moment.days(of: month, in: year)
    let ahead = (7 - CalendarDay(since1970: first).weekday) % 7
    let day: Int
    switch which {
    case .first: day = ahead
    case .second: day = ahead + 7
    case .last: day = ahead + (days - 1 - ahead) / 7 * 7
    }
    return (first + day) * 86_400
  }

  static func day(of time: Int) -> Int { time >= 0 ? time / 86_400 : (time - 86_399) / 86_400 }
}

extension ActionSchedule {
  /// When it acts: seconds from a moment on, ascending; nil for a schedule that AWS does not take.
  ///
  /// - Parameters:
  ///   - start: The moment.
  ///   - duration: For so many seconds from then on.
  ///   - zone: The clock that it is read by.
  /// - Returns: The times.
  package func times(from start: Moment, for duration: Int, in zone: ClockZone) -> [Int]? {
    let range = start.seconds..<(start.seconds + duration)
    func utc(_ local: Int) -> Int { local - zone.offset(at: local - zone.offset(at: local)) }
    switch self {
    case .at(let text):
      return Moment(local: text).map { moment in
        let time = utc(moment.seconds)
        return range.contains(time) ? [time - start.seconds] : []
      }
    case .rate(let text):
      let words = text.split(separator: " ")
      guard words.count == 2, let number = Int(words[0]), number > 0 else { return nil }
      let unit = words[1].hasPrefix("minute") ? 60 : words[1].hasPrefix("hour") ? 3600 : 86_400
      return Array(stride(from: number * unit, to: duration, by: number * unit))
    case .cron(let expression), .recurring(let expression):
      guard let cron = CronTimes(expression) else { return nil }
      // A day more at either end, as the zone's day begins at another time.
      let days = (ClockZone.day(of: range.lowerBound) - 1)...(ClockZone.day(of: range.upperBound) + 1)
      return days.flatMap { day in
        cron.times(on: CalendarDay(since1970: day)).map { utc(day * 86_400 + $0) }
      }.filter(range.contains).map { $0 - start.seconds }
    }
  }
}
