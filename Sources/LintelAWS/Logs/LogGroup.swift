import LintelGraph

extension ResourceType {
  /// A group of log streams.
  ///
  /// Its ARN ends in `:*`, as policies want it.
  package static let logGroup = ResourceType(
    "AWS::Logs::LogGroup",
    attributes: [.name: .ref, .arn: .getAtt("Arn")],
    existing: [.name: .logGroupName, .arn: .logGroupARN],
    tags: .list,
    nameProperty: "LogGroupName",
    data: "log events",
    facts: Facts(
      nameScope: NameScope(extent: .region, ignoresCase: false)),
    properties: """
      LogGroupName string replacement
      RetentionInDays integer = null updateOnly
      """,
    commands: """
      spelling lower
      noun log group
      arn logs log-group:
      sought unless ResourceNotFoundException
      identifier name
      name logs describe-log-groups --log-group-name-prefix {LogGroupName}
        => logGroups[?logGroupName=={LogGroupName:query}]|[0].arn
      create logs create-log-group {properties} --tags {tags:map}
      read logs describe-log-groups --log-group-name-prefix {self} => logGroups[?logGroupName=='{self}']|[0]
      read logs list-tags-for-resource --resource-arn arn:{partition}:logs:{region}:{account}:log-group:{self}
        => @
        Tags tags map
      change logs put-retention-policy --log-group-name {self} {properties}
      clear RetentionInDays logs delete-retention-policy --log-group-name {self}
      tag logs tag-resource --resource-arn arn:{partition}:logs:{region}:{account}:log-group:{self}
        --tags {tags:map}
      attribute arn = arn:{partition}:logs:{region}:{account}:log-group:{self}:*
      delete logs delete-log-group --log-group-name {self}
      """,
    unreached: """
      BearerTokenAuthenticationEnabled DataProtectionPolicy DeletionProtectionEnabled: not in the language
      FieldIndexPolicies KmsKeyId LogGroupClass ResourcePolicyDocument: not in the language
      """)
}
