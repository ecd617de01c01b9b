import LintelAnalysis
import LintelGraph
import Testing

/// Single facts that random graphs do not have: NAT gateways, what is already there, what is known when deploying.
@Suite struct ReachFactsTests {
  private static let tasks = Endpoint.host(Path("services", "tasks"))

  /// A service in a subnet without public addresses, whose default route leads to `target`.
  private static func system(
    route target: (property: String, to: String)?, ingress: [Value] = [], egress: [Value]? = nil,
    network role: Resource.Role = .owned, isPublic: Bool = false
  ) -> ResourceGraph {
    var graph = SmallGraph.network()
    graph.add("natGateways.outer", "AWS::EC2::NatGateway", ["SubnetId": .to("subnets.a")])
    graph.add("natGateways.inner", "AWS::EC2::NatGateway", ["SubnetId": .to("subnets.inner")])
    graph.add(
      "subnets.inner", "AWS::EC2::Subnet", ["VpcId": .to("vpcs.main"), "CidrBlock": "10.0.64.0/20"], role: role)
    if role == .owned {
      graph.add("subnets.inner/table", "AWS::EC2::RouteTable", ["VpcId": .to("vpcs.main")])
      graph.add(
        "subnets.inner/association", "AWS::EC2::SubnetRouteTableAssociation",
        ["SubnetId": .to("subnets.inner"), "RouteTableId": .to("subnets.inner/table")])
    }
    if let target {
      graph.add(
        "subnets.inner/route", "AWS::EC2::Route",
        [
          "RouteTableId": .to("subnets.inner/table"), "DestinationCidrBlock": "0.0.0.0/0",
          target.property: target.property == "TransitGatewayId" ? "tgw-1" : .to(target.to),
        ])
    }
    graph.add(
      "securityGroups.tasks", "AWS::EC2::SecurityGroup",
      [
        "VpcId": .to("vpcs.main"), "SecurityGroupIngress": .set(ingress),
        "SecurityGroupEgress": egress.map { Value.set($0) },
      ])
    graph.add(
      "services.tasks", "AWS::ECS::Service",
      [
        "NetworkConfiguration": .map([
          "AwsvpcConfiguration": .map([
            "Subnets": .set([.to("subnets.inner")]), "SecurityGroups": .set([.to("securityGroups.tasks")]),
            "AssignPublicIp": Value(.string(isPublic ? "ENABLED" : "DISABLED")),
          ])
        ])
      ])
    return graph
  }

  private static func rule(_ port: Int?, _ peer: Value, _ key: String = "CidrIp") -> Value {
    .map([
      "IpProtocol": "tcp", "FromPort": port.map { Value(.integer($0)) } ?? Value(.parameter("port")),
      "ToPort": port.map { Value(.integer($0)) } ?? Value(.parameter("port")), key: peer,
    ])
  }

  private static func certainty(_ graph: ResourceGraph, from: Endpoint, to: Endpoint) -> Certainty? {
    Reachability(graph).routes(from: from, to: to).first?.certainty
  }

  @Test(arguments: [
    ("NatGatewayId", "natGateways.outer", false, Certainty.yes, Certainty.no),
    ("NatGatewayId", "natGateways.inner", false, .no, .no),
    ("GatewayId", "vpcs.main/gateway", true, .yes, .yes), ("GatewayId", "vpcs.main/gateway", false, .no, .no),
    ("TransitGatewayId", "", true, .unknown, .unknown), ("", "", true, .no, .no),
  ]) func gateways(_ property: String, target: String, isPublic: Bool, out: Certainty, into: Certainty) {
    let graph = Self.system(
      route: property.isEmpty ? nil : (property, target), ingress: [Self.rule(80, "0.0.0.0/0")], isPublic: isPublic)
    #expect(Self.certainty(graph, from: Self.tasks, to: .internet) == out)
    #expect(Self.certainty(graph, from: .internet, to: Self.tasks) == into)
  }

  @Test func whatIsThereAlreadyIsNotKnown() {
    let graph = Self.system(
      route: nil, ingress: [Self.rule(80, "0.0.0.0/0")], network: .existing(.literal("subnet-1")), isPublic: true)
    #expect(Self.certainty(graph, from: Self.tasks, to: .internet) == .unknown)
    #expect(Self.certainty(graph, from: .internet, to: Self.tasks) == .unknown)
  }

  @Test(arguments: [
    (Self.rule(80, "0.0.0.0/0"), Certainty.yes), (Self.rule(nil, "0.0.0.0/0"), .unknown),
    (Self.rule(80, "pl-1", "SourcePrefixListId"), .unknown), (Self.rule(80, Value(.parameter("office"))), .unknown),
    (Self.rule(80, "10.0.0.0/16"), .no), (Self.rule(80, .to("securityGroups.tasks"), "SourceSecurityGroupId"), .no),
  ]) func rules(_ ingress: Value, expected: Certainty) {
    let graph = Self.system(route: ("GatewayId", "vpcs.main/gateway"), ingress: [ingress], isPublic: true)
    #expect(Self.certainty(graph, from: .internet, to: Self.tasks) == expected)
  }

  @Test func whatIsWrittenToLeaveIsAllThatLeaves() throws {
    let gateway = (property: "GatewayId", to: "vpcs.main/gateway")
    let https = Self.system(route: gateway, egress: [Self.rule(443, "0.0.0.0/0")], isPublic: true)
    let route = try #require(Reachability(https).routes(from: Self.tasks, to: .internet).first)
    #expect(route.certainty == .yes && route.connections.map(\.traffic) == [.https])
    let nothing = Self.system(route: gateway, egress: [Self.rule(443, "10.0.0.0/16")], isPublic: true)
    #expect(Self.certainty(nothing, from: Self.tasks, to: .internet) == .no)
  }

  /// Rules of the VPC's own addresses hold although nobody comes from outside.
  @Test func privateSubnetsAreOpenToTheirVPC() throws {
    let graph = Self.system(route: nil, ingress: [Self.rule(80, "0.0.0.0/0")])
    let incoming = Reachability(graph).connections().filter { $0.to == Self.tasks }
    #expect(incoming.map { "\($0.from) \($0.traffic)" } == ["10.0.0.0/16 80"])
    let office = Endpoint.addresses(try #require(CIDR("192.168.0.0/16")))
    #expect(Self.certainty(graph, from: office, to: Self.tasks) == .no, "no route leads there")
  }

  /// What the launch template says of addresses counts, else the subnet; of one that is there already nobody knows.
  @Test(arguments: [
    (Optional(true), false, Certainty.yes), (false, true, .no), (nil, true, .yes), (nil, false, .no),
  ]) func addressesOfInstances(_ word: Bool?, isPublic: Bool, expected: Certainty) throws {
    for (role, expected) in [(Resource.Role.owned, expected), (.existing(.literal("lt-1")), .unknown)] {
      var graph = SmallGraph.network()
      graph.update(Path("subnets", "a")) {
        $0.properties.append(Member("MapPublicIpOnLaunch", Value(.boolean(isPublic))))
      }
      let interface = word.map { Value.map(["DeviceIndex": 0, "AssociatePublicIpAddress": Value(.boolean($0))]) }
      let data = Value.map(["ImageId": "ami-1", "NetworkInterfaces": interface.map { .set([$0]) }])
      graph.add(
        "launchTemplates.web", "AWS::EC2::LaunchTemplate", ["LaunchTemplateData": role == .owned ? data : nil],
        role: role)
      let start = Value.map(["LaunchTemplateId": .to("launchTemplates.web")])
      let mix = Value.map(["LaunchTemplate": .map(["LaunchTemplateSpecification": start])])
      for (name, value) in [("LaunchTemplate", start), ("MixedInstancesPolicy", mix)] {
        graph.add(
          "autoScalingGroups.\(name)", "AWS::AutoScaling::AutoScalingGroup",
          [name: value, "VPCZoneIdentifier": .set([.to("subnets.a")])])
      }
      let reach = Reachability(graph)
      #expect(reach.hosts.map { reach.hasPublicAddress($0) } == [expected, expected])
    }
  }

  // MARK: IPv6

  /// A service in a subnet with IPv6 addresses, or without, whose route for them leads to a gateway.
  private static func dual(
    _ gateway: String, ingress: [Value], egress: [Value]? = nil, hasAddresses: Bool = true
  ) -> ResourceGraph {
    var graph = system(route: nil, ingress: ingress, egress: egress)
    if hasAddresses {
      graph.update(Path("subnets", "inner")) { subnet in
        subnet.properties.append(Member("Ipv6CidrBlock", .ipv6Block(0, of: Path("vpcs", "main"))))
      }
    }
    graph.add(
      "subnets.inner/route6", "AWS::EC2::Route",
      [
        "RouteTableId": .to("subnets.inner/table"), "DestinationIpv6CidrBlock": "::/0",
        gateway: .to(gateway == "GatewayId" ? "vpcs.main/gateway" : "vpcs.main/egressOnlyGateway"),
      ])
    return graph
  }

  /// Without any IPv4 address the internet reaches what is open over IPv6, except by a gateway that lets nobody in.
  @Test(arguments: [
    ("GatewayId", true, Certainty.yes, Certainty.yes), ("EgressOnlyInternetGatewayId", true, .no, .yes),
    ("GatewayId", false, .no, .no),
  ]) func gatewaysOfIPv6(_ gateway: String, hasAddresses: Bool, into: Certainty, out: Certainty) {
    let everybody = Self.rule(80, "::/0", "CidrIpv6")
    let graph = Self.dual(gateway, ingress: [everybody], egress: [everybody], hasAddresses: hasAddresses)
    for internet in [Endpoint.internet, .addresses(.everywhereOfIPv6)] {
      #expect(Self.certainty(graph, from: internet, to: Self.tasks) == into)
      #expect(Self.certainty(graph, from: Self.tasks, to: internet) == out)
    }
    #expect(Self.certainty(graph, from: .addresses(.everywhere), to: Self.tasks) == .no)
    let found = Reachability(graph).connections().filter { $0.purpose == nil }.map { "\($0.from) → \($0.to)" }
    // What nobody gets in to from outside is open to the VPC itself.
    let start = into == .yes ? "::/0" : "vpcs.main/ipv6Block"
    #expect(found == (hasAddresses ? ["\(start) → services.tasks", "services.tasks → ::/0"] : []))
  }

  /// Which addresses of IPv6 a VPC has is AWS's choice: an address out of AWS's ranges may be one of them.
  @Test(arguments: [("::/0", Certainty.yes), ("2000::/3", .yes), ("2600:1f18::/33", .unknown), ("fd00::/8", .no)])
  func addressesOfOnesOwn(_ block: String, expected: Certainty) throws {
    let own = Endpoint.ownIPv6(Path("vpcs", "main"))
    let one = Endpoint.addresses(try #require(CIDR("2600:1f18:1::/56")))
    let rules = [Self.rule(80, Value(.string(block)), "CidrIpv6")]
    var graph = Self.dual("EgressOnlyInternetGatewayId", ingress: rules, egress: rules)
    #expect(Self.certainty(graph, from: one, to: Self.tasks) == .no, "the VPC has no addresses of IPv6")
    graph.add("vpcs.main/ipv6Block", "AWS::EC2::VPCCidrBlock", ["VpcId": .to("vpcs.main")])
    #expect(Self.certainty(graph, from: own, to: Self.tasks) == expected)
    #expect(Self.certainty(graph, from: Self.tasks, to: own) == expected)
    #expect(Self.certainty(graph, from: one, to: Self.tasks) == (expected == .no ? .no : .unknown))
    #expect(Self.certainty(graph, from: .ownIPv6(Path("vpcs", "other")), to: Self.tasks) == .no)
  }

  /// A rule of one family lets nobody in over the other.
  @Test(arguments: [("0.0.0.0/0", "CidrIp", "::/0"), ("::/0", "CidrIpv6", "0.0.0.0/0")])
  func familiesAreApart(_ block: String, key: String, other: String) throws {
    let graph = Self.dual("GatewayId", ingress: [Self.rule(80, Value(.string(block)), key)], egress: [])
    let start = Endpoint.addresses(try #require(CIDR(other)))
    #expect(Self.certainty(graph, from: start, to: Self.tasks) == .no)
  }

  /// Out over IPv4 and in over IPv6 is no way between two hosts.
  @Test(arguments: [("CidrIp", "0.0.0.0/0", Certainty.no), ("CidrIpv6", "::/0", .yes)])
  func bothEndsTakeOneFamily(_ key: String, _ block: String, expected: Certainty) {
    var graph = Self.dual(
      "GatewayId", ingress: [Self.rule(80, "::/0", "CidrIpv6")], egress: [Self.rule(80, Value(.string(block)), key)])
    let service = graph[Path("services", "tasks")]
    graph.add("services.other", "AWS::ECS::Service", ["NetworkConfiguration": service?["NetworkConfiguration"]])
    #expect(Self.certainty(graph, from: .host(Path("services", "other")), to: Self.tasks) == expected)
  }
}
