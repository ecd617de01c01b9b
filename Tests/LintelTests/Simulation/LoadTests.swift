import Lintel
import LintelAWS
import LintelGraph
import LintelSource
import Testing

@testable import LintelSimulation

/// Loads: stages, days and traces.
@Suite struct LoadTests {
  @Test(
    arguments: [
      (["ramp to 200 rps in 5m"], "0 0, 300 200"), (["200 rps for 1h", "hold for 90s"], "0 200, 3600 200, 3690 200"),
      (["0.5 rps for 10s", "spike to 9 rps for 5s", "hold for 1m"], "0 0.5, 10 0.5, 10 9, 15 9, 15 0.5, 75 0.5"),
      (["ramp to 4 rps in 2s", "1 rps for 2s"], "0 0, 2 4, 2 1, 4 1"), (["hold for 1d"], "0 0, 86400 0"),
    ])
  func stages(_ texts: [String], expected: String) throws {
    let stages = texts.compactMap { LoadStage($0) }
    try #require(stages.count == texts.count)
    let curve = LoadCurve(.stages(stages), start: try #require(Moment("2027-01-04T00:00:00Z")))
    let points = curve.points.map { "\($0.time) \(Decimal("\($0.rate)")?.description ?? "?")" }
    #expect(points.joined(separator: ", ").replacing(".0,", with: ",") == expected)
    #expect(curve.duration == stages.map(\.seconds).reduce(0, +))
  }

  @Test(
    arguments: [
      "", "hold", "hold for", "ramp to 5 rps", "ramp to 5 rps for 5m", "5 rps in 5m", "5 rps for 5", "5 rps for 0s",
      "5 rps for 32d", "5 rps  for 5m", "-5 rps for 5m", "5 rpm for 5m", "5rps for 5m", "ramp to x rps in 5m",
      "20000000 rps for 5m", "hold for 99999999999999999999s", "to 5 rps in 5m", "hold for 5m ",
    ])
  func noStages(_ text: String) {
    #expect(LoadStage(text) == nil && LoadStage.problem(with: text) != nil)
  }

  @Test func days() throws {
    let start = try #require(Moment("2027-01-04T06:00:00Z"))
    func curve(noise: Int, seed: Int = 1) -> LoadCurve {
      let daily = DailyLoad(low: Decimal(10), high: Decimal(90), peak: 14, days: 2, noise: noise, seed: seed)
      return LoadCurve(.daily(daily), start: start)
    }
    let quiet = curve(noise: 0)
    let rates = [0, 8, 14, 20, 32].map { quiet.points[$0 * 60].rate }
    for (rate, expected) in zip(rates, [30.0, 90, 50, 10, 90]) { #expect(abs(rate - expected) < 1e-9) }
    #expect(quiet.duration == 172_800 && abs(quiet.requests - 50 * 172_800) < 50 * 60)
    #expect(curve(noise: 20) == curve(noise: 20) && curve(noise: 20) != curve(noise: 20, seed: 2))
    for (noisy, plain) in zip(curve(noise: 20).points, quiet.points) {
      #expect(abs(noisy.rate - plain.rate) <= plain.rate * 0.2 + 1e-9)
    }
  }

  @Test func cosine() {
    for (turns, expected) in [(0.0, 1.0), (0.25, 0), (0.5, -1), (0.75, 0), (1, 1), (-0.125, 0.5.squareRoot())] {
      #expect(abs(LoadCurve.cosine(turns: turns) - expected) < 1e-12)
    }
  }

  // MARK: Traces

  @Test func traces() throws {
    let plain = try LoadTrace(Array("t,rps\r\n0, 10\r\n60,20.5\r\n\r\n# the end\r\n120,0\r\n".utf8))
    #expect(plain.start == nil && plain.curve.duration == 180 && plain.curve.requests == 1830)
    let dated = try LoadTrace(Array("2027-01-31T08:00:00Z,1\n2027-01-31T08:05:00Z,2e1\n".utf8))
    #expect(dated.start?.text == "2027-01-31T08:00:00" && dated.curve.requests == 300 * 21)
  }

  @Test(
    arguments: [
      ("", 1, "a trace has two lines at least: nothing says how long one lasts"),
      ("0,1\n", 1, "a trace has two lines at least: nothing says how long one lasts"),
      ("0,1\n60,2\n180,3\n", 3, "there is a gap of 120 seconds, and lines are 60 apart: fill it in"),
      ("0,1\n60,2\n90,3\n", 3, "it is 30 seconds after line 2, and lines are 60 apart"),
      ("0,1\n60,2\n30,3\n", 3, "the time is before that of line 2"), ("0,1\n0,2\n", 2, "the time is that of line 1"),
      ("60,1\n0,2\n", 2, "the time is before that of line 1"),
      ("0,1\n60,-2\n", 2, "the rate is negative: -2"), ("0,1\n60,many\n", 2, "'many' is no number"),
      ("0,1\n60,nan\n", 2, "'nan' is no number"), ("0,1\n60,\n", 2, "the rate is missing"),
      ("0,1\n60,1e99\n", 2, "1e99 requests a second are more than anyone has"),
      ("0,1\n60,0x10\n", 2, "'0x10' is no number"),
      ("0,1\n60;2\n", 2, "a line is a time and a rate, `60,12.5`, and here are 1 fields"),
      ("0,1\n60,1,5\n", 2, "a line is a time and a rate, `60,12.5`, and here are 3 fields"),
      (
        "0,1\n2027-01-31T08:00:00Z,1\n", 2,
        "'2027-01-31T08:00:00Z' is no time: whole seconds, or a moment such as 2027-01-31T08:00:00Z"
      ),
      ("2027-01-31T08:00:00Z,1\n60,1\n", 2, "'60' is no moment such as 2027-01-31T08:00:00Z, as the first line has"),
      ("t,rps\nx,1\n", 2, "'x' is no time: whole seconds, or a moment such as 2027-01-31T08:00:00Z"),
    ])
  func badTraces(_ text: String, line: Int, message: String) {
    let problem = #expect(throws: LoadTrace.Problem.self) { try LoadTrace(Array(text.utf8)) }
    #expect(problem?.line == line && problem?.message.text == message)
  }
}
