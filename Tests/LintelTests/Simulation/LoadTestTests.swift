import LintelGraph
import LintelSimulation
import LintelSource
import Testing

@testable import Lintel

/// What `lintel loadtest` prints: it sends what was simulated.
@Suite struct LoadTestTests {
  private static func test(
    _ text: String, environment: String? = nil, load: String, of subject: String? = nil, tool: LoadTest.Tool? = nil
  ) throws -> LoadTest {
    let checked = try Check.run(
      SourceFile(path: "lintel.yaml", bytes: Array(text.utf8)), CheckOptions(environment: environment))
    try #require(checked.isReadable, "\(checked.report)")
    var request = Simulate.Request()
    request.load = .profile(load)
    return try LoadTest(checked, request, of: subject, path: "/", tool: tool)
  }

  private static func example(_ name: String, _ load: String = "") throws -> String {
    try ExampleSpec(name: name).text() + load
  }

  @Test func scripts() throws {
    let k6 = try Self.test(Self.example("ecs-autoscaling"), environment: "production", load: "ramp")
    Checkout.expect(k6.text, at: "Tests/Fixtures/loadtest/ecs-autoscaling.js")
    let stress = try Self.test(Self.example("ec2-autoscaling"), load: "ramp", tool: .stressNG)
    Checkout.expect(stress.text, at: "Tests/Fixtures/loadtest/ec2-autoscaling.sh")
  }

  /// The requests that k6 makes of stages: the area below the line.
  private static func requests(_ script: K6Script) -> Double {
    var rate = Double(script.startRate)
    var sum = 0.0
    for stage in script.stages {
      sum += (rate + Double(stage.target)) / 2 * Double(stage.seconds)
      rate = Double(stage.target)
    }
    return sum / Double(script.unit)
  }

  @Test(
    "O46, O47: k6 sends as many requests as the load has",
    arguments: [
      ("[5 rps for 1m, ramp to 10 rps in 2m, hold for 4m, ramp to 1 rps in 2m]", 4260.0, 1, 4),
      ("[100 rps for 2s, 400 rps for 2s]", 1000, 1, 3), ("[0.25 rps for 1m, spike to 9.5 rps for 10s]", 110, 60, 4),
      ("[ramp to 0.01 rps in 1h, hold for 1h, hold for 2h]", 126, 3600, 2),
    ])
  func integral(_ stages: String, expected: Double, unit: Int, count: Int) throws {
    let text = try Self.example("ecs-autoscaling").replacing(
      "stages: [ramp to 90 rps in 5m, hold for 25m, ramp to 5 rps in 5m, hold for 40m]", with: "stages: \(stages)")
    let test = try Self.test(text, environment: "staging", load: "ramp")
    let script = K6Script(test)
    #expect(abs(test.curve.requests - expected) < 1e-6 && abs(Self.requests(script) - expected) < 0.5)
    #expect(script.unit == unit && script.stages.count == count, "\(script.stages)")
  }

  /// Days with noise are no whole numbers: they are off by less than one in a thousand.
  @Test func integralOfADay() throws {
    let test = try Self.test(Self.example("ecs-autoscaling"), environment: "staging", load: "day")
    let requests = Self.requests(K6Script(test))
    #expect(abs(requests / test.curve.requests - 1) < 0.001)
  }

  @Test func workOnInstances() throws {
    let test = try Self.test(Self.example("ec2-autoscaling"), load: "ramp", tool: .stressNG)
    let work = StressScript(test).plan.map { Double($0.seconds * $0.work) / 1000 }.reduce(0, +)
    #expect(abs(work / (test.curve.requests * 0.12) - 1) < 0.001)
  }

  @Test func refusals() throws {
    let ecs = try Self.example("ecs-autoscaling")
    #expect(throws: UsageError.self) { try Self.test(ecs, load: "ramp") }
    #expect(throws: UsageError.self) { try Self.test(ecs, environment: "staging", load: "ramp", of: "web") }
    #expect(throws: UsageError.self) { try Self.test(ecs, environment: "staging", load: "ramp", tool: .stressNG) }
    #expect(throws: UsageError.self) { try Self.test(Self.example("minimal"), load: "ramp") }
    // Nothing forwards to the worker.
    let load = """

      load:
        workloads: { worker: { service: worker, cpuSeconds: 1 } }
        profiles: { steady: { stages: [1 rps for 1h] } }
      """
    #expect(throws: UsageError.self) { try Self.test(Self.example("worker-and-api", load), load: "steady") }
  }
}
