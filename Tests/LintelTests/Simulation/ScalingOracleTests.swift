import Lintel
import LintelAWS
import LintelAnalysis
import LintelGraph
import LintelSource
import Testing

@testable import LintelSimulation

/// What AWS's own pages say that scaling does, each by its number.
///
/// Not built, and so not here: O16 (a target from latency), O19 (weighted instances), O20 (predictive scaling), O23 and
/// O26 (reservations of clusters and capacity providers).
@Suite struct ScalingOracleTests {
  private static let guide = [StepPolicy.guideOut, .guideIn]
  private static let quiet = ScalingPace.cooldown(out: 0, in: 0)

  @Test("O1 to O4: the steps of the guide, one after the other")
  func stepsOfTheGuide() {
    var bench = ScalingBench(10, steps: Self.guide, pace: Self.quiet)
    #expect(bench.minute(at: 60) == 11, "O1")
    #expect(bench.minute(at: 70) == 14, "O2: 3.3 is 3")
    #expect(bench.minute(at: 40) == 13, "O3: 1.4 is 1")
    #expect(bench.minute(at: 30) == 10, "O4: 3.9 is 3")
  }

  @Test("O5: between the steps nothing changes", arguments: [41, 45, 50, 55, 59])
  func betweenTheSteps(_ metric: Int) {
    var bench = ScalingBench(13, steps: Self.guide, pace: Self.quiet)
    #expect(bench.minute(at: Double(metric)) == 13)
  }

  @Test(
    "O6: the three sorts of steps",
    arguments: [(StepPolicy.Adjustment.change, 3, 5, 8), (.exact, 3, 5, 5), (.percent, 10, 10, 11)])
  func adjustments(_ sort: StepPolicy.Adjustment, count: Int, amount: Int, expected: Int) {
    var bench = ScalingBench(count, steps: [.of(sort, .scaleOut, 50, [(0, nil, amount)])])
    #expect(bench.minute(at: 50) == expected)
  }

  @Test(
    "O7: percentages are cut towards zero, but never to it",
    arguments: [(127, 10, 139), (67, 1, 68), (58, -1, 57), (667, -1, 661)])
  func percentages(_ count: Int, amount: Int, expected: Int) {
    let direction: StepPolicy.Direction = amount > 0 ? .scaleOut : .scaleIn
    let policy = StepPolicy.of(.percent, direction, 50, [amount > 0 ? (0, nil, amount) : (nil, 0, amount)])
    var bench = ScalingBench(count, steps: [policy], bounds: 0...1000)
    #expect(bench.minute(at: 50) == expected)
  }

  @Test("O8: at least so many")
  func minimumMagnitude() {
    let policy = StepPolicy.of(.percent, .scaleOut, 50, [(0, nil, 25)], minimumMagnitude: 2)
    var bench = ScalingBench(4, steps: [policy])
    #expect(bench.minute(at: 50) == 6)
  }

  @Test("O9: while instances warm up, steps count from those that are warm")
  func warmUp() {
    var bench = ScalingBench(10, steps: [.guideOut], pace: .warmUp(600))
    #expect([60.0, 62, 70].map { bench.minute(at: $0) } == [11, 11, 13])
  }

  @Test("O10: what a cooldown's scale-out has added belongs to the next one")
  func cooldown() {
    let policy = StepPolicy.of(.change, .scaleOut, 50, [(0, 10, 2), (10, nil, 3)])
    var bench = ScalingBench(10, steps: [policy])
    #expect([55.0, 55, 65, 65].map { bench.minute(at: $0) } == [12, 12, 13, 13])
  }

  @Test("O11: of two policies the larger count wins")
  func twoPolicies() {
    let policies: [StepPolicy] = [
      .of(.change, .scaleOut, 50, [(0, nil, 3)]), .of(.percent, .scaleOut, 50, [(0, nil, 200)]),
    ]
    var bench = ScalingBench(10, steps: policies)
    #expect(bench.minute(at: 50) == 30)
  }

  @Test(
    "O12 to O15: target tracking",
    arguments: [
      // A backlog of 150 a task against 100; then +1.5, −0.5 and −1.5 tasks.
      ("O12", 100, 10, 150, 15), ("O13", 50, 3, 75, 5), ("O14", 50, 4, 43.75, 4), ("O15", 50, 5, 35, 4),
      // One at 93 % against 70.
      ("O44", 70, 1, 93, 2),
    ] as [(String, Int, Int, Double, Int)])
  func tracking(_ number: String, target: Int, count: Int, metric: Double, expected: Int) {
    var bench = ScalingBench(count, tracking: [TrackingPolicy(target: Decimal(target))])
    #expect(bench.minute(at: metric) == expected, "\(number)")
  }

  @Test("O17: 59 against a threshold of 50 is in the step [0,10)")
  func stepOfAMetric() {
    #expect(StepPolicy.guideOut.step(at: Decimal(59)) == StepPolicy.guideOut.steps[0])
  }

  @Test(
    "O18: what a person writes as 50 and 60, 50 and 40, is relative to the threshold",
    arguments: [
      (["above: 50, add: 1", "above: 60, add: 2", "below: 9, remove: 1"], 0, ["0 10", "10 -"]),
      (["above: 90, add: 1", "below: 50, remove: 1", "below: 40, remove: 2"], 1, ["-10 0", "- -10"]),
    ])
  func boundsOfSteps(_ steps: [String], policy: Int, expected: [String]) throws {
    let text = try ExampleSpec(name: "ecs-autoscaling").text()
    let head = "          steps:\n"
    let lines = steps.map { "            - { \($0) }\n" }.joined()
    let graph = try #require(Checked(of: text.split(separator: head)[0] + head + lines).graphs.last)
    let model = try #require(ScalingModel.all(in: graph).first)
    let policies = model.metrics.flatMap { model.steps(of: $0) }
    try #require(policies.count == 2)
    #expect(policies[policy].threshold == Decimal(50))
    let bounds = policies[policy].steps.map {
      "\($0.lower?.description ?? "-") \($0.upper?.description ?? "-")"
    }
    #expect(bounds == expected)
  }

  @Test("O21, O22: what is used of what a task has", arguments: [(2048.0, 512.0, 400_000), (128, 512, 25_000)])
  func processorUse(_ used: Double, each: Double, expected: Int) {
    #expect(Workload.utilization(used: used, each: each, count: 1) == expected)
    // Memory of 1024 MiB, of which as much is a half.
    #expect(Workload.utilization(used: used / 2, each: each * 2, count: 1) == expected / 4)
  }

  @Test("O24: 1000 among 10 are 100 each")
  func perTarget() {
    let workload = Workload(cpuSeconds: 1, processors: 1)
    var meter = Meter()
    for _ in 0..<60 { meter.add(requests: 1000.0 / 60, used: 0, capacity: 10, serving: 10, seconds: 1) }
    #expect(meter.close(.requestsPerTarget, workload) == 100_000)
  }

  @Test("O25: twice the tasks at the same load are half as busy", arguments: [(4, 80_000), (8, 40_000)])
  func twiceTheTasks(_ count: Int, expected: Int) {
    let subject = ScalingSubject(
      path: Path("services", "web"), unit: .tasks, policies: [], bounds: count...count, initial: count)
    let workload = Workload(cpuSeconds: 0.032, processors: 1)
    let outcome = Simulation(subject, workload, LoadCurve([.init(0, 100), .init(600, 100)])).run()
    #expect(outcome.minutes.allSatisfy { $0.utilization == expected } && outcome.minutes.count == 10)
  }

  @Test(
    "O38, O39: where target tracking begins to take away",
    arguments: [
      (90, 30, 27_000), (90, 50, 45_000), (90, 70, 63_000), (90, 80, 72_000), (90, 75, 67_500),
      (90, 1500, 1_350_000), (70, 30, 21_000), (70, 40, 28_000), (70, 50, 35_000), (70, 60, 42_000), (70, 75, 52_500),
    ])
  func lowAlarms(_ percent: Int, target: Int, threshold: Int) throws {
    let assumed = Assumptions()[percent == 90 ? .serviceLowAlarm : .groupLowAlarm]
    #expect(assumed == percent)
    let policy = TrackingPolicy(target: Decimal(target), lowAlarm: TrackingPolicy.LowAlarm(percent: assumed))
    #expect(Simulation.thousandths(try #require(policy.lowThreshold)) == threshold)
  }

  @Test("O46, O47: the requests of a load are the area below it")
  func requestsOfALoad() {
    // 300 a minute for a minute, then to 600 in two, 600 for four, and to 60 in two.
    let curve = LoadCurve([.init(0, 5), .init(60, 5), .init(180, 10), .init(420, 10), .init(540, 1)])
    #expect(curve.requests == 4260)
    let jump = LoadCurve([.init(0, 100), .init(2, 100), .init(2, 400), .init(4, 400)])
    #expect(jump.requests == 1000)
    for step in [1, 7, 60] {
      for (curve, expected) in [(curve, 4260.0), (jump, 1000)] {
        var cursor = LoadCurve.Cursor(curve)
        let parts = stride(from: 0, to: curve.duration, by: step).map {
          cursor.requests(from: $0, to: min(curve.duration, $0 + step))
        }
        #expect(abs(parts.reduce(0, +) - expected) < 1e-6)
      }
    }
  }
}
