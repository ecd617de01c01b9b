import LintelGraph

extension ResourceType {
  /// A group of instances that is kept at a size.
  ///
  /// Its type holds sizes as strings.
  package static let autoScalingGroup = ResourceType(
    "AWS::AutoScaling::AutoScalingGroup",
    attributes: [.name: .ref],
    existing: [.name: .nameInARN(after: "autoScalingGroupName/")],
    tags: .propagated,
    nameProperty: "AutoScalingGroupName",
    properties: """
      AutoScalingGroupName string replacement
      LaunchTemplate object
        LaunchTemplateId string
        Version string required
      VPCZoneIdentifier set(string)
      TargetGroupARNs set(string)
      MinSize string required
      MaxSize string required
      DesiredCapacity string
      HealthCheckType string
      HealthCheckGracePeriod integer
      """)
}
