import LintelGraph

extension ResourceType {
  /// What instances start as.
  ///
  /// A change makes a new version. The newest one of a template that is already there has no spelling:
  /// CloudFormation takes no `$Latest` in a group.
  package static let launchTemplate = ResourceType(
    "AWS::EC2::LaunchTemplate",
    attributes: [.id: .ref, .latestVersion: .getAtt("LatestVersionNumber")],
    existing: [.id: .identifier],
    tags: .specifications,
    nameProperty: "LaunchTemplateName",
    properties: """
      LaunchTemplateName string replacement
      LaunchTemplateData object required
        ImageId string
        InstanceType string
        KeyName string
        SecurityGroupIds set(string)
        IamInstanceProfile object
          Arn string
          Name string
        UserData string
        MetadataOptions object
          HttpTokens string
      """)
}
