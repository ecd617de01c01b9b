import LintelAWS
import LintelGraph

/// What an action sets of a service or a group at times, as far as that is known.
package struct ScheduledSizes: Sendable {
  package let least: Int?
  package let most: Int?
  package let desired: Int?
  /// The action's name, where it has one.
  package let name: String?
  /// The schedule and the zone of its clock as AWS takes them; nil where they are known only when deploying.
  package let schedule: String?
  package let zone: String?
  /// The moments between which it recurs.
  package let start: String?
  package let end: String?
  /// The schedule with its zone, as a person reads it.
  package let words: String

  /// An action of a scalable target.
  init(item: Value, in graph: ResourceGraph) {
    let bounds = item["ScalableTargetAction"]
    least = graph.count(bounds?["MinCapacity"])
    most = graph.count(bounds?["MaxCapacity"])
    desired = nil
    name = item["ScheduledActionName"]?.literal
    (schedule, zone) = (item["Schedule"]?.literal, item["Timezone"]?.literal)
    (start, end) = (item["StartTime"]?.literal, item["EndTime"]?.literal)
    words = Self.words(item["Schedule"], item["Timezone"])
  }

  /// An action of an Auto Scaling group.
  init(_ node: Resource, in graph: ResourceGraph) {
    least = graph.count(node["MinSize"])
    most = graph.count(node["MaxSize"])
    desired = graph.count(node["DesiredCapacity"])
    name = node.path.id
    (schedule, zone) = ((node["Recurrence"] ?? node["StartTime"])?.literal, node["TimeZone"]?.literal)
    (start, end) = (nil, nil)
    words = Self.words(node["Recurrence"] ?? node["StartTime"], node["TimeZone"])
  }

  private static func words(_ schedule: Value?, _ zone: Value?) -> String {
    (schedule?.literal ?? "a schedule that is known only when deploying") + (zone?.literal.map { " \($0)" } ?? "")
  }
}
