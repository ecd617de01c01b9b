import LintelGraph
import LintelSchema
import LintelSource
import LintelSpec

// By what ECS moves requests: a second group, and rules of listeners.
extension Service {
  func checkShifts(of entry: Entry<Service>, _ lowered: Lowering) {
    for target in loadBalancers {
      let shift = target.value.shift
      let names = [shift.production, shift.test].compactMap(\.self)
      for name in names { check(name, lowered) }
      checkPair(of: target, lowered)
      guard shifts(at: shift) else { continue }
      var lacking = shift.alternateTargetGroup == nil ? ["alternateTargetGroup"] : []
      guard !lacking.isEmpty || shift.production == nil else { continue }
      let forwarder = forwarder(to: target, lowered)
      if shift.production == nil {
        lacking.append(forwarder.sort == .rule ? "productionRule" : "productionListener")
      }
      let written = deployment?.value.strategy.map {
        [Label($0.span, "\(forwarder.sort.cargo) are to move from one group to another")]
      }
      lowered.findings.report(
        .missingKey, at: target.span, "this target lacks \(Suggestion.list(lacking, joinedBy: "and"))",
        label: forwarder.sort == .rule
          ? "ECS moves requests between two target groups, by a rule of a listener"
          : "ECS moves connections between two target groups, by a listener",
        labels: strategy.movesRequests ? written ?? [] : [], help: [help(with: lacking, target, forwarder)])
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
    let production = shift.production?.found(in: lowered.index.movableTraffic).only
    let test = shift.test?.found(in: lowered.index.movableTraffic).only
    if let name = shift.test, let test, test.path == production?.path {
      lowered.findings.report(
        .impossibleShift, at: name.written.span, "\(name.words) cannot serve the public and those who test",
        label: "ECS moves the \(name.sort.cargo) of testers first",
        help: ["name another \(name.sort.rawValue), or remove `test\(name.sort == .rule ? "Rule" : "Listener")`"])
    }
    for (name, found) in [(shift.production, production), (shift.test, test)] {
      guard let name, let found else { continue }
      check(found, name, first, alternate, lowered)
    }
    guard let name = shift.production, let production,
      let owner = lowered.index.movedTraffic[production.path]?.owner, owner != target.span
    else { return }
    lowered.findings.report(
      .impossibleShift, at: name.written.span, "\(name.words) already moves with another service",
      label: "a \(name.sort.rawValue) has one pair of groups", notes: [Note("it is named here first", at: owner)],
      help: ["give the service a \(name.sort.rawValue) of its own"])
  }

  private func check(
    _ found: MovedName.Found, _ name: MovedName, _ first: Located<EntryReference>,
    _ alternate: Located<EntryReference>, _ lowered: Lowering
  ) {
    if name.sort == .listener, !found.mayBeOfNetwork {
      let loadBalancer = found.loadBalancer
      return lowered.findings.report(
        .impossibleShift, at: name.written.span, "\(name.words) is an application load balancer's",
        label: "there ECS moves the requests of a rule", notes: [Note("the load balancer", at: loadBalancer.span)],
        help: ["name an entry in `rules` of the listener, by `\(name.isTest ? "test" : "production")Rule`"])
    }
    let groups = found.action.targetGroups
    // Of one that is there already nobody has to say where it forwards to.
    if groups.isEmpty, found.rule == nil, found.listener.value.value.existing != nil { return }
    let foreign = groups.first { $0.value != first.value && $0.value != alternate.value }
    guard groups.isEmpty || foreign != nil else { return }
    lowered.findings.report(
      .impossibleShift, at: name.written.span,
      foreign.map { "\(name.words) forwards to target group '\($0.value.id)'" } ?? "\(name.words) forwards nothing",
      label: "ECS moves \(name.sort.cargo) between '\(first.value.id)' and '\(alternate.value.id)'",
      notes: [Note("the \(name.sort.rawValue)", at: foreign?.span ?? found.span)],
      help: ["write `targetGroup: \(first.value.id)` in the \(name.sort.rawValue)"])
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

  /// What forwards to the first group of a target, and may be what ECS is to move; without one, of which sort it is.
  private func forwarder(
    to target: Located<Target>, _ lowered: Lowering
  ) -> (sort: MovedName.Sort, found: MovedName.Found?) {
    let group = target.value.targetGroup.value
    func first(_ sort: MovedName.Sort) -> MovedName.Found? {
      lowered.index.movableTraffic.forwarding(to: group, sort).first { sort == .rule || $0.mayBeOfNetwork }
    }
    if let found = first(.listener) { return (.listener, found) }
    if let found = first(.rule) { return (.rule, found) }
    let entry = lowered.spec.sections[TargetGroup.self][group.id]
    let isOfRequests = entry.map { $0.existing != nil || $0.model.protocol.value.isOfRequests } ?? true
    return (isOfRequests ? .rule : .listener, nil)
  }

  private func help(
    with lacking: [String], _ target: Located<Target>, _ forwarder: (sort: MovedName.Sort, found: MovedName.Found?)
  ) -> String {
    let group = target.value.targetGroup.value.id
    let place =
      forwarder.sort == .rule
      ? "an entry in `rules` of a listener" : "a listener of a network load balancer with `targetGroup: \(group)`"
    let fields = lacking.map { field in
      field == "alternateTargetGroup"
        ? "`\(field): …`, a group like '\(group)'"
        : "`\(field): \(forwarder.found?.name ?? "…")`" + (forwarder.found == nil ? ", \(place)" : "")
    }
    return "add " + fields.joined(separator: " and ")
  }

  /// Whether there is just one of that name.
  private func check(_ name: MovedName, _ lowered: Lowering) {
    // What did not read may hold it.
    if lowered.graph.unread.contains(where: { $0.section == LoadBalancer.section }) { return }
    let (written, sort) = (name.written, name.sort)
    let fitting = name.found(in: lowered.index.movableTraffic)
    if fitting.count == 1 { return }
    let message =
      fitting.isEmpty
      ? "no \(sort == .rule ? "listener has a rule" : "load balancer has a listener") '\(written.value)'"
      : "'\(written.value)' may be \(fitting.count) \(sort.rawValue)s"
    let movable = lowered.index.movableTraffic
    let all = fitting.isEmpty ? movable.all(sort) : []
    // What may be several is no way out.
    let isSearched = lowered.findings.all.count < Findings.searchLimit
    let names = isSearched ? all.flatMap(\.names).filter { movable.named($0, sort).count == 1 } : []
    let last = written.value.split(separator: ".").last ?? "web"
    let help: String =
      if let first = fitting.first {
        "write `\(first.name)`, or another of \(Suggestion.list(fitting.lazy.map(\.name)))"
      } else if let near = Suggestion.nearest(to: written.value, among: names) {
        "did you mean `\(near)`?"
      } else if !all.isEmpty {
        "the \(sort.rawValue)s are \(Suggestion.list(all.lazy.map(\.name)))"
      } else if sort == .rule {
        "in a listener: `rules: { \(last): { priority: 10, path: /*, targetGroup: … } }`"
      } else {
        "in a network load balancer: `listeners: { \(last): { port: 80, protocol: TCP, targetGroup: … } }`"
      }
    lowered.findings.report(
      .unknownReference, at: written.span, message,
      label: fitting.isEmpty ? "ECS moves \(sort.cargo) by a \(sort.rawValue)" : "ECS moves the \(sort.cargo) of one",
      help: [help])
  }
}
