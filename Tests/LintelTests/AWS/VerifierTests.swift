import LintelAWS
import LintelGraph
import LintelSource
import Testing

/// Mistakes that lowering could make, and what the verifier says of each.
@Suite struct VerifierTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let expected: [String]
    let make: @Sendable (inout ResourceGraph) -> Void

    init(_ expected: String..., make: @escaping @Sendable (inout ResourceGraph) -> Void) {
      self.expected = expected
      self.make = make
    }

    var testDescription: String { expected.joined(separator: "; ") }
  }

  @Test func aSoundGraphHasNoProblems() {
    var graph = SmallGraph.network()
    Ordering.apply(to: &graph)
    #expect(Verifier.problems(in: graph) == [])
  }

  @Test(arguments: properties + references) func eachMistakeIsFound(_ mistake: Mistake) {
    var graph = SmallGraph.network()
    mistake.make(&graph)
    #expect(Verifier.problems(in: graph) == mistake.expected)
  }

  private static let properties = [
    Mistake("queues.q: unknown type AWS::SQS::Queue") { $0.add("queues.q", "AWS::SQS::Queue", [:]) },
    Mistake("vpcs.other: unknown property Cidr") { $0.add("vpcs.other", "AWS::EC2::VPC", ["Cidr": "10.0.0.0/8"]) },
    Mistake("vpcs.other: has CidrBlock twice") {
      $0.add("vpcs.other", "AWS::EC2::VPC", ["CidrBlock": "10.0.0.0/8", "CidrBlock": "11.0.0.0/8"])
    },
    Mistake("logs.l.RetentionInDays: is no integer") {
      $0.add("logs.l", "AWS::Logs::LogGroup", ["RetentionInDays": "14"])
    },
    Mistake("clusters.c.ClusterSettings: is no set(object)") {
      $0.add("clusters.c", "AWS::ECS::Cluster", ["ClusterSettings": .list([])])
    },
    Mistake("clusters.c.ClusterSettings: is no set(object)") {
      $0.add("clusters.c", "AWS::ECS::Cluster", ["ClusterSettings": Value(.parameter("settings"))])
    },
    Mistake(
      "groups.g.SecurityGroupIngress[0]: unknown property Port", "groups.g.SecurityGroupIngress[0]: lacks IpProtocol",
      "groups.g: lacks GroupDescription"
    ) {
      $0.add("groups.g", "AWS::EC2::SecurityGroup", ["SecurityGroupIngress": .set([.map(["Port": 80])])])
    },
    Mistake("subnets.c: lacks VpcId") { $0.add("subnets.c", "AWS::EC2::Subnet", [:]) },
    Mistake { $0.add("subnets.c", "AWS::EC2::Subnet", [:], role: .existing(.literal("subnet-1"))) },
    Mistake {
      $0.add("logs.l", "AWS::Logs::LogGroup", ["RetentionInDays": Value(.parameter("days"))])
    },
    Mistake {
      $0.add("services.s", "AWS::ECS::Service", [:])
      $0.update(Path("services", "s")) { $0.initial = [Member("DesiredCount", 2)] }
    },
  ]

  private static let references = [
    Mistake("subnets.c: refers to vpcs.gone, which is not there") {
      $0.add("subnets.c", "AWS::EC2::Subnet", ["VpcId": .to("vpcs.gone")])
    },
    Mistake {
      $0.unread.insert(Path("vpcs", "gone"))
      $0.unreadSections.insert("tables")
      $0.add("subnets.c", "AWS::EC2::Subnet", ["VpcId": .to("vpcs.gone/part"), "CidrBlock": .to("tables.t")])
    },
    Mistake("subnets.c: vpcs.main has no arn") {
      $0.add("subnets.c", "AWS::EC2::Subnet", ["VpcId": .to("vpcs.main", .arn)])
    },
    Mistake("output Url: vpcs.main has no dnsName") {
      $0.outputs.append(Output("Url", "", .text(["http://", .to("vpcs.main", .dnsName)])))
    },
    Mistake("policies.p: services.s has no arn") {
      $0.add("services.s", "AWS::ECS::Service", [:], role: .existing(.literal("name")))
      $0.add("policies.p", "AWS::Logs::LogGroup", ["LogGroupName": .to("services.s", .arn)])
    },
    Mistake("logs.l: refers to instances.builder, which no template has") {
      $0.add("instances.builder", "AWS::EC2::Instance", [:], role: .scaffold)
      $0.add("logs.l", "AWS::Logs::LogGroup", ["LogGroupName": .to("instances.builder")])
    },
    Mistake("subnets.c: comes after vpcs.there, which is not made") {
      $0.add("vpcs.there", "AWS::EC2::VPC", [:], role: .existing(.literal("vpc-1")))
      $0.add("subnets.c", "AWS::EC2::Subnet", ["VpcId": .to("vpcs.there")])
      $0.update(Path("subnets", "c")) { $0.after = [Path("vpcs", "there")] }
    },
    Mistake("vpcs.ma-in: has the logical id of vpcs.ma/in") {
      $0.add("vpcs.ma/in", "AWS::EC2::VPC", [:])
      $0.add("vpcs.ma-in", "AWS::EC2::VPC", [:])
    },
    Mistake("a cycle: logs.one needs logs.two needs logs.one") {
      $0.add("logs.zero", "AWS::Logs::LogGroup", ["LogGroupName": .to("logs.one", .name)])
      $0.add("logs.one", "AWS::Logs::LogGroup", ["LogGroupName": .to("logs.two", .name)])
      $0.add("logs.two", "AWS::Logs::LogGroup", [:])
      $0.update(Path("logs", "two")) { $0.after = [Path("logs", "one")] }
    },
    Mistake("a cycle: logs.one needs logs.one") {
      $0.add("logs.one", "AWS::Logs::LogGroup", ["LogGroupName": .to("logs.one", .name)])
    },
  ]
}
