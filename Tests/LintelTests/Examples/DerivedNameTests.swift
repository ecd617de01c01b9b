import LintelAWS
import LintelGraph
import LintelKinds
import LintelSource
import Testing

@testable import Lintel

/// Physical names that nobody wrote.
@Suite struct DerivedNameTests {
  private static let header = "lintel: 1\nproject: shop\nregion: eu-west-1\n"

  /// A load balancer without a name, some of whose fields are given.
  private func loadBalancerName(
    scheme: String = "internal", cidr: String = "10.0.0.0/16", groups: String = "lb", project: String = "shop",
    id: String = "public"
  ) throws -> String {
    let text = """
      lintel: 1
      project: \(project)
      region: eu-west-1
      vpcs: { main: { cidr: \(cidr) } }
      subnets:
        a: { vpc: main, availabilityZone: a, cidr: 10.0.0.0/24, public: true }
        b: { vpc: main, availabilityZone: b, cidr: 10.0.1.0/24, public: true }
      securityGroups:
        lb: { description: Load balancer, vpc: main }
        other: { description: Another, vpc: main }
      loadBalancers:
        \(id): { scheme: \(scheme), subnets: [a, b], securityGroups: [\(groups)] }

      """
    let checked = try Checked(of: text)
    #expect(!checked.hasErrors, "\(checked.report)")
    let graph = try #require(checked.finishedGraphs.first)
    return try #require(graph[Path("loadBalancers", id)]?["Name"]?.literal)
  }

  @Test func createOnlyPropertiesChangeTheHash() throws {
    let name = try loadBalancerName()
    #expect(name.hasPrefix("shop-public-") && name.utf8.count == 18, "\(name)")
    #expect(try loadBalancerName() == name)
    #expect(try loadBalancerName(scheme: "internet-facing") != name)
    #expect(try loadBalancerName(groups: "other") == name, "groups change without replacement")
    #expect(try loadBalancerName(id: "front").hasSuffix(name.suffix(6)), "the hash is not of the id")
  }

  @Test func referencesCountAsWhatTheyPointTo() throws {
    func groupName(cidr: String) throws -> String {
      let text =
        Self.header + "vpcs: { main: { cidr: \(cidr) } }\nsecurityGroups: { web: { description: Web, vpc: main } }\n"
      let graph = try #require(Checked(of: text).finishedGraphs.first)
      return try #require(graph[Path("securityGroups", "web")]?["GroupName"]?.literal)
    }
    #expect(try groupName(cidr: "10.0.0.0/16") == groupName(cidr: "10.0.0.0/16"))
    #expect(try groupName(cidr: "10.0.0.0/16") != groupName(cidr: "10.1.0.0/16"))
  }

  @Test func longNamesAreCut() throws {
    let id = String(repeating: "b", count: 40)
    let name = try loadBalancerName(project: String(repeating: "a", count: 40), id: id)
    #expect(name.utf8.count <= 32, "\(name)")
    #expect(NameRule.loadBalancer.problem(with: name) == nil)
    let other = try loadBalancerName(project: String(repeating: "a", count: 40), id: String(id.dropLast()))
    #expect(other != name)
  }

  @Test(arguments: [
    ("short", 32, "short"),
    ("exactly-ten", 11, "exactly-ten"),
    ("one-two-three-four", 12, "one-t-565438"),
    ("abcd-fghijklmnop", 12, "abcd-e3eb22"),
  ]) func cutting(_ name: String, _ limit: Int, _ expected: String) {
    let cut = DerivedName.cut(name, to: limit)
    #expect(cut == expected)
    #expect(cut.utf8.count <= limit)
  }

  /// FIPS 180-4's examples, and the lengths at which the padding changes.
  @Test(arguments: SHA256Vectors.all) func sha256(_ message: String, _ digest: String) {
    #expect(SHA256.hexDigest(of: Array(message.utf8)) == digest)
  }
}
