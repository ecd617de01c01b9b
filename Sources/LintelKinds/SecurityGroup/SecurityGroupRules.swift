package import LintelSource

extension Rule {
  package static let repeatedIngress = Rule(
    "duplicate-group-rule", .error, .checking,
    "AWS refuses a security group rule that the group already has.",
    page: RulePage(
      .network,
      why: """
        Two rules are the same when protocol, ports and source are. EC2 refuses the second one, and with it the whole \
        deployment, although it would change nothing.
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
          """)
      ],
      right: [.ecs("securityGroups:\n  web:\n    ingress:\n      - { port: 8080, securityGroup: lb }")]))

  package static let remoteAccessOpen = Rule(
    "remote-access-open-to-world", .warning, .checking,
    "Whoever wears the group can be logged in to from any address there is.",
    page: RulePage(
      .network,
      why: """
        Ports 22 (SSH) and 3389 (Remote Desktop) are tried by strangers within minutes of an address being up, and one \
        weak password or one unpatched server is enough. The addresses of an office or of a VPN are a better source; \
        Session Manager needs no open port at all.
        """,
      source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
      wrong: [
        .ec2(
          """
          securityGroups:
            web:
              ingress:
                - { port: 80, securityGroup: lb }
                - { port: 22, cidr: ↓0.0.0.0/0 }
          """)
      ],
      right: [
        .ec2(
          """
          securityGroups:
            web:
              ingress:
                - { port: 80, securityGroup: lb }
                - { port: 22, cidr: 203.0.113.0/24 }
          """)
      ]))
}

extension SecurityGroup {
  func reportRemoteAccess(to id: String, _ findings: Findings) {
    for rule in ingress {
      guard let source = rule.value.cidr, source.value.hasSuffix("/0") else { continue }
      let ports = rule.value.port.value
      guard
        let (port, name) = [(22, "SSH"), (3389, "Remote Desktop")].first(where: {
          (ports.from...ports.to).contains($0.0)
        })
      else { continue }
      findings.report(
        .remoteAccessOpen, at: source.span, "security group '\(id)' opens port \(port), \(name), to every address",
        label: "anybody may try to log in", labels: [Label(rule.value.port.span, name)],
        help: ["write the addresses that log in, such as `cidr: 203.0.113.0/24`"])
    }
  }
}
