import LintelGraph

extension ResourceType {
  /// A policy of EC2 Auto Scaling.
  ///
  /// It has no property for a name: CloudFormation makes one up.
  package static let groupScalingPolicy = ResourceType(
    "AWS::AutoScaling::ScalingPolicy",
    attributes: [.arn: .ref],
    facts: Facts(
      scaling: .policy(of: "AutoScalingGroupName", .instances)),
    properties: """
      AutoScalingGroupName string replacement required
      PolicyType string
      TargetTrackingConfiguration object exact
        PredefinedMetricSpecification object
          PredefinedMetricType string required
          ResourceLabel string
        CustomizedMetricSpecification object
          Namespace string
          MetricName string
          Dimensions set(object)
            Name string required
            Value string required
          Statistic string
          Unit string
          Metrics set(object)
            Id string required
            Expression string
            Label string
            ReturnData boolean = true
            MetricStat object
              Metric object required
                Namespace string required
                MetricName string required
                Dimensions set(object)
                  Name string required
                  Value string required
              Stat string required
              Unit string
        TargetValue number required
        DisableScaleIn boolean = false
      PredictiveScalingConfiguration object exact
        MetricSpecifications set(object) required
          TargetValue number required
          PredefinedMetricPairSpecification object
            PredefinedMetricType string required
            ResourceLabel string
        Mode string = ForecastOnly
        SchedulingBufferTime integer = 300
        MaxCapacityBreachBehavior string = HonorMaxCapacity
        MaxCapacityBuffer integer
      EstimatedInstanceWarmup integer = null
      AdjustmentType string
      MetricAggregationType string
      MinAdjustmentMagnitude integer = null
      StepAdjustments list(object)
        MetricIntervalLowerBound number
        MetricIntervalUpperBound number
        ScalingAdjustment integer required
      """,
    commands: """
      noun scaling policy
      uses AWS::AutoScaling::AutoScalingGroup
      part AWS::AutoScaling::AutoScalingGroup autoscaling describe-policies
        --auto-scaling-group-name {AutoScalingGroupName}
        => ScalingPolicies[?TargetTrackingConfiguration.CustomizedMetricSpecification.Namespace!='AWS/ECS/ManagedScaling'][] PolicyName AutoScalingGroupName unless ValidationError
      remove autoscaling delete-policy --auto-scaling-group-name {AutoScalingGroupName} --policy-name {id}
      find autoscaling describe-policies --auto-scaling-group-name {AutoScalingGroupName} --policy-names {id}
        => ScalingPolicies[?PolicyName=='{id}']|[0].PolicyARN
      read autoscaling describe-policies --auto-scaling-group-name {AutoScalingGroupName} --policy-names {id}
        => ScalingPolicies[?PolicyName=='{id}']|[0]
      put autoscaling put-scaling-policy --auto-scaling-group-name {AutoScalingGroupName} --policy-name {id}
        {properties} => PolicyARN
      """,
    unreached: """
      Cooldown ScalingAdjustment: simple scaling is not in the language
      PredictiveScalingConfiguration.MetricSpecifications.CustomizedCapacityMetricSpecification: metrics of one's own are not forecast
      PredictiveScalingConfiguration.MetricSpecifications.CustomizedLoadMetricSpecification: metrics of one's own are not forecast
      PredictiveScalingConfiguration.MetricSpecifications.CustomizedScalingMetricSpecification: metrics of one's own are not forecast
      PredictiveScalingConfiguration.MetricSpecifications.PredefinedLoadMetricSpecification: a pair says it
      PredictiveScalingConfiguration.MetricSpecifications.PredefinedScalingMetricSpecification: a pair says it
      TargetTrackingConfiguration.CustomizedMetricSpecification.Metrics.MetricStat.Period: not in the language
      TargetTrackingConfiguration.CustomizedMetricSpecification.Metrics.Period: not in the language
      TargetTrackingConfiguration.CustomizedMetricSpecification.Period: not in the language
      """)
}
