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
}
