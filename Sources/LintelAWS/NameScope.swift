/// Among what a physical name has to be the only one of its type.
package struct NameScope: Sendable {
  package enum Extent: Sendable, Equatable {
    /// The account, whatever the region.
    case account
    /// The account in one region.
    case region
    /// What the property names: a VPC, a cluster.
    case property(String)
  }

  package let extent: Extent
  package let ignoresCase: Bool
}
