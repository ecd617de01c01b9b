import LintelGraph

extension ResourceType {
  /// An alarm on a metric.
  package static let alarm = ResourceType(
    "AWS::CloudWatch::Alarm",
    attributes: [.name: .ref, .arn: .getAtt("Arn")],
    tags: .list,
    nameProperty: "AlarmName",
    properties: """
      AlarmName string replacement
      Namespace string
      MetricName string
      Dimensions set(object)
        Name string required
        Value string required
      Statistic string
      Period integer
      EvaluationPeriods integer
      Threshold number
      ComparisonOperator string
      AlarmActions set(string)
      """)
}
