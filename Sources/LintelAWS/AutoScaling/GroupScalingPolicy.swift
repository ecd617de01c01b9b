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
      """,
    commands: """
      noun scaling policy
      find autoscaling describe-policies --auto-scaling-group-name {AutoScalingGroupName} --policy-names {id}
        => ScalingPolicies[?PolicyName=='{id}']|[0].PolicyARN
      read autoscaling describe-policies --auto-scaling-group-name {AutoScalingGroupName} --policy-names {id}
        => ScalingPolicies[?PolicyName=='{id}']|[0]
        PolicyType PolicyType
        TargetTrackingConfiguration TargetTrackingConfiguration exact
        AdjustmentType AdjustmentType
        MetricAggregationType MetricAggregationType
        StepAdjustments StepAdjustments
      create autoscaling put-scaling-policy --auto-scaling-group-name {AutoScalingGroupName}
        --policy-name {id} --policy-type {PolicyType}
        --target-tracking-configuration {TargetTrackingConfiguration:shorthand}
        --adjustment-type {AdjustmentType} --metric-aggregation-type {MetricAggregationType}
        --step-adjustments {StepAdjustments:shorthand} => PolicyARN
      change autoscaling put-scaling-policy --auto-scaling-group-name {AutoScalingGroupName}
        --policy-name {id} --policy-type {PolicyType}
        --target-tracking-configuration {TargetTrackingConfiguration:shorthand}
        --adjustment-type {AdjustmentType} --metric-aggregation-type {MetricAggregationType}
        --step-adjustments {StepAdjustments:shorthand}
      """)
}
