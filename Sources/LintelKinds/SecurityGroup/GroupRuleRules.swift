import LintelSchema
package import LintelSource

extension Rule {
  package static let repeatedIngress = Rule(
    "duplicate-group-rule", .error, .checking,
    "AWS refuses a security group rule that the group already has.",
    page: RulePage(
      .network,
      why: """
        Two rules are the same when protocol, ports and the other end are; a description does not tell them apart. EC2 \
        refuses the second one, and with it the whole deployment, although it would change nothing.
        """,
      awsAnswer: "InvalidPermission.Duplicate: the specified rule … already exists",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
      wrong: [
        .ecs(
          """
          securityGroups:
            web:
              ingress:
                - { port: 8080, securityGroup: lb }
                - ↓{ port: 8080, securityGroup: lb }
          """),
        .ecs(
          """
          securityGroups:
            web:
              egress:
                - { protocol: all, cidr: 0.0.0.0/0 }
                - ↓{ protocol: all, cidr: 0.0.0.0/0, description: Everything }
          """),
      ],
      right: [
        .ecs("securityGroups:\n  web:\n    ingress:\n      - { port: 8080, securityGroup: lb }"),
        .ecs(
          """
          securityGroups:
            web:
              ingress:
                - { port: 8080, securityGroup: lb }
                - { port: 8080, protocol: udp, securityGroup: lb }
          """),
      ]))

  package static let missingPorts = Rule(
    "missing-ports", .error, .checking, "A security group rule for TCP or UDP names no port.",
    page: RulePage(
      .network,
      why: """
        TCP and UDP have ports, and EC2 wants to know which: a rule without them is refused. What is to hold for every \
        port has `port: 0-65535`, and for every protocol `protocol: all`.
        """,
      awsAnswer:
        "InvalidParameterValue: Invalid value for portRange. Must specify both from and to ports with TCP/UDP.",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html",
      wrong: [.ecs("securityGroups:\n  web:\n    ingress:\n      - ↓{ securityGroup: lb }")],
      right: [
        .ecs("securityGroups:\n  web:\n    ingress:\n      - { port: 8080, securityGroup: lb }"),
        .ecs(
          """
          securityGroups:
            web:
              ingress:
                - { port: 8080, securityGroup: lb }
              egress:
                - { protocol: all, cidr: 0.0.0.0/0 }
          """),
      ]))

  package static let misplacedPorts = Rule(
    "misplaced-ports", .error, .checking, "A security group rule has ports, or an ICMP type, that its protocol lacks.",
    page: RulePage(
      .network,
      why: """
        Ports are of TCP and UDP, types of ICMP. EC2 takes ports for a type and a code of ICMP, and passes over them \
        where the protocol is `all` or another: the rule then holds for far more than it says.
        """,
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html",
      wrong: [
        .ecs(
          "securityGroups:\n  web:\n    ingress:\n      - { port: ↓8080, protocol: all, securityGroup: lb }"),
        .ecs(
          """
          securityGroups:
            web:
              ingress:
                - { port: 8080, securityGroup: lb, icmp: ↓{ type: 8 } }
          """),
      ],
      right: [
        .ecs(
          """
          securityGroups:
            web:
              ingress:
                - { port: 8080, securityGroup: lb }
                - { protocol: icmp, icmp: { type: 8 }, securityGroup: lb }
          """)
      ]))

  package static let addedRulesOfOwnGroup = Rule(
    "added-rules-of-own-group", .error, .checking, "Rules are added to a security group that the spec makes.",
    page: RulePage(
      .network,
      why: """
        `addIngress` and `addEgress` are for a group that is there already: its own rules stay, and the spec owns the \
        added ones only. A group of the spec has exactly the rules of its `ingress` and `egress`.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      wrong: [
        .ecs("securityGroups:\n  web:\n    addIngress: ↓[{ port: 8080, securityGroup: web }]")
      ],
      right: [
        .ecs(
          """
          securityGroups:
            database:
              existing: sg-0123456789abcdef0
              addIngress: [{ port: 5432, securityGroup: web, description: The web service }]
          """)
      ]))
}

// Single rules of groups.
extension SecurityGroup {
  /// All rules of what comes in, and of what goes out.
  private var allRules: [(direction: GroupRule.Direction, rules: [(rule: GroupRule, span: Span)])] {
    [
      (.ingress, (ingress + (addIngress?.value ?? [])).map { ($0.value.rule, $0.span) }),
      (.egress, ((egress?.value ?? []) + (addEgress?.value ?? [])).map { ($0.value.rule, $0.span) }),
    ]
  }

  func checkRepeats(in entry: Entry<SecurityGroup>, _ lowered: Lowering) {
    for (direction, rules) in allRules {
      var seen: [String: Span] = [:]
      for (rule, span) in rules {
        guard let first = seen.updateValue(span, forKey: rule.part(direction)) else { continue }
        lowered.findings.report(
          .repeatedIngress, at: span, "security group '\(entry.id)' has this rule twice",
          label: "AWS answers InvalidPermission.Duplicate", labels: [Label(first, "the first")],
          help: ["remove one of them"])
      }
    }
  }

  func checkPorts(of entry: Entry<SecurityGroup>, _ lowered: Lowering) {
    for (rule, span) in allRules.flatMap(\.rules) {
      let word = rule.protocol.value
      if word.hasPorts, rule.port == nil {
        lowered.findings.report(
          .missingPorts, at: span, "a rule of security group '\(entry.id)' for \(word.name.uppercased()) names no port",
          label: "AWS wants to know which", labels: label(rule.protocol),
          help: ["add `port: 8080`, `port: 0-65535` for all, or `protocol: all` for every protocol"])
      }
      if !word.hasPorts, let port = rule.port {
        lowered.findings.report(
          .misplacedPorts, at: port.span, "protocol '\(word)' has no ports",
          label: word.isICMP ? "AWS takes this for a type of message" : "AWS opens all of it, whatever stands here",
          labels: label(rule.protocol),
          help: [
            word.isICMP
              ? "remove `port`; a type is `icmp: { type: 8 }`" : "remove `port`, or write `protocol: tcp`"
          ])
      }
      if !word.isICMP, let type = rule.icmp {
        lowered.findings.report(
          .misplacedPorts, at: type.span, "protocol '\(word)' has no ICMP types",
          label: "types are of ICMP messages", labels: label(rule.protocol),
          help: ["write `protocol: icmp`, or remove `icmp`"])
      }
    }
  }

  private func label(_ word: Located<GroupProtocol>) -> [Label] {
    word.span.isWritten ? [Label(word.span, "the protocol")] : []
  }

  func checkAddedRules(of entry: Entry<SecurityGroup>, _ lowered: Lowering) {
    for (key, span) in [("ingress", addIngress?.span), ("egress", addEgress?.span)] {
      guard let span else { continue }
      lowered.findings.report(
        .addedRulesOfOwnGroup, at: span,
        "security group '\(entry.id)' is the spec's own, and has no rules but those in it",
        label: "rules can be added to a group with `existing`", help: ["write them under `\(key)`"])
    }
  }
}
