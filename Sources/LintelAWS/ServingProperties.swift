/// Which properties decide where requests go.
extension ResourceType {
  /// The paths of properties that name target groups to forward requests to.
  package var forwardingProperties: [[String]] {
    self === ResourceType.listener
      ? [["DefaultActions", "TargetGroupArn"], ["DefaultActions", "ForwardConfig", "TargetGroups", "TargetGroupArn"]]
      : []
  }

  /// The paths of properties that name target groups to register with.
  package var registeringProperties: [[String]] {
    if self === ResourceType.service { return [["LoadBalancers", "TargetGroupArn"]] }
    return self === ResourceType.autoScalingGroup ? [["TargetGroupARNs"]] : []
  }

  /// The property that holds how many of its own a resource runs, which scaling may move.
  package var countProperty: String? {
    if self === ResourceType.service { return "DesiredCount" }
    return self === ResourceType.autoScalingGroup ? "DesiredCapacity" : nil
  }

  /// The property whose subnets instances stand in: those of a subnet that is taken out are ended.
  package var zoneProperty: String? { self === ResourceType.autoScalingGroup ? "VPCZoneIdentifier" : nil }
}
