import LintelGraph

/// A small system made by dice: two VPCs, subnets with and without routes and IPv6, groups, load balancers and what is
/// behind.
struct RandomSystem {
  static let ports = [80, 443, 8080]

  private(set) var graph = SmallGraph.empty
  private var dice: SplitMix

  init(seed: UInt64) {
    dice = SplitMix(state: seed)
    for vpc in ["x", "y"] { addNetwork(vpc) }
    for vpc in ["x", "y"] { for name in ["1", "2", "3"] { addGroup("\(vpc)\(name)", in: vpc) } }
    for _ in 0..<6 { addGroupRule() }
    for name in ["t1", "t2"] {
      graph.add("targetGroups.\(name)", "AWS::ElasticLoadBalancingV2::TargetGroup", ["Port": 80])
    }
    for name in ["l1", "l2"] { addLoadBalancer(name) }
    for name in ["s1", "s2", "s3"] { addService(name) }
    for name in ["g1", "g2"] { addInstances(name) }
  }

  private mutating func chance(_ parts: Int, of whole: Int) -> Bool { Int.random(in: 0..<whole, using: &dice) < parts }

  private mutating func pick<Element>(_ items: [Element]) -> Element {
    items[Int.random(in: 0..<items.count, using: &dice)]
  }

  // MARK: Network

  private static func block(_ vpc: String) -> String { vpc == "x" ? "10.1.0.0/16" : "10.2.0.0/16" }

  private static func block(_ vpc: String, _ subnet: Int) -> String {
    (vpc == "x" ? "10.1." : "10.2.") + "\(subnet).0/24"
  }

  private mutating func addNetwork(_ vpc: String) {
    graph.add("vpcs.\(vpc)", "AWS::EC2::VPC", ["CidrBlock": Value(.string(Self.block(vpc)))])
    graph.add("vpcs.\(vpc)/gateway", "AWS::EC2::InternetGateway", [:])
    if chance(4, of: 5) {
      graph.add(
        "vpcs.\(vpc)/attachment", "AWS::EC2::VPCGatewayAttachment",
        ["VpcId": .to("vpcs.\(vpc)"), "InternetGatewayId": .to("vpcs.\(vpc)/gateway")])
    }
    graph.add("vpcs.\(vpc)/egressOnlyGateway", "AWS::EC2::EgressOnlyInternetGateway", ["VpcId": .to("vpcs.\(vpc)")])
    for number in 0..<3 {
      let subnet = "subnets.\(vpc)\(number)"
      graph.add(
        subnet, "AWS::EC2::Subnet",
        [
          "VpcId": .to("vpcs.\(vpc)"), "CidrBlock": Value(.string(Self.block(vpc, number))),
          "MapPublicIpOnLaunch": chance(1, of: 2) ? true : nil,
          "Ipv6CidrBlock": chance(1, of: 2) ? .ipv6Block(number, of: Path("vpcs", vpc)) : nil,
        ])
      graph.add("\(subnet)/table", "AWS::EC2::RouteTable", ["VpcId": .to("vpcs.\(vpc)")])
      if chance(3, of: 4) {
        graph.add(
          "\(subnet)/route", "AWS::EC2::Route",
          [
            "RouteTableId": .to("\(subnet)/table"), "DestinationCidrBlock": "0.0.0.0/0",
            "GatewayId": .to("vpcs.\(vpc)/gateway"),
          ])
      }
      if chance(3, of: 4) {
        let isPublic = chance(2, of: 3)
        graph.add(
          "\(subnet)/route6", "AWS::EC2::Route",
          [
            "RouteTableId": .to("\(subnet)/table"), "DestinationIpv6CidrBlock": "::/0",
            "GatewayId": isPublic ? .to("vpcs.\(vpc)/gateway") : nil,
            "EgressOnlyInternetGatewayId": isPublic ? nil : .to("vpcs.\(vpc)/egressOnlyGateway"),
          ])
      }
      if chance(5, of: 6) {
        graph.add(
          "\(subnet)/association", "AWS::EC2::SubnetRouteTableAssociation",
          ["SubnetId": .to(subnet), "RouteTableId": .to("\(subnet)/table")])
      }
    }
  }

  // MARK: Groups

  private mutating func addGroup(_ name: String, in vpc: String) {
    let ingress = (0..<Int.random(in: 0...2, using: &dice)).map { _ in rule() }
    var egress = chance(1, of: 3) ? (0..<Int.random(in: 0...2, using: &dice)).map { _ in rule() } : nil
    // As the language writes out what lets everything out, where a VPC has IPv6.
    if egress == nil, chance(1, of: 2) {
      egress = [("CidrIp", "0.0.0.0/0"), ("CidrIpv6", "::/0")].map { key, block in
        .map(["IpProtocol": "-1", key: Value(.string(block))])
      }
    }
    graph.add(
      "securityGroups.\(name)", "AWS::EC2::SecurityGroup",
      [
        "VpcId": .to("vpcs.\(vpc)"), "SecurityGroupIngress": .set(ingress),
        "SecurityGroupEgress": egress.flatMap { $0.isEmpty ? nil : Value.set($0) },
      ])
  }

  private mutating func rule() -> Value {
    let port = pick(Self.ports)
    let blocks = ["0.0.0.0/0", "0.0.0.0/0", Self.block("x"), Self.block("y"), Self.block("x", 0), Self.block("y", 1)]
    let isAll = chance(1, of: 6)
    let block = chance(1, of: 3) ? pick(["::/0", "::/0", "2000::/3", "2001:db8::/32", "fd00::/8"]) : pick(blocks)
    return .map([
      "IpProtocol": isAll ? "-1" : "tcp", "FromPort": isAll ? nil : Value(.integer(port)),
      "ToPort": isAll ? nil : Value(.integer(port)),
      block.contains(":") ? "CidrIpv6" : "CidrIp": Value(.string(block)),
    ])
  }

  private static let groups = ["x1", "x2", "x3", "y1", "y2", "y3"]

  /// Adds a rule that names a group; one that is there already stays as it is.
  mutating func addGroupRule() {
    let port = pick(Self.ports)
    let (group, source) = (pick(Self.groups), pick(Self.groups))
    graph.add(
      "securityGroups.\(group)/from.\(source).\(port)", "AWS::EC2::SecurityGroupIngress",
      [
        "GroupId": .to("securityGroups.\(group)"), "SourceSecurityGroupId": .to("securityGroups.\(source)"),
        "IpProtocol": "tcp", "FromPort": Value(.integer(port)), "ToPort": Value(.integer(port)),
      ])
  }

  /// Adds a rule for addresses to some group.
  mutating func addAddressRule() {
    let new = rule()
    graph.update(Path(reading: "securityGroups.\(pick(Self.groups))")) { group in
      group["SecurityGroupIngress"] = .set((group["SecurityGroupIngress"]?.items ?? []) + [new])
    }
  }

  // MARK: Hosts

  private mutating func subnets(_ vpc: String) -> Value {
    .set((0..<3).filter { _ in chance(1, of: 2) }.map { .to("subnets.\(vpc)\($0)") } + [.to("subnets.\(vpc)0")])
  }

  private mutating func worn(_ vpc: String) -> Value {
    .set(["1", "2", "3"].filter { _ in chance(1, of: 2) }.map { .to("securityGroups.\(vpc)\($0)") })
  }

  private mutating func addLoadBalancer(_ name: String) {
    let vpc = pick(["x", "y"])
    graph.add(
      "loadBalancers.\(name)", "AWS::ElasticLoadBalancingV2::LoadBalancer",
      [
        "Scheme": Value(.string(pick(["internet-facing", "internet-facing", "internal"]))), "Subnets": subnets(vpc),
        "SecurityGroups": worn(vpc),
        "IpAddressType": pick(["ipv4", "dualstack", "dualstack-without-public-ipv4", nil]).map { Value(.string($0)) },
      ])
    for port in Self.ports where chance(1, of: 2) {
      graph.add(
        "loadBalancers.\(name)/listeners.p\(port)", "AWS::ElasticLoadBalancingV2::Listener",
        [
          "LoadBalancerArn": .to("loadBalancers.\(name)", .arn), "Port": Value(.integer(port)),
          "DefaultActions": .list([
            .map(["Type": "forward", "TargetGroupArn": .to("targetGroups.\(pick(["t1", "t2"]))", .arn)])
          ]),
        ])
    }
  }

  private mutating func addService(_ name: String) {
    let vpc = pick(["x", "y"])
    let target = Value.map([
      "TargetGroupArn": .to("targetGroups.\(pick(["t1", "t2"]))", .arn), "ContainerName": "c",
      "ContainerPort": Value(.integer(pick(Self.ports))),
    ])
    graph.add(
      "services.\(name)", "AWS::ECS::Service",
      [
        "NetworkConfiguration": .map([
          "AwsvpcConfiguration": .map([
            "Subnets": subnets(vpc), "SecurityGroups": worn(vpc),
            "AssignPublicIp": Value(.string(pick(["ENABLED", "DISABLED"]))),
          ])
        ]),
        "LoadBalancers": chance(2, of: 3) ? .set([target]) : nil,
      ])
  }

  private mutating func addInstances(_ name: String) {
    let vpc = pick(["x", "y"])
    let groups = worn(vpc)
    let interface: Value? = pick([true, false, nil, nil]).map { isPublic in
      .map(["DeviceIndex": 0, "AssociatePublicIpAddress": Value(.boolean(isPublic)), "Groups": groups])
    }
    graph.add(
      "launchTemplates.\(name)", "AWS::EC2::LaunchTemplate",
      [
        "LaunchTemplateData": .map([
          "NetworkInterfaces": interface.map { .set([$0]) }, "SecurityGroupIds": interface == nil ? groups : nil,
        ])
      ])
    graph.add(
      "autoScalingGroups.\(name)", "AWS::AutoScaling::AutoScalingGroup",
      [
        "LaunchTemplate": .map(["LaunchTemplateId": .to("launchTemplates.\(name)")]),
        "VPCZoneIdentifier": subnets(vpc),
        "TargetGroupARNs": chance(1, of: 2) ? .set([.to("targetGroups.t1", .arn)]) : nil,
      ])
  }

  /// The graph without one of its routes.
  mutating func withoutARoute() -> ResourceGraph? {
    let routes = graph.resources.filter { $0.type == "AWS::EC2::Route" }
    guard !routes.isEmpty else { return nil }
    let gone = pick(routes).path
    var rest = SmallGraph.empty
    for node in graph.resources where node.path != gone { rest.add(node) }
    return rest
  }
}
