import Lintel
import LintelAnalysis
import LintelGraph
import Testing

/// Rolling deployments, and addresses of subnets.
@Suite struct CapacityTests {
  @Test(arguments: [
    // desired, minimum, maximum: least, most, possible
    (1, 100, 200, 1, 2, true), (1, 100, 100, 1, 1, false), (1, 50, 100, 1, 1, false), (2, 50, 100, 1, 2, true),
    (3, 50, 100, 2, 3, true), (1, 100, 150, 1, 1, false), (2, 100, 150, 2, 3, true), (1, 0, 100, 0, 1, true),
    (4, 90, 110, 4, 4, false), (0, 100, 100, 0, 0, true),
  ]) func deployments(_ desired: Int, minimum: Int, maximum: Int, least: Int, most: Int, isPossible: Bool) {
    let limits = DeploymentLimits(desired: desired, minimumHealthyPercent: minimum, maximumPercent: maximum)
    #expect(limits.least == least && limits.most == most && limits.isPossible == isPossible)
  }

  @Test func deploymentsOfTheExample() throws {
    let graph = try #require(ExampleSpec(name: "ecs-autoscaling").check().graphs.last)
    let (service, limits) = try #require(DeploymentLimits.all(in: graph).first)
    #expect(service.description == "services.encryptor")
    #expect(limits.map(\.desired) == [1, 30] && limits.map(\.most) == [2, 60])
  }

  @Test func addressesOfTheExample() throws {
    let graph = try #require(ExampleSpec(name: "ecs-autoscaling").check().graphs.last)
    let budgets = AddressBudget.all(in: graph)
    #expect(budgets.map(\.usable) == [4091, 4091] && budgets.allSatisfy(\.isComplete))
    // A load balancer, and half of one task rounded up; 100, and half of thirty tasks twice.
    #expect(budgets.map(\.desired) == [9, 9] && budgets.map(\.most) == [130, 130])
  }

  @Test(arguments: [("10.0.0.0/28", 11), ("10.0.0.0/27", 27), ("10.0.0.0/24", 251), ("10.0.0.0/16", 65_531)])
  func usableAddresses(_ block: String, count: Int) throws {
    #expect(AddressBudget.usable(of: try #require(CIDR(block))) == count)
  }
}
