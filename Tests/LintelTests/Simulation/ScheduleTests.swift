import LintelAWS
import Testing

/// When scheduled actions act, and what the clocks of their zones say.
@Suite struct ScheduleTests {
  private static let moments = [
    "2027-01-15T12:00:00Z", "2027-03-14T09:59:59Z", "2027-03-14T10:00:00Z", "2027-03-28T00:59:59Z",
    "2027-03-28T01:00:00Z", "2027-04-03T15:59:59Z", "2027-04-03T16:00:00Z", "2027-07-15T12:00:00Z",
    "2027-10-02T15:59:59Z", "2027-10-02T16:00:00Z", "2027-10-31T00:59:59Z", "2027-10-31T01:00:00Z",
    "2027-11-07T05:59:59Z", "2027-11-07T06:00:00Z",
  ]

  /// Minutes east of Greenwich at each of the moments, as the tz database has them.
  @Test(
    arguments: [
      ("UTC", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
      ("Europe/London", [0, 0, 0, 0, 60, 60, 60, 60, 60, 60, 60, 0, 0, 0]),
      ("Europe/Berlin", [60, 60, 60, 60, 120, 120, 120, 120, 120, 120, 120, 60, 60, 60]),
      ("Europe/Athens", [120, 120, 120, 120, 180, 180, 180, 180, 180, 180, 180, 120, 120, 120]),
      ("America/New_York", [-300, -240, -240, -240, -240, -240, -240, -240, -240, -240, -240, -240, -240, -300]),
      ("America/Los_Angeles", [-480, -480, -420, -420, -420, -420, -420, -420, -420, -420, -420, -420, -420, -420]),
      ("America/Phoenix", [-420, -420, -420, -420, -420, -420, -420, -420, -420, -420, -420, -420, -420, -420]),
      ("Asia/Kolkata", [330, 330, 330, 330, 330, 330, 330, 330, 330, 330, 330, 330, 330, 330]),
      ("Asia/Seoul", [540, 540, 540, 540, 540, 540, 540, 540, 540, 540, 540, 540, 540, 540]),
      ("Australia/Sydney", [660, 660, 660, 660, 660, 660, 600, 600, 600, 660, 660, 660, 660, 660]),
      ("Australia/Brisbane", [600, 600, 600, 600, 600, 600, 600, 600, 600, 600, 600, 600, 600, 600]),
      ("America/Sao_Paulo", [-180, -180, -180, -180, -180, -180, -180, -180, -180, -180, -180, -180, -180, -180]),
    ])
  func offsets(_ name: String, expected: [Int]) throws {
    let zone = try #require(ClockZone(name))
    let offsets = try Self.moments.map { zone.offset(at: try #require(Moment($0)).seconds) / 60 }
    #expect(offsets == expected)
  }

  @Test func unknownZones() {
    #expect(ClockZone("Africa/Casablanca") == nil && ClockZone("") == nil && ClockZone("utc") == nil)
    #expect(Set(ClockZone.names).count == ClockZone.names.count)
    #expect(ClockZone.names.allSatisfy { ClockZone($0) != nil })
  }

  /// Hours from a Monday on, for so many days.
  @Test(
    arguments: [
      ("cron(0 8 ? * MON-FRI *)", "UTC", 7, "8 32 56 80 104"), ("cron(30 8 ? * 1,7 *)", "UTC", 7, "128.5 152.5"),
      ("cron(0 8 ? * MON-FRI *)", "Europe/Berlin", 2, "7 31"), ("cron(0 8 ? * * *)", "America/New_York", 2, "13 37"),
      ("cron(0 0/6 6 1 ? *)", "UTC", 7, "48 54 60 66"), ("cron(0 12 L * ? 2027)", "UTC", 31, "660"),
      ("cron(0 12 ? 1 6L *)", "UTC", 31, "612"), ("cron(0 12 ? 1 2#2 *)", "UTC", 31, "180"),
      ("cron(0 12 9W 1 ? *)", "UTC", 31, "108"), ("cron(0 8 ? * * 2028)", "UTC", 31, ""),
      ("rate(12 hours)", "UTC", 2, "12 24 36"), ("rate(1 day)", "UTC", 1, ""),
      ("at(2027-01-05T09:00:00)", "Asia/Seoul", 7, "24"), ("at(2026-01-05T09:00:00)", "UTC", 7, ""),
    ])
  func actionsOfServices(_ schedule: String, zone: String, days: Int, expected: String) throws {
    try Self.expect(ActionSchedule(schedule, ofGroup: false), zone, days, expected)
  }

  @Test(
    arguments: [
      ("0 8 * * MON-FRI", 7, "8 32 56 80 104"), ("0 8 * * 0", 7, "152"), ("0 8 * * 7", 14, "152 320"),
      ("*/30 23 5 * *", 7, "47 47.5"), ("0 0 6 1 SUN", 14, "48 144 312"), ("0 22,1 * * 2", 7, "25 46"),
    ])
  func actionsOfGroups(_ schedule: String, days: Int, expected: String) throws {
    try Self.expect(ActionSchedule(schedule, ofGroup: true), "UTC", days, expected)
  }

  private static func expect(_ schedule: ActionSchedule, _ zone: String, _ days: Int, _ expected: String) throws {
    let start = try #require(Moment("2027-01-04T00:00:00Z"))
    let times = schedule.times(from: start, for: days * 86_400, in: try #require(ClockZone(zone)))
    let hours = try #require(times).map { time in
      time % 3600 == 0 ? "\(time / 3600)" : "\(Double(time) / 3600)"
    }
    #expect(hours.joined(separator: " ") == expected)
  }
}
