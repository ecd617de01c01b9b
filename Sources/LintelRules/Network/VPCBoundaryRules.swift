package import LintelSource

// What belongs to one VPC and is used in another.
extension Rule {
  package static let groupOfAnotherVPC = Rule(
    "group-of-another-vpc", .error, .checking, "A security group is used outside the VPC that it belongs to.",
    page: RulePage(
      .network,
      why: """
        A security group belongs to one VPC. Only what stands in its subnets can wear it, and only rules of groups of \
        the same VPC can name it: a rule that names a group of another VPC wants a peering between both, which the \
        language does not have.
        """,
      awsAnswer: "You have specified two resources that belong to different networks.",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
      wrong: [
        .ecs(
          """
          vpcs:
            jobs: { cidr: 10.1.0.0/16 }
          securityGroups:
            jobs: { vpc: jobs, description: Jobs in a VPC of their own }
          services:
            web: { securityGroups: [web, ↓jobs] }
          """),
        .ecs(
          """
          vpcs:
            jobs: { cidr: 10.1.0.0/16 }
          securityGroups:
            jobs:
              vpc: jobs
              description: Jobs in a VPC of their own
              ingress: [{ port: 9000, securityGroup: ↓web }]
          """),
      ],
      right: [
        .ecs(
          """
          securityGroups:
            jobs: { vpc: main, description: Jobs in the VPC of the service }
          services:
            web: { securityGroups: [web, jobs] }
          """),
        .ecs(
          """
          vpcs:
            peer: { existing: vpc-0123456789abcdef0 }
          securityGroups:
            callers: { existing: sg-0123456789abcdef0, vpc: peer }
            internal:
              vpc: main
              description: Reachable from a VPC that is there already and may be a peer
              ingress: [{ port: 9000, securityGroup: callers }]
          """),
      ]))

  package static let subnetsOfSeveralVPCs = Rule(
    "subnets-of-several-vpcs", .error, .checking,
    "A service or an Auto Scaling group is spread over subnets of different VPCs.",
    page: RulePage(
      .network,
      why: """
        All subnets of a service, and all of an Auto Scaling group, have to be in one VPC: its security groups and \
        target groups belong to one too. Two VPCs need a service or a group each.
        """,
      awsAnswer: "All specified subnets must be from the same VPC.",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html",
      wrong: [
        .ec2(
          """
          vpcs:
            other: { cidr: 10.2.0.0/16 }
          subnets:
            other-c: { vpc: other, availabilityZone: c, cidr: 10.2.0.0/24, public: true }
          autoScalingGroups:
            jobs: { launchTemplate: jobs, subnets: [public-a, ↓other-c], minSize: 1, maxSize: 2 }
          launchTemplates:
            jobs: { ami: ami-0123456789abcdef0, instanceType: t3.micro, securityGroups: [jobs] }
          securityGroups:
            jobs: { existing: sg-0123456789abcdef0 }
          """)
      ],
      right: [
        .ec2(
          """
          subnets:
            edge: { vpc: main, availabilityZone: c, cidr: 10.1.32.0/20, public: true }
          autoScalingGroups:
            jobs: { launchTemplate: web, subnets: [public-a, edge], minSize: 1, maxSize: 2 }
          """)
      ]))
}
