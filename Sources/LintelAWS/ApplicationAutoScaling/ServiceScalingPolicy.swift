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
    facts: Facts(
      scaling: .policy(of: "ScalingTargetId", .tasks),
      nameScope: NameScope(extent: .property("ScalingTargetId"), ignoresCase: false)),
    properties: """
      PolicyName string replacement required
      PolicyType string required
      ScalingTargetId string replacement
      TargetTrackingScalingPolicyConfiguration object exact
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
            Id string
            Expression string
            Label string
            ReturnData boolean = true
            MetricStat object
              Metric object
                Namespace string
                MetricName string
                Dimensions set(object)
                  Name string
                  Value string
              Stat string
              Unit string
        TargetValue number required
        DisableScaleIn boolean = false
        ScaleOutCooldown integer = 300
        ScaleInCooldown integer = 300
      PredictiveScalingPolicyConfiguration object exact
        MetricSpecifications set(object) required
          TargetValue number required
          PredefinedMetricPairSpecification object
            PredefinedMetricType string required
            ResourceLabel string
        Mode string = ForecastOnly
        SchedulingBufferTime integer = 300
        MaxCapacityBreachBehavior string = HonorMaxCapacity
        MaxCapacityBuffer integer
      StepScalingPolicyConfiguration object exact
        AdjustmentType string
        MetricAggregationType string = Average
        MinAdjustmentMagnitude integer
        Cooldown integer = 300
        StepAdjustments list(object)
          MetricIntervalLowerBound number
          MetricIntervalUpperBound number
          ScalingAdjustment integer required
      """,
    commands: """
      noun scaling policy
      uses AWS::ApplicationAutoScaling::ScalableTarget
      part AWS::ApplicationAutoScaling::ScalableTarget application-autoscaling describe-scaling-policies
        --service-namespace ecs --resource-id {ScalingTargetId}
        => ScalingPolicies[] PolicyName ResourceId unless ObjectNotFoundException
      remove application-autoscaling delete-scaling-policy --service-namespace ecs
        --scalable-dimension ecs:service:DesiredCount --resource-id {ScalingTargetId} --policy-name {id}
      key --service-namespace {ScalingTargetId>ServiceNamespace} --resource-id {ScalingTargetId>ResourceId}
        --scalable-dimension {ScalingTargetId>ScalableDimension}
      find application-autoscaling describe-scaling-policies {key} --policy-names {PolicyName}
        => ScalingPolicies[?PolicyName=={PolicyName:query}]|[0].PolicyARN
      read application-autoscaling describe-scaling-policies {key} --policy-names {PolicyName}
        => ScalingPolicies[?PolicyName=={PolicyName:query}]|[0]
      put application-autoscaling put-scaling-policy --policy-name {PolicyName} {key} {properties} => PolicyARN
      """,
    unreached: """
      PredictiveScalingPolicyConfiguration.MetricSpecifications.CustomizedCapacityMetricSpecification: metrics of one's own are not forecast
      PredictiveScalingPolicyConfiguration.MetricSpecifications.CustomizedLoadMetricSpecification: metrics of one's own are not forecast
      PredictiveScalingPolicyConfiguration.MetricSpecifications.CustomizedScalingMetricSpecification: metrics of one's own are not forecast
      PredictiveScalingPolicyConfiguration.MetricSpecifications.PredefinedLoadMetricSpecification: a pair says it
      PredictiveScalingPolicyConfiguration.MetricSpecifications.PredefinedScalingMetricSpecification: a pair says it
      ResourceId ScalableDimension ServiceNamespace: the scalable target says it
      """)
}
