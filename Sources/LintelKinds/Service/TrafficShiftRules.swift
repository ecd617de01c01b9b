import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

// By what ECS moves requests: a second group, and rules of listeners.
extension Service {
  func checkShifts(of entry: Entry<Service>, _ lowered: Lowering) {
    for target in loadBalancers {
      let shift = target.value.shift
      let rules = [shift.productionRule, shift.testRule].compactMap(\.self)
      for rule in rules { checkRule(rule, lowered) }
      var lacking: [String] = []
      let isMeant = strategy.movesRequests || shift.alternateTargetGroup != nil || !rules.isEmpty
      if isMeant, shift.alternateTargetGroup == nil { lacking.append("alternateTargetGroup") }
      if isMeant, shift.productionRule == nil { lacking.append("productionRule") }
      guard !lacking.isEmpty else { continue }
      let written = deployment?.value.strategy.map {
        [Label($0.span, "requests are to move from one group to another")]
      }
      lowered.findings.report(
        .missingKey, at: target.span, "this target lacks \(Suggestion.list(lacking, joinedBy: "and"))",
        label: "ECS moves requests between two target groups, by a rule of a listener",
        labels: strategy.movesRequests ? written ?? [] : [], help: [help(with: lacking, target, lowered)])
    }
  }

  private func help(with lacking: [String], _ target: Located<Target>, _ lowered: Lowering) -> String {
    let group = target.value.targetGroup.value.id
    let rule = RuleName.all(in: lowered.spec).first { found in
      found.rule.value.value.action.targetGroups.contains { $0.value.id == group }
    }
    let fields = lacking.map { field in
      field == "productionRule"
        ? "`productionRule: \(rule?.name ?? "…")`" + (rule == nil ? ", an entry in `rules` of a listener" : "")
        : "`alternateTargetGroup: …`, a group like '\(group)'"
    }
    return "add " + fields.joined(separator: " and ")
  }

  private func checkRule(_ written: Located<String>, _ lowered: Lowering) {
    // What did not read may hold it.
    if lowered.graph.unread.contains(where: { $0.section == LoadBalancer.section }) { return }
    let fitting = RuleName(written.value).rules(in: lowered.spec)
    if fitting.count == 1 { return }
    let all = RuleName.all(in: lowered.spec)
    let message =
      fitting.isEmpty
      ? "no listener has a rule '\(written.value)'" : "'\(written.value)' may be \(fitting.count) rules"
    let near = Suggestion.nearest(to: written.value, among: all.flatMap { $0.names })
    let help: String =
      if let first = fitting.first {
        "write `\(first.name)`, or another of \(Suggestion.list(fitting.map(\.name)))"
      } else if let near {
        "did you mean `\(near)`?"
      } else if all.isEmpty {
        "in a listener: `rules: { \(written.value.split(separator: ".").last ?? "web"): { priority: 10, path: /*, targetGroup: … } }`"
      } else {
        "the rules are \(Suggestion.list(all.map(\.name)))"
      }
    lowered.findings.report(
      .unknownReference, at: written.span, message,
      label: fitting.isEmpty ? "ECS moves requests by a rule" : "ECS moves the requests of one", help: [help])
  }
}
