import LintelGraph
import LintelSchema
import LintelSource

/// By what ECS chooses among the instances that have room for a task.
struct PlacementStrategy: Described {
  static let summary = "By what ECS chooses among the instances that have room for a task."
  static let noun = "strategy"

  let type: Located<Choice>
  let field: Located<String>?

  init(_ fields: inout FieldReader) {
    type = fields.required(
      "type", .choice,
      "Whether tasks are spread evenly over all values of `field`, go where least of it is left (`binpack`), or anywhere "
        + "(`random`).")
    field = fields.optional(
      "field", .placementField,
      "Of `spread`, `instanceId` or an attribute of instances, such as `attribute:ecs.availability-zone`; of `binpack`, "
        + "`cpu` or `memory`.", absence: "`random` has none")
  }

  enum Choice: String, CaseIterable, Sendable { case spread, binpack, random }

  /// As ECS answers with it.
  private static func answered(_ field: String) -> String { field == "host" ? "instanceId" : field }

  func value(at span: Span) -> Value {
    .map(["Type": .string(type.map(\.rawValue)), "Field": field.map { .string($0.map(Self.answered)) }], at: span)
  }
}

/// What an instance has to be so that a task is placed there.
struct PlacementConstraint: Described {
  static let summary = "What an instance has to be so that a task is placed there."
  static let noun = "constraint"

  let type: Located<Choice>
  let expression: Located<String>?

  init(_ fields: inout FieldReader) {
    type = fields.required(
      "type", .choice,
      "Whether each task of the service needs an instance of its own (`distinctInstance`), or instances are those that "
        + "`expression` finds (`memberOf`).")
    expression = fields.optional(
      "expression", .string(1...2000),
      "Of `memberOf`, which instances, in ECS's query language, such as `attribute:ecs.instance-type =~ t3.*`.",
      absence: "`distinctInstance` has none")
  }

  enum Choice: String, CaseIterable, Sendable { case distinctInstance, memberOf }

  static func value(_ constraints: Located<[Located<PlacementConstraint>]>) -> Value {
    .set(
      constraints.value.map { one in
        .map(
          [
            "Type": .string(one.value.type.map(\.rawValue)), "Expression": one.value.expression.map { .string($0) },
          ], at: one.span)
      }, at: constraints.span)
  }
}

extension FieldType where Value == String {
  /// What a placement strategy goes by; ECS takes `host` for `instanceId`, and answers with the latter.
  static var placementField: FieldType<String> {
    .text(
      "what a placement strategy goes by",
      pattern: #"^(instanceId|host|cpu|memory|attribute:[A-Za-z0-9_./\\-]{1,128})$"#
    ) { text in
      let words = ["instanceId", "host", "cpu", "memory"]
      if words.contains(text) { return nil }
      if let meant = words.first(where: { $0.lowercased() == text.lowercased() }) { return "it is written `\(meant)`" }
      let known = "it is `instanceId`, `cpu`, `memory` or an attribute, such as `attribute:ecs.availability-zone`"
      guard text.hasPrefix("attribute:") else { return known }
      let name = text.utf8.dropFirst("attribute:".utf8.count)
      let isName = name.allSatisfy { $0.isAlphanumeric || "_./\\-".utf8.contains($0) }
      return isName && (1...128).contains(name.count)
        ? nil : "an attribute's name has 1 to 128 letters, digits and any of `_ . / \\ -`"
    }
  }
}
