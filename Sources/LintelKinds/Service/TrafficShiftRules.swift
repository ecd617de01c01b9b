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
      checkPair(of: target, lowered)
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

  /// What two groups and a rule need so that requests can move between them.
  private func checkPair(of target: Located<Target>, _ lowered: Lowering) {
    let (first, shift) = (target.value.targetGroup, target.value.shift)
    guard let alternate = shift.alternateTargetGroup else { return }
    if alternate.value == first.value {
      return lowered.findings.report(
        .impossibleShift, at: alternate.span, "target group '\(first.value.id)' cannot take turns with itself",
        label: "the new tasks need a group of their own", labels: [Label(first.span, "the old tasks are in this one")],
        help: ["name another group with the same settings"])
    }
    checkLanguages(of: first, alternate, lowered)
    let production = shift.productionRule.flatMap { RuleName($0.value).rules(in: lowered.spec).only }
    let test = shift.testRule.flatMap { RuleName($0.value).rules(in: lowered.spec).only }
    if let written = shift.testRule, let test, test.path == production?.path {
      lowered.findings.report(
        .impossibleShift, at: written.span, "rule '\(written.value)' cannot serve the public and those who test",
        label: "ECS moves the requests of testers first", help: ["name another rule, or remove `testRule`"])
    }
    for (written, found) in [(shift.productionRule, production), (shift.testRule, test)] {
      guard let written, let found else { continue }
      check(found, written, first, alternate, lowered)
    }
    guard let written = shift.productionRule, let production,
      let owner = lowered.index.movedRules[production.path]?.owner, owner != target.span
    else { return }
    lowered.findings.report(
      .impossibleShift, at: written.span, "rule '\(written.value)' already moves with another service",
      label: "a rule has one pair of groups", notes: [Note("it is named here first", at: owner)],
      help: ["give the service a rule of its own"])
  }

  private func check(
    _ found: RuleName.Found, _ written: Located<String>, _ first: Located<EntryReference>,
    _ alternate: Located<EntryReference>, _ lowered: Lowering
  ) {
    let groups = found.rule.value.value.action.targetGroups
    let foreign = groups.first { $0.value != first.value && $0.value != alternate.value }
    guard groups.isEmpty || foreign != nil else { return }
    lowered.findings.report(
      .impossibleShift, at: written.span,
      foreign.map { "rule '\(written.value)' forwards to target group '\($0.value.id)'" }
        ?? "rule '\(written.value)' forwards nothing",
      label: "ECS moves requests between '\(first.value.id)' and '\(alternate.value.id)'",
      notes: [Note("the rule", at: foreign?.span ?? found.rule.key.span)],
      help: ["write `targetGroup: \(first.value.id)` in the rule"])
  }

  /// The same tasks answer in both groups, in turn.
  private func checkLanguages(
    of first: Located<EntryReference>, _ alternate: Located<EntryReference>, _ lowered: Lowering
  ) {
    let groups = lowered.spec.sections[TargetGroup.self]
    guard let old = groups[first.value.id], let new = groups[alternate.value.id], old.existing == nil,
      new.existing == nil
    else { return }
    func words(_ group: TargetGroup) -> String {
      group.protocol.value.rawValue + (group.protocolVersion.map { ", \($0.value.rawValue)" } ?? "")
    }
    let (wanted, said) = (old.model, new.model)
    let versions = [wanted, said].map { $0.protocolVersion?.value ?? .http1 }
    guard wanted.protocol.value != said.protocol.value || versions[0] != versions[1] else { return }
    lowered.findings.report(
      .impossibleShift, at: alternate.span,
      "target groups '\(old.id)' and '\(new.id)' speak different protocols: \(words(wanted)) and \(words(said))",
      label: "the same port answers in both, in turn", notes: [Note("the group", at: new.span)],
      help: ["give '\(new.id)' the protocol and the version of '\(old.id)'"])
  }

  /// Steps of a strategy that the service does not have.
  func checkSteps(of entry: Entry<Service>, _ lowered: Lowering) {
    guard let deployment = deployment?.value else { return }
    let steps: [(span: Span?, name: String, strategy: Strategy)] = [
      (deployment.linear?.span, "linear", .linear), (deployment.canary?.span, "canary", .canary),
    ]
    for step in steps {
      guard let span = step.span, strategy != step.strategy else { continue }
      lowered.findings.report(
        .ineffectiveField, at: span, "`\(step.name)` says nothing about this strategy",
        label: "deployments of the service are \(strategy.rawValue)",
        help: ["write `strategy: \(step.strategy.rawValue)`, or remove it"])
    }
  }

  /// A pause waits for somebody and not for a function, and not while requests move.
  func checkHooks(of entry: Entry<Service>, _ lowered: Lowering) {
    for hook in deployment?.value.lifecycleHooks?.value ?? [] {
      guard hook.value.isPause else {
        guard hook.value.function == nil else { continue }
        lowered.findings.report(
          .missingKey, at: hook.span, "this hook lacks 'function'", label: "whom shall ECS ask?",
          help: ["add `function: arn:aws:lambda:…`, or `targetType: PAUSE` to wait for somebody"])
        continue
      }
      for (name, span) in [("function", hook.value.function?.span), ("role", hook.value.role?.span)] {
        guard let span else { continue }
        lowered.findings.report(
          .ineffectiveField, at: span, "`\(name)` says nothing about a pause",
          label: "the deployment waits for somebody", help: ["remove it, or `targetType: PAUSE`"])
      }
      for stage in hook.value.stages.value where DeploymentHook.moves.contains(stage.value) {
        lowered.findings.report(
          .impossibleShift, at: stage.span, "no deployment pauses at \(stage.value)",
          label: "ECS moves requests there",
          help: ["write `PRE_PRODUCTION_TRAFFIC_SHIFT`, before the public's requests move"])
      }
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
