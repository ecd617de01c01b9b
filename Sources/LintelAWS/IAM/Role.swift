import LintelGraph

extension ResourceType {
  /// A role.
  package static let role = ResourceType(
    "AWS::IAM::Role",
    attributes: [.name: .ref, .arn: .getAtt("Arn")],
    existing: [.name: .nameInARN(after: "role/"), .arn: .arn(service: "iam", prefix: "role/", hasRegion: false)],
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
