package import LintelAWS
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
  private let isOfGroup: Bool
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
    isOfGroup = false
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
    isOfGroup = true
    (start, end) = (nil, nil)
    words = Self.words(node["Recurrence"] ?? node["StartTime"], node["TimeZone"])
  }

  /// When it acts: seconds from a moment on; nil where its schedule or its zone is not known.
  ///
  /// - Parameters:
  ///   - start: The moment.
  ///   - duration: For so many seconds from then on.
  /// - Returns: The times, ascending.
  package func times(from start: Moment, for duration: Int) -> [Int]? {
    guard let schedule, let zone = ClockZone(zone ?? "UTC") else { return nil }
    let own = isOfGroup ? ActionSchedule(schedule, ofGroup: true) : ActionSchedule(schedule, ofGroup: false)
    let first = self.start.flatMap { Moment($0) }.map { $0.seconds - start.seconds } ?? .min
    let last = end.flatMap { Moment($0) }.map { $0.seconds - start.seconds } ?? .max
    return own.times(from: start, for: duration, in: zone)?.filter { first <= $0 && $0 <= last }
  }

  private static func words(_ schedule: Value?, _ zone: Value?) -> String {
    (schedule?.literal ?? "a schedule that is known only when deploying") + (zone?.literal.map { " \($0)" } ?? "")
  }
}
