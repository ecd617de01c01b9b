import LintelAWS
import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

/// A topic that is told when instances start and end.
struct Notification: Described {
  static let summary = "A topic of SNS that is told of instances as they start and end, and when that fails."
  static let noun = "notification"

  let topic: Located<Text>
  let types: Located<[Located<String>]>

  init(_ fields: inout FieldReader) {
    topic = fields.required("topic", .standardTopic, "The ARN of the topic.")
    types = fields.required(
      "types", .set(of: .oneOf(Notification.types), count: 1...5), "What it is told of.")
  }

  static let types = [
    "autoscaling:EC2_INSTANCE_LAUNCH", "autoscaling:EC2_INSTANCE_LAUNCH_ERROR", "autoscaling:EC2_INSTANCE_TERMINATE",
    "autoscaling:EC2_INSTANCE_TERMINATE_ERROR", "autoscaling:TEST_NOTIFICATION",
  ]

  func configuration(at span: Span, in lowering: Lowering) -> Value {
    .map(
      [
        "TopicARN": lowering.portable(topic),
        "NotificationTypes": .set(types.value.map(Value.string), at: types.span),
      ], at: span)
  }
}

extension FieldType where Value == Text {
  /// The ARN of a topic of SNS.
  fileprivate static var standardTopic: FieldType<Text> {
    arn.converted(placeholder: Text("")) { text, span, context in
      guard let literal = text.literal else { return text }
      let parts = literal.split(separator: ":", omittingEmptySubsequences: false)
      if parts.count == 6, parts[2] == "sns" { return text }
      context.findings.report(
        .invalidValue, at: span, "'\(ReadingContext.shortened(literal))' is not the ARN of a topic",
        label: "Auto Scaling tells topics of SNS",
        help: ["such as `arn:aws:sns:us-east-1:123456789012:instances`"])
      return nil
    }
  }
}
