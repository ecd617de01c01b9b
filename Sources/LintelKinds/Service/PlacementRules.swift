import LintelGraph
import LintelSchema
package import LintelSource
import LintelSpec

extension Rule {
  package static let impossiblePlacement = Rule(
    "impossible-placement", .error, .checking, "A placement strategy or a constraint that ECS refuses.",
    page: RulePage(
      .containers,
      why: """
        A strategy spreads tasks over instances or over an attribute of theirs, such as the zone, or packs them by CPU \
        units or memory: neither goes by what is the other's. Of the constraints, `memberOf` has an expression and \
        `distinctInstance` has none. The latter is about the tasks of a service, so that a task definition has only \
        the former. A task has ten constraints at most, those of its definition included.
        """,
      awsAnswer: "InvalidParameterException: Invalid placement strategy field.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementStrategy.html",
      wrong: [
        .onInstances("services:\n  web: { placementStrategies: [{ type: binpack, field: ↓instanceId }] }"),
        .onInstances("services:\n  web: { placementStrategies: [{ type: spread, field: ↓memory }] }"),
        .onInstances(
          """
          services:
            web:
              placementConstraints:
                - { type: distinctInstance, expression: ↓"attribute:ecs.instance-type =~ t3.*" }
          """),
        .onInstances("taskDefinitions:\n  web: { placementConstraints: [{ type: ↓distinctInstance }] }"),
      ],
      right: [
        .onInstances(
          """
          taskDefinitions:
            web: { placementConstraints: [{ type: memberOf, expression: "attribute:ecs.os-type == linux" }] }
          services:
            web:
              placementStrategies:
                - { type: spread, field: "attribute:ecs.availability-zone" }
                - { type: binpack, field: memory }
              placementConstraints:
                - { type: distinctInstance }
                - { type: memberOf, expression: "attribute:ecs.instance-type =~ t3.*" }
          """)
      ]))
}

extension Service {
  func checkPlacement(of entry: Entry<Service>, _ lowered: Lowering) {
    // A daemon that is not on instances has a finding of its own.
    if !isDaemon, !runsOnInstances(in: lowered.spec) {
      let written = [
        placementStrategies.map { ("strategies", $0.span, $0.value.isEmpty) },
        placementConstraints.map { ("constraints", $0.span, $0.value.isEmpty) },
      ]
      for (what, span, isEmpty) in written.compactMap(\.self) where !isEmpty {
        lowered.findings.report(
          .onlyOnInstances, at: span,
          "service '\(entry.id)' runs its tasks on Fargate, where nobody chooses an instance",
          label: "AWS answers 'Placement \(what) are not supported with FARGATE launch type'",
          help: ["remove it, or run the service on instances"])
      }
    }
    for strategy in placementStrategies?.value ?? [] { check(strategy, lowered.findings) }
    let constraints = placementConstraints?.value ?? []
    for constraint in constraints { constraint.check(lowered.findings) }
    let task = lowered.spec.sections[TaskDefinition.self][taskDefinition.value.id]?.model.placementConstraints
    guard let placementConstraints, let task, constraints.count + task.value.count > 10 else { return }
    lowered.findings.report(
      .impossiblePlacement, at: placementConstraints.span,
      "tasks of service '\(entry.id)' have \(constraints.count + task.value.count) placement constraints",
      label: "AWS takes ten of a task at most", labels: [Label(task.span, "those of its definition count")],
      help: ["join expressions by `and`"])
  }

  private func check(_ strategy: Located<PlacementStrategy>, _ findings: Findings) {
    let (type, field) = (strategy.value.type.value, strategy.value.field)
    let example = type == .binpack ? "memory" : "attribute:ecs.availability-zone"
    guard let field else {
      if type == .random { return }
      return findings.report(
        .missingKey, at: strategy.span, "this strategy lacks 'field'",
        label: type == .binpack ? "what shall be used up first?" : "over what shall tasks be spread?",
        help: ["add `field: \(example)`"])
    }
    if type == .random {
      return findings.report(
        .ineffectiveField, at: field.span, "`field` says nothing about `random`", label: "any instance will do",
        help: ["remove it"])
    }
    let isAmount = ["cpu", "memory"].contains(field.value)
    guard isAmount != (type == .binpack) else { return }
    findings.report(
      .impossiblePlacement, at: field.span, "no strategy `\(type.rawValue)` goes by '\(field.value)'",
      label: isAmount ? "tasks are spread over instances, or an attribute of theirs" : "it goes by `cpu` or `memory`",
      labels: [Label(strategy.value.type.span, "the strategy")],
      help: [
        "write `field: \(example)`, or `type: \(type == .binpack ? "spread" : "binpack")`"
      ])
  }
}

extension TaskDefinition {
  func checkPlacement(of entry: Entry<TaskDefinition>, _ lowered: Lowering) {
    guard let placementConstraints, !placementConstraints.value.isEmpty else { return }
    if isForFargate {
      lowered.findings.report(
        .onlyOnInstances, at: placementConstraints.span,
        "task definition '\(entry.id)' is for Fargate, where nobody chooses an instance",
        label: "AWS refuses constraints there",
        labels: requiresCompatibilities.map { [Label($0.span, "where it runs")] } ?? [],
        help: ["remove it, or say `requiresCompatibilities: [EC2]`"])
    }
    for constraint in placementConstraints.value {
      let type = constraint.value.type
      guard type.value == .distinctInstance else {
        constraint.check(lowered.findings)
        continue
      }
      lowered.findings.report(
        .impossiblePlacement, at: type.span, "no task definition has the constraint `distinctInstance`",
        label: "it is about the tasks of a service",
        help: ["say it in `placementConstraints` of the service that runs it"])
    }
  }
}

extension Located where Value == PlacementConstraint {
  /// Whether it has an expression just where ECS wants one.
  fileprivate func check(_ findings: Findings) {
    switch (value.type.value, value.expression) {
    case (.memberOf, nil):
      findings.report(
        .missingKey, at: span, "this constraint lacks 'expression'", label: "which instances?",
        help: ["add an expression, such as `expression: \"attribute:ecs.instance-type =~ t3.*\"`"])
    case (.distinctInstance, let expression?):
      findings.report(
        .impossiblePlacement, at: expression.span, "`distinctInstance` has no expression",
        label: "any instance will do that has no other task of the service",
        labels: [Label(value.type.span, "the constraint")],
        help: ["remove it, or write it in a constraint of its own, `type: memberOf`"])
    default: break
    }
  }
}
