import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// One statement of a policy: who wears the role may do these things, or may not.
package struct Statement: Described {
  package static let summary = "What a policy allows, or denies."

  let effect: Located<Effect>
  let actions: Located<[Located<String>]>
  let resources: Located<[Located<Text>]>
  let conditions: Located<[ConditionOperator]>?

  /// An operator, and what it compares.
  typealias ConditionOperator = MapEntry<[MapEntry<[Located<Text>]>]>

  package init(_ fields: inout FieldReader) {
    effect = fields.optional("effect", .choice, default: .allow, "Whether it allows or denies. What denies wins.")
    actions = fields.required(
      "actions", .oneOrMore(of: .action, isSet: true), "AWS's actions, such as `s3:GetObject` or `dynamodb:*`.")
    resources = fields.required(
      "resources", .oneOrMore(of: .resource),
      "ARNs of what it is about, `*` for anything: `arn:aws:s3:::bucket/*`, `${repositories.web.arn}`.")
    conditions = fields.optional(
      "conditions", .conditions, "When it holds: AWS's operators, each with keys and their values.")
  }

  package enum Effect: String, CaseIterable, Sendable {
    case allow = "Allow"
    case deny = "Deny"
  }

  func lowered(at span: Span, in lowering: Lowering) -> Value {
    .map(
      [
        "Effect": Value(.string(effect.value.rawValue), at: effect.span),
        "Action": .set(actions.value.map { .string($0) }, at: actions.span),
        "Resource": .set(resources.value.map { lowering.portable($0) }, at: resources.span),
        "Condition": conditions.map { Statement.lowered($0, in: lowering) },
      ], at: span)
  }

  static func lowered(_ conditions: Located<[ConditionOperator]>, in lowering: Lowering) -> Value {
    let operators = conditions.value.map { comparison in
      let keys = comparison.value.value.map { key in
        let values = key.value.value.map { lowering.portable($0) }
        return Member(key.key.value, values.count == 1 ? values[0] : .set(values, at: key.value.span))
      }
      return Member(comparison.key.value, Value(.map(keys), at: comparison.key.span))
    }
    return Value(.map(operators), at: conditions.span)
  }
}

extension Lowering {
  /// Text in which an ARN of the region's own partition names it by what it is when deploying.
  func portable(_ text: Located<Text>) -> Value {
    let value = value(of: text)
    var parts = if case .text(let parts) = value.content { parts } else { [value] }
    let beginning = "arn:\(Regions.partition(of: graph.region)):"
    guard let first = parts.first?.literal, first.hasPrefix(beginning) else { return value }
    parts[0] = Value(.string(":" + first.dropFirst(beginning.count)), at: text.span)
    return .text(["arn:", .partition] + parts, at: text.span)
  }
}

extension FieldType where Value == String {
  /// An action of AWS, with wildcards.
  static var action: FieldType<String> {
    .text("an action", pattern: #"^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$"#) { text in
      if text == "*" { return nil }
      let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      let isAction =
        parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
        && text.utf8.allSatisfy { $0.isAlphanumeric || "-:*?".utf8.contains($0) }
      return isAction ? nil : "AWS writes service and action, such as `s3:GetObject`"
    }
  }
}

extension FieldType where Value == Text {
  /// An ARN, as far as it is known when compiling.
  ///
  /// IAM refuses a whole policy for a resource that is none.
  static var arn: FieldType<Text> {
    arn("an ARN") { $0.hasPrefix("arn:") }
  }

  /// What a statement is about: an ARN, or `*`.
  fileprivate static var resource: FieldType<Text> {
    arn("an ARN or '*'") { $0.hasPrefix("arn:") || $0 == "*" }
  }

  private static func arn(_ expected: String, _ isOne: @escaping (String) -> Bool) -> FieldType<Text> {
    deployTimeText(1...2048).converted(placeholder: Text("")) { text, span, context in
      guard case .literal(let beginning)? = text.parts.first, !isOne(text.literal ?? beginning) else { return text }
      context.findings.report(
        .invalidValue, at: span, "'\(ReadingContext.shortened(beginning))' is not \(expected)",
        label: "AWS answers that it must be in ARN format",
        help: ["write it whole, from `arn:` on"])
      return nil
    }
  }
}

extension FieldType where Value == [Statement.ConditionOperator] {
  /// Conditions as a policy has them: `{ StringEquals: { aws:RequestedRegion: us-east-1 } }`.
  static var conditions: FieldType<[Statement.ConditionOperator]> {
    .map(
      "condition", keys: .conditionOperator,
      of: .map("comparison", keys: .conditionKey, of: .oneOrMore(of: .deployTimeText(0...2048)), count: 1...100),
      count: 1...100)
  }
}

extension KeyRule {
  /// What compares: `StringEquals`, `ForAnyValue:ArnLikeIfExists`.
  fileprivate static var conditionOperator: KeyRule {
    KeyRule("operator", pattern: ConditionOperators.pattern) { key in
      if ConditionOperators.isKnown(key) { return nil }
      let near = Suggestion.nearest(to: key, among: ConditionOperators.names)
      return near.map { "did you mean `\($0)`?" }
        ?? "AWS has `StringEquals`, `StringLike`, `ArnLike`, `Bool` and others"
    }
  }

  /// What is compared: `aws:SourceArn`.
  fileprivate static var conditionKey: KeyRule {
    KeyRule("key", pattern: "^[^:]+:.+$") { key in
      let colon = key.utf8.firstIndex(of: UInt8(ascii: ":"))
      return colon.map { $0 > key.startIndex && key.utf8.index(after: $0) < key.endIndex } ?? false
        ? nil : "AWS writes service and key, such as `aws:SourceArn`"
    }
  }
}
