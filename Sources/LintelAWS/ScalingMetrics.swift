/// Metrics that are a share of what is there, and so never above 100.
///
/// The processor of a Fargate task is limited for the task as a whole, so that its service never uses more than all.
package enum PercentMetrics {
  private static let names: Set<String> = [
    "CPUUtilization", "MemoryUtilization", "ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization",
    "ASGAverageCPUUtilization",
  ]

  package static func contains(_ name: String) -> Bool { names.contains(name) }
}

/// Metrics that only running tasks and instances publish: where there are none, there is no datapoint.
package enum RunningMetrics {
  private static let names: Set<String> = [
    "CPUUtilization", "MemoryUtilization", "ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization",
    "ASGAverageCPUUtilization", "ASGAverageNetworkIn", "ASGAverageNetworkOut", "NetworkIn", "NetworkOut",
  ]

  package static func contains(_ name: String) -> Bool { names.contains(name) }
}
