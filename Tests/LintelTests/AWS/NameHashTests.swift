import LintelAWS
import LintelGraph
import LintelSource
import Testing

/// What the ending of a derived name depends on: all whose change replaces the resource, and nothing else.
@Suite struct NameHashTests {
  private func hash(_ change: (inout ResourceGraph) -> Void = { _ in }) throws -> String {
    var graph = SmallGraph.network()
    graph.add(
      "targetGroups.t", "AWS::ElasticLoadBalancingV2::TargetGroup",
      ["Name": "shop-t", "Port": 80, "VpcId": .to("vpcs.main"), "HealthCheckPath": "/"])
    change(&graph)
    return NameHash.sixDigits(of: try #require(graph[Path("targetGroups", "t")]), in: graph)
  }

  private func targetGroup(_ property: String, _ value: Value?) throws -> String {
    try hash { $0.update(Path("targetGroups", "t")) { $0[property] = value } }
  }

  @Test func itIsSixDigits() throws {
    let hash = try hash()
    #expect(hash.utf8.count == 6 && hash.allSatisfy { "0123456789abcdef".contains($0) }, "\(hash)")
  }

  @Test func whatReplacesTheResourceChangesIt() throws {
    let hashes = [
      try hash(), try targetGroup("Port", 81), try targetGroup("Port", nil), try targetGroup("TargetType", "ip"),
      try targetGroup("VpcId", "vpc-1"), try targetGroup("VpcId", Value(.parameter("vpc-1"))),
      try targetGroup("VpcId", Value(.pseudo(.region))), try targetGroup("VpcId", .text(["vpc", "-1"])),
    ]
    #expect(Set(hashes).count == hashes.count, "\(hashes)")
  }

  @Test func nothingElseDoes() throws {
    let hash = try hash()
    #expect(try targetGroup("Name", "other") == hash)
    #expect(try targetGroup("HealthCheckPath", "/health") == hash)
    #expect(try targetGroup("Port", "80") == hash, "whether a number is written as text")
    let tagged = try self.hash { graph in
      graph.update(Path("targetGroups", "t")) {
        $0.tags = [Tag("a", "b")]
        $0.properties.reverse()
      }
      graph.update(Path("vpcs", "main")) { $0["EnableDnsSupport"] = true }
    }
    #expect(tagged == hash)
  }

  /// A VPC with another block is another VPC, and so is another entry with the same block.
  @Test func aReferenceCountsAsWhatItPointsTo() throws {
    let existing = { (identifier: ExternalIdentifier) in
      try self.hash { $0.update(Path("vpcs", "main")) { $0.role = .existing(identifier) } }
    }
    let lookedUp = { (source: ParameterSource.Place) in
      try self.hash { graph in
        graph.parameters = [Parameter(name: "network", kind: .string, source: ParameterSource(source), span: .none)]
        graph.update(Path("vpcs", "main")) { $0.role = .existing(.parameter("network")) }
      }
    }
    let hashes = [
      try hash(), try hash { $0.update(Path("vpcs", "main")) { $0["CidrBlock"] = "10.1.0.0/16" } },
      try hash { graph in
        graph.add("vpcs.twin", "AWS::EC2::VPC", ["CidrBlock": "10.0.0.0/16"])
        graph.update(Path("targetGroups", "t")) { $0["VpcId"] = .to("vpcs.twin") }
      },
      try existing(.literal("vpc-1")), try existing(.literal("vpc-2")), try lookedUp(.export("vpc-1")),
      try lookedUp(.ssm("vpc-1")),
    ]
    #expect(Set(hashes).count == hashes.count, "\(hashes)")
  }

  /// The hash does not depend on names that nobody wrote: they follow from the place, and may lack an ending yet.
  @Test func derivedNamesDoNotCount() throws {
    func hash(_ name: String, isWritten: Bool) throws -> String {
      let span = isWritten ? Span(file: FileID(rawValue: 0), start: 0, end: 1) : .none
      return try self.hash { graph in
        graph.add("vpcs.twin", "AWS::ElasticLoadBalancingV2::LoadBalancer", ["Name": Value(.string(name), at: span)])
        graph.update(Path("targetGroups", "t")) { $0["VpcId"] = .to("vpcs.twin") }
      }
    }
    #expect(try hash("a", isWritten: false) == hash("a-123456", isWritten: false))
    #expect(try hash("a", isWritten: true) != hash("b", isWritten: true))
  }

  /// A member whose change replaces the resource counts where the property as a whole can be changed.
  @Test func membersThatReplaceTheResourceChangeIt() throws {
    func hash(_ group: String, draining: Value) throws -> String {
      var graph = SmallGraph.network()
      graph.add(
        "capacityProviders.p", "AWS::ECS::CapacityProvider",
        ["AutoScalingGroupProvider": .map(["AutoScalingGroupArn": Value(.string(group)), "ManagedDraining": draining])])
      return NameHash.sixDigits(of: try #require(graph[Path("capacityProviders", "p")]), in: graph)
    }
    #expect(try hash("a", draining: "ENABLED") == hash("a", draining: "DISABLED"))
    #expect(try hash("a", draining: "ENABLED") != hash("b", draining: "ENABLED"))
  }

  @Test func cyclesEnd() throws {
    let hash = try hash { graph in
      graph.add("vpcs.loop", "AWS::EC2::VPC", ["CidrBlock": .to("targetGroups.t")])
      graph.update(Path("targetGroups", "t")) { $0["VpcId"] = .to("vpcs.loop") }
    }
    #expect(hash.utf8.count == 6)
  }

  /// No two different values may read the same.
  @Test func textsDoNotRunTogether() throws {
    let values: [Value] = [
      .list(["a", "b"]), .list(["a,b"]), .list(["a\",\"b"]), .set(["a", "b"]), .text(["a", "b"]), "a,b",
      .map(["a": "b"]), .list([.list(["a"]), "b"]), .list([.list(["a", "b"])]),
    ]
    let hashes = try values.map { try targetGroup("VpcId", $0) }
    #expect(Set(hashes).count == values.count, "\(hashes)")
    #expect(try targetGroup("VpcId", .set(["b", "a"])) == hashes[3])
  }
}
