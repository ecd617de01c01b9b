import LintelAWS
import LintelGraph

/// What an action sets of a service or a group at times, as far as that is known.
package struct ScheduledSizes: Sendable {
  package let least: Int?
  package let most: Int?
  package let desired: Int?
  /// The schedule with its zone, as a person reads it.
  package let words: String

  /// An action of a scalable target.
  init(item: Value, in graph: ResourceGraph) {
    let bounds = item["ScalableTargetAction"]
    least = graph.count(bounds?["MinCapacity"])
    most = graph.count(bounds?["MaxCapacity"])
    desired = nil
    words = Self.words(item["Schedule"], item["Timezone"])
  }

  /// An action of an Auto Scaling group.
  init(_ node: Resource, in graph: ResourceGraph) {
    least = graph.count(node["MinSize"])
    most = graph.count(node["MaxSize"])
    desired = graph.count(node["DesiredCapacity"])
    words = Self.words(node["Recurrence"] ?? node["StartTime"], node["TimeZone"])
  }

  private static func words(_ schedule: Value?, _ zone: Value?) -> String {
    (schedule?.literal ?? "a schedule that is known only when deploying") + (zone?.literal.map { " \($0)" } ?? "")
  }
}
