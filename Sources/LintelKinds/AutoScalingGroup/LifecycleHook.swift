import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

/// A pause in an instance's life, until something says that it may go on.
struct LifecycleHook: Described {
  static let summary =
    "A pause of each instance that starts or ends, until something says that it may go on, or the time is up."
  static let noun = "lifecycle hook"

  let transition: Located<String>
  let heartbeatTimeout: Located<Int>?
  let defaultResult: Located<DefaultResult>?
  let notificationTarget: Located<Text>?
  let role: Located<EntryReference>?
  let notificationMetadata: Located<Text>?

  init(_ fields: inout FieldReader) {
    transition = fields.required(
      "transition", .oneOf(LifecycleHook.transitions), "When an instance pauses: as it starts, or as it ends.")
    heartbeatTimeout = fields.optional(
      "heartbeatTimeout", .integer(30...7200, in: .seconds), "After how many seconds the pause is over by itself.",
      absence: "3600")
    defaultResult = fields.optional(
      "defaultResult", .choice,
      "What becomes of the instance then. An instance that starts is terminated with `ABANDON`; one that ends ends with both.",
      absence: "`ABANDON`")
    notificationTarget = fields.optional(
      "notificationTarget", .notificationTarget, "The ARN of the SNS topic or SQS queue that is told of each pause.",
      absence: "EventBridge alone is told")
    role = fields.optional(
      "role", .reference(to: Role.section), "The role by which Auto Scaling tells it.",
      absence: "one is derived that may do just this")
    notificationMetadata = fields.optional(
      "notificationMetadata", .notificationMetadata, "A text that it is told besides.", absence: "none")
  }

  enum DefaultResult: String, CaseIterable, Sendable {
    case abandon = "ABANDON"
    case goOn = "CONTINUE"
  }

  static let transitions = ["autoscaling:EC2_INSTANCE_LAUNCHING", "autoscaling:EC2_INSTANCE_TERMINATING"]

  /// The part of a group that its hooks have as their role where they name none.
  static let rolePart = "lifecycleHookRole"

  /// The hook as a group has it; AWS's defaults are written out, as a call that leaves one out keeps what was there.
  func specification(_ name: Located<String>, of group: Path, in lowering: Lowering) -> Value {
    .map(
      [
        "LifecycleHookName": .string(name), "LifecycleTransition": .string(transition),
        "HeartbeatTimeout": heartbeatTimeout.map { .integer($0) } ?? 3600,
        "DefaultResult": defaultResult.map { .string($0.map(\.rawValue)) }
          ?? Value(.string(DefaultResult.abandon.rawValue)),
        "NotificationTargetARN": notificationTarget.map { lowering.portable($0) },
        "RoleARN": role.map { lowering.reference($0, .arn) }
          ?? notificationTarget.map { .reference(group.appending(Self.rolePart), .arn, at: $0.span) },
        "NotificationMetadata": notificationMetadata.map { lowering.value(of: $0) },
      ], at: name.span)
  }

  /// What the derived role may do, so that the target is told.
  fileprivate func statement(in lowering: Lowering) -> Value? {
    guard let notificationTarget, role == nil else { return nil }
    return Policy.allow(
      LifecycleHookAccess.actions(onTargetOf: LifecycleHook.service(of: notificationTarget.value)),
      on: [lowering.portable(notificationTarget)])
  }

  /// The service in the ARN of a target; nil where that is known only when deploying.
  private static func service(of target: Text) -> String? {
    guard case .literal(let beginning)? = target.parts.first else { return nil }
    return beginning.split(separator: ":", omittingEmptySubsequences: false).dropFirst(2).first.map(String.init)
  }
}

extension AutoScalingGroup {
  /// The role by which Auto Scaling tells the targets of hooks that name none.
  func hookRole(of entry: Entry<AutoScalingGroup>, in lowering: Lowering) -> Resource? {
    let statements = (lifecycleHooks?.value ?? []).compactMap { $0.value.value.statement(in: lowering) }
    guard !statements.isEmpty else { return nil }
    let name = lowering.derivedName(
      "\(entry.id)-hooks", section: Role.section, limit: NameRule.role.length.upperBound)
    return lowering.derived(
      LifecycleHook.rolePart, Role.type, from: entry, at: lifecycleHooks?.span,
      members([
        "RoleName": Value(.string(name)),
        "AssumeRolePolicyDocument": Policy.trust(of: Value(.string(LifecycleHookAccess.principal))),
        "Policies": .set([
          .map(["PolicyName": "lifecycle-hooks", "PolicyDocument": Policy.document(statements)])
        ]),
      ]))
  }
}

extension FieldType where Value == Text {
  /// The ARN of a topic of SNS or a queue of SQS: Auto Scaling tells nothing else.
  fileprivate static var notificationTarget: FieldType<Text> {
    arn.converted(placeholder: Text("")) { text, span, context in
      guard let literal = text.literal else { return text }
      let parts = literal.split(separator: ":", omittingEmptySubsequences: false)
      if parts.count == 6, ["sns", "sqs"].contains(parts[2]) { return text }
      context.findings.report(
        .invalidValue, at: span, "'\(ReadingContext.shortened(literal))' is not the ARN of a topic or a queue",
        label: "Auto Scaling tells topics of SNS and queues of SQS",
        help: ["such as `arn:aws:sns:us-east-1:123456789012:instances`"])
      return nil
    }
  }

  /// What Auto Scaling passes on with each pause.
  fileprivate static var notificationMetadata: FieldType<Text> {
    deployTimeText(1...4000).converted(placeholder: Text("")) { text, span, context in
      let isPlain = text.parts.allSatisfy { part in
        guard case .literal(let literal) = part else { return true }
        return literal.utf8.allSatisfy { (0x20...0x7E).contains($0) || [0x09, 0x0A, 0x0D].contains($0) }
      }
      if isPlain { return text }
      context.findings.report(
        .invalidValue, at: span, "the text has characters beyond ASCII", label: "Auto Scaling takes printable ASCII",
        help: ["JSON has other characters as `\\u00e9`"])
      return nil
    }
  }
}
