import LintelGraph

extension ResourceType {
  /// A group of log streams.
  package static let logGroup = ResourceType(
    "AWS::Logs::LogGroup",
    attributes: [.name: .ref, .arn: .getAtt("Arn")],
    existing: [
      .name: .nameInARN(after: "log-group:"), .arn: .arn(service: "logs", prefix: "log-group:", hasRegion: true),
    ],
    tags: .list,
    nameProperty: "LogGroupName",
    properties: """
      LogGroupName string replacement
      RetentionInDays integer
      """)
}
