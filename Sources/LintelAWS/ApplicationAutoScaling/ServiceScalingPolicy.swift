import LintelGraph

extension ResourceType {
  /// A policy of Application Auto Scaling.
  package static let serviceScalingPolicy = ResourceType(
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    attributes: [.arn: .ref],
    nameProperty: "PolicyName",
    properties: """
      PolicyName string replacement required
      PolicyType string required
      ScalingTargetId string replacement
      TargetTrackingScalingPolicyConfiguration object
        PredefinedMetricSpecification object
          PredefinedMetricType string required
        TargetValue number required
        ScaleOutCooldown integer
        ScaleInCooldown integer
      StepScalingPolicyConfiguration object
        AdjustmentType string
        MetricAggregationType string
        StepAdjustments list(object)
          MetricIntervalLowerBound number
          MetricIntervalUpperBound number
          ScalingAdjustment integer required
      """)
}
