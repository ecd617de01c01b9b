/// Metrics that are a share of what is there, and so never above 100.
///
/// The processor of a Fargate task is limited for the task as a whole, so that its service never uses more than all.
package enum PercentMetrics {
  private static let names: Set<String> = ["CPUUtilization", "MemoryUtilization"]

  /// Others may publish metrics of such a name, in any unit.
  package static func contains(_ name: String, in namespace: String) -> Bool {
    ["AWS/ECS", "AWS/EC2"].contains(namespace) && names.contains(name)
  }
}

/// Metrics that only running tasks and instances publish: where there are none, there is no datapoint.
package enum RunningMetrics {
  private static let names: Set<String> = ["CPUUtilization", "MemoryUtilization", "NetworkIn", "NetworkOut"]

  package static func contains(_ name: String, in namespace: String) -> Bool {
    ["AWS/ECS", "AWS/EC2"].contains(namespace) && names.contains(name)
  }
}

/// What metrics of target tracking are called in CloudWatch, and of a pair of predictive scaling that which has a target.
package enum TrackedMetrics {
  private static let names: [String: (namespace: String, name: String)] = [
    "ECSServiceAverageCPUUtilization": ("AWS/ECS", "CPUUtilization"),
    "ECSServiceAverageMemoryUtilization": ("AWS/ECS", "MemoryUtilization"),
    "ASGAverageCPUUtilization": ("AWS/EC2", "CPUUtilization"),
    "ASGAverageNetworkIn": ("AWS/EC2", "NetworkIn"),
    "ASGAverageNetworkOut": ("AWS/EC2", "NetworkOut"),
    "ALBRequestCountPerTarget": ("AWS/ApplicationELB", "RequestCountPerTarget"),
    "ECSServiceCPUUtilization": ("AWS/ECS", "CPUUtilization"),
    "ECSServiceMemoryUtilization": ("AWS/ECS", "MemoryUtilization"),
    "ASGCPUUtilization": ("AWS/EC2", "CPUUtilization"),
    "ASGNetworkIn": ("AWS/EC2", "NetworkIn"),
    "ASGNetworkOut": ("AWS/EC2", "NetworkOut"),
    "ALBRequestCount": ("AWS/ApplicationELB", "RequestCountPerTarget"),
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

  package static func contains(_ name: String, in namespace: String) -> Bool {
    ["AWS/ECS", "AWS/EC2"].contains(namespace) && names.contains(name)
  }
}

/// Metrics that rise with the load: more of what scales is needed where they are high.
package enum LoadMetrics {
  private static let names: [String: Set<String>] = [
    "AWS/ECS": ["CPUUtilization", "MemoryUtilization"], "AWS/EC2": ["CPUUtilization", "NetworkIn", "NetworkOut"],
    "AWS/ApplicationELB": ["RequestCountPerTarget", "RequestCount", "TargetResponseTime"],
    "AWS/SQS": ["ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"],
  ]

  package static func contains(_ name: String, in namespace: String) -> Bool {
    names[namespace]?.contains(name) ?? false
  }
}

/// Metrics of all of the load together, or of how many share it: twice as many do not halve them.
///
/// From "Target tracking scaling policies" of both services' user guides, which name `RequestCount` of load balancers.
package enum WholeLoadMetrics {
  private static let names: [String: Set<String>] = [
    "AWS/ApplicationELB": [
      "ActiveConnectionCount", "ConsumedLCUs", "HealthyHostCount", "NewConnectionCount", "ProcessedBytes",
      "RequestCount",
    ],
    "AWS/AutoScaling": ["GroupDesiredCapacity", "GroupInServiceInstances", "GroupTotalInstances"],
    "AWS/NetworkELB": ["ActiveFlowCount", "ConsumedLCUs", "HealthyHostCount", "NewFlowCount", "ProcessedBytes"],
    "AWS/SQS": ["NumberOfMessagesReceived", "NumberOfMessagesSent"],
    "ECS/ContainerInsights": ["DesiredTaskCount", "RunningTaskCount"],
  ]

  package static func contains(_ name: String, in namespace: String) -> Bool {
    names[namespace]?.contains(name) ?? false
  }
}

/// Words of CloudWatch's that a metric may be asked with.
package enum MetricWords {
  package static let units = [
    "Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits",
    "Kilobits", "Megabits", "Gigabits", "Terabits", "Percent", "Count", "Bytes/Second", "Kilobytes/Second",
    "Megabytes/Second", "Gigabytes/Second", "Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second",
    "Gigabits/Second", "Terabits/Second", "Count/Second", "None",
  ]

  /// The statistics that the datapoints of a step policy can be brought together by; others are averaged.
  package static let aggregations = ["Average", "Minimum", "Maximum"]
}

/// What CloudWatch takes of the periods of an alarm.
package enum AlarmPeriods {
  /// Seconds of a datapoint, besides multiples of a minute; CloudWatch has 20 too, which CloudFormation's checks refuse.
  package static let short = [10, 30]
  /// The seconds that an alarm may look back: with datapoints of less than an hour, and with longer ones.
  package static let longestWindow = (short: 86_400, long: 604_800)
}
