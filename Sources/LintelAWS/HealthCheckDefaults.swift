/// What a health check of an Application Load Balancer is like where nothing is said, from the API's reference.
package enum HealthCheckDefaults {
  /// Seconds between two checks.
  package static let interval = 30
  /// Failures in a row that make a target unhealthy.
  package static let unhealthyThreshold = 2
}
