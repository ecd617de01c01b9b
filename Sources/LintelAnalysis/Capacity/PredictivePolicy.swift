package import LintelGraph

/// Capacity that AWS has there before the load that it forecasts.
///
/// How much that is follows from two weeks of the metric, which no spec and no template holds.
package struct PredictivePolicy: Hashable, Sendable {
  package let target: Decimal
  /// Whether it acts, and does not only show what would be.
  package let scales: Bool
  /// By how many percent of the forecast the maximum may be above it; nil where the maximum holds.
  package let buffer: Int?

  package init(target: Decimal, scales: Bool, buffer: Int? = nil) {
    self.target = target
    self.scales = scales
    self.buffer = buffer
  }
}
