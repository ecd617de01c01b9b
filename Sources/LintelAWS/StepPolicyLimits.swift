/// Quotas of Application Auto Scaling and EC2 Auto Scaling that cannot be raised.
package enum StepPolicyLimits {
  /// Step adjustments of one policy.
  package static let steps = 20
}
