import LintelGraph

extension ResourceType {
  /// A group of instances that is kept at a size.
  ///
  /// Its type holds sizes as strings. The schema calls `VPCZoneIdentifier` and `LaunchTemplate` create-only on
  /// conditions: a change makes a new group only with an update policy that says so.
  package static let autoScalingGroup = ResourceType(
    "AWS::AutoScaling::AutoScalingGroup",
    attributes: [.name: .ref],
    existing: [.name: .nameInARN(after: ":autoScalingGroupName/")],
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
