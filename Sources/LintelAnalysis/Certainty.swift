/// The certainty of an answer that a graph gives: it may not hold what would settle it.
///
/// Resources that are already there and values that are given when deploying leave questions open. A rule that gets
/// `unknown` stays silent.
package enum Certainty: String, Comparable, Sendable {
  case no, unknown, yes

  private var rank: Int {
    switch self {
    case .no: 0
    case .unknown: 1
    case .yes: 2
    }
  }

  package init(_ isTrue: Bool) { self = isTrue ? .yes : .no }

  package static func < (left: Certainty, right: Certainty) -> Bool { left.rank < right.rank }

  /// Yes if both are.
  package static func && (left: Certainty, right: Certainty) -> Certainty { min(left, right) }

  /// Yes if one is.
  package static func || (left: Certainty, right: Certainty) -> Certainty { max(left, right) }
}
