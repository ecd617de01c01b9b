import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

extension Service {
  /// How new tasks take the place of old ones.
  package struct Deployment: Described {
    package static let summary = "How new tasks take the place of old ones."

    let strategy: Located<Strategy>?
    let minimumHealthyPercent: Located<Int>?
    let maximumPercent: Located<Int>?
    let circuitBreaker: Located<Bool>?
    let rollback: Located<Bool>
    let bakeTime: Located<Int>?
    let linear: Located<LinearShift>?
    let canary: Located<CanaryShift>?
    let lifecycleHooks: Located<[Located<DeploymentHook>]>?
    let alarms: Located<[Located<String>]>?

    package init(_ fields: inout FieldReader) {
      strategy = fields.optional(
        "strategy", .choice,
        "Whether new tasks replace old ones by and by, or stand beside them until ECS moves the requests: all at once (`BLUE_GREEN`), in equal steps (`LINEAR`), or a few first (`CANARY`).",
        absence: Absence.aws(.service, "DeploymentConfiguration", "Strategy"))
      minimumHealthyPercent = fields.optional(
        "minimumHealthyPercent", .integer(0...100),
        "The fewest tasks that are healthy meanwhile, in percent of the count.",
        absence: Absence.aws(.service, "DeploymentConfiguration", "MinimumHealthyPercent") + ", of a `DAEMON` 0")
      maximumPercent = fields.optional(
        "maximumPercent", .integer(100...10_000), "The most tasks that run meanwhile, in percent of the count.",
        absence: Absence.aws(.service, "DeploymentConfiguration", "MaximumPercent") + ", of a `DAEMON` 100")
      circuitBreaker = fields.optional(
        "circuitBreaker", .boolean, "Whether a deployment ends whose tasks fail again and again.",
        absence: "true with `ROLLING` and `BLUE_GREEN`, for which AWS documents it, else false")
      rollback = fields.optional(
        "rollback", .boolean, default: true, "Whether the service then goes back to what it ran before.")
      bakeTime = fields.optional(
        "bakeTimeInMinutes", .integer(0...1440),
        "How many minutes the old tasks stay, ready to take over, once all requests go to the new ones.",
        absence: "15; with `ROLLING` none")
      linear = fields.optional("linear", .object, "The steps of a `LINEAR` deployment.")
      canary = fields.optional("canary", .object, "The first step of a `CANARY` deployment.")
      lifecycleHooks = fields.optional(
        "lifecycleHooks", .list(of: .object, count: 0...20),
        "Functions that ECS asks whether a deployment may go on, and pauses until somebody says so.", absence: "none")
      alarms = fields.optional(
        "alarms", .set(of: .string(1...255), count: 0...100),
        "Alarms of CloudWatch by name: a deployment ends when one of them goes off. `[]` turns them off again.",
        absence: "none")
    }
  }

  package enum Strategy: String, CaseIterable, Sendable {
    case rolling = "ROLLING"
    case blueGreen = "BLUE_GREEN"
    case linear = "LINEAR"
    case canary = "CANARY"

    /// Whether the new tasks stand beside the old ones until ECS moves the requests.
    var movesRequests: Bool { self != .rolling }
  }

  var strategy: Strategy { deployment?.value.strategy?.value ?? .rolling }

  func configuration(of entry: Entry<Service>, in lowering: Lowering) -> Value {
    let settings = deployment?.value
    // AWS documents the breaker for these two; of the others it says nothing, or no.
    let standard = strategy == .rolling || strategy == .blueGreen
    let isOn = settings?.circuitBreaker ?? Located(standard, at: .none)
    let rollsBack = settings?.rollback ?? Located(true, at: .none)
    let hooks = settings?.lifecycleHooks
    // Beside a hook of another sort or time ECS may show what others have by default.
    let isFull = hooks?.value.contains { $0.value.isPause || $0.value.statesTimeout } ?? false
    return .map(
      [
        "DeploymentCircuitBreaker": .map(
          ["Enable": .boolean(isOn), "Rollback": .boolean(isOn.value ? rollsBack : isOn)], at: isOn.span),
        // AWS's defaults of daemons are others, and are written out.
        "MinimumHealthyPercent": settings?.minimumHealthyPercent.map { .integer($0) } ?? (isDaemon ? 0 : nil),
        "MaximumPercent": settings?.maximumPercent.map { .integer($0) } ?? (isDaemon ? 100 : nil),
        "Strategy": settings?.strategy.map { .string($0.map(\.rawValue)) },
        // A call that leaves one out keeps what was there, so AWS's defaults are written out.
        "BakeTimeInMinutes": settings?.bakeTime.map { .integer($0) } ?? (strategy.movesRequests ? 15 : nil),
        "Alarms": settings?.alarms.map { alarms in
          let isWatching = Located(!alarms.value.isEmpty, at: alarms.span)
          return .map(
            [
              "AlarmNames": .set(alarms.value.map(Value.string), at: alarms.span), "Enable": .boolean(isWatching),
              "Rollback": .boolean(isWatching.value ? rollsBack : isWatching),
            ], at: alarms.span)
        },
        "LinearConfiguration": strategy == .linear ? LinearShift.value(settings?.linear) : nil,
        "CanaryConfiguration": strategy == .canary ? CanaryShift.value(settings?.canary) : nil,
        "LifecycleHooks": hooks == nil && !strategy.movesRequests
          ? nil
          : .set(
            (hooks?.value ?? []).map {
              $0.value.value(at: $0.span, of: Self.path(entry.id), isFull: isFull, in: lowering)
            }, at: hooks?.span ?? .none),
      ], at: deployment?.span ?? .none)
  }
}

/// Requests that move in equal steps.
package struct LinearShift: Described {
  package static let summary = "The steps in which requests move, all of the same size."

  let stepPercent: Located<Decimal>?
  let stepBakeTime: Located<Int>?
  /// What AWS takes where nothing is said.
  private static let (usualPercent, usualBakeTime) = (10, 6)

  package init(_ fields: inout FieldReader) {
    stepPercent = fields.optional(
      "stepPercent", .percentOfRequests(from: 3), "How many percent of the requests each step moves.",
      absence: "\(Self.usualPercent)")
    stepBakeTime = fields.optional(
      "stepBakeTimeInMinutes", .integer(0...1440), "How many minutes pass from one step to the next.",
      absence: "\(Self.usualBakeTime)")
  }

  fileprivate static func value(_ shift: Located<LinearShift>?) -> Value {
    .map(
      [
        "StepPercent": shift?.value.stepPercent.map { Value(.number($0.value), at: $0.span) }
          ?? Value(.integer(usualPercent)),
        "StepBakeTimeInMinutes": shift?.value.stepBakeTime.map { .integer($0) } ?? Value(.integer(usualBakeTime)),
      ], at: shift?.span ?? .none)
  }
}

/// Requests of which a few move first.
package struct CanaryShift: Described {
  package static let summary = "The requests that move first."

  let percent: Located<Decimal>?
  let bakeTime: Located<Int>?
  /// What AWS takes where nothing is said.
  private static let (usualPercent, usualBakeTime) = (5, 10)

  package init(_ fields: inout FieldReader) {
    percent = fields.optional(
      "percent", .percentOfRequests(from: 0), "How many percent of the requests move first.",
      absence: "\(Self.usualPercent)")
    bakeTime = fields.optional(
      "bakeTimeInMinutes", .integer(0...1440), "How many minutes pass until the others follow.",
      absence: "\(Self.usualBakeTime)")
  }

  fileprivate static func value(_ shift: Located<CanaryShift>?) -> Value {
    .map(
      [
        "CanaryPercent": shift?.value.percent.map { Value(.number($0.value), at: $0.span) }
          ?? Value(.integer(usualPercent)),
        "CanaryBakeTimeInMinutes": shift?.value.bakeTime.map { .integer($0) } ?? Value(.integer(usualBakeTime)),
      ], at: shift?.span ?? .none)
  }
}

/// What a deployment waits for at some of its stages: a function that ECS calls, or somebody.
package struct DeploymentHook: Described {
  package static let summary =
    "What a deployment waits for at some of its stages: the answer of a function, or of somebody."
  package static let noun = "hook of a deployment"

  let targetType: Located<String>?
  let function: Located<Text>?
  let stages: Located<[Located<String>]>
  let role: Located<EntryReference>?
  let timeout: Located<Int>?
  let timeoutAction: Located<String>?

  package init(_ fields: inout FieldReader) {
    targetType = fields.optional(
      "targetType", .oneOf([Self.usualType, Self.pause]),
      "Whether a function is asked, or the deployment pauses until somebody calls ECS's `ContinueServiceDeployment`: "
        + "deploy.sh waits for that, and prints the command.",
      absence: Self.usualType)
    function = fields.optional("function", .arn, "The ARN of the Lambda function; a pause has none.")
    stages = fields.required("lifecycleStages", .set(of: .oneOf(Self.stages), count: 1...8), "When it is asked.")
    role = fields.optional(
      "role", .reference(to: Role.section), "The role by which ECS calls it.",
      absence: "one is derived that may do just this")
    timeout = fields.optional(
      "timeoutInMinutes", .integer(1...20_160), "How many minutes ECS waits for the answer.",
      absence: "\(Self.usualTimeout)")
    timeoutAction = fields.optional(
      "timeoutAction", .oneOf([Self.usualAction, "CONTINUE"]), "What it does without one.", absence: Self.usualAction)
  }

  static let pause = "PAUSE"
  private static let usualType = usual("TargetType")
  private static let usualAction = usual("TimeoutConfiguration", "Action")
  private static let usualTimeout = ResourceType.service.integerDefault(
    of: "DeploymentConfiguration", "LifecycleHooks", "TimeoutConfiguration", "TimeoutInMinutes")

  /// What AWS takes where nothing is said.
  private static func usual(_ path: String...) -> String {
    ResourceType.service.requiredDefault(of: ["DeploymentConfiguration", "LifecycleHooks"] + path)
  }

  /// The stages at which only functions are asked: ECS moves requests meanwhile.
  static let moves = ["TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT"]

  var isPause: Bool { targetType?.value == Self.pause }
  var statesTimeout: Bool { timeout != nil || timeoutAction != nil }

  static let stages = [
    "RECONCILE_SERVICE", "PRE_SCALE_UP", "POST_SCALE_UP", "TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT",
    "PRE_PRODUCTION_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT",
  ]

  /// The part of a service that its hooks have as their role where they name none.
  static let rolePart = "lifecycleHookRole"

  func value(at span: Span, of service: Path, isFull: Bool, in lowering: Lowering) -> Value {
    let function = isPause ? nil : function
    return .map(
      [
        "TargetType": isFull || targetType != nil
          ? targetType.map { .string($0) } ?? Value(.string(Self.usualType)) : nil,
        "HookTargetArn": function.map { lowering.portable($0) },
        "RoleArn": function.map { function in
          role.map { lowering.reference($0, .arn) }
            ?? .reference(service.appending(Self.rolePart), .arn, at: function.span)
        },
        "LifecycleStages": .set(stages.value.map(Value.string), at: stages.span),
        "TimeoutConfiguration": isFull
          ? .map(
            [
              "TimeoutInMinutes": timeout.map { .integer($0) } ?? Value(.integer(Self.usualTimeout)),
              "Action": timeoutAction.map { .string($0) } ?? Value(.string(Self.usualAction)),
            ], at: timeout?.span ?? timeoutAction?.span ?? span) : nil,
      ], at: span)
  }
}

extension FieldType where Value == Decimal {
  /// A share of the requests, in tenths of a percent.
  fileprivate static func percentOfRequests(from least: Int) -> FieldType<Decimal> {
    number.converted(placeholder: Decimal(10)) { number, span, context in
      let isInRange = number >= Decimal(least) && number > Decimal(0) && number <= Decimal(100)
      if isInRange, number.cut(to: 1) == number { return number }
      context.findings.report(
        .invalidValue, at: span, "\(number) percent is \(isInRange ? "too exact" : "out of range")",
        label: "AWS takes \(least == 0 ? "0.1" : "\(least)") to 100, in tenths")
      return nil
    }
  }
}
