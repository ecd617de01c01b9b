import LintelGraph

extension ResourceType {
  /// A group of log streams.
  ///
  /// Its ARN ends in `:*`, as policies want it, so neither name nor ARN of one that is there follow from the other.
  package static let logGroup = ResourceType(
    "AWS::Logs::LogGroup",
    attributes: [.name: .ref, .arn: .getAtt("Arn")],
    tags: .list,
    nameProperty: "LogGroupName",
    properties: """
      LogGroupName string replacement
      RetentionInDays integer
      """)
}
