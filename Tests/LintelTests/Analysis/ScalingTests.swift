import Lintel
import LintelAnalysis
import LintelGraph
import LintelSource
import Testing

/// The arithmetic of scaling, held against the numbers that AWS prints in its own documentation.
@Suite struct ScalingTests {
  private static func decimal(_ text: String) -> Decimal { Decimal(text) ?? Decimal(-1) }

  private static func steps(_ direction: StepPolicy.Direction, _ parts: [(Int?, Int?, Int)]) -> StepPolicy {
    StepPolicy(
      .percent, direction, threshold: Decimal(50),
      steps: parts.map {
        StepPolicy.Step(lower: $0.0.map { Decimal($0) }, upper: $0.1.map { Decimal($0) }, adjustment: $0.2)
      })
  }

  /// The worked example of the step scaling page.
  private static let out = steps(.scaleOut, [(0, 10, 0), (10, 20, 10), (20, nil, 30)])
  private static let inward = steps(.scaleIn, [(-10, 0, 0), (-20, -10, -10), (nil, -20, -30)])

  @Test(arguments: [(10, 60, 11), (11, 70, 14), (14, 40, 13), (13, 30, 10), (12, 45, 12), (12, 55, 12)])
  func stepsOfTheGuide(_ current: Int, metric: Int, expected: Int) {
    let wanted = [Self.out, Self.inward].compactMap { $0.capacity(from: current, at: Decimal(metric)) }
    #expect(ScalingModel.capacity(current: current, stepped: wanted) == expected)
  }

  @Test(
    arguments: [
      (StepPolicy.Adjustment.change, 3, 5, nil, 8), (.exact, 3, 5, nil, 5), (.percent, 10, 10, nil, 11),
      // 12.7, 0.67, −0.58 and −6.67
      (.percent, 127, 10, nil, 139), (.percent, 67, 1, nil, 68), (.percent, 58, -1, nil, 57),
      (.percent, 667, -1, nil, 661),
      (.percent, 4, 25, 2, 6), (.percent, 10, 0, nil, 10),
    ] as [(StepPolicy.Adjustment, Int, Int, Int?, Int)])
  func adjustments(_ kind: StepPolicy.Adjustment, current: Int, amount: Int, magnitude: Int?, expected: Int) {
    let policy = StepPolicy(kind, .scaleOut, threshold: Decimal(0), steps: [], minimumMagnitude: magnitude)
    #expect(policy.capacity(from: current, by: amount) == expected)
  }

  @Test func boundsBelongToTheInnerStep() {
    let out = Self.steps(.scaleOut, [(0, 10, 1), (10, nil, 2)])
    let inward = Self.steps(.scaleIn, [(-10, 0, 1), (nil, -10, 2)])
    let steps = [49, 50, 59, 60].map { out.step(at: Decimal($0))?.adjustment }
    #expect(steps == [nil, 1, 1, 2])
    #expect([51, 50, 41, 40].map { inward.step(at: Decimal($0))?.adjustment } == [nil, 1, 1, 2])
  }

  @Test func warmingInstancesCountOnce() {
    // Ten in service; while those that start warm up, the steps still count from ten.
    var desired = 10
    for (metric, expected) in [(60, 11), (62, 11), (70, 13)] {
      desired = max(desired, Self.out.capacity(from: 10, at: Decimal(metric)) ?? desired)
      #expect(desired == expected)
    }
    #expect(ScalingModel.addition(wanted: 3, alreadyAdded: 2) == 1)
  }

  @Test func theLargestWins() {
    #expect(ScalingModel.capacity(current: 10, stepped: [13, 30]) == 30)
    #expect(ScalingModel.capacity(current: 10, stepped: [30], bounds: 1...20) == 20)
    #expect(ScalingModel.capacity(current: 10, stepped: [], tracked: [8, 6]) == 8)
    #expect(ScalingModel.capacity(current: 10, stepped: [], tracked: [8, nil]) == 10, "all must agree")
    #expect(ScalingModel.capacity(current: 10, stepped: [5], tracked: [nil]) == 5, "but steps ask nobody")
    #expect(ScalingModel.capacity(current: 10, stepped: [5], tracked: [12]) == 12)
  }

  @Test(
    arguments: [
      // Backlog of 150 a task against 100; then +1.5, −0.5 and −1.5 tasks; and the guard against taking away too soon.
      (100, 10, 150, 15), (50, 3, 75, 5), (50, 5, 45, nil), (50, 5, 35, 4), (50, 2, 40, nil), (50, 2, 25, 1),
      (50, 4, 50, nil), (1500, 2, 6000, 8),
    ] as [(Int, Int, Int, Int?)])
  func tracking(_ target: Int, running: Int, metric: Int, expected: Int?) {
    #expect(TrackingPolicy(target: Decimal(target)).capacity(running: running, at: Decimal(metric)) == expected)
    let outOnly = TrackingPolicy(target: Decimal(target), scalesIn: false)
    #expect(outOnly.capacity(running: running, at: Decimal(metric)) == expected.flatMap { $0 > running ? $0 : nil })
  }

  @Test(
    arguments: [
      (.service, "30", "27"), (.service, "50", "45"), (.service, "70", "63"), (.service, "80", "72"),
      (.service, "75", "67.5"), (.service, "1500", "1350"), (.autoScalingGroup, "30", "21"),
      (.autoScalingGroup, "40", "28"), (.autoScalingGroup, "50", "35"), (.autoScalingGroup, "60", "42"),
      (.autoScalingGroup, "75", "52.5"),
    ] as [(TrackingPolicy.LowAlarm, String, String)])
  func lowAlarms(_ kind: TrackingPolicy.LowAlarm, target: String, threshold: String) {
    let policy = TrackingPolicy(target: Self.decimal(target), lowAlarm: kind)
    #expect(policy.lowThreshold?.description == threshold)
  }

  // MARK: Alarms

  /// The tables of CloudWatch's page on missing data: the answers for missing, ignore, breaching and notBreaching, where
  /// `keep` is the state so far.
  static let missingData: [(points: String, needed: Int, expected: String)] = [
    ("0-X-X", 3, "OK OK OK OK"), ("0----", 3, "OK OK OK OK"), ("-----", 3, "INSUFFICIENT_DATA keep ALARM OK"),
    ("0XX-X", 3, "ALARM ALARM ALARM ALARM"), ("--X--", 3, "ALARM keep ALARM OK"),
    ("0-X-X", 2, "ALARM ALARM ALARM ALARM"), ("00X0X", 2, "ALARM ALARM ALARM ALARM"), ("0-X--", 2, "OK OK ALARM OK"),
    ("----0", 2, "OK OK ALARM OK"), ("---X-", 2, "ALARM keep ALARM OK"),
    ("----X", 3, "keep keep ALARM OK"), ("---X-", 3, "keep keep ALARM OK"),
  ]

  @Test(arguments: missingData) func alarms(_ points: String, needed: Int, expected: String) {
    let datapoints = points.map { point -> AlarmState.Datapoint in
      point == "X" ? .breaching : point == "0" ? .fine : .missing
    }
    for current in [AlarmState.ok, .alarm] {
      let states = AlarmState.MissingData.allCases.map { missing in
        AlarmState.after(datapoints, periods: 3, needed: needed, missing: missing, current: current).rawValue
      }
      #expect(states.joined(separator: " ") == expected.replacing("keep", with: current.rawValue))
    }
  }

  // MARK: From a graph

  @Test func stepsOfTheExample() throws {
    let graph = try #require(ExampleSpec(name: "ecs-autoscaling").check().graphs.last)
    let model = try #require(ScalingModel.all(in: graph).first)
    #expect(model.path.description == "services.encryptor" && model.bounds == 1...30 && model.policies.count == 2)
    let cpu = ScalingMetric(namespace: "AWS/ECS", name: "CPUUtilization")
    #expect(model.metrics == [cpu] && model.swing(of: cpu) == nil)
    for policy in model.policies {
      guard case .steps(let calls) = policy.form, let alarm = calls.first?.alarm else {
        Issue.record("steps are expected")
        continue
      }
      #expect(calls.count == 1 && alarm.metric == cpu && alarm.missingData == .missing)
      #expect(alarm.period == 60 && alarm.evaluationPeriods == 3 && alarm.datapointsToAlarm == 3 && alarm.delay == 180)
      #expect(policy.pace == .cooldown(out: 300, in: 300))
    }
    let counts = [9, 10, 11, 30, 59, 60, 100].map { model.capacity(current: 4, at: Decimal($0)) }
    #expect(counts == [1, 1, 4, 4, 4, 5, 5])
    #expect(model.decision(current: 4, at: [:]).count == 4, "nothing is known of a metric without a value")
    let decision = model.decision(current: 4, at: [cpu: Decimal(60)])
    #expect(decision.count == 5 && decision.policies.map(\.description) == ["scalingPolicies.cpu"])
  }

  /// Policies act on their own metrics, each at its own pace.
  @Test func policiesOfSeveralMetrics() throws {
    let cpu = ScalingMetric(namespace: "AWS/ECS", name: "CPUUtilization")
    let memory = ScalingMetric(namespace: "AWS/ECS", name: "MemoryUtilization")
    let pace = ScalingPace.cooldown(out: 60, in: 300)
    let policies = [cpu, memory].map { metric in
      ScalingModel.Policy(
        path: Path("scalingPolicies", metric.name), form: .tracking(TrackingPolicy(target: Decimal(50)), metric),
        pace: pace, span: .none)
    }
    let model = ScalingModel(path: Path("services", "web"), bounds: 1...20, policies: policies)
    #expect(model.decision(current: 4, at: [cpu: Decimal(100), memory: Decimal(10)]).count == 8)
    #expect(model.decision(current: 4, at: [cpu: Decimal(10), memory: Decimal(50)]).count == 4, "both must agree")
    #expect(model.decision(current: 4, at: [cpu: Decimal(10), memory: Decimal(20)]).count == 2)
    #expect(model.decision(current: 4, at: [cpu: Decimal(10)]).count == 4, "a metric without a value keeps the count")
    let decision = model.decision(current: 4, at: [cpu: Decimal(60), memory: Decimal(100)])
    #expect(decision.policies == [Path("scalingPolicies", "MemoryUtilization")])
  }

  /// What a load of so many percent of few tasks comes to after a step, and whether it stays there.
  @Test(
    arguments: [
      // 50 % of 2 is 12.5 % of 8; a `below` just at it, or under it, is rest.
      ([(50, 8)], [(45, 2)], 2...10, "2 8 50 12.5"), ([(50, 8)], [(13, 2)], 2...10, "2 8 50 12.5"),
      ([(50, 8)], [(12, 2)], 2...10, nil), ([(60, 3)], [(20, 1)], 1...4, nil),
      // The steps that the example had, and what the bounds make of a step.
      ([(30, 3), (60, 5)], [(20, 1)], 1...30, "1 3 30 10"), ([(60, 12)], [(20, 1)], 2...4, nil),
      // Falls from step to step without a rise.
      ([(90, 9)], [(5, 2), (2, 1)], 1...9, nil),
    ] as [([(Int, Int)], [(Int, Int)], ClosedRange<Int>, String?)])
  func swings(_ ups: [(Int, Int)], _ downs: [(Int, Int)], _ bounds: ClosedRange<Int>, expected: String?) {
    let out = StepPolicy(
      .exact, .scaleOut, threshold: Decimal(ups[0].0),
      steps: ups.indices.map { index in
        StepPolicy.Step(
          lower: Decimal(ups[index].0 - ups[0].0),
          upper: index + 1 < ups.count ? Decimal(ups[index + 1].0 - ups[0].0) : nil, adjustment: ups[index].1)
      })
    let inward = StepPolicy(
      .exact, .scaleIn, threshold: Decimal(downs[0].0),
      steps: downs.indices.map { index in
        StepPolicy.Step(
          lower: index + 1 < downs.count ? Decimal(downs[index + 1].0 - downs[0].0) : nil,
          upper: Decimal(downs[index].0 - downs[0].0), adjustment: downs[index].1)
      })
    let swing = Swing.first(of: [out, inward], in: bounds)
    #expect(swing.map { "\($0.few) \($0.many) \($0.high) \($0.low)" } == expected)
  }

  @Test func trackingOfTheExample() throws {
    let graph = try #require(ExampleSpec(name: "ec2-autoscaling").check().graphs.first)
    let model = try #require(ScalingModel.all(in: graph).first)
    #expect(model.path.description == "autoScalingGroups.web" && model.bounds == 1...4)
    #expect([10, 34, 36, 50, 51, 100].map { model.capacity(current: 2, at: Decimal($0)) } == [1, 2, 2, 2, 3, 4])
  }
}
