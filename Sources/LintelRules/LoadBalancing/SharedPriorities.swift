import LintelAWS
import LintelGraph
package import LintelSource

extension Rule {
  package static let priorityTakenElsewhere = Rule(
    "priority-taken-elsewhere", .error, .checking,
    "Two rules of different environments or specs have one priority below the same listener.",
    page: RulePage(
      .loadBalancing,
      why: """
        A listener that is there already may have rules of several environments and specs, and has one rule for each \
        priority: whoever deploys second is refused. Specs are compared that are linted together: `lintel lint a b`. The \
        script asks for the priority before it makes anything, and names the rule that has it.
        """,
      awsAnswer: "PriorityInUse: Priority '10' is currently in use",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html",
      wrong: [.whole(Self.example(staging: "{}", priority: "↓10"))],
      right: [
        .whole(
          Self.example(
            staging:
              "{ loadBalancers: { front: { listeners: { http: { rules: { shop: { priority: 20 } } } } } } }",
            priority: "10"))
      ]))

  /// A system in two environments that share a listener.
  private static func example(staging: String, priority: String) -> String {
    let arn = "arn:aws:elasticloadbalancing:us-east-1:111111111111"
    return """
      lintel: 1
      project: shop
      region: us-east-1
      account: "111111111111"
      loadBalancers:
        front:
          existing: \(arn):loadbalancer/app/front/50dc6c495c0c9188
          listeners:
            http:
              existing: \(arn):listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2
              rules:
                shop: { priority: \(priority), path: "/${environment}/*", fixedResponse: { statusCode: 404 } }
      environments:
        production: {}
        staging: \(staging)
      """
  }
}

/// Finds priorities that two rules would have below one listener that is there already: those of
/// several environments, or of specs that are linted together.
enum SharedPriorities {
  /// A rule that the spec makes below a listener that is there already.
  struct Rule {
    let listener: String
    let path: Path
    let priority: Int
    let span: Span

    var key: String { "\(listener) \(priority)" }
    var name: String { path.part.split(separator: ".").last.map(String.init) ?? path.id }
  }

  static func rules(in graph: ResourceGraph) -> [Rule] {
    graph.resources.compactMap { node in
      guard node.type == ResourceType.listenerRule.name, !node.isExisting, let priority = node["Priority"],
        let number = priority.integer, let listener = node["ListenerArn"]?.reference.flatMap({ graph[$0.path] }),
        case .existing(.literal(let arn)) = listener.role
      else { return nil }
      return Rule(listener: arn, path: node.path, priority: number, span: priority.span)
    }
  }

  /// Between the environments of a spec.
  static func check(_ systems: [(graph: ResourceGraph, findings: Findings)]) {
    var owners: [String: (environment: String?, span: Span)] = [:]
    for (graph, findings) in systems {
      for rule in rules(in: graph) {
        guard let first = owners[rule.key] else {
          owners[rule.key] = (graph.environment, rule.span)
          continue
        }
        guard let other = first.environment, other != graph.environment else { continue }
        findings.report(
          .priorityTakenElsewhere, at: rule.span,
          "rule '\(rule.name)' has priority \(rule.priority), which '\(other)' has below the same listener",
          label: "AWS answers PriorityInUse",
          notes: first.span == rule.span ? [] : [Note("the rule in '\(other)'", at: first.span)],
          help: ["write another priority in '\(graph.environment ?? "")'"])
      }
    }
  }
}
