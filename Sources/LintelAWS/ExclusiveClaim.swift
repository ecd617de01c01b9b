/// Something of AWS's that one resource at a time can have: as long as one holds it, AWS refuses it to another.
///
/// A type lists its claims among its facts. Physical names are claims too, and follow from `nameProperty` and `NameScope`,
/// so no type lists them.
package struct ExclusiveClaim: Sendable {
  package enum Thing: Sendable {
    /// The value of a property, within what another property names: a port of a load balancer.
    case value(of: String, within: String)
    /// A block of addresses, within what another property names: no other may overlap it.
    case block(of: String, within: String)
    /// What properties at this path name, each tied to what another property names and to nothing else: a target group
    /// to a load balancer.
    case tie(of: [String], to: PropertyPath)
    /// What properties at this path name, each had by one resource only: an address of a load balancer.
    case sole(of: [String])
    /// The names of a list's items, each the first of these members that is there, within what another property names:
    /// the names by which ECS offers ports in a namespace.
    case names(of: PropertyPath, members: [String], within: PropertyPath)
  }

  package let thing: Thing
  /// Whether AWS is sure to refuse it to another.
  package let isCertain: Bool
  /// What a person can do: the words behind the failure.
  package let remedy: String

  package init(_ thing: Thing, isCertain: Bool = true, remedy: String = "") {
    self.thing = thing
    self.isCertain = isCertain
    self.remedy = remedy
  }
}
