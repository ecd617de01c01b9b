package import LintelSource

extension Rule {
  package static let sharedName = Rule(
    "shared-name", .error, .checking, "Two resources would have one name where AWS takes it once.",
    page: RulePage(
      .names,
      why: """
        Most names are unique in an account and region, those of IAM in the whole account, whatever the letter case; a \
        security group's in its VPC, a service's in its cluster. The second resource is refused, or, where creating is \
        also changing, takes the place of the first: an alarm, a scaling policy, a family of task definitions.

        Environments that share an account share its names too. A name with `${environment}` in it, or none at all, \
        is each environment's own.
        """,
      awsAnswer: "Role with name … already exists.",
      source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
      wrong: [
        .ecs("clusters:\n  main: { name: shop }\n  jobs: { name: ↓shop }"),
        .ecs("clusters:\n  main: { existing: shop }\n  jobs: { name: ↓shop }"),
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          account: "111111111111"
          roles:
            tasks: { name: ↓shop-tasks, assumedBy: ecs-tasks.amazonaws.com }
          environments:
            staging: {}
            production: { region: eu-west-1 }
          """),
      ],
      right: [
        .ecs(
          """
          vpcs:
            jobs: { cidr: 10.1.0.0/16 }
          securityGroups:
            web: { name: shop-web }
            jobs: { name: shop-web, description: The same name in another VPC, vpc: jobs }
          """),
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          roles:
            tasks: { name: shop-tasks, assumedBy: ecs-tasks.amazonaws.com }
          environments:
            staging: { account: "111111111111" }
            production: { account: "222222222222" }
          """),
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          account: "111111111111"
          roles:
            tasks: { name: "shop-${environment}-tasks", assumedBy: ecs-tasks.amazonaws.com }
          environments:
            staging: {}
            production: {}
          """),
      ]))

  package static let foreignIdentifier = Rule(
    "foreign-identifier", .error, .checking,
    "What is already there belongs to another region or account than the system.",
    page: RulePage(
      .references,
      why: """
        An ARN names a region and an account, and a load balancer, a target group, a cluster or a role of another one \
        cannot be used. An id such as `vpc-…` or `ami-…` does not show its region, but it is of one region only: the \
        same id in environments of two regions is wrong in one of them at least. Where an environment has another \
        region, it needs identifiers of its own.
        """,
      awsAnswer: "The AMI ID … does not exist. Launching EC2 instance failed.",
      source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-ami.html",
      wrong: [
        .ecs("clusters:\n  jobs: { existing: ↓\"arn:aws:ecs:eu-west-1:111111111111:cluster/shop\" }"),
        .whole(
          """
          lintel: 1
          project: blog
          region: us-east-1
          securityGroups:
            web: { existing: { export: network-web } }
          launchTemplates:
            web: { ami: ↓ami-0123456789abcdef0, instanceType: t3.micro, securityGroups: [web] }
          environments:
            main: {}
            europe: { region: eu-west-1 }
          """),
      ],
      right: [
        .ecs("clusters:\n  jobs: { existing: \"arn:aws:ecs:us-east-1:111111111111:cluster/shop\" }"),
        .whole(
          """
          lintel: 1
          project: blog
          region: us-east-1
          securityGroups:
            web: { existing: { export: network-web } }
          launchTemplates:
            web: { ami: ami-0123456789abcdef0, instanceType: t3.micro, securityGroups: [web] }
          environments:
            main: {}
            europe:
              region: eu-west-1
              launchTemplates: { web: { ami: ami-0fedcba9876543210 } }
          """),
      ]))

  package static let environmentsWithoutAccount = Rule(
    "environments-without-account", .note, .checking,
    "Where environments do not say their accounts, nothing keeps one from being deployed to the other's.",
    page: RulePage(
      .environments,
      why: """
        With `account` in each environment, the scripts check the account before they change anything, and lint knows \
        which environments share names. Without it `deploy.sh` asks whoever runs it.
        """,
      source: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html",
      wrong: [
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          clusters:
            main: {}
          environments:
            ↓staging: {}
            production: { account: "222222222222" }
          """)
      ],
      right: [
        .whole(
          """
          lintel: 1
          project: shop
          region: us-east-1
          clusters:
            main: {}
          environments:
            staging: { account: "111111111111" }
            production: { account: "222222222222" }
          """)
      ]))
}
