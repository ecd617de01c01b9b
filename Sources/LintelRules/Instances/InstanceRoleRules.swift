package import LintelSource

// The roles that instances act with.
extension Rule {
  package static let instanceRoleOfAnotherService = Rule(
    "instance-role-of-another-service", .error, .checking,
    "The role of instances may be assumed by another service only.",
    page: RulePage(
      .instances,
      why: """
        An instance has its credentials from EC2, which assumes the role as the service `ec2.amazonaws.com`. Whether it \
        may is said by `assumedBy` of the role. AWS makes the instance profile and starts the instance in either case; \
        it just has no credentials then, and whatever calls AWS from it fails. The names of the neighbours are easily \
        mixed up: `ecs.amazonaws.com` is for roles of services, `ecs-tasks.amazonaws.com` for those of tasks.
        """,
      awsAnswer: """
        "Code" : "AssumeRoleUnauthorizedAccess", "Message" : "EC2 cannot assume the role …" in the instance's metadata, \
        and "Unable to locate credentials" from what wants some
        """,
      source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html",
      wrong: [
        .ec2(
          """
          roles:
            web: { assumedBy: ecs.amazonaws.com, managedPolicies: [AmazonSSMManagedInstanceCore] }
          launchTemplates:
            web: { role: ↓web }
          """),
        .ec2(
          """
          roles:
            bastion: { assumedBy: ssm.amazonaws.com, managedPolicies: [AmazonSSMManagedInstanceCore] }
          instances:
            bastion:
              ami: ami-0123456789abcdef0
              instanceType: t3.micro
              subnet: public-a
              securityGroups: [web]
              role: ↓bastion
          """),
        // What is written of a role that is there already counts.
        .ec2(
          """
          roles:
            web: { existing: web-instances, assumedBy: ecs-tasks.amazonaws.com }
          launchTemplates:
            web: { role: ↓web }
          """),
      ],
      right: [
        .ec2(
          """
          roles:
            web: { assumedBy: ec2.amazonaws.com, managedPolicies: [AmazonSSMManagedInstanceCore] }
          launchTemplates:
            web: { role: web }
          """),
        // Who may assume a role that is there already is not known.
        .ec2(
          """
          roles:
            web: { existing: web-instances }
          launchTemplates:
            web: { role: web }
          """),
      ]))
}
