package import LintelSource

// What instances start from.
extension Rule {
  package static let architectureMismatch = Rule(
    "architecture-mismatch", .error, .checking,
    "An image made for one processor cannot start on an instance type with another.",
    page: RulePage(
      .instances,
      why: """
        An AMI holds programs for one architecture: that of the instance it was made from. `t4g`, `m7g` and all other \
        families with a `g` behind the generation are Graviton processors (arm64), the rest are x86_64. One AMI for \
        both is wrong for one of them, whichever it is.
        """,
      awsAnswer: """
        The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the \
        specified AMI.
        """,
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-type-specifications.html",
      wrong: [
        .ec2(
          """
          instances:
            builder: { ami: ami-0fedcba9876543210, instanceType: t3.micro, subnet: public-a, securityGroups: [web] }
          images:
            web: { instance: builder }
          launchTemplates:
            web: { ami: null, image: web, instanceType: ↓t4g.micro }
          """),
        .ec2(
          """
          launchTemplates:
            jobs: { ami: ami-0123456789abcdef0, instanceType: ↓m7g.large, securityGroups: [web] }
          """),
      ],
      right: [
        .ec2(
          """
          instances:
            builder: { ami: ami-0fedcba9876543210, instanceType: t4g.small, subnet: public-a, securityGroups: [web] }
          images:
            web: { instance: builder }
          launchTemplates:
            web: { ami: null, image: web, instanceType: m7g.large }
          """)
      ]))
}
