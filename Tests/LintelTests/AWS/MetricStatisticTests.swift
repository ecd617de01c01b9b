import LintelAWS
import Testing

/// The statistics that CloudWatch's guide shows.
@Suite struct MetricStatisticTests {
  @Test(
    arguments: [
      ("Average", .value, false), ("Maximum", .value, false), ("Sum", .amount, false), ("SampleCount", .amount, false),
      ("p90", .value, true), ("p99.9", .value, true), ("p0", .value, true), ("p100", .value, true),
      ("p100.0", .value, true), ("tm90", .value, true), ("tc90", .amount, true), ("ts80", .amount, true),
      ("wm98.1234567890", .value, true), ("IQM", .value, true), ("TM(2%:98%)", .value, true),
      ("TM(150:1000)", .value, true),
      ("WM(10%:90%)", .value, true), ("WM(50%:50%)", .value, true), ("TC(0.005:0.030)", .amount, true),
      ("TS(80%:)", .amount, true), ("TS(:1e3)", .amount, true), ("PR(:300)", .share, true),
      ("PR(100:2000)", .share, true),
    ] as [(String, MetricStatistic.Sort, Bool)])
  func known(_ text: String, _ sort: MetricStatistic.Sort, _ isExtended: Bool) throws {
    let statistic = try #require(MetricStatistic(text))
    #expect(statistic.sort == sort)
    #expect(statistic.isExtended == isExtended)
    let pattern = try Regex(MetricStatistic.pattern)
    #expect((text.wholeMatch(of: pattern) != nil) == isExtended)
  }

  @Test(arguments: [
    "", "average", "P90", "p", "p101", "p100.1", "p-1", "p9e1", "p99.", "p99.12345678901", "p90%", "90", "IQR", "iqm",
    "IQM(1:2)", "TM", "TM()", "TM(:)", "TM(90)", "TM(90%)", "TM(2%:98)", "TM(2%:101%)", "TM(2%:3%:4%)", "TM(a:b)",
    "TM(1e:2)", "tm(2%:98%)", "TM(98%:2%)", "TS(1000:150)", "PR(10%:90%)", "PR(-1:1)", "PR(1:2", "p90 ", "p９",
  ])
  func unknown(_ text: String) { #expect(MetricStatistic(text) == nil) }

  @Test(arguments: [
    ("P99", "p99"), ("average", "Average"), ("samplecount", "SampleCount"), ("iqm", "IQM"), ("TM90", "tm90"),
    ("pr(:300)", "PR(:300)"), ("TM(2% : 98%)", "TM(2%:98%)"), ("p101", nil), ("IQR", nil), ("median", nil),
  ])
  func meant(_ text: String, _ meant: String?) { #expect(MetricStatistic.meant(by: text) == meant) }
}
