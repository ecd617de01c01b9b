import LintelAWS
import LintelGraph
package import LintelSchema
import LintelSource
import LintelSpec

/// How ECS tells whether a container is well.
package struct ContainerHealthCheck: Described {
  package static let summary = "A command that ECS runs in a container to tell whether it is well."

  let command: Located<[Located<Text>]>
  private(set) var times = MemberFields(of: .taskDefinition, "ContainerDefinitions", "HealthCheck")

  package init(_ fields: inout FieldReader) {
    command = fields.required(
      "command", .healthCheckCommand,
      "The command: text for the container's shell, or a list that begins with `CMD` or `CMD-SHELL`. It ends with 0 where "
        + "all is well.")
    times.read(&fields, "interval", in: .seconds, "Interval", "Seconds between two checks.")
    times.read(&fields, "timeout", in: .seconds, "Timeout", "Seconds that a check may take.")
    times.read(&fields, "retries", "Retries", "Failures in a row that make the container unhealthy.")
    times.read(
      &fields, "startPeriod", in: .seconds, "StartPeriod", "Seconds after its start in which failures do not count.")
  }

  func value(at span: Span, in lowering: Lowering) -> Value {
    let words = command.value.map { lowering.value(of: $0) }
    return Value(.map([Member("Command", .list(words, at: command.span))] + times.members), at: span)
  }
}

extension FieldType where Value == [Located<Text>] {
  /// What Docker takes as a health check: a list that says first who runs it, or text for the shell.
  static var healthCheckCommand: FieldType<[Located<Text>]> {
    let word = FieldType<Text>.deployTimeText(1...4096)
    let list = FieldType<[Located<Text>]>.list(of: word, count: 2...100)
    return FieldType(shape: .anyOf([word.shape(), list.shape()]), placeholder: []) { cursor, context in
      guard context.isList(cursor) else {
        return word.read(cursor, context).map {
          [Located(Text("CMD-SHELL"), at: .none), Located($0, at: cursor.span(in: context.tree))]
        }
      }
      guard let words = list.read(cursor, context) else { return nil }
      guard let first = words[0].value.literal, !["CMD", "CMD-SHELL"].contains(first) else { return words }
      context.findings.report(
        .invalidValue, at: words[0].span, "a health check begins with CMD or CMD-SHELL, not with '\(first)'",
        label: "AWS wants to know who runs it",
        help: ["put `CMD` before it, or `CMD-SHELL` before the whole as one text"])
      return nil
    }
  }
}
