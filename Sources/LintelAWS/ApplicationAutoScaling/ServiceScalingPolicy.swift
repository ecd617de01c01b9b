import LintelGraph

extension ResourceType {
  /// A policy of Application Auto Scaling.
  ///
  /// Its name is one of its target's: two targets may have policies of one name.
  package static let serviceScalingPolicy = ResourceType(
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    attributes: [.arn: .ref],
    nameProperty: "PolicyName",
    isNameUnique: false,
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
      """,
    commands: """
      noun scaling policy
      find application-autoscaling describe-scaling-policies
        --service-namespace {ScalingTargetId>ServiceNamespace} --resource-id {ScalingTargetId>ResourceId}
        --scalable-dimension {ScalingTargetId>ScalableDimension} --policy-names {PolicyName}
        => ScalingPolicies[?PolicyName=='{PolicyName}']|[0].PolicyARN
      read application-autoscaling describe-scaling-policies
        --service-namespace {ScalingTargetId>ServiceNamespace} --resource-id {ScalingTargetId>ResourceId}
        --scalable-dimension {ScalingTargetId>ScalableDimension} --policy-names {PolicyName}
        => ScalingPolicies[?PolicyName=='{PolicyName}']|[0]
        PolicyType PolicyType
        TargetTrackingScalingPolicyConfiguration TargetTrackingScalingPolicyConfiguration exact
        StepScalingPolicyConfiguration StepScalingPolicyConfiguration
      create application-autoscaling put-scaling-policy --policy-name {PolicyName}
        --service-namespace {ScalingTargetId>ServiceNamespace} --resource-id {ScalingTargetId>ResourceId}
        --scalable-dimension {ScalingTargetId>ScalableDimension} --policy-type {PolicyType}
        --target-tracking-scaling-policy-configuration {TargetTrackingScalingPolicyConfiguration:shorthand}
        --step-scaling-policy-configuration {StepScalingPolicyConfiguration:shorthand} => PolicyARN
      change application-autoscaling put-scaling-policy --policy-name {PolicyName}
        --service-namespace {ScalingTargetId>ServiceNamespace} --resource-id {ScalingTargetId>ResourceId}
        --scalable-dimension {ScalingTargetId>ScalableDimension} --policy-type {PolicyType}
        --target-tracking-scaling-policy-configuration {TargetTrackingScalingPolicyConfiguration:shorthand}
        --step-scaling-policy-configuration {StepScalingPolicyConfiguration:shorthand}
      """)
}
