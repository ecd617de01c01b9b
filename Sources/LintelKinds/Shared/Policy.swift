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

  /// Lets each of several assume a role.
  static func trust(of principals: Located<[Located<Principal>]>, conditions: Value?) -> Value {
    var members: [Member] = []
    for kind in Principal.Kind.allCases {
      let names = principals.value.filter { $0.value.kind == kind }.map { name in name.value.value(at: name.span) }
      if names.isEmpty { continue }
      members.append(Member(kind.rawValue, names.count == 1 ? names[0] : .set(names, at: principals.span)))
    }
    return document([
      .map([
        "Effect": "Allow", "Principal": Value(.map(members), at: principals.span), "Action": "sts:AssumeRole",
        "Condition": conditions,
      ])
    ]).at(principals.span)
  }

  /// A policy that a role has by itself.
  static func named(_ name: Located<String>, _ statements: [Value]) -> Value {
    .map(["PolicyName": .string(name), "PolicyDocument": document(statements)], at: name.span)
  }

  static func allow(_ actions: [String], on resources: [Value]) -> Value {
    .map([
      "Effect": "Allow", "Action": .set(actions.map { Value(.string($0)) }), "Resource": .set(resources),
    ])
  }

  /// A policy of what is reached, and not of who reaches it: each of its statements is on everybody.
  static func onEverybody(_ statements: Located<[Located<Statement>]>, in lowering: Lowering) -> Value {
    document(
      statements.value.map { statement in
        let lowered = statement.value.lowered(at: statement.span, in: lowering)
        guard case .map(let members) = lowered.content else { return lowered }
        return Value(.map([Member("Principal", "*")] + members), at: statement.span)
      }
    ).at(statements.span)
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
