import LintelGraph
import LintelSource

/// Graphs built by hand.
enum SmallGraph {
  static var empty: ResourceGraph {
    ResourceGraph(project: "p", environment: nil, region: "us-east-1", account: nil)
  }

  /// A VPC with a gateway, and two subnets that route to it, all in one role.
  static func network(role: Resource.Role = .owned) -> ResourceGraph {
    var graph = empty
    graph.add("vpcs.main", "AWS::EC2::VPC", ["CidrBlock": "10.0.0.0/16"], role: role)
    graph.add("vpcs.main/gateway", "AWS::EC2::InternetGateway", [:], role: role)
    for letter in ["a", "b"] {
      let subnet = "subnets.\(letter)"
      graph.add(subnet, "AWS::EC2::Subnet", ["VpcId": .to("vpcs.main")], role: role)
      graph.add("\(subnet)/routeTable", "AWS::EC2::RouteTable", ["VpcId": .to("vpcs.main")], role: role)
      graph.add(
        "\(subnet)/defaultRoute", "AWS::EC2::Route",
        [
          "RouteTableId": .to("\(subnet)/routeTable"), "DestinationCidrBlock": "0.0.0.0/0",
          "GatewayId": .to("vpcs.main/gateway"),
        ], role: role)
      graph.add(
        "\(subnet)/association", "AWS::EC2::SubnetRouteTableAssociation",
        ["SubnetId": .to(subnet), "RouteTableId": .to("\(subnet)/routeTable")], role: role)
    }
    graph.add(
      "vpcs.main/attachment", "AWS::EC2::VPCGatewayAttachment",
      ["VpcId": .to("vpcs.main"), "InternetGatewayId": .to("vpcs.main/gateway")], role: role)
    return graph
  }
}

extension Path {
  /// Reads `section.id/part`.
  init(reading text: String) {
    let halves = text.split(separator: "/", maxSplits: 1)
    let words = halves.first?.split(separator: ".", maxSplits: 1) ?? []
    self.init(
      words.first.map(String.init) ?? "", words.count > 1 ? String(words[1]) : "",
      halves.count > 1 ? String(halves[1]) : "")
  }
}

extension Value {
  static func to(_ path: String, _ attribute: Attribute = .id) -> Value { .reference(Path(reading: path), attribute) }
}

extension ResourceGraph {
  /// Adds a node with those of the properties that are there.
  mutating func add(
    _ path: String, _ type: String, _ properties: KeyValuePairs<String, Value?>, role: Resource.Role = .owned
  ) {
    let members = properties.compactMap { key, value in value.map { Member(key, $0) } }
    add(Resource(Path(reading: path), type, role: role, span: .none, properties: members))
  }
}
