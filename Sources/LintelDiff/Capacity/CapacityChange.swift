package import LintelGraph

/// The amount that there is of something.
package struct Capacity: Hashable, Sendable {
  package enum Unit: String, Sendable { case tasks, instances }

  package let unit: Unit
  package let minimum: Int
  /// The count that it starts with; scaling sets it afterwards.
  ///
  /// Nil of a group on both sides of a change of which either says none: AWS leaves it within the bounds.
  package var desired: Int?
  package let maximum: Int
  /// CPU units of a task, 1024 of them a vCPU; nil of an instance.
  package let cpu: Int?
  /// MiB of a task; nil of an instance.
  package let memory: Int?
  package let instanceType: String?

  /// The counts by name, the smallest first.
  package var counts: [(name: String, count: Int?)] {
    [("minimum", minimum), ("desired", desired), ("maximum", maximum)]
  }
}

/// A service or Auto Scaling group that differs in size, number, or in what sets its number.
package struct CapacityChange: Sendable {
  package let path: Path
  /// Nil where it is not, or where the size is not known.
  package let before: Capacity?
  package let after: Capacity?
  /// The policies that set its number, in words.
  package let scalingBefore: [String]
  package let scalingAfter: [String]
}
