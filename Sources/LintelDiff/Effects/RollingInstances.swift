import LintelAWS
import LintelGraph

/// The way in which a group's running instances give way to new ones, as its update policy says.
struct RollingInstances {
  private let least: Int
  private let batch: Int

  /// Nil where instances stay as they are, or another group takes the place of this one.
  init?(_ group: Resource) {
    guard let update = group["UpdatePolicy"]?["AutoScalingRollingUpdate"] else { return nil }
    least = update["MinInstancesInService"]?.integer ?? Self.usual("MinInstancesInService")
    batch = update["MaxBatchSize"]?.integer ?? Self.usual("MaxBatchSize")
  }

  /// AWS's default of a member of the update policy.
  private static func usual(_ member: String) -> Int {
    ResourceType.autoScalingGroup.integerDefault(of: "UpdatePolicy", "AutoScalingRollingUpdate", member)
  }

  var words: String {
    let pace = batch == 1 ? "its instances are replaced one by one" : "its instances are replaced \(batch) at a time"
    return least == 0 ? pace : "\(pace), and at least \(least) stay\(least == 1 ? "s" : "") in service"
  }
}
