import LintelGraph

extension ResourceType {
  /// What instances start as.
  ///
  /// A change makes a new version.
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
        MetadataOptions object
          HttpTokens string
      """)
}
