import LintelAWS
import LintelGraph
import LintelSource
import Testing

@testable import LintelEmit

/// The part of a deploy script that brings one resource about, of every type that has commands.
@Suite struct BlockTests {
  /// Each type's block with all that a spec could state, and with no more than it must: what is made, compared, changed.
  @Test func everyTypesBlock() throws {
    var blocks: [String] = []
    for type in Catalog.types where type.commands.create != nil {
      for isWhole in [true, false] {
        var graph = SmallGraph.empty
        var resource = Resource(Path("things", "one"), type.name, span: .none)
        resource.properties = Self.members(type.properties, isWhole: isWhole)
        if isWhole { resource.tags = [Tag("Owner", "it's $mine")] }
        graph.add(resource)
        let writer = CommandWriter(values: ScriptValues(graph: graph), resource: resource, type: type, kept: [])
        let name = "\(type.name), \(isWhole ? "with all properties" : "with those that are required")"
        blocks.append((["# \(name)"] + ResourceBlock(writer: writer).lines).joined(separator: "\n"))
      }
    }
    let text = blocks.joined(separator: "\n\n") + "\n"
    Checkout.expect(text, at: "Tests/Fixtures/script/blocks.txt")
    #expect(throws: Never.self) { try Bash.output(of: text, arguments: "-n") }
  }

  /// A value for each property, of its shape.
  private static func members(_ properties: [PropertyDescription], isWhole: Bool) -> [Member] {
    properties.filter { isWhole ? $0.use.isManaged && !$0.isAttribute : $0.isRequired }.map {
      Member($0.name, value($0.name, $0.shape, isWhole: isWhole))
    }
  }

  private static func value(_ name: String, _ shape: PropertyShape, isWhole: Bool) -> Value {
    switch shape {
    case .string, .base64: Value(.string("\(name) 'x'"))
    case .integer: 7
    case .number: 3
    case .boolean: true
    case .document: Value(.map([Member("Version", "2012-10-17")]))
    case .object(let parts): Value(.map(members(parts, isWhole: isWhole)))
    case .map(let item): Value(.map([Member("a-key", value("value", item, isWhole: isWhole))]))
    case .list(let item): Value(.list([value(name, item, isWhole: isWhole)]))
    case .set(.object(let parts)): Value(.set([value(name, .object(parts), isWhole: isWhole)]))
    case .set(let item): Value(.set([value(name, item, isWhole: isWhole), value("other", item, isWhole: isWhole)]))
    }
  }

  // MARK: Command lines

  private func writer(
    _ properties: [Member], initial: [Member] = [], type: String = "AWS::ECS::Service"
  ) throws -> CommandWriter {
    var graph = SmallGraph.empty
    var resource = Resource(Path("services", "web"), type, span: .none, properties: properties)
    resource.initial = initial
    graph.add(resource)
    let type = try #require(Catalog.type(named: resource.type))
    return CommandWriter(values: ScriptValues(graph: graph), resource: resource, type: type, kept: ["tag"])
  }

  /// An option is left out with its property, and takes its value with `=` where that could be an option itself.
  @Test func optionsFollowThePropertys() throws {
    let writer = try writer([Member("ServiceName", "-web"), Member("TaskDefinition", "file://x")])
    let create = try #require(writer.commands.create?.command)
    let line = writer.line(create, initial: true)
    let words = line.substituting(" \\\n    ", with: " ")
    let start =
      "aws ecs create-service --service-name=-web --task-definition \"$(as_file file://x)\" --desired-count 1 "
    let end =
      "--tags ${replaces:+\"key=lintel:replaces,value=$replaces\"} "
      + "\"key=lintel:parameter:tag,value='${parameter_tag_tag}'\" key=lintel:project,value=p key=lintel:id,value=ServiceWeb"
    #expect(words.hasPrefix(start), "\(words)")
    #expect(words.hasSuffix(end), "\(words)")
    #expect(!words.holds("--cluster") && !words.holds("--launch-type"), "\(words)")
  }

  /// What makes a resource gives the counts that scaling owns; what changes it does not, and gives AWS's defaults.
  @Test func countsAreGivenOnce() throws {
    let writer = try writer([Member("ServiceName", "web")], initial: [Member("DesiredCount", 4)])
    let create = try #require(writer.commands.create?.command)
    #expect(writer.line(create, initial: true).holds("--desired-count 4"))
    let change = try #require(writer.commands.changes.first { $0.kind == .set }?.command)
    let line = writer.line(change)
    #expect(line.holds("--health-check-grace-period-seconds 0") && !line.holds("--desired-count"), "\(line)")
  }

  /// Lines of 96 bytes stand as they are; longer ones go on, indented, and the shell reads the same words.
  @Test(arguments: [1, 5, 9, 20, 60]) func longCommandsGoOn(_ count: Int) throws {
    let options = (0..<count).map { "--option-\($0) value-\($0)" }
    let line = CommandWriter.wrapped("printf '%s '", options)
    #expect(line.split(separator: "\n").allSatisfy { $0.utf8.count <= 98 })
    #expect(line.holds("\n") == ((["printf '%s '"] + options).joined(separator: " ").utf8.count > 96))
    let read = String(decoding: try Bash.output(of: line), as: UTF8.self)
    #expect(read == options.joined(separator: " ") + " ")
  }

  // MARK: Comparisons

  @Test(
    arguments: [
      ("AWS::ECS::Service", "ServiceName", Value("x"), "serviceName == 'x'"),
      ("AWS::ECS::Service", "ServiceName", Value("it's"), "serviceName == `\"it's\"`"),
      ("AWS::ECS::Service", "DesiredCount", Value(7), "desiredCount == `7`"),
      ("AWS::EC2::Subnet", "MapPublicIpOnLaunch", Value(true), "MapPublicIpOnLaunch == `true`"),
      (loadBalancer, "SecurityGroups", Value(.set([])), "(SecurityGroups || `[]`) == `[]`"),
      (loadBalancer, "SecurityGroups", Value(.set(["b"])), "sort(SecurityGroups || `[]`) == ['b']"),
      (loadBalancer, "SecurityGroups", Value(.set(["c", "b"])), "sort(SecurityGroups || `[]`) == sort(['c', 'b'])"),
      (loadBalancer, "Subnets", Value(.set(["b"])), "sort(AvailabilityZones[].SubnetId || `[]`) == ['b']"),
      (
        "AWS::AutoScaling::AutoScalingGroup", "VPCZoneIdentifier", Value(.set(["b", "c"])),
        "contains(VPCZoneIdentifier, 'b') && contains(VPCZoneIdentifier, 'c') && length(VPCZoneIdentifier) == length('b,c')"
      ),
      ("AWS::EC2::Instance", "IamInstanceProfile", Value("p"), "ends_with(IamInstanceProfile.Arn || '', '/p')"),
      ("AWS::EC2::Instance", "IamInstanceProfile", nil, "IamInstanceProfile.Arn == `null`"),
      ("AWS::ECS::Service", "HealthCheckGracePeriodSeconds", nil, "(healthCheckGracePeriodSeconds || `0`) == `0`"),
      ("AWS::AutoScaling::AutoScalingGroup", "HealthCheckType", nil, "(HealthCheckType || 'EC2') == 'EC2'"),
      ("AWS::ECS::Service", "DesiredCount", nil, nil),
      ("AWS::EC2::VPC", "EnableDnsSupport", nil, "EnableDnsSupport.Value != `false`"),
      ("AWS::EC2::Subnet", "MapPublicIpOnLaunch", nil, "(MapPublicIpOnLaunch || `false`) == `false`"),
    ] as [(String, String, Value?, String?)])
  func comparisons(_ type: String, _ property: String, _ value: Value?, _ expected: String?) throws {
    let writer = try writer(value.map { [Member(property, $0)] } ?? [], type: type)
    let lines = writer.commands.reads.flatMap { ComparisonWriter(writer: writer).lines(of: $0) }
    let line = lines.first { $0.property == property }
    #expect(line?.text.literal == expected.map { "\($0) || '\(property)'" })
  }

  private static let loadBalancer = "AWS::ElasticLoadBalancingV2::LoadBalancer"
}
