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

/// What metrics of target tracking are called in CloudWatch.
package enum TrackedMetrics {
  private static let names: [String: (namespace: String, name: String)] = [
    "ECSServiceAverageCPUUtilization": ("AWS/ECS", "CPUUtilization"),
    "ECSServiceAverageMemoryUtilization": ("AWS/ECS", "MemoryUtilization"),
    "ASGAverageCPUUtilization": ("AWS/EC2", "CPUUtilization"),
    "ASGAverageNetworkIn": ("AWS/EC2", "NetworkIn"),
    "ASGAverageNetworkOut": ("AWS/EC2", "NetworkOut"),
  ]

  package static func metric(of type: String) -> (namespace: String, name: String)? { names[type] }
}

/// The seconds between two activities of a service's policy that says nothing.
package enum ScalingCooldown {
  package static let ofServices = 300
}

/// Metrics that halve when there are twice as many to share the load.
package enum SharedLoadMetrics {
  private static let names: Set<String> = ["CPUUtilization"]

  package static func contains(_ name: String) -> Bool { names.contains(name) }
}
