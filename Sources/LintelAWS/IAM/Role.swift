import LintelGraph

extension ResourceType {
  /// A role.
  ///
  /// One that is already there and given by its name has the path `/`; its ARN may have any.
  package static let role = ResourceType(
    "AWS::IAM::Role",
    attributes: [.name: .ref, .arn: .getAtt("Arn")],
    existing: [.name: .nameInARN(after: "/"), .arn: .arn(service: "iam", prefix: "role/", hasRegion: false)],
    tags: .list,
    nameProperty: "RoleName",
    properties: """
      RoleName string replacement
      AssumeRolePolicyDocument document required
      ManagedPolicyArns set(string)
      Policies set(object)
        PolicyName string required
        PolicyDocument document required
      """)
}
