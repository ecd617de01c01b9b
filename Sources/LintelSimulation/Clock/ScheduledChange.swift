/// What a scheduled action sets, and when.
package struct ScheduledChange: Hashable, Sendable {
  package let name: String
  package let least: Int?
  package let most: Int?
  package let desired: Int?
  /// Seconds from the beginning of the run, ascending.
  package let times: [Int]

  package init(name: String, least: Int? = nil, most: Int? = nil, desired: Int? = nil, times: [Int]) {
    self.name = name
    self.least = least
    self.most = most
    self.desired = desired
    self.times = times
  }
}
