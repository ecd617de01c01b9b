import LintelGraph

extension ResourceType {
  /// An alarm on a metric.
  package static let alarm = ResourceType(
    "AWS::CloudWatch::Alarm",
    attributes: [.name: .ref, .arn: .getAtt("Arn")],
    tags: .list,
    nameProperty: "AlarmName",
    facts: Facts(
      scaling: .alarm(actions: "AlarmActions"), nameScope: NameScope(extent: .region, ignoresCase: false)),
    properties: """
      AlarmName string replacement
      Namespace string
      MetricName string
      Dimensions set(object)
        Name string required
        Value string required
      Statistic string
      ExtendedStatistic string
      Unit string = null
      Period integer
      Metrics set(object) exact
        Id string required
        Expression string
        Label string
        ReturnData boolean = true
        MetricStat object
          Metric object required
            Namespace string
            MetricName string
            Dimensions set(object)
              Name string required
              Value string required
          Period integer required
          Stat string required
          Unit string
      EvaluationPeriods integer
      DatapointsToAlarm integer = null
      Threshold number
      ComparisonOperator string
      AlarmActions set(string)
      """,
    commands: """
      noun alarm
      arn cloudwatch alarm:
      uses AWS::ApplicationAutoScaling::ScalingPolicy AWS::AutoScaling::ScalingPolicy
      sought unless ResourceNotFound(Exception)?
      identifier name
      name cloudwatch describe-alarms --alarm-names {AlarmName} => MetricAlarms[0].AlarmArn
      put cloudwatch put-metric-alarm {properties} --tags {tags:Key}
      read cloudwatch describe-alarms --alarm-names {self} => MetricAlarms[0]
      read cloudwatch list-tags-for-resource --resource-arn {arn} => @
        Tags Tags
      tag cloudwatch tag-resource --resource-arn {arn} --tags {tags:Key}
      attribute arn = arn:{partition}:cloudwatch:{region}:{account}:alarm:{self}
      delete cloudwatch delete-alarms --alarm-names {self}
      """,
    unreached: """
      ActionConfiguration ActionsEnabled AlarmDescription: alarms only serve step policies
      EvaluateLowSampleCountPercentile: a percentile of few values counts as any other
      EvaluationCriteria EvaluationInterval EvaluationWindow: alarms only serve step policies
      InsufficientDataActions OKActions: alarms only serve step policies
      TreatMissingData WarmUpConfiguration: alarms only serve step policies
      Metrics.AccountId: metrics of other accounts are not in the language
      Metrics.Period: queries of Metrics Insights are not in the language
      ThresholdMetricId: alarms on anomalies are not in the language
      """)
}
