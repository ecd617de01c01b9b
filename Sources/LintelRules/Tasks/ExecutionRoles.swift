import LintelAnalysis
import LintelGraph
import LintelSource

/// Holds the execution roles of tasks against what their containers draw on.
struct ExecutionRoles {
  private let model: SystemModel
  private let findings: Findings

  static func check(_ model: SystemModel, _ findings: Findings) {
    let check = ExecutionRoles(model: model, findings: findings)
    for node in model.made("AWS::ECS::TaskDefinition") {
      check.check(node)
    }
  }

  private func check(_ task: Resource) {
    // A role that nobody wrote is made of what the containers need.
    guard let role = task["ExecutionRoleArn"], let path = role.reference?.path, path.part.isEmpty else { return }
    let needs = model.reach.supplies(of: task).map {
      (supply: $0, links: model.reach.permissionLinks(of: task, for: $0))
    }
    let links = needs.flatMap(\.links)
    if !model.graph.trustsMisspeltService(path),
      let trust = links.first(where: { $0.kind == "trust" && $0.certainty == .no }),
      case .trust(_, let service) = trust.fact
    {
      findings.report(
        .executionRoleOfAnotherService, at: role.span,
        "task definition '\(task.path.id)' starts its tasks with role '\(path.id)', which ECS tasks may not assume",
        label: "AWS answers 'ECS was unable to assume the role'", notes: [trust.note],
        help: ["in \(path): `assumedBy: \(service)`"])
    }
    let lacking = needs.compactMap { need in
      need.links.first { $0.kind == "permission" && $0.certainty == .no }.map { (supply: need.supply, link: $0) }
    }
    report(lacking, role, path, of: task)
  }

  private func report(
    _ lacking: [(supply: Supply, link: Link)], _ role: Value, _ path: Path, of task: Resource
  ) {
    var actions: [String] = []
    for (_, link) in lacking {
      guard case .permission(_, let more) = link.fact else { continue }
      for action in more where !actions.contains(action) { actions.append(action) }
    }
    guard !actions.isEmpty, let node = model.graph[path] else { return }
    findings.report(
      .executionRoleLacksPermission, at: role.span,
      "task definition '\(task.path.id)' starts its tasks with role '\(path.id)', which may not "
        + uses(lacking.map(\.supply)),
      label: "tasks stop before their containers start",
      notes: [Note("role '\(path.id)' does not allow \(actions.joined(separator: ", "))", at: node.span)]
        + lacking.filter { $0.supply.span.isWritten }.map { Note($0.supply.use, at: $0.supply.span) },
      help: [Link.remedy(forActions: actions, of: path), "or leave `executionRole` out: the role is then derived"])
  }

  private func uses(_ supplies: [Supply]) -> String {
    var words: [String] = []
    for supply in supplies {
      let word = supply.purpose == .image ? "pull images" : supply.purpose == .logs ? "write logs" : "read secrets"
      if !words.contains(word) { words.append(word) }
    }
    return words.joined(separator: " or ")
  }
}

extension Supply {
  fileprivate var use: String {
    switch purpose {
    case .image: "the image to pull"
    case .logs: "the container whose logs are written"
    case .secret(let name): "secret '\(name)'"
    case .forwarding: "the target"
    }
  }
}
