/// What an account may have until AWS raises its quotas.
package enum DefaultQuotas {
  /// VPCs of a region, the default one among them.
  package static let vpcsPerRegion = 5
  /// Elastic addresses of a region.
  package static let addressesPerRegion = 5
  /// Managed policies that are attached to a role; AWS goes up to 20 on request.
  package static let managedPoliciesPerRole = 10
}
