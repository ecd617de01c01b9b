import LintelAWS
package import LintelGraph
package import LintelSchema
package import LintelSource

/// A log group with a name of its own, which several tasks may share.
///
/// It holds data, and so outlives the system.
package struct LogGroup: Kind {
  package static let section = "logGroups"
  package static let summary =
    "A log group with a name of its own, which several tasks may share. It is kept when the system is removed."
  package static let type = "AWS::Logs::LogGroup"
  package static let existing = ExistingForm.nameOrARN(service: "logs")
  package static let attributes = ["name", "arn"]
  package static let nameRule = NameRule.logGroup
  package static let nameUse = NameUse.property("LogGroupName")
  package static let isRetained = true

  package let name: Located<String>?
  let retentionDays: Located<Int>?
  let removedRetention: Span?

  package init(_ fields: inout FieldReader) {
    name = fields.optional("name", .name(Self.nameRule), "The log group's name: `/shop/web`.", absence: Absence.name)
    retentionDays = fields.optional(
      "retentionDays", .oneOf(LogRetention.days, in: .days), "How many days it keeps what is written to it.",
      absence: "for ever")
    removedRetention = fields.removal(of: "retentionDays")
  }

  package func properties(of entry: Entry<LogGroup>, in lowering: inout Lowering) -> [Member] {
    members(["RetentionInDays": retentionDays.map(Value.integer)])
  }

  package static let rules: [EntryRule<LogGroup>] = [EntryRule([.logsKeptForEver], by: checkRetention)]

  private func checkRetention(of entry: Entry<LogGroup>, _ lowered: Lowering) {
    guard retentionDays == nil else { return }
    lowered.findings.report(
      .logsKeptForEver, at: removedRetention ?? entry.span, "the events of log group '\(entry.id)' are kept for ever",
      label: "it does not say how long", help: ["give it `retentionDays: 30`"])
  }
}
