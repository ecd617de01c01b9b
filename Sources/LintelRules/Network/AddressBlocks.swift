import LintelAWS
import LintelGraph
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

/// Holds the blocks of VPCs and subnets against each other.
enum AddressBlocks {
  private struct Block {
    let node: Resource
    let value: Value
    let range: ClosedRange<UInt128>
  }

  private static let docker = CIDR(base: 172 << 24 | 17 << 16, prefix: 16)

  static func check(_ model: SystemModel, _ findings: Findings) {
    let (graph, types) = (model.graph, model.types)
    var subnets: [Path: [Block]] = [:]
    for position in types.positions(of: ResourceType.subnet.name) {
      let node = graph.resources[position]
      guard let value = node["CidrBlock"], let block = block(value), let vpc = node["VpcId"]?.reference?.path else {
        continue
      }
      subnets[vpc, default: []].append(Block(node: node, value: value, range: block.range))
    }
    for position in types.positions(of: ResourceType.vpc.name) {
      let vpc = graph.resources[position]
      let value = vpc["CidrBlock"]
      let block = value.flatMap(block)
      if let value, let block, !vpc.isExisting, block.overlaps(docker) {
        findings.report(
          .blockOfDocker, at: value.span, "VPC '\(vpc.path.id)' uses addresses of Docker's bridge, \(docker)",
          label: "instances that run Docker cannot reach what stands there",
          help: ["use another private block, such as 10.0.0.0/16 or 172.18.0.0/16"])
      }
      let blocks = subnets[vpc.path] ?? []
      if let value, let block, !vpc.isExisting {
        for subnet in blocks { checkPlace(of: subnet, in: vpc, block, at: value.span, findings) }
      }
      checkOverlaps(blocks, findings)
    }
  }

  private static func block(_ value: Value) -> CIDR? { value.literal.flatMap { CIDR($0) } }

  private static func checkPlace(
    of subnet: Block, in vpc: Resource, _ block: CIDR, at span: Span, _ findings: Findings
  ) {
    guard !subnet.node.isExisting,
      !block.range.contains(subnet.range.lowerBound)
        || !block.range.contains(subnet.range.upperBound)
    else { return }
    findings.report(
      .subnetOutsideVPC, at: subnet.value.span,
      "subnet '\(subnet.node.path.id)' is not inside the block of VPC '\(vpc.path.id)'",
      label: "AWS answers InvalidSubnet.Range", labels: [Label(span, "the VPC's block")],
      help: ["use a block inside \(block)"])
  }

  /// Blocks that overlap contain each other: behind a block in order stand those that it contains.
  ///
  /// Each is held against the widest and the narrowest block around it, which leaves none unseen and costs no more for
  /// many blocks.
  private static func checkOverlaps(_ blocks: [Block], _ findings: Findings) {
    let ordered = blocks.indices.sorted { left, right in
      let (first, second) = (blocks[left].range, blocks[right].range)
      if first.lowerBound != second.lowerBound { return first.lowerBound < second.lowerBound }
      return first.upperBound == second.upperBound ? left < right : first.upperBound > second.upperBound
    }
    var around: [Int] = []
    for index in ordered {
      while let last = around.last, blocks[last].range.upperBound < blocks[index].range.lowerBound {
        around.removeLast()
      }
      if let widest = around.first { report(widest, index, of: blocks, findings) }
      if around.count > 1, let narrowest = around.last { report(narrowest, index, of: blocks, findings) }
      around.append(index)
    }
  }

  /// The one that was written later is the offender, unless it is there already.
  private static func report(_ left: Int, _ right: Int, of blocks: [Block], _ findings: Findings) {
    let (first, second) = (blocks[min(left, right)], blocks[max(left, right)])
    let isSecond = !second.node.isExisting
    report(isSecond ? second : first, and: isSecond ? first : second, findings)
  }

  private static func report(_ block: Block, and other: Block, _ findings: Findings) {
    guard !block.node.isExisting else { return }
    findings.report(
      .overlappingSubnets, at: block.value.span,
      "subnet '\(block.node.path.id)' shares addresses with subnet '\(other.node.path.id)'",
      label: "AWS answers InvalidSubnet.Conflict", labels: [Label(other.value.span, "the other")],
      help: ["give it a block that no other subnet has"])
  }
}
