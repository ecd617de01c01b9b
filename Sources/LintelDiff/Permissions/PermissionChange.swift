package import LintelGraph

/// A grant or refusal of one statement of a policy: one action on one resource.
package struct Grant: Hashable, Sendable {
  package enum Effect: String, Sendable { case allow, deny, trust }

  package let effect: Effect
  /// With wildcards; of a trust the service or account that may assume the role.
  package let action: String
  /// An ARN, `*`, or the node that the policy names.
  package let resource: String
  /// Whether it holds under conditions only, or on some resources that are not told.
  package let isConditional: Bool
}

/// The permissions that a role has on one side only.
package struct PermissionChange: Sendable {
  /// A grant of one side, and what the other side has of it.
  package struct Difference: Hashable, Sendable {
    package let grant: Grant
    package let narrower: [Grant]
  }

  package let role: Path
  package let gained: [Difference]
  package let lost: [Difference]
}
