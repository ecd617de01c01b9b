import LintelGraph

extension ResourceType {
  /// A policy of EC2 Auto Scaling.
  ///
  /// It has no property for a name: CloudFormation makes one up.
  package static let groupScalingPolicy = ResourceType(
    "AWS::AutoScaling::ScalingPolicy",
    attributes: [.arn: .ref],
    properties: """
      AutoScalingGroupName string replacement required
      PolicyType string
      TargetTrackingConfiguration object
        PredefinedMetricSpecification object
          PredefinedMetricType string required
        TargetValue number required
      AdjustmentType string
      MetricAggregationType string
      StepAdjustments list(object)
        MetricIntervalLowerBound number
        MetricIntervalUpperBound number
        ScalingAdjustment integer required
      """)
}
