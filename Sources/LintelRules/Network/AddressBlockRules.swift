package import LintelSource

// Where the blocks of VPCs and subnets lie.
extension Rule {
  package static let subnetOutsideVPC = Rule(
    "subnet-outside-vpc", .error, .checking, "A subnet takes its addresses from the block of its VPC.",
    page: RulePage(
      .network,
      why: """
        A VPC is a block of addresses, and its subnets are parts of it. EC2 refuses a subnet that reaches beyond the \
        block. Often an environment gives the VPC another block and leaves the subnets as they were.
        """,
      awsAnswer: "InvalidSubnet.Range: The CIDR '10.9.0.0/20' is invalid.",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
      wrong: [
        .ecs("subnets:\n  public-b: { cidr: ↓10.9.0.0/20 }"),
        .ecs("vpcs:\n  main: { cidr: 10.0.0.0/20 }\nsubnets:\n  public-b: { cidr: ↓10.0.16.0/24 }"),
      ],
      right: [.ecs("subnets:\n  public-b: { cidr: 10.0.240.0/20 }")]))

  package static let overlappingSubnets = Rule(
    "overlapping-subnets", .error, .checking, "Two subnets of a VPC share addresses.",
    page: RulePage(
      .network,
      why: """
        Each address of a VPC belongs to one subnet. EC2 refuses a subnet whose block contains an address of another, \
        and blocks of different sizes overlap easily: 10.0.0.0/19 reaches up to 10.0.31.255.
        """,
      awsAnswer: "InvalidSubnet.Conflict: The CIDR '10.0.1.0/24' conflicts with another subnet",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
      wrong: [.ecs("subnets:\n  jobs: { vpc: main, availabilityZone: c, cidr: ↓10.0.8.0/24 }")],
      right: [
        .ecs("subnets:\n  jobs: { vpc: main, availabilityZone: c, cidr: 10.0.32.0/24 }"),
        .ecs(
          """
          vpcs:
            other: { cidr: 10.0.0.0/16 }
          subnets:
            other-a: { vpc: other, availabilityZone: a, cidr: 10.0.0.0/20 }
          """),
      ]))

  package static let blockOfDocker = Rule(
    "block-of-docker", .warning, .checking,
    "A VPC uses addresses that Docker gives to its own bridge on every instance.",
    page: RulePage(
      .network,
      why: """
        Docker's bridge is 172.17.0.0/16 unless it is told otherwise, and services such as Cloud9 and SageMaker rely on \
        that. An instance that runs Docker takes these addresses for its own containers: what stands there in the VPC \
        cannot be reached from it. AWS advises against the block for VPCs.
        """,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
      wrong: [
        .ecs("vpcs:\n  jobs: { cidr: ↓172.17.0.0/16 }"), .ecs("vpcs:\n  jobs: { cidr: ↓172.17.128.0/20 }"),
      ],
      right: [.ecs("vpcs:\n  jobs: { cidr: 172.18.0.0/16 }")]))
}
