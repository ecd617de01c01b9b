import LintelGraph

extension ResourceType {
  /// A repository of container images.
  package static let repository = ResourceType(
    "AWS::ECR::Repository",
    attributes: [.name: .ref, .arn: .getAtt("Arn"), .uri: .getAtt("RepositoryUri")],
    existing: [
      .name: .nameInARN(after: ":repository/"),
      .arn: .arn(service: "ecr", prefix: "repository/", hasRegion: true),
      .uri: .repositoryURI,
    ],
    tags: .list,
    nameProperty: "RepositoryName",
    properties: """
      RepositoryName string replacement
      ImageScanningConfiguration object
        ScanOnPush boolean
      """)
}
