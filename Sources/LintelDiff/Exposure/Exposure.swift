package import LintelAnalysis
package import LintelGraph

/// A connection that one side lets be opened and the other does not, or not as widely.
package struct Exposure: Sendable {
  package enum Kind: String, CaseIterable, Sendable { case opened, widened, narrowed, closed }

  /// From where to where, and what.
  package struct Passage: Hashable, Sendable {
    package let from: Endpoint
    package let to: Endpoint
    package let traffic: Traffic
    package let certainty: Certainty
  }

  package let kind: Kind
  /// The wider of both sides, or the only one.
  package let passage: Passage
  /// The passages of the other side that overlap it.
  package var narrower: [Passage] = []
  /// The hosts that it goes on to, where it ends at a load balancer.
  package var onward: [Passage] = []

  /// Whether it leads to something of the system, as against out of it.
  package var isIncoming: Bool { if case .host = passage.to { true } else { false } }
  /// Whether more can be reached than before.
  package var isMore: Bool { kind == .opened || kind == .widened }
}

/// A host that has public addresses on one side only.
package struct AddressChange: Sendable {
  package let path: Path
  package let before: Certainty
  package let after: Certainty
}
