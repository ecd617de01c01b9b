import LintelGraph
import LintelSchema
package import LintelSource

// The rules of a listener beside each other.
extension Rule {
  package static let sharedRulePriority = Rule(
    "shared-rule-priority", .error, .checking, "Two rules of a listener have one priority.",
    page: RulePage(
      .loadBalancing,
      why: "A listener asks its rules one after the other, and has one for each priority: the second one is refused.",
      awsAnswer: "PriorityInUse: Priority '10' is currently in use",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    api: { priority: 10, path: /api/*, targetGroup: web }
                    admin: { priority: ↓10, path: /admin/*, targetGroup: web }
          """)
      ],
      right: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    api: { priority: 10, path: /api/*, targetGroup: web }
                    admin: { priority: 20, path: /admin/*, targetGroup: web }
          """)
      ]))

  package static let ruleWithoutCondition = Rule(
    "rule-without-condition", .error, .checking, "A rule of a listener says of no request that it is meant.",
    page: RulePage(
      .loadBalancing,
      why: """
        A rule has a condition at least: AWS refuses one without. What becomes of all requests that no rule takes is said \
        by the listener itself.
        """,
      awsAnswer: "ValidationError: A condition must be specified",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
      wrong: [
        .ecs(
          "loadBalancers:\n  public:\n    listeners: { http: { rules: { ↓all: { priority: 10, targetGroup: web } } } }")
      ],
      right: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners: { http: { rules: { api: { priority: 10, path: /api/*, targetGroup: web } } } }
          """)
      ]))

  package static let tooManyConditions = Rule(
    "too-many-conditions", .error, .checking, "A rule of a listener has more conditions than AWS takes.",
    page: RulePage(
      .loadBalancing,
      why: """
        All conditions of a rule together have at most \(ListenerRule.mostValues) values, and at most \
        \(ListenerRule.mostWildcards) wildcards. Neither quota can be raised. Several rules with the same action do the \
        same.
        """,
      awsAnswer: "TooManyConditions",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    ↓api: { priority: 10, path: [/a, /b, /c, /d, /e, /f], targetGroup: web }
          """),
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    ↓api: { priority: 10, path: [/*/a/*, /*/b/*, /*/c/*, /*/d/*], targetGroup: web }
          """),
      ],
      right: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    api: { priority: 10, host: api.example.com, path: [/a, /b, /c, /d/*], targetGroup: web }
          """)
      ]))

  package static let shadowedByAnother = Rule(
    "shadowed-rule", .error, .checking, "A rule of a listener comes after one that takes all of its requests.",
    page: RulePage(
      .loadBalancing,
      why: """
        A listener asks its rules in the order of their priorities, the lowest first, and the first that fits decides. A \
        rule whose every request fits an earlier one is never asked: what it forwards to gets nothing.
        """,
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
      wrong: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    everything: { priority: 10, path: /*, targetGroup: web }
                    api: { priority: ↓20, path: /api/*, targetGroup: web }
          """),
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    api: { priority: 10, path: [/api, /api/*], targetGroup: web }
                    writes: { priority: ↓20, path: /api/v1/*, method: [PUT, POST], targetGroup: web }
          """),
      ],
      right: [
        .ecs(
          """
          loadBalancers:
            public:
              listeners:
                http:
                  rules:
                    writes: { priority: 10, path: /api/v1/*, method: [PUT, POST], targetGroup: web }
                    api: { priority: 20, path: [/api, /api/*], targetGroup: web }
                    everything: { priority: 30, path: /*, targetGroup: web }
          """)
      ]))
}

extension ListenerRule {
  /// Fixed quotas of a rule's conditions.
  ///
  /// One of AWS's pages says 5 wildcards, another 6: only what is beyond both is reported.
  static let mostValues = 5
  static let mostWildcards = 6
}

extension LoadBalancer {
  func checkPriorities(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    for listener in listeners {
      var seen: [Int: Span] = [:]
      for rule in listener.value.value.rules {
        let priority = rule.value.value.priority
        guard let first = seen.updateValue(priority.span, forKey: priority.value) else { continue }
        let taken = Set(listener.value.value.rules.map(\.value.value.priority.value))
        let free = (priority.value...50_000).first { !taken.contains($0) }
        lowered.findings.report(
          .sharedRulePriority, at: priority.span,
          "rule '\(rule.key.value)' has priority \(priority.value), which another has",
          label: "AWS answers PriorityInUse", labels: [Label(first, "the first")],
          help: [free.map { "write `priority: \($0)`, or any other that is free" } ?? "give it one of its own"])
      }
    }
  }

  func checkConditions(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    for listener in listeners {
      for rule in listener.value.value.rules {
        let values = rule.value.value.conditions.flatMap(\.values)
        if values.isEmpty {
          lowered.findings.report(
            .ruleWithoutCondition, at: rule.key.span, "rule '\(rule.key.value)' has no condition",
            label: "AWS wants one at least", help: ["add `path` or `host`, or write the action in the listener"])
        }
        if values.count > ListenerRule.mostValues {
          lowered.findings.report(
            .tooManyConditions, at: rule.key.span,
            "the conditions of rule '\(rule.key.value)' have \(values.count) values",
            label: "AWS takes \(ListenerRule.mostValues)", help: ["make several rules of it, with the same action"])
          continue
        }
        let wildcards = values.reduce(0) { $0 + $1.value.utf8.count { $0 == 0x2A || $0 == 0x3F } }
        if wildcards > ListenerRule.mostWildcards {
          lowered.findings.report(
            .tooManyConditions, at: rule.key.span,
            "the conditions of rule '\(rule.key.value)' have \(wildcards) wildcards",
            label: "AWS takes \(ListenerRule.mostWildcards) at most",
            help: ["make several rules of it, with the same action"])
        }
      }
    }
  }

  func checkShadows(of entry: Entry<LoadBalancer>, _ lowered: Lowering) {
    for listener in listeners {
      let rules = listener.value.value.rules.sorted { $0.value.value.priority.value < $1.value.value.priority.value }
      let conditions = rules.map(\.value.value.conditions)
      for (place, rule) in rules.enumerated() where !conditions[place].isEmpty {
        let priority = rule.value.value.priority
        let earlier = (0..<place).first { other in
          rules[other].value.value.priority.value < priority.value && !conditions[other].isEmpty
            && conditions[other].allSatisfy { $0.takesAll(of: conditions[place]) }
        }
        guard let earlier else { continue }
        lowered.findings.report(
          .shadowedByAnother, at: priority.span, "no request ever reaches rule '\(rule.key.value)'",
          label: "rule '\(rules[earlier].key.value)' takes all of them before",
          labels: [Label(rules[earlier].value.value.priority.span, "asked first")],
          help: [
            priority.value > 1 && rules[earlier].value.value.priority.value > 1
              ? "give it a number below \(rules[earlier].value.value.priority.value): the lowest is asked first"
              : "give rule '\(rules[earlier].key.value)' a number above \(priority.value): the lowest is asked first"
          ])
      }
    }
  }
}

extension ListenerRule.Condition {
  /// Whether every request that meets all of these conditions meets this one too.
  fileprivate func takesAll(of others: [ListenerRule.Condition]) -> Bool {
    if part == "path-pattern", values.contains(where: { ["*", "/*"].contains($0.value) }) { return true }
    if part == "host-header", values.contains(where: { $0.value == "*" }) { return true }
    return others.contains { other in
      other.part == part && other.values.allSatisfy { value in values.contains { takes(value.value, $0.value) } }
    }
  }

  /// Whether all that fits a pattern fits another.
  private func takes(_ pattern: String, _ wider: String) -> Bool {
    if part == "source-ip" {
      guard let block = CIDR(pattern), let other = CIDR(wider) else { return pattern == wider }
      return other.contains(block)
    }
    if part == "http-request-method" { return pattern == wider }
    return Glob.covers(wider, pattern, ignoringCase: part != "path-pattern")
  }
}
