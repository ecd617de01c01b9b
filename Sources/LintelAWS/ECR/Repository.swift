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
    data: "images",
    facts: Facts(
      nameScope: NameScope(extent: .region, ignoresCase: false)),
    properties: """
      RepositoryName string replacement
      ImageScanningConfiguration object
        ScanOnPush boolean = false
      """,
    commands: """
      spelling lower
      noun repository
      arn ecr repository/
      sought unless RepositoryNotFoundException
      identifier name
      name ecr describe-repositories --repository-names {RepositoryName}
        => repositories[0].repositoryArn unless RepositoryNotFoundException
      create ecr create-repository {properties} --tags {tags:Key} => repository.repositoryName
      read ecr describe-repositories --repository-names {self} => repositories[0]
      read ecr list-tags-for-resource --resource-arn arn:{partition}:ecr:{region}:{account}:repository/{self}
        => @
        Tags tags
      change ecr put-image-scanning-configuration --repository-name {self} {properties}
      tag ecr tag-resource --resource-arn arn:{partition}:ecr:{region}:{account}:repository/{self}
        --tags {tags:Key}
      attribute arn = arn:{partition}:ecr:{region}:{account}:repository/{self}
      attribute uri = {account}.dkr.ecr.{region}.{urlSuffix}/{self}
      delete ecr delete-repository --repository-name {self} --force
      """)
}
