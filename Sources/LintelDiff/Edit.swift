package import LintelAWS
package import LintelGraph

/// One value of a resource that differs.
package struct Edit: Sendable {
  /// What of a resource it is in.
  package enum Area: String, Sendable {
    case property
    /// A count that is given when the resource is made, and never afterwards.
    case initial
    case tag
    /// Whether its data outlives it.
    case retention
    /// What is already there: which one it is, or whether it is.
    case role
  }

  /// One step from a resource down to a value.
  package enum Step: Hashable, Sendable {
    case member(String)
    /// The item of a list or set with these members.
    case entry(EntryKey)
    /// The item of a list at a position, counted from 0.
    case index(Int)
    /// An item of a list or set that is there or not: which one, the value says.
    case item
  }

  package let area: Area
  package let steps: [Step]
  /// Nil for what is new.
  package let before: Value?
  /// Nil for what is gone.
  package let after: Value?
  /// The position of an item of a list, among those after the change.
  package var position: Int?
  /// The effect on the resource.
  package var effect: UpdateEffect = .noInterruption

  package init(
    area: Area, steps: [Step], before: Value?, after: Value?, position: Int? = nil,
    effect: UpdateEffect = .noInterruption
  ) {
    self.area = area
    self.steps = steps
    self.before = before
    self.after = after
    self.position = position
    self.effect = effect
  }

  /// The names on the way, without the items between them.
  package var names: [String] {
    steps.compactMap { if case .member(let name) = $0 { name } else { nil } }
  }
}

/// The members of an item that tell it from the others, and their texts.
package struct EntryKey: Hashable, Sendable {
  package let names: [String]
  package let texts: [String]

  package init(names: [String], texts: [String]) {
    self.names = names
    self.texts = texts
  }
}
