import Lintel
import LintelAnalysis
import LintelGraph
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
    #expect(model.policies.map(\.alarms.count) == [1, 1])
    let counts = [10, 20, 25, 29, 30, 59, 60, 100].map { model.capacity(current: 4, at: Decimal($0)) }
    #expect(counts == [1, 1, 4, 4, 3, 3, 5, 5])
  }

  @Test func trackingOfTheExample() throws {
    let graph = try #require(ExampleSpec(name: "ec2-autoscaling").check().graphs.first)
    let model = try #require(ScalingModel.all(in: graph).first)
    #expect(model.path.description == "autoScalingGroups.web" && model.bounds == 1...4)
    #expect([10, 34, 36, 50, 51, 100].map { model.capacity(current: 2, at: Decimal($0)) } == [1, 2, 2, 2, 3, 4])
  }
}
