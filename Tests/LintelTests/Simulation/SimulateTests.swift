import Lintel
import LintelSource
import Testing

/// What `lintel simulate` prints.
@Suite struct SimulateTests {
  private static func simulate(
    _ text: String, environment: String? = nil, _ change: (inout Simulate.Request) -> Void = { _ in }
  ) throws -> Simulate {
    let options = CheckOptions(environment: environment)
    let checked = try Check.run(SourceFile(path: "lintel.yaml", bytes: Array(text.utf8)), options)
    try #require(checked.isReadable, "\(checked.report)")
    var request = Simulate.Request()
    change(&request)
    return try Simulate(checked, request)
  }

  private static func example(_ name: String) throws -> String { try ExampleSpec(name: name).text() }

  @Test(arguments: ["ecs-autoscaling", "ec2-autoscaling"]) func people(_ name: String) throws {
    let simulate = try Self.simulate(Self.example(name)) { $0.load = .profile("ramp") }
    Checkout.expect(
      SimulateText(simulate, isColored: false, width: 100).text, at: "Tests/Fixtures/simulate/\(name).txt")
  }

  @Test func widths() throws {
    let simulate = try Self.simulate(Self.example("ecs-autoscaling")) { $0.load = .profile("ramp") }
    for width in [40, 61, 80, 120] {
      let text = SimulateText(simulate, isColored: false, width: width).text
      for line in text.text.split(separator: "\n") { #expect(Paragraph.cells(line) <= width, "\(width): \(line)") }
    }
  }

  @Test func programs() throws {
    let simulate = try Self.simulate(Self.example("ecs-autoscaling"), environment: "production") {
      $0.load = .profile("ramp")
      $0.assumptions = [("metricDelay", "90")]
      $0.deployment = "30m-40m"
    }
    Checkout.expect(SimulateJSON(simulate).text, at: "Tests/Fixtures/simulate/ecs-autoscaling.json")
    Checkout.expect(SimulateCSV(simulate).text, at: "Tests/Fixtures/simulate/ecs-autoscaling.csv")
  }

  /// The service that scales on a schedule by the clock of Berlin, on Monday morning.
  @Test func schedules() throws {
    let simulate = try Self.simulate(Self.example("scaling-on-schedule")) { $0.load = .profile("morning") }
    Checkout.expect(
      SimulateText(simulate, isColored: false, width: 100, isQuiet: true).text,
      at: "Tests/Fixtures/simulate/scaling-on-schedule.txt")
  }

  /// What an expression would yield nobody knows here: that is said, in the words of the expression.
  @Test func expressions() throws {
    let metrics = "{ queue: &own { namespace: Shop, name: Queue }, tasks: *own }"
    let metric = "{ expression: queue  / tasks, metrics: \(metrics) }"
    let policies = """

      x-maths: &metric \(metric)
      scalingPolicies:
        maths: { service: encryptor, targetTracking: { metric: *metric, target: 10 } }
        steps: { service: encryptor, stepScaling: { metric: *metric, steps: [{ above: 99, add: 1 }] } }
      """
    let example = try Self.example("ecs-autoscaling").replacing("\nscalingPolicies:\n", with: policies + "\n")
    let simulate = try Self.simulate(example) { $0.load = .profile("ramp") }
    let words = SimulateText(simulate, isColored: false, width: 200).text.text
    for policy in ["scalingPolicies.maths", "scalingPolicies.steps"] {
      #expect(words.contains("'\(policy)' acts on 'queue / tasks', which is not simulated: it has no datapoints"))
    }
  }

  /// Neither does anybody know what AWS forecasts.
  @Test func forecasts() throws {
    let policies = """

      scalingPolicies:
        ahead:
          service: encryptor
          predictiveScaling: { metric: cpu, target: 50, mode: ForecastAndScale }
        shown: { service: encryptor, predictiveScaling: { metric: memory, target: 50 } }
      """
    let example = try Self.example("ecs-autoscaling").replacing("\nscalingPolicies:\n", with: policies + "\n")
    let simulate = try Self.simulate(example) { $0.load = .profile("ramp") }
    let words = SimulateText(simulate, isColored: false, width: 200).text.text
    let reason = "what it forecasts follows from weeks of its metric, which are not known here"
    #expect(words.contains("'scalingPolicies.ahead' is left out: \(reason)"))
    #expect(words.contains("'scalingPolicies.shown' is left out: it only forecasts, and changes nothing"))
    let json = SimulateJSON(simulate).text
    #expect(json.contains("'scalingPolicies.ahead' is left out: \(reason)"))
  }

  /// What a spec does not say is said, with what to add.
  @Test func gaps() throws {
    var text = ""
    for name in ["minimal", "three-services", "ecs-autoscaling", "worker-and-api"] {
      let load = name == "worker-and-api" ? "\nload: { profiles: { steady: { stages: [5 rps for 1h] } } }\n" : ""
      let error = #expect(throws: UsageError.self) { try Self.simulate(Self.example(name) + load) }
      text += "\(name): \(error?.description ?? "")\n\n"
    }
    Checkout.expect(text, at: "Tests/Fixtures/simulate/gaps.txt")
  }

  /// What gaps say to add makes a spec that is simulated.
  @Test func helpHelps() throws {
    let added = """

      scalingPolicies:
        cpu:
          service: web
          targetTracking: { metric: cpu, target: 50 }
      load:
        workloads:
          web: { service: web, cpuSeconds: 0.05 }
        profiles:
          ramp: { stages: [ramp to 200 rps in 5m, hold for 20m, ramp to 10 rps in 5m, hold for 30m] }
      """
    let text = try Self.example("minimal").replacing(
      "services: { web: { ", with: "services: { web: { autoScaling: { minCapacity: 1, maxCapacity: 10 }, ")
    #expect(try Self.simulate(text + added).systems.count == 1)
  }

  @Test(
    arguments: [
      ("assume", "metricDelay", "99999"), ("assume", "metricdelay", "1"), ("assume", "nothing", "1"),
      ("load", "rampe", ""), ("start", "tomorrow", ""), ("count", "9", ""), ("deployment", "5m", ""),
      ("deployment", "5m-1m", ""),
    ])
  func badRequests(_ field: String, value: String, other: String) throws {
    let text = try Self.example("ecs-autoscaling")
    #expect(throws: UsageError.self) {
      try Self.simulate(text, environment: "staging") { request in
        request.load = .profile(field == "load" ? value : "ramp")
        switch field {
        case "assume": request.assumptions = [(value, other)]
        case "start": request.start = value
        case "count": request.count = Int(value)
        case "deployment": request.deployment = value
        default: break
        }
      }
    }
  }
}
