import LintelGraph
import LintelSource

/// IAM policy documents as values.
enum Policy {
  /// Lets a service assume a role.
  static func trust(of service: Value) -> Value {
    document([
      .map([
        "Effect": "Allow", "Principal": .map(["Service": service], at: service.span), "Action": "sts:AssumeRole",
      ])
    ]).at(service.span)
  }

  static func allow(_ actions: [String], on resources: [Value]) -> Value {
    .map([
      "Effect": "Allow", "Action": .set(actions.map { Value(.string($0)) }), "Resource": .set(resources),
    ])
  }

  static func document(_ statements: [Value]) -> Value {
    .map(["Version": "2012-10-17", "Statement": .list(statements)])
  }

  /// The ARN of a managed policy, from it or from the path below `policy/` of AWS's own.
  static func managed(_ policy: Located<String>) -> Value {
    if policy.value.hasPrefix("arn:") { return .string(policy) }
    return .text(
      ["arn:", .partition, Value(.string(":iam::aws:policy/\(policy.value)"), at: policy.span)], at: policy.span)
  }
}

extension Value {
  /// The value with another place.
  func at(_ span: Span) -> Value {
    var value = self
    value.span = span
    return value
  }
}
